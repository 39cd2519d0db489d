"""Mail about the matching: to whoever is still without a mentor, and to whoever could help.

None of them names a third person.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from alongside.data.models import Participation, Person, Unmatched
from alongside.engine.matching.own_words import THEIRS, for_the_mentee
from alongside.engine.matching.words import Voice
from alongside.engine.reasons import within
from alongside.outbound.mail import NotNeeded, link, words


def _voice() -> Voice:
    return Voice(
        label=lambda code: within(code, gettext), translate=gettext, translate_many=ngettext
    )


def _place(params: dict[str, Any], side: str) -> Participation:
    found = (
        Participation.objects.filter(pk=params["participation"], side=side, state="ready")
        .select_related("programme", "person")
        .first()
    )
    if found is None:
        raise NotNeeded
    return found


def unmatched_letter(place: Participation, left: Unmatched | None) -> tuple[str, list[str], str]:
    """``(subject, paragraphs, the button's words)`` for somebody a published run left over."""
    names = {"programme": place.programme.name, "name": place.person.first_name}
    why, change = (
        for_the_mentee(left.reason, left.change, _voice()) if left is not None else ("", "")
    )
    who = (
        _("We have not found a coach for you yet, and you keep your place in %(programme)s.")
        if place.programme.kind == "coaching"
        else _("We have not found a mentor for you yet, and you keep your place in %(programme)s.")
    )
    paragraphs = [who % names]
    if why:
        paragraphs.append(_("The reason:") + " " + why)
    if change:
        paragraphs.append(change)
    paragraphs.append(
        _(
            "You are looked at again in every round. Until then, other programmes take people in, "
            "and you may be in several; your page has the way to each."
        )
    )
    return (
        _("Your place in %(programme)s: not matched yet") % names,
        paragraphs,
        _("See your place"),
    )


@words("unmatched")
def unmatched(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation, and unmatched (an id) when the run knew a reason."""
    place = _place(params, "mentee")
    if place.seats.filter(live=True).exists():
        raise NotNeeded
    left = (
        Unmatched.objects.filter(pk=params["unmatched"]).first()
        if params.get("unmatched")
        else None
    )
    return _letter(place, *unmatched_letter(place, left))


def ask_letter(place: Participation, left: Unmatched) -> tuple[str, list[str], str]:
    """The letter to whoever could make room: a mentor with a place, or the mentee themselves."""
    names = {"programme": place.programme.name}
    if place.side == "mentor":
        return (
            _("Would you have room for one more?"),
            [
                _("Somebody in %(programme)s would fit well with what you offer, and your places "
                  "are all taken.") % names,
                _("If you have room for one more, change the number of places on your page. If "
                  "not, leave it as it is: there is no need to answer."),
            ],
            _("Open your page"),
        )  # fmt: skip
    _why, change = for_the_mentee(left.reason, left.change, _voice())
    return (
        _("One small thing that could find you a match"),
        [
            _("We are looking for somebody for you in %(programme)s.") % names,
            change,
            _("If that suits you, change your answers on your page. If not, nothing is lost: you "
              "keep your place and we go on looking."),
        ],
        _("Open your page"),
    )  # fmt: skip


@words("match_asked")
def match_asked(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: participation (who is asked) and unmatched, ids."""
    left = Unmatched.objects.filter(pk=params["unmatched"]).select_related("mentee").first()
    if left is None or left.mentee.seats.filter(live=True).exists():
        raise NotNeeded
    is_mentee = str(left.mentee_id) == params["participation"]
    if is_mentee and left.change.get("code") not in THEIRS:
        raise NotNeeded
    place = _place(params, "mentee" if is_mentee else "mentor")
    return _letter(place, *ask_letter(place, left))


def _letter(
    place: Participation, subject: str, paragraphs: list[str], button: str
) -> dict[str, Any]:
    return {
        "template": "letter",
        "subject": subject,
        "paragraphs": [p for p in paragraphs if p],
        "button": button,
        "programme": place.programme.name,
        "link": link(reverse("my_place", args=[place.pk])),
    }
