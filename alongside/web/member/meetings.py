"""Booking, moving and cancelling; a meeting's own page before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.access import Refused, routes
from alongside.actions import meetings as actions
from alongside.engine import slots
from alongside.reads import meetings as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, KeyedForm


class TimeForm(KeyedForm):
    """A time on offer, or a date and a time of one's own, in the reader's zone."""

    start = forms.CharField(required=False, max_length=40)
    date = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """``instant`` is the chosen time, aware."""
        given: dict[str, Any] = super().clean() or {}
        given["instant"] = None
        if given.get("start") not in ("", "other", None):
            try:
                given["instant"] = datetime.fromisoformat(given["start"])
            except ValueError:
                given["instant"] = None
            if given["instant"] is None or given["instant"].utcoffset() is None:
                self.add_error("start", _("Choose one of the times, or another one."))
            return given
        if self.errors:
            return given
        if not (given.get("date") and given.get("time")):
            field = "date" if given.get("start") == "other" or given.get("time") else "start"
            self.add_error(
                field if not given.get("date") else "time",
                _("Choose a time, or write a day and a time of your own."),
            )
            return given
        wall = datetime.combine(given["date"], given["time"])
        given["instant"] = slots.local_instant(wall, self.zone)
        if given["instant"] is None:
            self.add_error("time", _("The clocks go forward at that time. Choose another one."))
        return given


class BookForm(TimeForm):
    """A new meeting."""

    kind = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    mode = forms.ChoiceField(
        label=gettext_lazy("How will you meet?"),
        error_messages={"required": gettext_lazy("Choose how you will meet.")},
        widget=forms.RadioSelect,
        choices=[
            ("online", gettext_lazy("Online")),
            ("in_person", gettext_lazy("In person")),
            ("phone", gettext_lazy("By phone")),
        ],
    )
    where = forms.CharField(
        label=gettext_lazy("Link, place or number"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MoveForm(TimeForm):
    """Another time, and in a word why."""

    why = forms.ChoiceField(
        label=gettext_lazy("What has come up?"),
        error_messages={
            "required": gettext_lazy("Say in a word why it moves. Only the two of you see it.")
        },
        widget=forms.RadioSelect,
        choices=[
            ("clinic", gettext_lazy("Work: a clinic, a rota, a call")),
            ("ill", gettext_lazy("One of us is ill")),
            ("leave", gettext_lazy("Leave")),
            ("family", gettext_lazy("Family or home")),
            ("workload", gettext_lazy("Too much on just now")),
            ("other", gettext_lazy("Something else")),
        ],
    )


class LineForm(Form):
    """One's own line about a session."""

    learned = forms.CharField(
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0


@routes.signed_in
@require_http_methods(["GET", "POST"])
def book(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Choose a time that suits both."""
    request.place = "mentoring"
    given = request.POST if request.method == "POST" else None
    form = BookForm(given, zone=request.user.time_zone)
    status = 200
    if given is not None:
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                made = actions.book(
                    relationship,
                    kind=said["kind"] or "session",
                    start=said["instant"],
                    mode=said["mode"],
                    where=said["where"],
                    key=form.key,
                    by=request.user,
                    now=clock.now(),
                )
            except Refused as no:
                if no.field not in form.fields:
                    raise
                form.refuse(no)
                status = 409
            else:
                messages.success(request, _("Booked. The invitation is on its way to you both."))
                return redirect("meeting", made.pk)
    page = reads.booking(
        request.user,
        relationship,
        kind=(given or request.GET).get("kind", ""),
        week=_number((given or request.GET).get("week")),
        now=clock.now(),
    )
    if given is None:
        form.initial.update({"mode": page.mode, "where": page.where, "kind": page.kind})
    return render(
        request,
        "member/meetings/book.html",
        {
            "page": page,
            "form": form,
            "week": page.week,
            "chosen": given.get("start", "") if given else "",
        },
        status=status,
    )


@routes.signed_in
@require_GET
def meeting(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """A meeting: when and where, who is ready; afterwards what was said and learned."""
    request.place = "mentoring"
    page = reads.detail(request.user, meeting, now=clock.now())
    form = LineForm(initial={"learned": page.learned})
    return render(request, "member/meetings/meeting.html", {"page": page, "form": form})


@routes.signed_in
@require_http_methods(["GET", "POST"])
def move(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Another time in the same step, after a moment's thought (S1.3)."""
    request.place = "mentoring"
    given = request.POST if request.method == "POST" else None
    form = MoveForm(given, zone=request.user.time_zone)
    status = 200
    if given is not None:
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                actions.move_to(
                    meeting,
                    start=said["instant"],
                    why=said["why"],
                    key=form.key,
                    by=request.user,
                    now=clock.now(),
                )
            except Refused as no:
                if no.field not in form.fields:
                    raise
                form.refuse(no)
                status = 422 if no.field == "why" else 409
            else:
                messages.success(request, _("Moved. Both calendars hear of it."))
                return redirect("meeting", meeting)
    page = reads.moving(
        request.user, meeting, week=_number((given or request.GET).get("week")), now=clock.now()
    )
    return render(
        request,
        "member/meetings/move.html",
        {
            "page": page,
            "form": form,
            "week": page.week,
            "chosen": given.get("start", "") if given else "",
        },
        status=status,
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def cancel(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Cancel, after a look at moving it instead."""
    request.place = "mentoring"
    if request.method == "POST":
        done = actions.cancel(meeting, by=request.user, now=clock.now())
        messages.success(
            request, _("Cancelled. The time is free again, and you have both been told.")
        )
        return redirect("relationship", done.relationship_id)
    page = reads.detail(request.user, meeting, now=clock.now())
    return render(request, "member/meetings/cancel.html", {"page": page})


@routes.signed_in
@require_POST
def missed(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """It did not take place; no one's fault."""
    done = actions.missed(meeting, by=request.user, now=clock.now())
    messages.success(
        request, _("Noted, and it is no one’s fault. Choose another time when it suits.")
    )
    return redirect("meeting_book", done.relationship_id)


@routes.signed_in
@require_POST
def line(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Add or change one's own line about a session held."""
    form = LineForm(request.POST)
    if form.is_valid():
        actions.add_line(
            meeting, learned=form.cleaned_data["learned"], by=request.user, now=clock.now()
        )
        messages.success(request, _("Saved, and kept in your own learning record."))
    return redirect("meeting", meeting)


urlpatterns = [
    path("book/<uuid:relationship>/", book, name="meeting_book"),
    path("<uuid:meeting>/", meeting, name="meeting"),
    path("<uuid:meeting>/move/", move, name="meeting_move"),
    path("<uuid:meeting>/cancel/", cancel, name="meeting_cancel"),
    path("<uuid:meeting>/missed/", missed, name="meeting_missed"),
    path("<uuid:meeting>/line/", line, name="meeting_line"),
]
