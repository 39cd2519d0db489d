"""A programme's news."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from alongside.access import routes
from alongside.actions import announcements as actions
from alongside.reads import announcements as reads
from alongside.reads import programmes as programme_reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, KeyedForm


class NewsForm(KeyedForm):
    """News to publish."""

    title = forms.CharField(label=_l("Title"), max_length=200)
    body = forms.CharField(
        label=_l("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_l("Use blank lines between paragraphs, **stars** for bold, - for lists."),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_l("Whom it is for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reaches: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audience"]
        field.choices = [(code, reads.audience_words(code)) for code in actions.AUDIENCES]
        field.widget.hints = {
            code: _("By mail to %(n)s.") % {"n": reaches.get(code, reaches["everyone"])}
            for code in actions.AUDIENCES
        }


class ChangeForm(Form):
    """News that is put right."""

    title = forms.CharField(label=_l("Title"), max_length=200)
    body = forms.CharField(
        label=_l("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8})
    )
    note = forms.CharField(
        label=_l("What is different"), max_length=300,
        help_text=_l("For example: the room has changed. Stands above the text."),
    )  # fmt: skip


def _in(request: MemberRequest, slug: str) -> None:
    request.programme_slug = slug
    request.place = "announcements"


@routes.coordinator
def announcements(request: MemberRequest, slug: str) -> HttpResponse:
    """All news, the latest first."""
    _in(request, slug)
    page = reads.listing(request.user, slug, request.GET.get("page", 1))
    return render(request, "coordinator/announcements/list.html", {"page": page})


@routes.coordinator
def announcement_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Write; look at it and at whom it reaches; publish."""
    _in(request, slug)
    page = reads.listing(request.user, slug)
    form = NewsForm(request.POST or None, reaches=page.reaches, initial={"audience": "everyone"})
    preview = None
    if request.method == "POST" and form.is_valid() and "write" not in request.POST:
        given = {name: form.cleaned_data[name] for name in ("title", "body", "audience")}
        if "publish" in request.POST:
            actions.publish(
                programme_reads.coordinated(request.user, slug), by=request.user,
                now=clock.now(), form_key=form.key, **given,
            )  # fmt: skip
            messages.success(request, _("Published. The mail is on its way."))
            return redirect("announcements", slug)
        preview = reads.preview(request.user, slug, **given)
    return render(
        request, "coordinator/announcements/write.html",
        {"page": page, "form": form, "preview": preview}, status=422 if form.errors else 200,
    )  # fmt: skip


@routes.coordinator
def announcement_change(
    request: MemberRequest, slug: str, announcement_id: uuid.UUID
) -> HttpResponse:
    """Put news right, saying what is different."""
    _in(request, slug)
    name, news = reads.one(request.user, slug, announcement_id)
    form = ChangeForm(request.POST or None, initial={"title": news.title, "body": news.body})
    if request.method == "POST" and form.is_valid():
        actions.change(
            programme_reads.coordinated(request.user, slug), announcement_id, by=request.user,
            now=clock.now(), **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("Changed on the page. It was not mailed again."))
        return redirect("announcements", slug)
    return render(
        request, "coordinator/announcements/change.html",
        {"name": name, "slug": slug, "news": news, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@routes.coordinator
@require_POST
def announcement_remove(
    request: MemberRequest, slug: str, announcement_id: uuid.UUID
) -> HttpResponse:
    """Take news off the page."""
    _in(request, slug)
    actions.take_down(
        programme_reads.coordinated(request.user, slug), announcement_id, by=request.user,
        now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Removed from the page."))
    return redirect("announcements", slug)


urlpatterns: list[Any] = [
    path("", announcements, name="announcements"),
    path("new/", announcement_new, name="announcement_new"),
    path("<uuid:announcement_id>/", announcement_change, name="announcement_change"),
    path("<uuid:announcement_id>/remove/", announcement_remove, name="announcement_remove"),
]
