"""The agreement: read, change, sign, suggest, compare."""

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

from alongside.access import Refused, Stale, routes
from alongside.actions import agreements as actions
from alongside.reads import agreements as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, posted


class SignForm(Form):
    """Which edition was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


def _form(editing: reads.Editing, data: Any = None) -> Form:
    """A form with a box for each section, the two dates, and marks of what it began from."""
    form = Form(data, initial=dict(editing.values))
    for section in editing.sections:
        form.fields[section.code] = forms.CharField(
            label=section.title,
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 6}),
        )
    for name, label in (
        ("review_on", gettext_lazy("Look at it together on")),
        ("ends_on", gettext_lazy("Finish on")),
    ):
        form.fields[name] = forms.DateField(
            label=label,
            required=False,
            widget=forms.DateInput(
                attrs={"type": "date", "class": "nhsuk-input--width-10"}, format="%Y-%m-%d"
            ),
        )
    for name in (*(s.code for s in editing.sections), "review_on", "ends_on"):
        form.fields[f"was_{name}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=editing.marks[name]
        )
    return form


@routes.signed_in
@require_GET
def agreement(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """The agreement as it stands."""
    return _shown(request, relationship)


def _shown(request: MemberRequest, relationship: UUID, problem: str = "") -> HttpResponse:
    request.place = "mentoring"
    page = reads.page(request.user, relationship)
    return render(
        request,
        "member/agreements/page.html",
        {"page": page, "problem": problem},
        status=409 if problem else 200,
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Change the draft, or suggest a change to what was signed."""
    request.place = "mentoring"
    editing = reads.editing(request.user, relationship)
    form = _form(editing, posted(request))
    theirs: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.write(relationship, _wanted(form), by=request.user, now=clock.now())
            except actions.BothWrote as both:
                theirs, status = both.theirs, 409
                form = _form(editing, _with_marks(request.POST, both.now))
                form.full_clean()
                form.refuse(both)
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Kept. It waits for both signatures."))
                return redirect("agreement", relationship)
    return render(
        request,
        "member/agreements/change.html",
        {
            "editing": editing,
            "form": form,
            "sections": [(form[s.code], theirs.get(s.code, "")) for s in editing.sections],
            "dates": [(form[name], theirs.get(name, "")) for name in ("review_on", "ends_on")],
            "marks": [f for f in form if f.name.startswith("was_")],
            "conflict": bool(theirs),
        },
        status=status,
    )


def _wanted(form: Form) -> actions.Wanted:
    data = form.cleaned_data
    return actions.Wanted(
        texts={
            name: data[name]
            for name in form.fields
            if not name.startswith("was_") and name not in actions.DATES
        },
        review_on=data["review_on"],
        ends_on=data["ends_on"],
        was={name[4:]: data[name] for name in form.fields if name.startswith("was_")},
    )


def _with_marks(posted: Any, marks: dict[str, str]) -> Any:
    """What was typed, with the marks of what stands now: the next save is a decision."""
    data = posted.copy()
    for name, mark in marks.items():
        data[f"was_{name}"] = mark
    return data


@routes.signed_in
@require_POST
def sign(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Sign what was read."""
    form = SignForm(request.POST)
    edition = form.cleaned_data["edition"] if form.is_valid() else 0
    try:
        made = actions.sign(relationship, edition=edition, by=request.user, now=clock.now())
    except Stale as no:
        return _shown(request, relationship, no.message)
    if made.state == "signed":
        messages.success(request, _("Signed by you both. It holds from today."))
    else:
        messages.success(request, _("Signed. It holds once the other has signed too."))
    return redirect("agreement", relationship)


@routes.signed_in
@require_POST
def set_aside(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Drop a suggested version."""
    actions.set_aside(relationship, by=request.user, now=clock.now())
    messages.success(request, _("Set aside. What you both signed goes on holding."))
    return redirect("agreement", relationship)


@routes.signed_in
@require_GET
def version(request: MemberRequest, relationship: UUID, number: int) -> HttpResponse:
    """A version as it was."""
    request.place = "mentoring"
    head, shown = reads.version(request.user, relationship, number)
    return render(request, "member/agreements/version.html", {"head": head, "version": shown})


urlpatterns = [
    path("<uuid:relationship>/agreement/", agreement, name="agreement"),
    path("<uuid:relationship>/agreement/change/", change, name="agreement_change"),
    path("<uuid:relationship>/agreement/sign/", sign, name="agreement_sign"),
    path("<uuid:relationship>/agreement/set-aside/", set_aside, name="agreement_set_aside"),
    path("<uuid:relationship>/agreement/versions/<int:number>/", version, name="agreement_version"),
]
