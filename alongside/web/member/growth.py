"""Goals and actions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.access import Refused, routes
from alongside.actions import growth as actions
from alongside.reads import growth as reads
from alongside.reads.agenda import GoalChoice
from alongside.reads.relationships.shared import load_to_write, today_of
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form

TO_TEN = [(str(n), str(n)) for n in range(11)]


class GoalForm(Form):
    """A goal, as vague or sharp as it is today."""

    row = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("The goal, in a few words"), max_length=300)
    detail = forms.CharField(
        label=gettext_lazy("How would you notice that you are there?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.ChoiceField(
        label=gettext_lazy("Who sees it?"), widget=forms.RadioSelect, initial="both"
    )

    def __init__(self, *args: Any, names: str = "", only_mine: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].initial = uuid4
        both = [("both", _("You and %(names)s") % {"names": names})]
        self.fields["seen"].choices = [  # type: ignore[attr-defined]
            *([] if only_mine else both),
            ("me", _("Only you")),
        ]
        if only_mine:
            self.fields["seen"].initial = "me"


class RateForm(Form):
    """How close a goal feels."""

    value = forms.TypedChoiceField(
        label=gettext_lazy("How close does it feel today?"),
        coerce=int,
        choices=TO_TEN,
        widget=forms.RadioSelect,
    )


class ActionForm(Form):
    """Something to try."""

    row = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("What will you try?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sure = forms.TypedChoiceField(
        label=gettext_lazy("How sure are you that you will?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=TO_TEN,
        widget=forms.RadioSelect,
    )
    obstacle = forms.CharField(
        label=gettext_lazy("What could get in the way?"), required=False, max_length=500
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when, if that helps"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    experiment = forms.BooleanField(
        label=gettext_lazy("It is an experiment, open as long as it is useful"), required=False
    )
    goal = forms.ChoiceField(label=gettext_lazy("Does it belong to a goal?"), required=False)

    def __init__(self, *args: Any, goals: tuple[GoalChoice, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].initial = uuid4
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            ("", _("No, or not yet")),
            *((str(g.id), g.title) for g in goals),
        ]

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        names = ("text", "sure", "obstacle", "due_on", "experiment")
        return {name: self.cleaned_data[name] for name in names} | {
            "goal": self.cleaned_data["goal"] or None
        }


class HappenedForm(Form):
    """What happened."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("And now?"),
        widget=forms.RadioSelect,
        initial="open",
        choices=[
            ("open", gettext_lazy("It stays open")),
            ("done", gettext_lazy("Done")),
            ("let_go", gettext_lazy("Let it go")),
        ],
    )


def _drawing(goal: reads.GoalView) -> pictures.Picture | None:
    if not goal.ratings:
        return None
    return pictures.goal(
        [pictures.Point(r.at, r.value, r.on) for r in goal.ratings],
        title=_("%(goal)s: how close it felt, %(first)s to %(last)s")
        % {"goal": goal.title, "first": goal.ratings[0].on, "last": goal.ratings[-1].on},
        months=[pictures.Tick(at, label) for at, label in goal.months],
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def goals(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """The goals of a relationship, and a place to add one."""
    request.place = "mentoring"
    now = clock.now()
    shown = reads.goals_page(request.user, relationship, now=now)
    mentor = shown.head.me.side != "mentee"
    form = GoalForm(request.POST or None, names=shown.head.other.first_name, only_mine=mentor)
    status = 200
    if request.method == "POST":
        load_to_write(request.user, relationship)
        status = 422
        if form.is_valid():
            try:
                actions.add_goal(
                    relationship, title=form.cleaned_data["title"],
                    detail=form.cleaned_data["detail"],
                    private=form.cleaned_data["seen"] == "me", pk=form.cleaned_data["row"],
                    by=request.user, now=now,
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Added. It may change as it becomes clearer."))
                return redirect("goals", relationship)
    return render(
        request,
        "member/growth/goals.html",
        {
            "page": shown,
            "form": form,
            "lines": [(g, _drawing(g)) for g in shown.open],
            "mentor": mentor,
        },
        status=status,
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def goal(request: MemberRequest, goal: UUID) -> HttpResponse:
    """One goal: sharpen it, say how close it feels, reach it or let it go."""
    request.place = "mentoring"
    now = clock.now()
    shown = reads.goal_page(request.user, goal, now=now)
    names = shown.head.other.first_name if shown.head else ""
    form = GoalForm(
        request.POST if "sharpen" in request.POST else None,
        names=names,
        only_mine=not shown.can_share,
        initial={
            "title": shown.goal.title, "detail": shown.goal.detail,
            "seen": "me" if shown.goal.private else "both",
        },
    )  # fmt: skip
    rate = RateForm(
        request.POST if "rate" in request.POST else None, initial={"value": shown.goal.latest}
    )
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if "rate" in request.POST and rate.is_valid():
                actions.rate_goal(
                    goal, value=rate.cleaned_data["value"], on=today_of(now, request.user),
                    by=request.user, now=now,
                )  # fmt: skip
                messages.success(request, _("Kept. No line has to go up."))
                return redirect("goal", goal)
            if "sharpen" in request.POST and form.is_valid():
                actions.sharpen_goal(
                    goal, title=form.cleaned_data["title"], detail=form.cleaned_data["detail"],
                    private=form.cleaned_data["seen"] == "me", by=request.user, now=now,
                )  # fmt: skip
                messages.success(request, _("Kept."))
                return redirect("goal", goal)
        except Refused as no:
            form.refuse(no)
    return render(
        request,
        "member/growth/goal.html",
        {"page": shown, "form": form, "rate": rate, "picture": _drawing(shown.goal)},
        status=status,
    )


@routes.signed_in
@require_POST
def goal_end(request: MemberRequest, goal: UUID) -> HttpResponse:
    """Reached, let go, or open again."""
    how = request.POST.get("how", "")
    actions.end_goal(goal, how=how, by=request.user, now=clock.now())
    words = {
        "reached": _("Reached. It stays in your story."),
        "let_go": _("Let go. Making room is progress too."),
        "open": _("Open again."),
    }
    messages.success(request, words[how])
    return redirect("goal", goal)


def _action_tabs(url: str, shown: reads.Actions) -> list[dict[str, object]]:
    names = {
        "open": _("In play"),
        "experiments": _("Experiments"),
        "done": _("Done"),
        "let_go": _("Let go"),
    }
    return [
        {"label": names[code], "href": f"{url}?show={code}" if code != "open" else url,
         "current": shown.show == code, "count": shown.counts[code]}
        for code in reads.SHOWN
    ]  # fmt: skip


@routes.signed_in
@require_http_methods(["GET", "POST"])
def actions_of(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """The actions of a relationship. The mentee's own; their mentor reads."""
    request.place = "mentoring"
    now = clock.now()
    shown = reads.actions_page(
        request.user, relationship, show=request.GET.get("show", "open"),
        page=request.GET.get("page", "1"), now=now,
    )  # fmt: skip
    form = ActionForm(request.POST or None, goals=shown.goals)
    status = 200
    if request.method == "POST":
        load_to_write(request.user, relationship)
        status = 422
        if form.is_valid():
            try:
                made = actions.add_action(
                    relationship, pk=form.cleaned_data["row"], by=request.user, now=now,
                    **form.values(),
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
            else:
                return _kept(request, made.pk, form, relationship)
    return render(
        request,
        "member/growth/actions.html",
        {
            "page": shown,
            "form": form,
            "tabs": _action_tabs(reverse("actions", args=[relationship]), shown),
        },
        status=status,
    )


def _kept(
    request: MemberRequest, action: UUID, form: ActionForm, relationship: UUID
) -> HttpResponse:
    """Below 7 the page asks what would make it a 7; it never insists."""
    sure = form.cleaned_data["sure"]
    if sure is not None and sure < 7:
        messages.info(
            request,
            _("Kept. You are %(n)s of 10 sure: what would make it a 7? Smaller, later, or with "
              "somebody beside you are all good answers.") % {"n": sure},
        )  # fmt: skip
        return redirect("action", action)
    messages.success(request, _("Kept. It is yours, at your own pace."))
    return redirect("actions", relationship)


@routes.signed_in
@require_GET
def my_actions(request: MemberRequest) -> HttpResponse:
    """All of one's own actions, whoever they were agreed with."""
    request.place = "journal" if request.GET.get("show") == "experiments" else "today"
    shown = reads.actions_page(
        request.user, None, show=request.GET.get("show", "open"),
        page=request.GET.get("page", "1"), now=clock.now(),
    )  # fmt: skip
    return render(
        request,
        "member/growth/actions.html",
        {"page": shown, "form": None, "tabs": _action_tabs(reverse("my_actions"), shown)},
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def action(request: MemberRequest, action: UUID) -> HttpResponse:
    """One action: what happened, and a way to make it smaller, later or clearer."""
    request.place = "mentoring"
    now = clock.now()
    shown = reads.action_page(request.user, action, now=now)
    one = shown.action
    form = ActionForm(
        request.POST if "change" in request.POST else None,
        goals=shown.goals,
        initial={
            "text": one.text, "sure": one.sure, "obstacle": one.obstacle, "due_on": one.due_on,
            "experiment": one.experiment, "goal": str(one.goal_id or ""),
        },
    )  # fmt: skip
    happened = HappenedForm(
        request.POST if "happened" in request.POST else None,
        initial={"row": uuid4(), "outcome": "open"},
    )
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if "happened" in request.POST and happened.is_valid():
                return _log(request, one, happened)
            if "change" in request.POST and form.is_valid():
                made = actions.change_action(action, by=request.user, now=now, **form.values())
                return _kept(request, made.pk, form, made.relationship_id)
        except Refused as no:
            (happened if "happened" in request.POST else form).refuse(no)
    return render(
        request,
        "member/growth/action.html",
        {"page": shown, "action": one, "form": form, "happened": happened},
        status=status,
    )


def _log(request: MemberRequest, one: reads.ActionLine, form: HappenedForm) -> HttpResponse:
    outcome, text = form.cleaned_data["outcome"], form.cleaned_data["text"]
    if not text.strip() and outcome == one.state:
        raise Refused(
            _("Write a line about what happened, or choose what becomes of it."), field="text"
        )
    actions.keep_note(
        form.cleaned_data["row"], one.id, text=text, outcome=outcome, by=request.user,
        now=clock.now(),
    )  # fmt: skip
    words = {
        "open": _("Kept. It stays open as long as it is useful."),
        "done": _("Done, and kept in your story."),
        "let_go": _("Let go, which is as good an ending."),
    }
    messages.success(request, words[outcome])
    return redirect("action", one.id)


urlpatterns = [
    path("<uuid:relationship>/goals/", goals, name="goals"),
    path("goals/<uuid:goal>/", goal, name="goal"),
    path("goals/<uuid:goal>/end/", goal_end, name="goal_end"),
    path("<uuid:relationship>/actions/", actions_of, name="actions"),
    path("actions/", my_actions, name="my_actions"),
    path("actions/<uuid:action>/", action, name="action"),
]
