"""Letters a coordinator sends by a button: neutral, short, and never about what was written."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.data.models import Person, Relationship, Seat
from alongside.outbound.mail import NotNeeded, link, words

Letter = tuple[str, list[str], str]


def _letter(kind: str) -> Letter:
    if kind == "unanswered":
        return (
            _("%(other)s: a yes or a no, whichever suits you"),
            [
                _("%(coordinator)s, who runs %(programme)s, asks about this introduction."),
                _(
                    "A yes is a yes to a 20-minute hello. A no is fine too, needs no reason, and "
                    "lets %(name)s be introduced to someone else. It stays open until %(until)s."
                ),
            ],
            _("Answer"),
        )
    if kind == "half_signed":
        return (
            _("Your agreement with %(other)s"),
            [
                _("It is waiting for your signature. %(coordinator)s, who runs %(programme)s, "
                  "sees that it waits, and not what it says."),
                _("Change what you like first. It holds once you have both signed it."),
            ],
            _("Read it"),
        )  # fmt: skip
    if kind == "ending":
        return (
            _("Your time with %(other)s comes to an end on %(end)s"),
            [
                _("A last session makes a good ending: what was learned, what went well, and "
                  "what contact you want afterwards."),
                _("If you would both rather go on, either of you can suggest another date."),
            ],
            _("Open your page"),
        )  # fmt: skip
    return (
        _("How is it going with %(other)s?"),
        [
            _("%(coordinator)s, who runs %(programme)s, noticed that you have not met for a "
              "while and that nothing is booked. It may simply be a busy spell."),
            _("You can book a time, pause until a day that suits you, or finish: each is fine. "
              "If it would help to talk it over, write to %(coordinator)s."),
        ],
        _("Open your page"),
    )  # fmt: skip


def _said(kind: str, to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    found = (
        Relationship.objects.filter(pk=params["relationship"]).select_related("programme").first()
    )
    if to is None or not to.is_active or found is None:
        raise NotNeeded
    wanted = ("offered",) if kind == "unanswered" else ("agreeing", "active", "paused")
    seats = list(Seat.objects.filter(relationship=found).select_related("person"))
    mine = next((seat for seat in seats if seat.person_id == to.pk), None)
    theirs = next((seat for seat in seats if seat.person_id != to.pk), None)
    if found.state not in wanted or mine is None or theirs is None:
        raise NotNeeded
    if kind == "unanswered" and mine.answer:
        raise NotNeeded
    by = Person.objects.filter(pk=params["by"]).first()
    names = {
        "other": theirs.person.full_name,
        "name": theirs.person.first_name,
        "programme": found.programme.name,
        "coordinator": by.full_name if by else _("The coordinator"),
        "until": date_format(found.answer_by, "j F Y"),
        "end": date_format(found.ends_on, "j F Y") if found.ends_on else "",
    }
    subject, paragraphs, button = _letter(kind)
    page = "agreement" if kind == "half_signed" else "relationship"
    return {
        "template": "letter",
        "subject": subject % names,
        "paragraphs": [paragraph % names for paragraph in paragraphs],
        "button": button,
        "programme": found.programme.name,
        "link": link(reverse(page, args=[found.pk])),
    }


@words("nudge_unanswered")
def unanswered(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: relationship, by."""
    return _said("unanswered", to, params)


@words("nudge_not_met")
def not_met(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: relationship, by."""
    return _said("not_met", to, params)


@words("nudge_half_signed")
def half_signed(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: relationship, by."""
    return _said("half_signed", to, params)


@words("nudge_ending")
def ending(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: relationship, by."""
    return _said("ending", to, params)
