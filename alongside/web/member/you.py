"""Profile, availability, own data."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alongside.access import Refused, routes
from alongside.actions import people
from alongside.engine import reference
from alongside.reads import you as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form

ZONES = sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
NONE = [("", gettext_lazy("Not said"))]


class Profile(Form):
    """What somebody says about themselves."""

    full_name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    known_as = forms.CharField(
        label=gettext_lazy("What to call you"), max_length=100, required=False
    )
    profession = forms.ChoiceField(
        label=gettext_lazy("Profession"),
        choices=[*NONE, *reference.PROFESSION_CHOICES],
        required=False,
    )
    job_title = forms.CharField(label=gettext_lazy("Job title"), max_length=200, required=False)
    years_experience = forms.DecimalField(
        label=gettext_lazy("Years since you qualified"),
        min_value=0,
        max_value=70,
        max_digits=4,
        decimal_places=1,
        required=False,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "step": "0.5"}),
    )
    employer = forms.CharField(label=gettext_lazy("Employer"), max_length=200, required=False)
    team = forms.CharField(
        label=gettext_lazy("Team"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("So that you are not matched within it."),
    )
    manager_email = forms.EmailField(
        label=gettext_lazy("Your line manager’s e-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("So that you are never matched with them. They are not told."),
    )
    place = forms.CharField(
        label=gettext_lazy("Where you work"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A town is enough."),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[*NONE, *reference.REGION_CHOICES], required=False
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How you like to meet"),
        choices=reference.MODE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you could talk in"),
        choices=reference.LANGUAGE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regulator = forms.ChoiceField(
        label=gettext_lazy("Regulator"),
        choices=[*NONE, *reference.REGULATOR_CHOICES],
        required=False,
    )
    registration_number = forms.CharField(
        label=gettext_lazy("Registration number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For your learning record. Nobody checks it with the register."),
    )
    about = forms.CharField(
        label=gettext_lazy("About you"), max_length=3000, required=False, widget=forms.Textarea
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"), choices=[(zone, zone) for zone in ZONES]
    )


class Weekly(Form):
    """When the weekly five minutes come."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), choices=list(WEEKDAYS.items()), coerce=int
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Time"), choices=[(h, f"{h:02d}:00") for h in range(24)], coerce=int
    )
    paused_until = forms.DateField(
        label=gettext_lazy("Pause until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave it empty for no pause. Nothing is counted while you rest."),
    )


class OtherTime(Form):
    """A time that does not fit the grid."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"),
        choices=[("", gettext_lazy("No day")), *WEEKDAYS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    start = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, start, end = data.get("day"), data.get("start"), data.get("end")
        if day is None and not start and not end:
            return data
        if day is None or start is None or end is None:
            raise forms.ValidationError(
                _("Give a day, a beginning and an end, or leave all empty.")
            )
        if end <= start:
            raise forms.ValidationError(_("The end is not after the beginning."))
        return data

    @property
    def window(self) -> tuple[int, int, int] | None:
        """(weekday, start, end) in minutes, or None for an empty line."""
        data = self.cleaned_data
        if data.get("day") is None:
            return None
        start, end = data["start"], data["end"]
        return data["day"], start.hour * 60 + start.minute, end.hour * 60 + end.minute


OtherTimes = forms.formset_factory(OtherTime, extra=1, max_num=40)


@routes.signed_in
@require_safe
def you(request: MemberRequest) -> HttpResponse:
    """The page about oneself."""
    return render(request, "member/you/you.html", {"page": reads.you(request.user)})


@routes.signed_in
def profile(request: MemberRequest) -> HttpResponse:
    """Change the profile."""
    initial = {name: getattr(request.user, name) for name in Profile.base_fields}
    form = Profile(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.update_profile(by=request.user, now=clock.now(), **form.cleaned_data)
        problem = reads.registration_problem(
            form.cleaned_data["registration_number"], form.cleaned_data["regulator"]
        )
        if problem:
            messages.warning(request, _("Saved. About the registration number: ") + problem)
        else:
            messages.success(request, _("Your profile is saved."))
        return redirect("you")
    status = 422 if form.errors else 200
    return render(request, "member/you/profile.html", {"form": form}, status=status)


@routes.signed_in
def times(request: MemberRequest) -> HttpResponse:
    """When somebody is free."""
    page = reads.times(request.user)
    others = OtherTimes(
        request.POST or None,
        prefix="other",
        initial=[{"day": d, "start": s, "end": e} for d, s, e in page.others],
    )
    ticked, problem, status = page.ticked, "", 200
    if request.method == "POST":
        ticked = {f"{d}-{h}" for d in range(7) for h in reads.GRID} & set(
            request.POST.getlist("free")
        )
        if others.is_valid():
            windows = [
                (int(day), int(hour) * 60, int(hour) * 60 + 60)
                for day, _dash, hour in (one.partition("-") for one in ticked)
            ]
            windows += [form.window for form in others if form.window]
            try:
                people.set_availability(windows, by=request.user, now=clock.now())
                messages.success(request, _("Your times are saved."))
                return redirect("you")
            except Refused as no:
                problem = no.message
        status = 422
    days = [(n, str(WEEKDAYS[n])) for n in range(7)]
    grid = [
        (f"{hour:02d}:00", [(f"{n}-{hour}", name, f"{n}-{hour}" in ticked) for n, name in days])
        for hour in page.hours
    ]
    context = {"grid": grid, "days": days, "others": others, "problem": problem}
    return render(request, "member/you/times.html", context, status=status)


@routes.signed_in
def weekly(request: MemberRequest) -> HttpResponse:
    """When the weekly five minutes come."""
    person = request.user
    initial = {
        "day": person.weekly_day,
        "hour": person.weekly_hour,
        "paused_until": person.weekly_paused_until,
    }
    form = Weekly(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.set_weekly(by=person, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Saved. It comes at the time you chose."))
        return redirect("you")
    status = 422 if form.errors else 200
    return render(request, "member/you/weekly.html", {"form": form}, status=status)


@routes.signed_in
@require_safe
def your_data(request: MemberRequest) -> HttpResponse:
    """What is kept, who sees it, how long."""
    return render(request, "member/you/data.html", {"kept": reads.kept()})


@routes.signed_in
@require_POST
def data_copy(request: MemberRequest) -> HttpResponse:
    """All of it as a file."""
    now = clock.now()
    found = reads.copy(request.user)
    people.export_taken(by=request.user, now=now)
    response = HttpResponse(
        json.dumps(found, ensure_ascii=False, indent=1), content_type="application/json"
    )
    day = timezone.localdate(now)
    response["Content-Disposition"] = f'attachment; filename="alongside-{day:%Y-%m-%d}.json"'
    return response


urlpatterns = [
    path("", you, name="you"),
    path("profile/", profile, name="you_profile"),
    path("times/", times, name="you_times"),
    path("weekly/", weekly, name="you_weekly"),
    path("data/", your_data, name="your_data"),
    path("data/copy/", data_copy, name="your_data_copy"),
]
