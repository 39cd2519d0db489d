"""The running agenda: its own page, for either side between sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.access import NotVisible, Refused, routes
from alongside.actions import agenda as actions
from alongside.engine import reference
from alongside.reads import agenda as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import KeyedForm

LONGEST = 20_000
HORIZONS = [
    ("", gettext_lazy("Not said")),
    ("immediate", gettext_lazy("Immediate")),
    ("growth", gettext_lazy("Growth")),
]


class ItemForm(KeyedForm):
    """An item: its words, its kind, whether it is immediate or growth, the goal it belongs to."""

    text = forms.CharField(
        label=gettext_lazy("What would you like to talk about?"),
        error_messages={"required": gettext_lazy("Write a few words about it first.")},
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    began = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"),
        required=False,
        choices=reference.AGENDA_KIND_CHOICES,
    )
    horizon = forms.ChoiceField(
        label=gettext_lazy("Immediate or growth?"), required=False, choices=HORIZONS
    )
    goal = forms.ChoiceField(label=gettext_lazy("Part of a goal"), required=False)

    def __init__(self, *args: Any, page: reads.Agenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", _("None"))] + [  # type: ignore[attr-defined]
            (str(goal.id), goal.title) for goal in page.goals
        ]


def _forms(page: reads.Agenda) -> list[tuple[reads.Item, ItemForm]]:
    return [
        (
            item,
            ItemForm(
                page=page,
                auto_id=f"i{item.id.hex[:12]}_%s",
                initial={
                    "text": item.title,
                    "began": item.title,
                    "kind": item.kind_code,
                    "horizon": item.marker,
                    "goal": str(item.goal_id or ""),
                },
            ),
        )
        for item in page.open
    ]


def _page(request: MemberRequest, page: reads.Agenda, *, status: int, **given: Any) -> HttpResponse:
    request.place = "mentoring"
    shown = {
        "page": page,
        "rows": _forms(page),
        "add_form": ItemForm(page=page, auto_id="add_%s", initial={"kind": "other"}),
        **given,
    }
    return render(request, "member/agenda/agenda.html", shown, status=status)


@routes.signed_in
@require_GET
def agenda(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """What is to be talked about, and what was."""
    return _page(request, reads.page(request.user, relationship), status=200)


@routes.signed_in
@require_POST
def add(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Add an item at the end."""
    page = reads.page(request.user, relationship)
    form = ItemForm(request.POST, page=page, auto_id="add_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add(
                relationship,
                text=said["text"],
                kind=said["kind"] or "other",
                horizon=said["horizon"],
                goal=said["goal"] or None,
                key=form.key,
                by=request.user,
                now=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("Added. You both see it."))
            return redirect("agenda", relationship)
    return _page(request, page, status=422, add_form=form)


@routes.signed_in
@require_POST
def save(request: MemberRequest, item: UUID) -> HttpResponse:
    """Change an item's words, kind, goal; merged with what the other changed meanwhile."""
    page = reads.page_of_item(request.user, item)
    form = ItemForm(request.POST, page=page)
    if not form.is_valid():
        raise Refused(_("That could not be read. Nothing was changed: go back and look again."))
    said = form.cleaned_data
    saved = actions.edit(
        item, text=said["text"], base=said["began"], kind=said["kind"], horizon=said["horizon"],
        goal=said["goal"] or None, by=request.user, now=clock.now(),
    )  # fmt: skip
    if saved.state == "conflict":
        messages.warning(request, _("You both changed the same words. Both texts are kept below."))
    else:
        messages.success(request, _("Saved."))
    return redirect(reverse("agenda", args=[page.relationship_id]) + f"#item-{item}")


DO: dict[str, Callable[..., object]] = {
    "up": lambda item, **by: actions.place(item, to="up", **by),
    "down": lambda item, **by: actions.place(item, to="down", **by),
    "first": lambda item, **by: actions.place(item, to="first", **by),
    "drop": actions.drop,
    "reopen": actions.reopen,
    "cover": lambda item, **by: actions.cover(item, meeting=None, **by),
}


@routes.signed_in
@require_POST
def do(request: MemberRequest, item: UUID, do: str) -> HttpResponse:
    """Order, tick off, leave out, put back."""
    if do not in DO:
        raise NotVisible
    DO[do](item, by=request.user, now=clock.now())
    back = reads.page_of_item(request.user, item).relationship_id
    return redirect(reverse("agenda", args=[back]) + f"#item-{item}")


@routes.signed_in
@require_POST
def settle(request: MemberRequest, relationship: UUID, other: UUID) -> HttpResponse:
    """Keep mine, theirs or both."""
    version = request.POST.get("version", "")
    actions.settle(
        other,
        keep=request.POST.get("choice", ""),
        version=int(version) if version.isascii() and version.isdigit() else -1,
        by=request.user,
        now=clock.now(),
    )
    return redirect("agenda", relationship)


urlpatterns = [
    path("<uuid:relationship>/agenda/", agenda, name="agenda"),
    path("<uuid:relationship>/agenda/add/", add, name="agenda_add"),
    path("<uuid:relationship>/agenda/kept/<uuid:other>/", settle, name="agenda_settle"),
    path("agenda/<uuid:item>/save/", save, name="agenda_save"),
    path("agenda/<uuid:item>/<slug:do>/", do, name="agenda_do"),
]
