"""Before a session: what to bring, in about three minutes (S0.7, S1.2)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.access import Refused, routes
from alongside.actions import agenda, growth, meetings
from alongside.reads import meetings as reads_meetings
from alongside.reads import preparation as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import KeyedForm


class QuestionForm(KeyedForm):
    """Something to put on the agenda."""

    text = forms.CharField(
        label=gettext_lazy("Something else to talk about"),
        required=False,
        max_length=20_000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _back(meeting: UUID, anchor: str) -> HttpResponse:
    return redirect(reverse("meeting_prepare", args=[meeting]) + f"#{anchor}")


@routes.signed_in
@require_GET
def prepare(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """One page: wins, actions, agenda, one's own note."""
    request.place = "mentoring"
    page = reads.page(request.user, meeting, now=clock.now())
    return render(
        request,
        "member/meetings/prepare.html",
        {"page": page, "form": QuestionForm(auto_id="q_%s")},
    )


@routes.signed_in
@require_POST
def win(request: MemberRequest, meeting: UUID, win: UUID) -> HttpResponse:
    """Bring a win, or keep it to oneself."""
    page = reads.page(request.user, meeting, now=clock.now())
    growth.bring_win(
        win,
        page.facts.relationship_id,
        bring=request.POST.get("bring") == "yes",
        by=request.user,
        now=clock.now(),
    )
    return _back(meeting, "wins")


@routes.signed_in
@require_POST
def action(request: MemberRequest, meeting: UUID, action: UUID) -> HttpResponse:
    """What happened with an action in day-to-day work."""
    outcome = request.POST.get("outcome", "open")
    try:
        growth.log_action(
            action,
            text=request.POST.get("text", "")[:20_000],
            outcome=outcome if outcome in ("done", "let_go") else "open",
            by=request.user,
            now=clock.now(),
        )
    except Refused as no:
        messages.warning(request, no.message)
    return _back(meeting, "actions")


@routes.signed_in
@require_POST
def first(request: MemberRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """This one matters most."""
    agenda.place(item, to="first", by=request.user, now=clock.now())
    return _back(meeting, "agenda")


@routes.signed_in
@require_POST
def add(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Put something on the agenda."""
    now = clock.now()
    page = reads.page(request.user, meeting, now=now)
    form = QuestionForm(request.POST, auto_id="q_%s")
    if form.is_valid():
        try:
            agenda.add(
                page.facts.relationship_id, text=form.cleaned_data["text"], key=form.key,
                by=request.user, now=now,
            )  # fmt: skip
        except Refused as no:
            form.refuse(no)
        else:
            return _back(meeting, "agenda")
    return render(request, "member/meetings/prepare.html", {"page": page, "form": form}, status=422)


@routes.signed_in
@require_POST
def note(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """One's own preparation; nobody else sees it."""
    now = clock.now()
    meetings.keep_note(
        meeting, field="preparation", text=request.POST.get("text", "")[:20_000],
        by=request.user, now=now,
    )  # fmt: skip
    if request.htmx:
        at = reads_meetings.time_label(now, request.user)
        return render(request, "components/saved.html", {"at": at})
    return _back(meeting, "own")


@routes.signed_in
@require_POST
def ready(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """I'm ready; the other sees that, and not what was written."""
    meetings.prepared(meeting, by=request.user, now=clock.now())
    messages.success(request, _("Good. You are ready, and the other sees that you are."))
    return redirect("meeting", meeting)


urlpatterns = [
    path("<uuid:meeting>/prepare/", prepare, name="meeting_prepare"),
    path("<uuid:meeting>/prepare/win/<uuid:win>/", win, name="prepare_win"),
    path("<uuid:meeting>/prepare/action/<uuid:action>/", action, name="prepare_action"),
    path("<uuid:meeting>/prepare/first/<uuid:item>/", first, name="prepare_first"),
    path("<uuid:meeting>/prepare/add/", add, name="prepare_add"),
    path("<uuid:meeting>/prepare/note/", note, name="prepare_note"),
    path("<uuid:meeting>/prepare/ready/", ready, name="prepare_ready"),
]
