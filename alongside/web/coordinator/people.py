"""Applicants and members."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.access import Refused, routes
from alongside.actions import participations as actions
from alongside.actions import programmes as programme_actions
from alongside.outbound import spreadsheets
from alongside.reads import participations as reads
from alongside.reads import programmes as programme_reads
from alongside.web.coordinator.people_forms import EligibleForm, InviteForm, RestForm, SearchForm
from alongside.web.public.join_forms import JoinForm
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest


def _in(request: MemberRequest, slug: str) -> None:
    request.programme_slug = slug
    request.place = "people"


@routes.coordinator
@require_GET
def people(request: MemberRequest, slug: str) -> HttpResponse:
    """The table of everyone, narrowed by the address."""
    _in(request, slug)
    asked = SearchForm(request.GET)
    asked.is_valid()
    chosen = {name: asked.cleaned_data.get(name) or "" for name in ("q", "side", "state")}
    page = reads.people(
        request.user, slug, search=chosen["q"], side=chosen["side"], state=chosen["state"],
        page=asked.cleaned_data.get("page") or 1,
    )  # fmt: skip
    query = urlencode({name: value for name, value in chosen.items() if value})

    def tabs(name: str, options: list[reads.Tab]) -> list[dict[str, Any]]:
        return [
            {
                "label": tab.label,
                "count": tab.count,
                "current": chosen[name] == tab.code,
                "href": "?"
                + urlencode({k: v for k, v in {**chosen, name: tab.code, "page": ""}.items() if v}),
            }
            for tab in options
        ]

    context = {
        "page": page, "chosen": chosen, "query": f"{query}&" if query else "",
        "form": SearchForm(initial=chosen),
        "sides": tabs("side", page.sides),
        "states": tabs("state", [reads.Tab(_("Any state"), "", page.total), *page.states]),
    }  # fmt: skip
    return render(request, "coordinator/people/list.html", context)


@routes.coordinator
@require_POST
def people_decide(request: MemberRequest, slug: str) -> HttpResponse:
    """Accept or turn down those who are ticked, or one by its own button."""
    _in(request, slug)
    decision = request.POST.get("decision", "")
    ids = [one for one in request.POST.getlist("place") if _is_uuid(one)]
    if decision not in ("accept", "turn_down"):
        raise Http404
    decided = actions.decide_several(
        programme_reads.coordinated(request.user, slug), ids, decision,
        by=request.user, now=clock.now(),
    )  # fmt: skip
    if decision == "accept":
        words = ngettext("%(n)s person has a place and is told.",
                         "%(n)s people have a place and are told.", decided)  # fmt: skip
    else:
        words = ngettext("%(n)s person is told kindly that there is no place.",
                         "%(n)s people are told kindly that there is no place.", decided)  # fmt: skip
    if decided:
        messages.success(request, words % {"n": decided})
    else:
        messages.info(request, _("Nobody was ticked who waits for an answer. Nothing changed."))
    return redirect("people", slug)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _person(
    request: MemberRequest, slug: str, place_id: uuid.UUID, status: int = 200, **forms: Any
) -> HttpResponse:
    page = reads.one(request.user, slug, place_id)
    context = {
        "page": page,
        "eligible_form": forms.get("eligible_form")
        or EligibleForm(initial={"eligible": "yes" if page.eligible else "no", "note": page.note}),
        "rest_form": forms.get("rest_form") or RestForm(auto_id="rest_%s"),
    }
    return render(request, "coordinator/people/person.html", context, status=status)


@routes.coordinator
@require_GET
def person(request: MemberRequest, slug: str, place_id: uuid.UUID) -> HttpResponse:
    """One person's place."""
    _in(request, slug)
    return _person(request, slug, place_id)


@routes.coordinator
def person_change(request: MemberRequest, slug: str, place_id: uuid.UUID) -> HttpResponse:
    """Change what matching uses."""
    _in(request, slug)
    page = reads.one(request.user, slug, place_id)
    form = JoinForm(request.POST or None, side=page.side, before=page.initial, about_somebody=True)
    if request.method == "POST" and form.is_valid():
        actions.change(
            reads.row(request.user, slug, place_id), by=request.user, now=clock.now(),
            values=form.values(),
        )  # fmt: skip
        messages.success(request, _("Saved. The next run of the matching uses it."))
        return redirect("person", slug, place_id)
    return render(
        request, "coordinator/people/change.html", {"page": page, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@routes.coordinator
@require_POST
def person_state(request: MemberRequest, slug: str, place_id: uuid.UUID, what: str) -> HttpResponse:
    """Accept, turn down, bring back or take out one person."""
    _in(request, slug)
    doing = {
        "accept": actions.accept,
        "turn-down": actions.turn_down,
        "back": actions.come_back,
        "take-out": actions.withdraw,
    }.get(what)
    if doing is None:
        raise Http404
    doing(reads.row(request.user, slug, place_id), by=request.user, now=clock.now())
    said = {
        "accept": _("They have a place and are told."),
        "turn-down": _("They are told kindly that there is no place."),
        "back": _("They can be matched again."),
        "take-out": _("They are no longer in the queue. What they told you stays here."),
    }
    messages.success(request, said[what])
    return redirect("person", slug, place_id)


@routes.coordinator
@require_POST
def person_rest(request: MemberRequest, slug: str, place_id: uuid.UUID) -> HttpResponse:
    """Not to be matched for a while."""
    _in(request, slug)
    form = RestForm(request.POST, auto_id="rest_%s")
    if form.is_valid():
        try:
            actions.rest(
                reads.row(request.user, slug, place_id), by=request.user, now=clock.now(),
                **form.cleaned_data,
            )  # fmt: skip
            return redirect("person", slug, place_id)
        except Refused as no:
            form.refuse(no)
    return _person(request, slug, place_id, 422, rest_form=form)


@routes.coordinator
@require_POST
def person_eligible(request: MemberRequest, slug: str, place_id: uuid.UUID) -> HttpResponse:
    """Whether matching may use them."""
    _in(request, slug)
    form = EligibleForm(request.POST)
    if not form.is_valid():
        return _person(request, slug, place_id, 422, eligible_form=form)
    actions.set_eligible(
        reads.row(request.user, slug, place_id), by=request.user, now=clock.now(),
        eligible=form.cleaned_data["eligible"] == "yes", note=form.cleaned_data["note"],
    )  # fmt: skip
    messages.success(request, _("Saved."))
    return redirect("person", slug, place_id)


@routes.coordinator
def people_invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite by address, and what became of those invited before."""
    _in(request, slug)
    page = reads.invitations(request.user, slug, clock.now(), request.GET.get("page", 1))
    sides = [
        (side, programme_reads.side_words(page.kind, side).capitalize())
        for side in ("mentee", "mentor")
    ]
    form = InviteForm(request.POST or None, sides=sides, initial={"side": "mentee"})
    if request.method == "POST" and form.is_valid():
        done = programme_actions.invite_several(
            programme_reads.coordinated(request.user, slug), by=request.user, now=clock.now(),
            side=form.cleaned_data["side"],
            people=[(one.email, one.name) for one in form.cleaned_data["addresses"]],
        )  # fmt: skip
        words = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.",
                         done.sent) % {"n": done.sent}  # fmt: skip
        if done.here:
            words += " " + ngettext(
                "%(n)s person has a place already.", "%(n)s people have a place already.", done.here
            ) % {"n": done.here}
        messages.success(request, words)
        return redirect("people_invite", slug)
    return render(
        request, "coordinator/people/invite.html", {"page": page, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@routes.coordinator
@require_POST
def invitation_again(request: MemberRequest, slug: str, invitation_id: uuid.UUID) -> HttpResponse:
    """Send an invitation once more; the earlier link stops working."""
    _in(request, slug)
    programme_actions.invite_again(
        programme_reads.coordinated(request.user, slug), invitation_id,
        by=request.user, now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Sent again. The earlier link no longer works."))
    return redirect("people_invite", slug)


@routes.coordinator
@require_GET
def people_export(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Everyone as a spreadsheet that the import reads again."""
    headers, rows = reads.table(request.user, slug)
    if kind == "csv":
        content, sort = spreadsheets.write_csv(headers, rows), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        content = spreadsheets.write_xlsx(headers, rows)
        sort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        raise Http404
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{slug}-people.{kind}"'
    return response


urlpatterns: list[Any] = [
    path("", people, name="people"),
    path("decide/", people_decide, name="people_decide"),
    path("invite/", people_invite, name="people_invite"),
    path("invite/<uuid:invitation_id>/again/", invitation_again, name="invitation_again"),
    path("export.<slug:kind>", people_export, name="people_export"),
    path("<uuid:place_id>/", person, name="person"),
    path("<uuid:place_id>/change/", person_change, name="person_change"),
    path("<uuid:place_id>/rest/", person_rest, name="person_rest"),
    path("<uuid:place_id>/eligible/", person_eligible, name="person_eligible"),
    path("<uuid:place_id>/<slug:what>/", person_state, name="person_state"),
]
