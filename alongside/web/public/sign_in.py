"""Signing in, invitations and the demonstration's cast."""

from __future__ import annotations

from uuid import UUID

from allauth.account import views as allauth
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.views.decorators.http import require_GET, require_POST

from alongside.access import Refused, routes
from alongside.access.people import BadLink
from alongside.actions import people
from alongside.reads import people as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.sign_in_forms import Accept

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def _demonstrating() -> bool:
    return settings.MODE in ("demonstration", "development")


@routes.public
def sign_in(request: HttpRequest) -> HttpResponse:
    """allauth's sign-in; a demonstration lists who to be."""
    request.private = True  # type: ignore[attr-defined]
    cast = reads.demonstration_cast() if _demonstrating() else []
    return allauth.LoginView.as_view(extra_context={"cast": cast})(request)


@routes.public
@require_POST
def sign_in_as(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Be one of the demonstration's made-up people. On a real site this is not here."""
    person = reads.demonstration_person(person_id) if _demonstrating() else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("start")


@routes.signed_in
@require_GET
def start(request: MemberRequest) -> HttpResponse:
    """Each person's first page."""
    first = reads.first_page(request.user)
    return redirect(reverse(first.name, args=first.args))


@routes.public
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation."""
    request.private = True  # type: ignore[attr-defined]
    signed_in = request.user if request.user.is_authenticated else None
    try:
        page = reads.invitation(token, signed_in, now=clock.now())
    except BadLink as bad:
        status = 404 if bad.reason == "unknown" else 410
        return render(request, "public/join_bad_link.html", {"bad": bad}, status=status)
    form = (
        None
        if page.has_account
        else Accept(request.POST or None, email=page.email, initial={"name": page.name})
    )
    if request.method == "POST":
        try:
            if form is None:
                people.accept_invitation(token, by=signed_in, now=clock.now())
                return redirect("start")
            if form.is_valid():
                given = form.cleaned_data
                person = people.accept_invitation(
                    token,
                    name=given["name"],
                    password=given["password"],
                    email=given.get("email", ""),
                    now=clock.now(),
                )
                login(request, person, backend=BACKEND)
                return redirect("start")
        except BadLink as bad:
            return render(request, "public/join_bad_link.html", {"bad": bad}, status=410)
        except Refused as no:
            if form is None:
                raise
            form.refuse(no)
            return render(request, "public/join.html", {"page": page, "form": form}, status=409)
        return render(request, "public/join.html", {"page": page, "form": form}, status=422)
    return render(request, "public/join.html", {"page": page, "form": form})


urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/as/<uuid:person_id>/", sign_in_as, name="sign_in_as"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("password/", allauth.password_reset, name="account_reset_password"),
    path("password/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("start/", start, name="start"),
    path("join/<str:token>/", join, name="join"),
]
