"""The learning record: for its owner alone, also after leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from alongside.access import Refused, routes
from alongside.actions import learning as actions
from alongside.data.models import Person
from alongside.reads import learning as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, KeyedForm

DAY = {"type": "date"}


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EntryForm(KeyedForm):
    """An activity."""

    on = forms.DateField(
        label=_l("When"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": _l("Choose the day it was.")},
    )  # fmt: skip
    activity = forms.CharField(
        label=_l("What you did"), max_length=500,
        error_messages={"required": _l("Say in a few words what you did.")},
    )  # fmt: skip
    type = forms.ChoiceField(label=_l("What kind of activity"))
    minutes = forms.IntegerField(
        label=_l("How long, in minutes"), required=False, min_value=1, max_value=60 * 24 * 31,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4"}),
    )  # fmt: skip
    learned = forms.CharField(label=_l("What I learned"), required=False, widget=_lines(4))
    changed = forms.CharField(
        label=_l("What changed in my practice"), required=False, widget=_lines(4)
    )
    benefit = forms.CharField(
        label=_l("Benefit to service users"), required=False, widget=_lines(3),
        help_text=_l("Nobody who could be recognised: no names, dates of birth or numbers."),
    )  # fmt: skip
    standards = forms.MultipleChoiceField(
        label=_l("Standards it bears on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.CharField(
        label=_l("What shows it"), required=False, widget=_lines(2),
        help_text=_l("A certificate, a leaflet you wrote, a colleague’s note: say where it is."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["type"]
        kinds.choices = reads.activity_choices()
        standards: Any = self.fields["standards"]
        standards.choices = reads.standard_choices(person)
        standards.widget.hints = reads.standard_hints(person)
        if not standards.choices:
            del self.fields["standards"]


class ProfileForm(Form):
    """The parts that are written once."""

    practice = forms.CharField(
        label=_l("Summary of practice"), required=False, widget=_lines(10),
        help_text=_l("About 500 words: your role, who you work with, what you specialise in."),
    )  # fmt: skip
    statement = forms.CharField(
        label=_l("Statement"), required=False, widget=_lines(18),
        help_text=_l("About 1,500 words in the first person: four to six activities, what you "
                     "learned, and how it made your work and your service better."),
    )  # fmt: skip


class GapForm(Form):
    """Why nothing is recorded for a time."""

    start = forms.DateField(label=_l("From"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    end = forms.DateField(label=_l("To"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_l("What was going on, in a sentence"), required=False, widget=_lines(3),
        help_text=_l("Parental leave, illness, a break from practice: as much as you like to say."),
    )  # fmt: skip


class PeriodForm(Form):
    """Which time the record is for."""

    start = forms.DateField(
        label=_l("From"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_l("To"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    q = forms.CharField(label=_l("Find in your record"), required=False, max_length=200)


def _asked(request: MemberRequest) -> dict[str, Any]:
    """The period and the words of the address; what can't be read is left out."""
    form = PeriodForm(request.GET)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in ("start", "end", "q")}


@routes.signed_in
@require_GET
def learning(request: MemberRequest) -> HttpResponse:
    """The record over a period, two years unless another was chosen."""
    request.place = "learning"
    asked = _asked(request)
    page = reads.page(
        request.user, now=clock.now(), start=asked["start"], end=asked["end"],
        search=asked["q"] or "",
    )  # fmt: skip
    form = PeriodForm(initial={"start": page.start, "end": page.end, "q": page.search})
    return render(request, "member/learning/page.html", {"page": page, "form": form})


def _write(
    request: MemberRequest, form: EntryForm, entry: reads.Entry | None, status: int = 200
) -> HttpResponse:
    return render(
        request, "member/learning/entry.html", {"form": form, "entry": entry}, status=status
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def learning_add(request: MemberRequest) -> HttpResponse:
    """Add an activity of one's own."""
    request.place = "learning"
    today = timezone.localdate(clock.now())
    form = EntryForm(
        request.POST or None, person=request.user, initial={"on": today, "type": "reflection"}
    )
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.add_entry(form.cleaned_data, by=request.user, now=clock.now(), key=form.key)
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Added to your record."))
                return redirect("learning")
        return _write(request, form, None, 422)
    return _write(request, form, None)


@routes.signed_in
@require_http_methods(["GET", "POST"])
def learning_entry(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Look at an activity and add to it."""
    request.place = "learning"
    found = reads.entry(request.user, entry)
    initial = {
        "on": found.on, "type": found.type, "minutes": found.minutes, "activity": found.title,
        "learned": found.learned, "changed": found.changed, "benefit": found.benefit,
        "evidence": found.evidence, "standards": found.codes,
    }  # fmt: skip
    form = EntryForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.change_entry(entry, form.cleaned_data, by=request.user, now=clock.now())
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Saved."))
                return redirect(f"{reverse('learning')}#e-{entry}")
        return _write(request, form, found, 422)
    return _write(request, form, found)


@routes.signed_in
@require_http_methods(["GET", "POST"])
def learning_remove(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Ask once, then remove."""
    request.place = "learning"
    found = reads.entry(request.user, entry)
    if request.method == "POST":
        actions.remove_entry(entry, by=request.user, now=clock.now())
        messages.success(request, _("Removed from your record."))
        return redirect("learning")
    return render(request, "member/learning/remove.html", {"entry": found})


@routes.signed_in
@require_http_methods(["GET", "POST"])
def learning_profile(request: MemberRequest) -> HttpResponse:
    """Summary of practice and statement."""
    request.place = "learning"
    page = reads.page(request.user, now=clock.now())
    form = ProfileForm(
        request.POST or None, initial={"practice": page.practice, "statement": page.statement}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_profile(by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('learning')}#profile")
    return render(
        request, "member/learning/profile.html", {"page": page, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@routes.signed_in
@require_http_methods(["GET", "POST"])
def learning_gap(request: MemberRequest) -> HttpResponse:
    """Say why there is a gap."""
    request.place = "learning"
    known = _asked(request)
    page = reads.page(request.user, now=clock.now())
    text = next(
        (gap.text for gap in page.gaps if (gap.start, gap.end) == (known["start"], known["end"])),
        "",
    )
    form = GapForm(
        request.POST or None, initial={"start": known["start"], "end": known["end"], "text": text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain_gap(by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("Saved. It stands in the record beside the gap."))
            return redirect(f"{reverse('learning')}#stands")
    return render(
        request, "member/learning/gap.html", {"form": form}, status=422 if form.errors else 200
    )


@routes.signed_in
@require_GET
def learning_file(request: MemberRequest, kind: str) -> HttpResponse:
    """The record as a file to take away."""
    asked = _asked(request)
    name, sort, content = reads.document(
        request.user, kind, now=clock.now(), start=asked["start"], end=asked["end"]
    )
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


urlpatterns: list[Any] = [
    path("", learning, name="learning"),
    path("add/", learning_add, name="learning_add"),
    path("practice/", learning_profile, name="learning_profile"),
    path("gap/", learning_gap, name="learning_gap"),
    path("record.<slug:kind>", learning_file, name="learning_file"),
    path("<uuid:entry>/", learning_entry, name="learning_entry"),
    path("<uuid:entry>/remove/", learning_remove, name="learning_remove"),
]
