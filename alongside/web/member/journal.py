"""The wins journal and reflections."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access import Refused, routes
from alongside.actions import growth as actions
from alongside.reads import journal as reads
from alongside.reads.relationships.shared import today_of
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.components import Option
from alongside.web.shared.forms import Form


class WinForm(Form):
    """A win: words, what helped, how big."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What went well?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helped_by = forms.MultipleChoiceField(
        label=gettext_lazy("What helped?"),
        required=False,
        choices=[(code, reads.SHORT_NAMES[code]) for code in reads.CODES],
        widget=forms.CheckboxSelectMultiple,
    )
    helped = forms.CharField(
        label=gettext_lazy("Who helped, if somebody did"), required=False, max_length=2000
    )
    big = forms.BooleanField(label=gettext_lazy("This was a big one"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].initial = uuid4


class ChangeWinForm(WinForm):
    """A win that is there, with its day."""

    on = forms.DateField(
        label=gettext_lazy("When"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReflectionForm(Form):
    """A thought."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(code, code) for code in reads.KINDS]
    )
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _chips(form: WinForm, order: list[str]) -> tuple[list[Option], list[Option]]:
    """The chips that stand open, and those one tap away."""
    chosen = set(form["helped_by"].value() or [])
    options = [
        Option(f"helped-{code}", code, reads.name_of(code), code in chosen) for code in order
    ]
    first = options[: reads.CHIPS_OPEN]
    rest = options[reads.CHIPS_OPEN :]
    return [*first, *(o for o in rest if o.checked)], [o for o in rest if not o.checked]


@routes.signed_in
@require_http_methods(["GET", "POST"])
def journal(request: MemberRequest) -> HttpResponse:
    """Wins, and a box for the next one."""
    now = clock.now()
    form = WinForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.keep_win(
                    data["row"], text=data["text"], contributors=data["helped_by"],
                    helped=data["helped"], big=data["big"], on=today_of(now, request.user),
                    by=request.user, now=now,
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Kept. Only you see it, until you bring it."))
                return redirect("journal")
    helped = request.GET.get("helped", "")
    shown = reads.journal(request.user, helped=helped, page=request.GET.get("page", "1"), now=now)
    return render(
        request,
        "member/journal/wins.html",
        {
            "page": shown,
            "form": form,
            "chips": _chips(form, shown.chips),
            "picture": _picture(shown.recurring),
            "tabs": _tabs("wins"),
            "filters": _filters(shown),
            "helped_name": reads.name_of(shown.helped) if shown.helped else "",
        },
        status=status,
    )


def _picture(recurring: reads.Recurring | None) -> pictures.Picture | None:
    if recurring is None:
        return None
    return pictures.contributors(
        recurring.rows, recurring.months, title=recurring.title, summary=recurring.summary
    )


def _tabs(here: str) -> list[dict[str, object]]:
    return [
        {"label": _("Wins"), "href": reverse("journal"), "current": here == "wins"},
        {"label": _("Reflections"), "href": reverse("reflections"), "current": here == "thoughts"},
        {
            "label": _("Experiments"),
            "href": reverse("my_actions") + "?show=experiments",
            "current": here == "experiments",
        },
    ]


def _filters(shown: reads.Journal) -> list[dict[str, object]]:
    if not shown.filters:
        return []
    everything: dict[str, object] = {
        "label": _("All"), "href": reverse("journal") + "#so-far", "current": not shown.helped,
        "count": shown.count,
    }  # fmt: skip
    return [
        everything,
        *(
            {"label": name, "href": f"{reverse('journal')}?helped={code}#so-far",
             "current": code == shown.helped, "count": count}
            for code, name, count in shown.filters
        ),
    ]  # fmt: skip


@routes.signed_in
@require_http_methods(["GET", "POST"])
def win(request: MemberRequest, win: UUID) -> HttpResponse:
    """Change a win; what was brought changes with it."""
    request.place = "journal"
    now = clock.now()
    before = reads.one_win(request.user, win)
    form = ChangeWinForm(
        request.POST or None,
        initial={
            "row": before.id, "text": before.text, "helped_by": list(before.contributors),
            "helped": before.helped, "big": before.big, "on": before.on,
        },
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.change_win(
                    win, text=data["text"], helped=data["helped"], contributors=data["helped_by"],
                    big=data["big"], on=data["on"], by=request.user, now=now,
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Changed."))
                return redirect(reverse("journal") + f"#w-{win}")
    return render(
        request,
        "member/journal/win.html",
        {"form": form, "win": before, "chips": _chips(form, list(reads.CODES))},
        status=status,
    )


def _back(request: MemberRequest, otherwise: str) -> str:
    """Where the form stood, when that is a page of ours."""
    there = request.POST.get("next", "")
    # A path and nothing else: a bare word would be taken for the name of a route.
    if there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return there
    return reverse(otherwise)


@routes.signed_in
@require_POST
def win_bring(request: MemberRequest, win: UUID, relationship: UUID) -> HttpResponse:
    """Bring a win to somebody, or take it back."""
    actions.bring_win(
        win, relationship, bring=request.POST.get("bring") == "yes", by=request.user,
        now=clock.now(),
    )  # fmt: skip
    return redirect(_back(request, "journal"))


@routes.signed_in
@require_http_methods(["GET", "POST"])
def win_remove(request: MemberRequest, win: UUID) -> HttpResponse:
    """Remove a win, and every copy that was brought."""
    request.place = "journal"
    before = reads.one_win(request.user, win)
    if request.method == "POST":
        actions.remove_win(win, by=request.user, now=clock.now())
        messages.success(request, _("Removed."))
        return redirect("journal")
    return render(request, "member/journal/remove.html", {"win": before})


@routes.signed_in
@require_http_methods(["GET", "POST"])
def reflections(request: MemberRequest) -> HttpResponse:
    """Private thoughts, and a prompt for the next one."""
    request.place = "journal"
    now = clock.now()
    about = request.POST.get("about") or request.GET.get("about", "")
    shown = reads.reflections(request.user, about=about, page=request.GET.get("page", "1"), now=now)
    form = ReflectionForm(request.POST or None, initial={"about": shown.about.code, "row": uuid4()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.keep_reflection(
                    data["row"], text=data["text"], kind=data["about"],
                    on=today_of(now, request.user), by=request.user, now=now,
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
            else:
                messages.success(request, _("Kept, only for you."))
                return redirect("reflections")
    return render(
        request,
        "member/journal/reflections.html",
        {"page": shown, "form": form, "tabs": _tabs("thoughts")},
        status=status,
    )


@routes.signed_in
@require_POST
def reflection_bring(request: MemberRequest, reflection: UUID, relationship: UUID) -> HttpResponse:
    """Copy a thought to an agenda."""
    actions.bring_reflection(reflection, relationship, by=request.user, now=clock.now())
    messages.success(request, _("On the agenda. Your own copy stays yours alone."))
    return redirect("reflections")


@routes.signed_in
@require_POST
def reflection_remove(request: MemberRequest, reflection: UUID) -> HttpResponse:
    """Remove a thought. An item it became stays on the agenda."""
    actions.remove_reflection(reflection, by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("reflections")


urlpatterns = [
    path("", journal, name="journal"),
    path("wins/<uuid:win>/", win, name="win"),
    path("wins/<uuid:win>/remove/", win_remove, name="win_remove"),
    path("wins/<uuid:win>/bring/<uuid:relationship>/", win_bring, name="win_bring"),
    path("reflections/", reflections, name="reflections"),
    path(
        "reflections/<uuid:reflection>/bring/<uuid:relationship>/",
        reflection_bring,
        name="reflection_bring",
    ),
    path("reflections/<uuid:reflection>/remove/", reflection_remove, name="reflection_remove"),
]
