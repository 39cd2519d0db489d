"""My mentoring: the list, offers, the relationship's page, its purpose, thanks and feedback."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.access import Refused, routes
from alongside.actions import relationships as actions
from alongside.reads.relationships import mine, page
from alongside.reads.relationships.shared import Head, load, load_to_write
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import Form, KeyedForm, posted


class DeclineForm(Form):
    """Why not, if somebody wants to say."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Is there a reason you would like to give?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("time", gettext_lazy("It is not the right time for me")),
            ("too_close", gettext_lazy("We know each other, or work too closely")),
            ("conflict", gettext_lazy("There is a conflict of interest")),
            ("something_else", gettext_lazy("I am looking for, or can offer, something else")),
            ("practical", gettext_lazy("Place or times would not work")),
            ("other", gettext_lazy("Something else")),
            ("", gettext_lazy("I would rather not say")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("Anything that would help to find someone else?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TextForm(KeyedForm):
    """One box."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )


@routes.signed_in
@require_GET
def mentoring(request: MemberRequest) -> HttpResponse:
    """Everything somebody takes part in, the offers that wait first."""
    return render(
        request,
        "member/relationships/mine.html",
        {"mine": mine.my_mentoring(request.user, now=clock.now())},
    )


@routes.signed_in
@require_GET
def relationship(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """The relationship's page; while it is an offer, the offer's."""
    request.place = "mentoring"
    now = clock.now()
    _row, head = load(request.user, relationship)
    if head.state == "offered":
        offer = mine.offer(request.user, relationship, now=now)
        return render(request, "member/relationships/offer.html", {"offer": offer})
    shown = page.page(request.user, relationship, now=now)
    return render(
        request,
        "member/relationships/page.html",
        {"page": shown, "goals": [(g, _line(g, shown.months)) for g in shown.goals]},
    )


def _line(goal: page.GoalLine, months: list[tuple[float, str]]) -> pictures.Picture | None:
    if not goal.readings:
        return None
    return pictures.goal(
        [pictures.Point(r.at, r.value, r.on) for r in goal.readings],
        title=goal.finding,
        months=[pictures.Tick(at, label) for at, label in months],
    )


@routes.signed_in
@require_POST
def accept(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Say yes."""
    made = actions.accept(relationship, by=request.user, now=clock.now())
    if made.state == "offered":
        messages.success(
            request, _("Your yes is kept. You hear from us as soon as the other has answered.")
        )
    else:
        messages.success(request, _("You have both said yes. A 20-minute hello comes next."))
    return redirect("relationship", relationship)


@routes.signed_in
@require_http_methods(["GET", "POST"])
def decline(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Say no, with a reason or without."""
    request.place = "mentoring"
    form = DeclineForm(posted(request))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.decline(
                relationship,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                by=request.user,
                now=clock.now(),
            )
            messages.success(
                request,
                _("Thank you for answering. It is no one’s fault, and your place is as it was."),
            )
            return redirect("mentoring")
        status = 422
    _row, head = load(request.user, relationship)
    if head.state != "offered":
        return redirect("relationship", relationship)
    return render(
        request, "member/relationships/decline.html", {"head": head, "form": form}, status=status
    )


def _one_box(
    request: MemberRequest,
    relationship: UUID,
    *,
    act: Any,
    words: dict[str, Any],
    done: str,
    initial: str = "",
) -> HttpResponse:
    """A page with one box whose text goes to ``act``."""
    request.place = "mentoring"
    head = load_to_write(request.user, relationship)
    form = TextForm(posted(request), initial={"text": initial})
    form.fields["text"].label = words["label"]
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(
                relationship,
                form.cleaned_data["text"],
                by=request.user,
                now=clock.now(),
                key=form.key,
            )
        except Refused as no:
            form.refuse(no)
            status = 409 if not no.field else 422
        else:
            messages.success(request, done)
            return redirect("relationship", relationship)
    elif request.method == "POST":
        status = 422
    return render(
        request,
        "member/relationships/one_box.html",
        {"head": head, "form": form, "words": words, "sees": _sees(head)},
        status=status,
    )


def _sees(head: Head) -> str:
    return _("You and %(name)s") % {"name": head.other.first_name}


@routes.signed_in
@require_http_methods(["GET", "POST"])
def purpose(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """State the purpose, or sharpen it."""
    shown = page.purpose(request.user, relationship)
    return _one_box(
        request,
        relationship,
        act=actions.state_purpose,
        initial=shown,
        words={
            "title": _("Sharpen what this is for") if shown else _("What is this for?"),
            "lede": _(
                "A goal, or something you would like to be different. It may be vague at first: "
                "you can sharpen it whenever it becomes clearer, and earlier words stay in your story."
            ),
            "label": _("In your own words"),
            "button": _("Keep it"),
        },
        done=_("Kept. Earlier words stay in your story."),
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def thanks(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Say thank you for something."""
    _row, head = load(request.user, relationship)
    return _one_box(
        request,
        relationship,
        act=actions.thank,
        words={
            "title": _("Say thank you to %(name)s") % {"name": head.other.first_name},
            "lede": _(
                "Name what they did: a question, a story, an introduction, a push. It is kept here, "
                "and they can carry it with them."
            ),
            "label": _("What did they do, and what did it change for you?"),
            "button": _("Say it"),
        },
        done=_("Said, and kept. %(name)s gets a short message.") % {"name": head.other.first_name},
    )


@routes.signed_in
@require_http_methods(["GET", "POST"])
def feedback(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """Say what helps."""
    _row, head = load(request.user, relationship)
    return _one_box(
        request,
        relationship,
        act=actions.give_feedback,
        words={
            "title": _("Feedback for %(name)s") % {"name": head.other.first_name},
            "lede": _("One thing you saw, and what it does. What helps, or what would help more."),
            "label": _("What did you notice?"),
            "button": _("Give it"),
        },
        done=_("Given. %(name)s gets a short message that it is here.")
        % {"name": head.other.first_name},
    )


@routes.signed_in
@require_GET
def story(request: MemberRequest, relationship: UUID) -> HttpResponse:
    """All of it, page by page."""
    request.place = "mentoring"
    head, lines = page.whole_story(request.user, relationship, now=clock.now())
    shown = Paginator(lines, 40).get_page(request.GET.get("page"))
    return render(request, "member/relationships/story.html", {"head": head, "lines": shown})


urlpatterns = [
    path("", mentoring, name="mentoring"),
    path("<uuid:relationship>/", relationship, name="relationship"),
    path("<uuid:relationship>/yes/", accept, name="offer_accept"),
    path("<uuid:relationship>/no/", decline, name="offer_decline"),
    path("<uuid:relationship>/purpose/", purpose, name="purpose"),
    path("<uuid:relationship>/thanks/", thanks, name="thanks"),
    path("<uuid:relationship>/feedback/", feedback, name="feedback"),
    path("<uuid:relationship>/story/", story, name="relationship_story"),
]
