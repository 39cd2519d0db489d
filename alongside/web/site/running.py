"""Health, tasks, mail and people, for whoever runs the site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alongside.access import routes
from alongside.actions import outbox, people, site
from alongside.actions import tasks as task_actions
from alongside.reads import site as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form

STATES = (
    ("", gettext_lazy("All")),
    ("waiting", gettext_lazy("Waiting")),
    ("sent", gettext_lazy("Sent")),
    ("refused", gettext_lazy("Refused")),
    ("cancelled", gettext_lazy("Not needed")),
)


def _of_the_site(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @routes.site_admin
    @wraps(view)
    def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.site_area = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return inner


def _page(request: MemberRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1


@_of_the_site
@require_safe
def health(request: MemberRequest) -> HttpResponse:
    """How the site is."""
    return render(
        request, "site/health.html", {"page": reads.health(request.user, now=clock.now())}
    )


@_of_the_site
@require_safe
def tasks(request: MemberRequest) -> HttpResponse:
    """Work in the background."""
    return render(
        request, "site/tasks.html", {"page": reads.tasks(request.user, page=_page(request))}
    )


@_of_the_site
@require_POST
def task_stop(request: MemberRequest, task_id: UUID) -> HttpResponse:
    """The stop button."""
    task_actions.stop(task_id, by=request.user, now=clock.now())
    messages.success(request, _("Asked to stop. What it had finished stays."))
    return redirect("site_tasks")


@_of_the_site
@require_POST
def task_again(request: MemberRequest, task_id: UUID) -> HttpResponse:
    """Try a failed task again."""
    task_actions.try_again(task_id, by=request.user, now=clock.now())
    messages.success(request, _("It will be tried again at once."))
    return redirect("site_tasks")


@_of_the_site
@require_safe
def mail(request: MemberRequest) -> HttpResponse:
    """The outbox."""
    state = request.GET.get("state", "")
    known = dict(STATES)
    page = reads.outbox(request.user, state=state if state in known else "", page=_page(request))
    tabs = [
        {
            "label": label,
            "href": f"?state={code}" if code else "?",
            "current": page.state == code,
            "count": page.counts.get(code, 0) if code else sum(page.counts.values()),
        }
        for code, label in STATES
    ]
    query = f"state={page.state}&" if page.state else ""
    return render(request, "site/mail.html", {"page": page, "tabs": tabs, "query": query})


@_of_the_site
@require_safe
def letter(request: MemberRequest, message_id: UUID) -> HttpResponse:
    """A demonstration's message in words."""
    request.place = "site_mail"  # type: ignore[attr-defined]
    found = reads.letter(request.user, message_id)
    return render(request, "site/letter.html", {"letter": found})


@_of_the_site
@require_POST
def mail_again(request: MemberRequest, message_id: UUID) -> HttpResponse:
    """Send a refused message again."""
    outbox.send_again(message_id, by=request.user, now=clock.now())
    messages.success(request, _("It will be sent again at once."))
    return redirect("site_mail")


@_of_the_site
@require_safe
def accounts(request: MemberRequest) -> HttpResponse:
    """Everybody with an account."""
    search = request.GET.get("q", "")[:100]
    found = reads.accounts(request.user, search=search, page=_page(request))
    query = f"{urlencode({'q': search})}&" if search else ""
    return render(request, "site/people.html", {"page": found, "search": search, "query": query})


@_of_the_site
@require_POST
def account_open(request: MemberRequest, person_id: UUID) -> HttpResponse:
    """Close or reopen an account."""
    is_open = request.POST.get("open") == "yes"
    people.set_open(person_id, is_open, by=request.user, now=clock.now())
    messages.success(
        request, _("The account is open again.") if is_open else _("The account is closed.")
    )
    return redirect("site_people")


class Appoint(Form):
    """Who is to run a programme."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)


@_of_the_site
@require_safe
def programmes(request: MemberRequest) -> HttpResponse:
    """Every programme and who runs it."""
    return render(request, "site/programmes.html", {"rows": reads.programmes(request.user)})


@_of_the_site
def appoint(request: MemberRequest, slug: str) -> HttpResponse:
    """Have somebody run a programme."""
    request.place = "site_programmes"  # type: ignore[attr-defined]
    programme = reads.programme(request.user, slug)
    form = Appoint(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = site.appoint(
            given["email"], given["name"], slug=slug, by=request.user, now=clock.now()
        )
        words = _("They run it from now on.") if person else _("They have been invited by mail.")
        messages.success(request, words)
        return redirect("site_programmes")
    return render(
        request,
        "site/appoint.html",
        {"programme": programme, "form": form},
        status=422 if form.errors else 200,
    )


@_of_the_site
@require_safe
def events(request: MemberRequest) -> HttpResponse:
    """What was done, by whom and when."""
    return render(
        request, "site/events.html", {"page": reads.events(request.user, page=_page(request))}
    )


urlpatterns = [
    path("", health, name="site"),
    path("tasks/", tasks, name="site_tasks"),
    path("tasks/<uuid:task_id>/stop/", task_stop, name="site_task_stop"),
    path("tasks/<uuid:task_id>/again/", task_again, name="site_task_again"),
    path("mail/", mail, name="site_mail"),
    path("mail/<uuid:message_id>/", letter, name="site_letter"),
    path("mail/<uuid:message_id>/again/", mail_again, name="site_mail_again"),
    path("people/", accounts, name="site_people"),
    path("people/<uuid:person_id>/open/", account_open, name="site_account_open"),
    path("programmes/", programmes, name="site_programmes"),
    path("programmes/<slug:slug>/appoint/", appoint, name="site_appoint"),
    path("done/", events, name="site_events"),
]
