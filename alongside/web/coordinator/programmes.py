"""Programmes: made, set, opened, closed, ended, copied, and who runs them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.access import Refused, routes
from alongside.actions import programmes as actions
from alongside.reads import programmes as reads
from alongside.web.coordinator.programme_forms import (
    CoordinatorForm,
    CopyForm,
    ProgrammeForm,
    initial_for,
    initial_from,
)
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest


def _in(request: MemberRequest, slug: str) -> None:
    request.programme_slug = slug
    request.place = "programme_settings"


@routes.coordinator
def running(request: MemberRequest) -> HttpResponse:
    """The programmes somebody runs."""
    return render(
        request, "coordinator/programmes/running.html", {"page": reads.running(request.user)}
    )


@routes.coordinator
def to_overview(request: MemberRequest, slug: str) -> HttpResponse:
    """The bare address of a programme leads to its overview."""
    reads.coordinated(request.user, slug)
    return redirect("overview", slug)


@routes.coordinator
def programme_new(request: MemberRequest) -> HttpResponse:
    """Make a programme. ``?kind=coaching`` begins with coaching's defaults."""
    person: Any = request.user
    reads.may_create(person)
    kind = "coaching" if request.GET.get("kind") == "coaching" else "mentoring"
    form = ProgrammeForm(
        request.POST or None, initial=initial_for(kind, person.full_name, person.email)
    )
    if request.method == "POST" and form.is_valid():
        made = actions.create(by=person, now=clock.now(), form_key=form.key, **form.values())
        messages.success(
            request, _("“%(name)s” is kept as a draft. Open it when it is ready.")
            % {"name": made.name},
        )  # fmt: skip
        return redirect("programme_settings", made.slug)
    return render(
        request, "coordinator/programmes/new.html", {"form": form, "kind": kind},
        status=422 if form.errors else 200,
    )  # fmt: skip


@routes.coordinator
def programme_settings(request: MemberRequest, slug: str) -> HttpResponse:
    """Everything its coordinators may set."""
    _in(request, slug)
    page = reads.settings(request.user, slug)
    form = ProgrammeForm(request.POST or None, initial=initial_from(page.initial, page.contacts))
    if request.method == "POST" and form.is_valid():
        actions.change(
            reads.coordinated(request.user, slug), by=request.user, now=clock.now(),
            **form.values(),
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return redirect("programme_settings", slug)
    return _settings(request, page, form=form)


def _settings(request: MemberRequest, page: reads.SettingsPage, **forms: Any) -> HttpResponse:
    context = {
        "page": page,
        "form": forms.get("form")
        or ProgrammeForm(initial=initial_from(page.initial, page.contacts)),
        "coordinator_form": forms.get("coordinator_form") or CoordinatorForm(auto_id="who_%s"),
        "copy_form": forms.get("copy_form")
        or CopyForm(initial={"name": page.next_name}, auto_id="copy_%s"),
    }
    wrong = any(form.errors for form in forms.values())
    return render(
        request, "coordinator/programmes/settings.html", context, status=422 if wrong else 200
    )


@routes.coordinator
def programme_state(request: MemberRequest, slug: str, to: str) -> HttpResponse:
    """Open, close or end it: first what that does, then the doing."""
    _in(request, slug)
    step = reads.step(request.user, slug, to)
    if request.method == "POST":
        try:
            actions.move_to(
                reads.coordinated(request.user, slug), to, by=request.user, now=clock.now()
            )
        except Refused as no:
            return render(
                request, "coordinator/programmes/state.html", {"step": step, "no": no.message},
                status=409,
            )  # fmt: skip
        done = {
            "open": _("It is open. Its page is public from now on."),
            "closed": _("It is closed to new people."),
            "ended": _("It has ended."),
        }
        messages.success(request, done[to])
        return redirect("programme_settings", slug)
    return render(request, "coordinator/programmes/state.html", {"step": step})


@routes.coordinator
@require_POST
def programme_copy(request: MemberRequest, slug: str) -> HttpResponse:
    """The next round, as a draft."""
    _in(request, slug)
    form = CopyForm(request.POST, auto_id="copy_%s")
    if not form.is_valid():
        return _settings(request, reads.settings(request.user, slug), copy_form=form)
    made = actions.duplicate(
        reads.coordinated(request.user, slug), by=request.user, now=clock.now(),
        name=form.cleaned_data["name"], form_key=form.key,
    )  # fmt: skip
    messages.success(
        request, _("This is the next round, as a draft. Its dates are still to be set.")
    )
    return redirect("programme_settings", made.slug)


@routes.coordinator
@require_POST
def coordinator_invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask somebody else to run it too."""
    _in(request, slug)
    form = CoordinatorForm(request.POST, auto_id="who_%s")
    if form.is_valid():
        try:
            known = actions.invite_coordinator(
                reads.coordinated(request.user, slug), by=request.user, now=clock.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(
                request,
                _("They run it too from now on, and are told by mail.")
                if known
                else _("An invitation is on its way to them."),
            )
            return redirect(reverse("programme_settings", args=[slug]) + "#coordinators")
    return _settings(request, reads.settings(request.user, slug), coordinator_form=form)


@routes.coordinator
@require_POST
def coordinator_remove(
    request: MemberRequest, slug: str, coordinator_id: uuid.UUID
) -> HttpResponse:
    """Somebody no longer runs it."""
    _in(request, slug)
    still = actions.remove_coordinator(
        reads.coordinated(request.user, slug), coordinator_id, by=request.user, now=clock.now()
    )
    messages.success(request, _("Removed. What they did stays in the record."))
    return redirect("programme_settings", slug) if still else redirect("running")


urlpatterns: list[Any] = [
    path("", running, name="running"),
    path("new/", programme_new, name="programme_new"),
    path("<slug:slug>/", to_overview, name="programme_run"),
    path("<slug:slug>/settings/", programme_settings, name="programme_settings"),
    path("<slug:slug>/settings/copy/", programme_copy, name="programme_copy"),
    path("<slug:slug>/settings/coordinators/", coordinator_invite, name="coordinator_invite"),
    path(
        "<slug:slug>/settings/coordinators/<uuid:coordinator_id>/remove/",
        coordinator_remove,
        name="coordinator_remove",
    ),
    path("<slug:slug>/settings/<slug:to>/", programme_state, name="programme_state"),
]
