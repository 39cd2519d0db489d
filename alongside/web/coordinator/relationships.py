"""Relationships: dates and counts, nothing written."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.access import routes
from alongside.actions import coordination as actions
from alongside.outbound import spreadsheets
from alongside.reads import coordination as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _in(request: MemberRequest, slug: str) -> None:
    request.programme_slug, request.place = slug, "relationships"


@routes.coordinator
@require_GET
def relationships(request: MemberRequest, slug: str) -> HttpResponse:
    """The table, narrowed by the address."""
    _in(request, slug)
    chosen = {
        "show": request.GET.get("show", "") if request.GET.get("show") in reads.NARROWED else "",
        "q": request.GET.get("q", "")[:100].strip(),
    }
    page = reads.listing(
        request.user, slug, now=clock.now(), show=chosen["show"], search=chosen["q"],
        page=request.GET.get("page", 1),
    )  # fmt: skip

    def address(**more: str) -> str:
        return "?" + urlencode({k: v for k, v in {**chosen, **more}.items() if v})

    tabs = [
        {
            "label": tab.label,
            "count": tab.count,
            "current": tab.code == chosen["show"],
            "href": address(show=tab.code),
        }
        for tab in page.tabs
        if tab.count or tab.code in ("", chosen["show"])
    ]
    query = urlencode({k: v for k, v in chosen.items() if v})
    return render(
        request, "coordinator/relationships/list.html",
        {"page": page, "tabs": tabs, "chosen": chosen, "query": f"{query}&" if query else ""},
    )  # fmt: skip


def as_file(name: str, kind: str, heads: list[str], rows: list[list[object]]) -> HttpResponse:
    """A table as a download, CSV or XLSX; 404 for another kind."""
    if kind == "csv":
        response = HttpResponse(
            spreadsheets.write_csv(heads, rows), content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        response = HttpResponse(spreadsheets.write_xlsx(heads, rows), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@routes.coordinator
@require_GET
def relationships_export(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Everything in the table as a spreadsheet."""
    heads, rows = reads.table(request.user, slug, now=clock.now())
    return as_file(f"{slug}-relationships", kind, heads, rows)


@routes.coordinator
@require_GET
def pair(request: MemberRequest, slug: str, relationship: UUID) -> HttpResponse:
    """One of them."""
    _in(request, slug)
    page = reads.pair_page(request.user, slug, relationship, now=clock.now())
    return render(request, "coordinator/relationships/pair.html", {"page": page})


@routes.coordinator
@require_POST
def pair_free(request: MemberRequest, slug: str, relationship: UUID) -> HttpResponse:
    """Free an offer that nobody answers."""
    actions.free_offer(relationship, by=request.user, now=clock.now())
    messages.success(
        request, _("The offer is closed, both are told, and the mentee keeps their place.")
    )
    return redirect("pair", slug, relationship)


@routes.coordinator
@require_POST
def pair_close(request: MemberRequest, slug: str, relationship: UUID) -> HttpResponse:
    """Close what is over."""
    actions.close_lapsed(relationship, by=request.user, now=clock.now())
    messages.success(request, _("Closed. Both are told kindly, and each keeps what they wrote."))
    return redirect("pair", slug, relationship)


urlpatterns: list[Any] = [
    path("", relationships, name="relationships"),
    path("export.<slug:kind>", relationships_export, name="relationships_export"),
    path("<uuid:relationship>/", pair, name="pair"),
    path("<uuid:relationship>/free/", pair_free, name="pair_free"),
    path("<uuid:relationship>/close/", pair_close, name="pair_close"),
]
