"""Session mode: check-in, wins, agenda, actions, close; for two people at once.

Every form here works as a plain form: it posts, and the page comes back at its step. With htmx
the answer is the page's parts, each swapped by its id; ``session.js`` leaves alone the part that
somebody is writing in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.access import NotVisible, Refused, routes
from alongside.access import meetings as access_meetings
from alongside.actions import agenda, meetings, wellbeing
from alongside.engine import reference
from alongside.reads import session_mode as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, KeyedForm

LONGEST = 20_000


class CheckForm(Form):
    """How somebody arrives."""

    stress = forms.IntegerField(required=False, min_value=0, max_value=10)
    energy = forms.IntegerField(required=False, min_value=0, max_value=10)
    words = forms.CharField(required=False, max_length=500)
    shared = forms.BooleanField(required=False)


class AddForm(KeyedForm):
    """Something else that came up."""

    text = forms.CharField(required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=reference.AGENDA_KIND_CHOICES
    )


class NoteForm(Form):
    """A text that two may write in; ``began`` is what this writer began from."""

    text = forms.CharField(required=False, max_length=LONGEST, strip=False)
    began = forms.CharField(required=False, max_length=LONGEST, strip=False)
    other = forms.UUIDField(required=False)


class ActionForm(KeyedForm):
    """Something to try, owned by the mentee."""

    text = forms.CharField(
        label=gettext_lazy("What will you try?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    by = forms.ChoiceField(label=gettext_lazy("By when"), required=False)
    item = forms.ChoiceField(label=gettext_lazy("Comes from"), required=False)
    sure = forms.IntegerField(
        label=gettext_lazy("How sure are you that you will?"),
        required=False,
        min_value=0,
        max_value=10,
    )
    obstacle = forms.CharField(
        label=gettext_lazy("What could get in the way?"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, page: reads.Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = page.dates  # type: ignore[attr-defined]
        items = [(str(item.id), item.title[:60]) for item in (*page.open, *page.covered_here)]
        nothing = ("", _("Nothing in particular"))
        self.fields["item"].choices = [nothing, *items]  # type: ignore[attr-defined]
        if page.current:
            self.fields["item"].initial = str(page.current)


class CloseForm(KeyedForm):
    """What somebody takes away, a word to the other, and the next date."""

    learned = forms.CharField(
        label=gettext_lazy("What do you take away?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    feedback = forms.CharField(
        label=gettext_lazy("A word about how the session was"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next = forms.CharField(required=False, max_length=40)

    def clean_next(self) -> datetime | None:
        """An aware instant, or None for no date yet."""
        if not self.cleaned_data["next"]:
            return None
        try:
            at = datetime.fromisoformat(self.cleaned_data["next"])
        except ValueError:
            at = None
        if at is None or at.utcoffset() is None:
            raise forms.ValidationError(_("Choose one of the times, or none for now."))
        return at


def _shown(request: MemberRequest, meeting: UUID, **given: Any) -> dict[str, Any]:
    page = reads.page(request.user, meeting, now=clock.now())
    return {
        "s": page,
        "add_form": AddForm(auto_id="add_%s"),
        "action_form": ActionForm(page=page, auto_id="act_%s"),
        "close_form": CloseForm(auto_id="close_%s", initial={"learned": page.learned}),
        **given,
    }


def _answer(
    request: MemberRequest, meeting: UUID, step: str, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The parts for htmx; otherwise back to the page, or the page with what was typed."""
    if request.htmx:
        shown = _shown(request, meeting, **given) | {"oob": True}
        return render(request, "member/session/parts.html", shown, status=status)
    if status != 200:
        return render(
            request, "member/session/page.html", _shown(request, meeting, **given), status=status
        )
    return redirect(reverse("session", args=[meeting]) + f"#{step}")


def _refusal(request: MemberRequest, meeting: UUID, step: str, no: Refused) -> HttpResponse:
    return _answer(request, meeting, step, status=409, problem=no.message)


@routes.signed_in
@require_GET
def session(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """The whole page."""
    return render(request, "member/session/page.html", _shown(request, meeting))


@routes.signed_in
@require_POST
def pulse(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Asked every few seconds: nothing (204), who is here, or the parts that changed."""
    now = clock.now()
    step = request.POST.get("step", "")
    meetings.be_present(meeting, step=step if step in reads.STEPS else "", by=request.user, now=now)
    beat = reads.pulse(request.user, meeting, now=now)
    seen = request.POST.get("seen", "")
    if seen == beat.seen:
        return HttpResponse(status=204)
    if seen.partition("|")[0] == str(beat.revision):
        return render(request, "member/session/bar_parts.html", {"s": beat, "oob": True})
    return _answer(request, meeting, "check")


@routes.signed_in
@require_POST
def consent(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Agree, once and separately, that check-ins may be kept."""
    access_meetings.of(request.user, meeting)
    wellbeing.give_consent(by=request.user, now=clock.now())
    return _answer(request, meeting, "check")


@routes.signed_in
@require_POST
def check(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Save how somebody arrives."""
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _answer(
            request, meeting, "check", status=422, problem=_("Choose a number from 0 to 10.")
        )
    try:
        wellbeing.check_in(meeting, by=request.user, now=clock.now(), **form.cleaned_data)
    except Refused as no:
        return _refusal(request, meeting, "check", no)
    return _answer(request, meeting, "check")


def _covered(item: UUID, meeting: UUID, **by: Any) -> object:
    return agenda.cover(item, meeting=meeting, **by)


def _carried(item: UUID, meeting: UUID, **by: Any) -> object:
    return agenda.carry(item, meeting=meeting, **by)


#: What can be done with an item, by the last word of its address.
DO: dict[str, Callable[..., object]] = {
    "talk": lambda item, meeting, **by: agenda.talk_about(item, **by),
    "cover": _covered,
    "carry": _carried,
    "reopen": lambda item, meeting, **by: agenda.reopen(item, **by),
    "up": lambda item, meeting, **by: agenda.place(item, to="up", **by),
    "drop": lambda item, meeting, **by: agenda.drop(item, **by),
}


@routes.signed_in
@require_POST
def item(request: MemberRequest, meeting: UUID, item: UUID, do: str) -> HttpResponse:
    """Talk about an item, tick it off, leave it for next time, put it back."""
    if do not in DO:
        raise NotVisible
    try:
        DO[do](item, meeting, by=request.user, now=clock.now())
    except Refused as no:
        return _refusal(request, meeting, "agenda", no)
    return _answer(request, meeting, "agenda")


@routes.signed_in
@require_POST
def note(request: MemberRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """Save what the two work out together about an item."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _answer(
            request, meeting, "agenda", status=422,
            problem=_("That is too long to keep. Nothing was lost: shorten it and save again."),
        )  # fmt: skip
    said = form.cleaned_data
    now = clock.now()
    try:
        saved = agenda.save_text(
            item, field="notes", text=said["text"], base=said["began"], other=said["other"],
            by=request.user, now=now,
        )  # fmt: skip
    except Refused as no:
        return _refusal(request, meeting, "agenda", no)
    if not request.htmx:
        return _answer(request, meeting, "agenda")
    shown = reads.saved_note(request.user, meeting, item, saved_at=now)
    return render(request, "member/session/_note_state.html", {"saved": saved, "n": shown})


@routes.signed_in
@require_POST
def settle(request: MemberRequest, meeting: UUID, other: UUID) -> HttpResponse:
    """Keep mine, theirs or both."""
    version = request.POST.get("version", "")
    try:
        agenda.settle(
            other,
            keep=request.POST.get("choice", ""),
            version=int(version) if version.isascii() and version.isdigit() else -1,
            by=request.user,
            now=clock.now(),
        )
    except Refused as no:
        return _refusal(request, meeting, "agenda", no)
    return _answer(request, meeting, "agenda")


@routes.signed_in
@require_POST
def add(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Add something that came up."""
    form = AddForm(request.POST, auto_id="add_%s")
    where = reads.relationship_of(request.user, meeting)
    if form.is_valid():
        try:
            agenda.add(
                where,
                text=form.cleaned_data["text"],
                kind=form.cleaned_data["kind"] or "other",
                key=form.key,
                by=request.user,
                now=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            return _answer(request, meeting, "agenda")
    return _answer(request, meeting, "agenda", status=422, add_form=form)


@routes.signed_in
@require_POST
def action(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Keep an action; only the mentee makes one theirs."""
    now = clock.now()
    page = reads.page(request.user, meeting, now=now)
    form = ActionForm(request.POST, page=page, auto_id="act_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            meetings.agree_action(
                meeting,
                text=said["text"],
                sure=said["sure"],
                obstacle=said["obstacle"],
                due_on=datetime.fromisoformat(said["by"]).date() if said["by"] else None,
                item=said["item"] or None,
                key=form.key,
                by=request.user,
                now=now,
            )
        except Refused as no:
            form.refuse(no)
        else:
            return _answer(request, meeting, "actions")
    return _answer(request, meeting, "actions", status=422, action_form=form)


@routes.signed_in
@require_POST
def mine(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """One's own notes beside the session."""
    now = clock.now()
    meetings.keep_note(
        meeting, field="notes", text=request.POST.get("notes", "")[:LONGEST], by=request.user,
        now=now,
    )  # fmt: skip
    if not request.htmx:
        return redirect(reverse("session", args=[meeting]) + "#mine")
    return render(request, "components/saved.html", {"at": reads.time_words(request.user, now)})


@routes.signed_in
@require_POST
def close(request: MemberRequest, meeting: UUID) -> HttpResponse:
    """Close the session for oneself, with the next date in the same step."""
    form = CloseForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            meetings.close(
                meeting,
                learned=said["learned"],
                feedback=said["feedback"],
                next_start=said["next"],
                key=form.key,
                by=request.user,
                now=clock.now(),
            )
        except Refused as no:
            if no.field == "start":
                no = Refused(no.message, field="next")
            form.refuse(no)
        else:
            messages.success(request, _("Closed. What you took away is in your learning record."))
            return redirect("meeting", meeting)
    return _answer(request, meeting, "close", status=409, close_form=form)


urlpatterns = [
    path("<uuid:meeting>/session/", session, name="session"),
    path("<uuid:meeting>/session/pulse/", pulse, name="session_pulse"),
    path("<uuid:meeting>/session/consent/", consent, name="session_consent"),
    path("<uuid:meeting>/session/check/", check, name="session_check"),
    path("<uuid:meeting>/session/add/", add, name="session_add"),
    path("<uuid:meeting>/session/item/<uuid:item>/note/", note, name="session_note"),
    path("<uuid:meeting>/session/item/<uuid:item>/<slug:do>/", item, name="session_item"),
    path("<uuid:meeting>/session/kept/<uuid:other>/", settle, name="session_settle"),
    path("<uuid:meeting>/session/action/", action, name="session_action"),
    path("<uuid:meeting>/session/mine/", mine, name="session_mine"),
    path("<uuid:meeting>/session/close/", close, name="session_close"),
]
