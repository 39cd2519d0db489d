"""The list of programmes, a programme's page, and joining it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_POST

from alongside.access import NotVisible, Refused, routes
from alongside.actions import participations as actions
from alongside.reads import participations as place_reads
from alongside.reads import programmes as reads
from alongside.web.public.join_forms import JoinForm
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form


def _person(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


@routes.public
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes that take people in now."""
    lines = reads.open_now(clock.now().date())
    return render(request, "public/programmes/list.html", {"lines": lines})


@routes.public
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's own page."""
    request.place = "programmes"  # type: ignore[attr-defined]
    page = reads.page(_person(request), slug, clock.now().date())
    return render(request, "public/programmes/programme.html", {"page": page})


@routes.public
def programme_join(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Ask for a place, or change what was told before."""
    request.place = "programmes"  # type: ignore[attr-defined]
    request.private = True  # type: ignore[attr-defined]
    person = _person(request)
    page = place_reads.join_page(person, slug, side, clock.now().date())
    form = JoinForm(
        request.POST or None, side=side, coaching=page.coaching, signed_in=page.signed_in,
        before=page.before, initial={} if page.before else {"capacity": page.capacity},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _sent(request, person, slug, side, form)
            except Refused as no:
                form.refuse(no)
                status = 409
    return render(
        request, "public/programmes/join.html", {"page": page, "form": form}, status=status
    )


def _sent(request: HttpRequest, person: Any, slug: str, side: str, form: JoinForm) -> HttpResponse:
    row = reads.joinable(person, slug)
    if person is None:
        actions.apply(
            row, by=None, now=clock.now(), email=form.cleaned_data["email"], side=side,
            values=form.values(), form_key=form.key,
        )  # fmt: skip
        return redirect("join_sent", slug)
    place = actions.join(
        row, by=person, now=clock.now(), side=side, values=form.values(), form_key=form.key
    )
    return redirect("join_thanks", place.pk)


@routes.public
@require_GET
def join_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What to do next, the same for every address."""
    request.place = "programmes"  # type: ignore[attr-defined]
    page = reads.page(_person(request), slug, clock.now().date())
    return render(request, "public/programmes/sent.html", {"page": page})


class PasswordForm(Form):
    """A password for somebody new."""

    password = forms.CharField(
        label=_l("Choose a password"), strip=False,
        help_text=_l("At least 12 characters. Three words that do not belong together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password


@routes.public
def join_finish(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: an account for somebody new, a sign-in for everyone else."""
    request.private = True  # type: ignore[attr-defined]
    try:
        name, address, known = place_reads.confirmable(token, clock.now())
    except NotVisible:
        return render(request, "public/programmes/finish_gone.html", status=410)
    person = _person(request)
    mine = person is not None and person.email.lower() == address
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and known and mine:
        try:
            place = actions.confirm(token, by=person, now=clock.now())
        except Refused as no:
            return _finish(request, name, address, known, mine, form, no.message)
        return redirect("join_thanks", place.pk)
    if request.method == "POST" and not known and form.is_valid():
        try:
            place = actions.confirm_new(
                token, by=None, now=clock.now(), password=form.cleaned_data["password"]
            )
        except Refused as no:
            return _finish(request, name, address, known, mine, form, no.message)
        login(request, place.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("join_thanks", place.pk)
    return _finish(request, name, address, known, mine, form)


def _finish(
    request: HttpRequest, name: str, address: str, known: bool, mine: bool, form: Any, no: str = ""
) -> HttpResponse:
    sign_in = f"{reverse('account_login')}?next={request.path}"
    context = {
        "name": name, "address": address, "known": known, "mine": mine, "form": form, "no": no,
        "sign_in": sign_in,
    }  # fmt: skip
    status = 409 if no else 422 if form.errors else 200
    return render(request, "public/programmes/finish.html", context, status=status)


@routes.signed_in
@require_GET
def join_thanks(request: MemberRequest, place_id: uuid.UUID) -> HttpResponse:
    """Thank you, and what happens next."""
    page = place_reads.my_place(request.user, place_id, clock.now())
    return render(request, "public/programmes/thanks.html", {"page": page})


class RestForm(Form):
    """Until when somebody rests."""

    until = forms.DateField(
        label=_l("Back on"), required=False,
        help_text=_l("Leave empty to come back whenever you say so."),
        widget=forms.DateInput(attrs={"type": "date", "class": "nhsuk-input--width-10"}),
    )  # fmt: skip


@routes.signed_in
@require_GET
def my_place(request: MemberRequest, place_id: uuid.UUID) -> HttpResponse:
    """Where somebody stands in a programme."""
    page = place_reads.my_place(request.user, place_id, clock.now())
    return render(request, "public/programmes/place.html", {"page": page, "rest_form": RestForm()})


@routes.signed_in
@require_POST
def place_rest(request: MemberRequest, place_id: uuid.UUID) -> HttpResponse:
    """Not to be matched for a while."""
    row = place_reads.own_row(request.user, place_id)
    form = RestForm(request.POST)
    if form.is_valid():
        try:
            actions.rest(row, by=request.user, now=clock.now(), **form.cleaned_data)
            return redirect("my_place", place_id)
        except Refused as no:
            form.refuse(no)
    page = place_reads.my_place(request.user, place_id, clock.now())
    return render(
        request, "public/programmes/place.html", {"page": page, "rest_form": form}, status=422
    )


@routes.signed_in
@require_POST
def place_back(request: MemberRequest, place_id: uuid.UUID) -> HttpResponse:
    """Back from a rest."""
    row = place_reads.own_row(request.user, place_id)
    actions.come_back(row, by=request.user, now=clock.now())
    return redirect("my_place", place_id)


@routes.signed_in
def place_leave(request: MemberRequest, place_id: uuid.UUID) -> HttpResponse:
    """Leave the queue: first what it means, then the doing."""
    if request.method == "POST":
        row = place_reads.own_row(request.user, place_id)
        actions.withdraw(row, by=request.user, now=clock.now())
        return redirect("my_place", place_id)
    page = place_reads.my_place(request.user, place_id, clock.now())
    if "withdraw" not in page.can:
        raise NotVisible
    return render(request, "public/programmes/leave.html", {"page": page})


urlpatterns: list[Any] = [
    path("", programmes, name="programmes"),
    path("finish/<str:token>/", join_finish, name="join_finish"),
    path("places/<uuid:place_id>/", my_place, name="my_place"),
    path("places/<uuid:place_id>/thank-you/", join_thanks, name="join_thanks"),
    path("places/<uuid:place_id>/rest/", place_rest, name="place_rest"),
    path("places/<uuid:place_id>/back/", place_back, name="place_back"),
    path("places/<uuid:place_id>/leave/", place_leave, name="place_leave"),
    path("<slug:slug>/", programme, name="programme"),
    path("<slug:slug>/join/sent/", join_sent, name="join_sent"),
    path("<slug:slug>/join/<slug:side>/", programme_join, name="programme_join"),
]
