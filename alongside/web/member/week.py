"""The weekly five minutes: each box saves as it is typed, or by its button without JavaScript."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.access import NotVisible, Refused, routes
from alongside.actions import growth as actions
from alongside.reads import week as reads
from alongside.reads.journal import CODES, chips_for, name_of
from alongside.reads.relationships.shared import local, today_of
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form


class BoxForm(Form):
    """One box of the page. ``row`` is the id the box has had since it was drawn."""

    row = forms.UUIDField()
    text = forms.CharField(required=False, max_length=20_000, strip=False)
    base = forms.CharField(required=False, strip=False)
    about = forms.ChoiceField(
        required=False, choices=[("worked", ""), ("adapt", "")]
    )  # the two questions of the work step
    beside = forms.UUIDField(required=False)
    action = forms.UUIDField(required=False)
    outcome = forms.ChoiceField(
        required=False, choices=[("open", ""), ("done", ""), ("let_go", "")]
    )
    big = forms.BooleanField(required=False)
    helped = forms.MultipleChoiceField(required=False, choices=[(code, code) for code in CODES])


class PromptForm(Form):
    """Another day, or a rest."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), coerce=int,
        choices=[(n, gettext_lazy(name)) for n, name in enumerate(reads.WEEKDAYS)],
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour"), coerce=int,
        choices=[(n, f"{n:02}:00") for n in range(24)],
    )  # fmt: skip
    rest = forms.ChoiceField(
        label=gettext_lazy("Take a rest from it"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("No, keep it coming")),
            ("1", gettext_lazy("This week and next")),
            ("4", gettext_lazy("Four weeks")),
            ("12", gettext_lazy("Three months")),
        ],
    )


@routes.signed_in
@require_GET
def week(request: MemberRequest) -> HttpResponse:
    """Five steps on one page."""
    request.place = "today"
    shown = reads.week(request.user, now=clock.now())
    chips = [(code, name_of(code)) for code in chips_for(request.user)]
    return render(request, "member/week/page.html", {"page": shown, "chips": chips})


def _answer(
    request: MemberRequest, words: str, base: str = "", trouble: bool = False
) -> HttpResponse:
    """The small line beside a box and the arches, or the whole page without htmx."""
    if request.headers.get("HX-Request"):
        now = clock.now()
        return render(
            request,
            "member/week/_saved.html",
            {
                "words": words,
                "base": base,
                "trouble": trouble,
                "at": local(now, request.user),
                "five": reads.steps(request.user, now=now),
            },
        )
    (messages.warning if trouble else messages.success)(request, words)
    return redirect(reverse("week") + f"#{request.POST.get('step', '')}")


def _form(request: MemberRequest) -> dict[str, object]:
    form = BoxForm(request.POST)
    if not form.is_valid():
        raise Refused(_("That box could not be read. What you wrote is still on your page."))
    return form.cleaned_data


@routes.signed_in
@require_POST
def week_save(request: MemberRequest, step: str) -> HttpResponse:
    """Keep one box: a win, a question, a thought, or what happened with an action."""
    keep = {"wins": _win, "questions": _question, "work": _work, "actions": _action}.get(step)
    if keep is None:
        raise NotVisible
    data = _form(request)
    by, now = request.user, clock.now()
    base, trouble = str(data["text"]), False
    try:
        words = keep(request, data)
    except Refused as no:
        return _answer(request, no.message, str(data["base"]), trouble=True)
    if isinstance(words, tuple):
        words, base, trouble = words
    if str(data["text"]).strip():
        actions.step_done(step, by=by, now=now, today=today_of(now, by))
    return _answer(request, words, base, trouble)


def _win(request: MemberRequest, data: dict[str, object]) -> str:
    now = clock.now()
    kept = actions.keep_win(
        _id(data["row"]), text=str(data["text"]), contributors=_list(data["helped"]),
        big=bool(data["big"]), on=today_of(now, request.user), by=request.user, now=now,
    )  # fmt: skip
    return _("Saved in your journal") if kept else _("Nothing here")


def _question(request: MemberRequest, data: dict[str, object]) -> str | tuple[str, str, bool]:
    if not data["beside"]:
        raise Refused(_("Choose who the question is for. It is kept here until then."))
    saved = actions.keep_question(
        _id(data["row"]), _id(data["beside"]), text=str(data["text"]), base=str(data["base"]),
        by=request.user, now=clock.now(),
    )  # fmt: skip
    if saved.state == "conflict":
        return (
            _("Both of you changed this. Both texts are on the agenda; choose there."),
            saved.text,
            True,
        )
    return _("On the agenda") if saved.text else _("Nothing here"), saved.text, False


def _work(request: MemberRequest, data: dict[str, object]) -> str:
    now = clock.now()
    kept = actions.keep_reflection(
        _id(data["row"]), text=str(data["text"]), kind=str(data["about"] or "worked"),
        on=today_of(now, request.user), by=request.user, now=now,
    )  # fmt: skip
    if kept and data["beside"]:
        actions.bring_reflection(kept.pk, _id(data["beside"]), by=request.user, now=now)
        return _("Saved, and on the agenda")
    return _("Saved, only for you") if kept else _("Nothing here")


def _action(request: MemberRequest, data: dict[str, object]) -> str:
    by, now = request.user, clock.now()
    outcome = str(data["outcome"])
    actions.keep_note(
        _id(data["row"]), _id(data["action"]), text=str(data["text"]), outcome=outcome, by=by,
        now=now,
    )  # fmt: skip
    if outcome in ("done", "let_go"):
        actions.step_done("actions", by=by, now=now, today=today_of(now, by))
    return _("Saved")


def _id(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise NotVisible
    return value


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


@routes.signed_in
@require_POST
def week_ahead(request: MemberRequest) -> HttpResponse:
    """What matters most next time goes first on its agenda."""
    by, now = request.user, clock.now()
    item = request.POST.get("item", "")
    if item:
        try:
            actions.matters_most(UUID(item), by=by, now=now)
        except ValueError:
            raise NotVisible from None
    actions.step_done("ahead", by=by, now=now, today=today_of(now, by))
    return _answer(request, _("First on the agenda") if item else _("Saved"))


@routes.signed_in
@require_POST
def week_step(request: MemberRequest) -> HttpResponse:
    """Nothing for this step this week, which is an answer too; or all of it is done."""
    by, now = request.user, clock.now()
    today = today_of(now, by)
    if request.POST.get("step") == "all":
        actions.finish(by=by, now=now, today=today)
        messages.success(
            request, _("Done for this week. Everything you wrote is where it belongs.")
        )
        return redirect("today")
    actions.step_done(request.POST.get("step", ""), by=by, now=now, today=today)
    return _answer(request, _("Fine. On to the next."))


@routes.signed_in
@require_http_methods(["GET", "POST"])
def week_prompt(request: MemberRequest) -> HttpResponse:
    """Move the weekly prompt to another day, or rest from it."""
    request.place = "today"
    now = clock.now()
    before = reads.prompt_of(request.user, today_of(now, request.user))
    form = PromptForm(
        request.POST or None, initial={"day": before.day, "hour": before.hour, "rest": ""}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_weekly_prompt(
            day=form.cleaned_data["day"], hour=form.cleaned_data["hour"],
            rest_weeks=int(form.cleaned_data["rest"] or 0), by=request.user, now=now,
            today=today_of(now, request.user),
        )  # fmt: skip
        messages.success(request, _("Kept. The page itself is open to you whenever you like."))
        return redirect("week")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "member/week/prompt.html", {"form": form, "prompt": before}, status=status
    )


urlpatterns = [
    path("", week, name="week"),
    path("save/<slug:step>/", week_save, name="week_save"),
    path("ahead/", week_ahead, name="week_ahead"),
    path("step/", week_step, name="week_step"),
    path("another-day/", week_prompt, name="week_prompt"),
]
