"""The overview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.access import routes
from alongside.actions import coordination as actions
from alongside.reads import overview as reads
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest


def _labelled(waits: list[reads.Waiting]) -> list[pictures.Wait]:
    """A first name only where no other name would stand in its way."""
    late = [wait.weeks for wait in waits]
    return [
        pictures.Wait(
            wait.weeks,
            wait.first_name if sum(abs(weeks - wait.weeks) < 2 for weeks in late) == 1 else "",
        )
        for wait in waits
    ]


def _pictures(page: reads.Overview) -> dict[str, pictures.Picture]:
    weeks = pictures.weeks(
        [
            pictures.Bar(
                date_format(week.starts, "j F"), week.count, now=week.now,
                tick=_("so far") if week.now else date_format(week.starts, "j M") if n % 4 == 0 else "",
            )
            for n, week in enumerate(page.weeks)
        ],
        title=page.weeks_title, summary=page.weeks_summary,
    )  # fmt: skip
    waiting = pictures.waiting(
        _labelled(page.waiting),
        title=page.waiting_title, summary=page.waiting_summary, promised=page.promised,
    )  # fmt: skip
    return {
        "funnel": pictures.funnel(
            [pictures.Stage(s.label, s.count, s.note, s.apart) for s in page.stages],
            title=page.funnel_title, summary=page.funnel_summary,
        ),
        "weeks": weeks,
        # Full names stand in the table; the drawing has room for a first name.
        "waiting": replace(waiting, rows=[
            [str(weeks), ", ".join(w.name for w in page.waiting if w.weeks == weeks)]
            for weeks in sorted({w.weeks for w in page.waiting}, reverse=True)
        ]),
    }  # fmt: skip


@routes.coordinator
@require_GET
def overview(request: MemberRequest, slug: str) -> HttpResponse:
    """How it goes, who needs attention, the way through, who waits."""
    request.programme_slug, request.place = slug, "overview"
    page = reads.overview(
        request.user, slug, now=clock.now(), everything=request.GET.get("all") == "yes"
    )
    return render(
        request, "coordinator/overview/page.html", {"page": page, "pictures": _pictures(page)}
    )


@routes.coordinator
@require_POST
def nudge(request: MemberRequest, slug: str, relationship: UUID, kind: str) -> HttpResponse:
    """Write kindly to whoever could take the next step."""
    names = actions.nudge(relationship, kind, by=request.user, now=clock.now())
    messages.success(
        request,
        _("A kind letter is on its way to %(names)s. You can write again in a week.")
        % {"names": ", ".join(names)},
    )
    if request.POST.get("back") == "pair":
        return redirect("pair", slug, relationship)
    return redirect("overview", slug)


urlpatterns: list[Any] = [
    path("", overview, name="overview"),
    path("<uuid:relationship>/write/<slug:kind>/", nudge, name="nudge"),
]
