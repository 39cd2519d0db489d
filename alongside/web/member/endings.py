"""Room to change your mind: pause, end date, finish; reviews and the ending."""

from __future__ import annotations

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
from alongside.actions import endings as actions
from alongside.reads import endings as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, posted

DATE = {"type": "date", "class": "nhsuk-input--width-10"}


class PauseForm(Form):
    """Until when."""

    until = forms.DateField(
        label=gettext_lazy("Pause until"),
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day you want to go on from.")},
    )


class EndDateForm(Form):
    """Another end date."""

    ends_on = forms.DateField(
        label=gettext_lazy("Suggest another end date"),
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )


class FinishForm(Form):
    """Why, if somebody wants to say; and a word to the other."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Is there a reason you would like to give?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("purpose_met", gettext_lazy("It did what it was for")),
            ("planned", gettext_lazy("The time we agreed is over")),
            ("time", gettext_lazy("There is no time for it just now")),
            ("fit", gettext_lazy("We are not a good fit")),
            ("moved", gettext_lazy("One of us moved or changed job")),
            ("other", gettext_lazy("Something else")),
            ("", gettext_lazy("I would rather not say")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("A word to take along"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@routes.signed_in
@require_GET
def change(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Pause, another end date, or finish."""
    return _changing(request, relationship)


def _changing(request: MemberRequest, relationship: UUID, **given: Any) -> HttpResponse:
    request.place = "mentoring"
    page = reads.change(request.user, relationship, now=clock.now())
    shown = {
        "page": page,
        "pause_form": PauseForm(),
        "end_form": EndDateForm(initial={"ends_on": page.head.ends_on}),
        "finish_form": FinishForm(),
        **given,
    }
    return render(request, "member/endings/change.html", shown, status=422 if given else 200)


def _try(
    request: MemberRequest, relationship: UUID, form: Form, name: str, act: Any, done: str
) -> HttpResponse:
    """Do it, or show the page again with what was typed and what is wrong."""
    if form.is_valid():
        try:
            act(relationship, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as no:
            if no.field not in form.fields:
                raise
            form.refuse(no)
        else:
            messages.success(request, done)
            return redirect("relationship", relationship)
    return _changing(request, relationship, **{name: form})


@routes.signed_in
@require_POST
def pause(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Pause until a date."""
    return _try(
        request,
        relationship,
        PauseForm(request.POST),
        "pause_form",
        actions.pause,
        _("You are both resting. You can go on sooner whenever you like."),
    )


@routes.signed_in
@require_POST
def resume(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Go on."""
    actions.resume(relationship, by=request.user, now=clock.now())
    messages.success(request, _("Good to have you back. Choose a time for the next session."))
    return redirect("relationship", relationship)


@routes.signed_in
@require_POST
def suggest_end(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Suggest another end date."""
    return _try(
        request,
        relationship,
        EndDateForm(request.POST),
        "end_form",
        actions.suggest_end,
        _("Suggested. It holds once the other says yes."),
    )


@routes.signed_in
@require_POST
def answer_end(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Answer a suggested end date."""
    form = EndDateForm(request.POST)
    yes = request.POST.get("answer") == "yes"
    if not form.is_valid():
        return _changing(request, relationship, end_form=form)
    actions.answer_end(
        relationship,
        ends_on=form.cleaned_data["ends_on"],
        yes=yes,
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The new date holds.") if yes else _("The date stays as it was."))
    return redirect("relationship", relationship)


@routes.signed_in
@require_http_methods(["GET", "POST"])
def finish(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Finish, by no one's fault."""
    request.place = "mentoring"
    form = FinishForm(posted(request))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.finish(relationship, by=request.user, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("It is finished. Everything here stays yours to read."))
            return redirect("ending", relationship)
        status = 422
    page = reads.change(request.user, relationship, now=clock.now())
    if page.head.state == "ended":
        return redirect("ending", relationship)
    return render(
        request, "member/endings/finish.html", {"page": page, "form": form}, status=status
    )


def _review_form(page: reads.ReviewPage, data: Any = None) -> Form:
    form = Form(data)
    for asked in page.questions:
        form.fields[asked.code] = forms.CharField(
            label=asked.words,
            help_text=asked.hint,
            required=False,
            max_length=4000,
            initial=asked.text,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    for rating in page.ratings:
        form.fields[f"r_{rating.code}"] = forms.TypedChoiceField(
            label=rating.statement,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[(n, str(n)) for n in range(11)],
            widget=forms.RadioSelect,
        )
    return form


@routes.signed_in
@require_http_methods(["GET", "POST"])
def review(request: MemberRequest, relationship: UUID, moment: str) -> HttpResponse:
    """The review of a moment, or the figures of the start."""
    request.place = "mentoring"
    page = reads.review(request.user, relationship, moment)
    form = _review_form(page, posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _keep(request, relationship, moment, form)
            except Refused as no:
                form.refuse(no)
                status = 422 if no.field else 409
            else:
                messages.success(request, _("Kept. Thank you for looking back."))
                return redirect("ending" if moment == "end" else "relationship", relationship)
    return render(
        request,
        "member/endings/review.html",
        {
            "page": page,
            "form": form,
            "questions": [form[q.code] for q in page.questions],
            "ratings": [form[f"r_{r.code}"] for r in page.ratings],
        },
        status=status,
    )


def _keep(request: MemberRequest, relationship: UUID, moment: str, form: Form) -> None:
    data = form.cleaned_data
    ratings = {name[2:]: value for name, value in data.items() if name.startswith("r_")}
    if moment == "start":
        actions.rate_start(relationship, ratings=ratings, by=request.user, now=clock.now())
        return
    actions.review(
        relationship,
        moment,
        answers={name: value for name, value in data.items() if not name.startswith("r_")},
        ratings=ratings,
        by=request.user,
        now=clock.now(),
    )


@routes.signed_in
@require_GET
def ending(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Look back, say thank you, agree what comes after."""
    request.place = "mentoring"
    page = reads.ending(request.user, relationship, now=clock.now())
    return render(request, "member/endings/ending.html", {"page": page})


urlpatterns = [
    path("<uuid:relationship>/change/", change, name="relationship_change"),
    path("<uuid:relationship>/pause/", pause, name="relationship_pause"),
    path("<uuid:relationship>/resume/", resume, name="relationship_resume"),
    path("<uuid:relationship>/end-date/", suggest_end, name="end_date_suggest"),
    path("<uuid:relationship>/end-date/answer/", answer_end, name="end_date_answer"),
    path("<uuid:relationship>/finish/", finish, name="relationship_finish"),
    path("<uuid:relationship>/review/<slug:moment>/", review, name="review"),
    path("<uuid:relationship>/ending/", ending, name="ending"),
]
