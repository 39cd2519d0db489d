"""Outcomes: figures of ten people or more, for fixed periods."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.access import routes
from alongside.reads import outcomes as reads
from alongside.web.coordinator.relationships import as_file
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest


def _year(request: MemberRequest) -> int | None:
    said = request.GET.get("year", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None


@routes.coordinator
@require_GET
def outcomes(request: MemberRequest, slug: str) -> HttpResponse:
    """What people say has changed, beside what the programme is for."""
    request.programme_slug, request.place = slug, "outcomes"
    page = reads.outcomes(request.user, slug, now=clock.now(), year=_year(request))
    changes = [
        pictures.change(
            [
                pictures.Change(one.name, one.start, one.later, one.answers, one.held_back)
                for one in section.outcomes
            ],
            title=section.title,
            summary=_("Own ratings out of 10, at the start and at the latest review."),
            later=_("the latest review"),
        )
        for section in page.sections
    ]
    years = [
        {"label": str(year), "href": f"?year={year}", "current": year == page.year, "count": None}
        for year in page.years
    ]
    return render(
        request, "coordinator/outcomes/page.html",
        {"page": page, "sections": list(zip(page.sections, changes, strict=True)), "years": years},
    )  # fmt: skip


@routes.coordinator
@require_GET
def outcomes_export(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Exactly this page, as a spreadsheet."""
    page = reads.outcomes(request.user, slug, now=clock.now(), year=_year(request))
    heads, rows = reads.table(page)
    return as_file(f"{slug}-outcomes-{page.year}", kind, heads, rows)


urlpatterns: list[Any] = [
    path("", outcomes, name="outcomes"),
    path("export.<slug:kind>", outcomes_export, name="outcomes_export"),
]
