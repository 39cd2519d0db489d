"""Mail about offers, agreements, pauses and endings. What people write to each other stays here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from alongside.data.models import Invitation, Person, Relationship, Seat
from alongside.engine import reasons
from alongside.engine.i18n import N_
from alongside.outbound import tokens
from alongside.outbound.mail import NotNeeded, link, words

#: Kinds that only make sense while the relationship stands in one of these states.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "offer": ("offered",),
    "offer_reminder": ("offered",),
    "offer_declined": ("declined",),
    "offer_lapsed": ("lapsed",),
    "both_said_yes": ("agreeing", "active"),
    "agreement_changed": ("agreeing", "active", "paused"),
    "agreement_proposed": ("agreeing", "active", "paused"),
    "agreement_to_sign": ("agreeing", "active", "paused"),
    "agreement_signed": ("active", "paused"),
    "relationship_paused": ("paused",),
    "relationship_resumed": ("active",),
    "end_date_suggested": ("agreeing", "active", "paused"),
    "end_date_kept": ("agreeing", "active", "paused"),
    "end_date_changed": ("agreeing", "active", "paused"),
    "relationship_ended": ("ended",),
    "review_asked": ("agreeing", "active", "paused"),
    "review_written": ("agreeing", "active", "paused", "ended"),
    "thank_you": ("agreeing", "active", "paused", "ended"),
    "feedback": ("agreeing", "active", "paused", "ended"),
}


@dataclass(frozen=True)
class Pair:
    """What the letters need of the two: the reader, the other, and how it stands."""

    relationship: Relationship
    seats: list[Seat]
    mine: Seat
    theirs: Seat
    params: dict[str, Any]

    @property
    def names(self) -> dict[str, str]:
        """What a sentence may mention."""
        r, p = self.relationship, self.params
        return {
            "other": self.theirs.person.full_name,
            "name": self.theirs.person.first_name,
            "programme": r.programme.name,
            "answer_by": _day(timezone.localtime(r.answer_by).date()),
            "end": _day(r.ends_on),
            "until": _day(r.paused_until),
            "suggested": _day(date.fromisoformat(p["ends_on"])) if "ends_on" in p else "",
        }


#: ``(subject, paragraphs, the button's words)``.
Letter = tuple[str, list[str], str]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _pair(kind: str, to: Person | None, params: dict[str, Any]) -> Pair:
    """The two, or NotNeeded when what the message tells of is no longer so."""
    if to is None or not to.is_active:
        raise NotNeeded
    found = (
        Relationship.objects.filter(pk=params["relationship"]).select_related("programme").first()
    )
    if found is None or found.state not in ONLY_IN[kind]:
        raise NotNeeded
    seats = list(Seat.objects.filter(relationship=found).select_related("person"))
    mine = next((s for s in seats if s.person_id == to.pk), None)
    theirs = next((s for s in seats if s.person_id != to.pk), None)
    if mine is None or theirs is None or (kind == "offer_reminder" and mine.answer):
        raise NotNeeded
    return Pair(found, seats, mine, theirs, params)


def _address(kind: str, relationship: Relationship, params: dict[str, Any]) -> str:
    if kind in ("offer_declined", "offer_lapsed"):
        return reverse("mentoring")
    if kind.startswith("agreement"):
        return reverse("agreement", args=[relationship.pk])
    if kind in ("review_asked", "review_written"):
        return reverse("review", args=[relationship.pk, params["moment"]])
    if kind == "relationship_ended":
        return reverse("ending", args=[relationship.pk])
    return reverse("relationship", args=[relationship.pk])


def _place_kept(pair: Pair) -> str:
    if pair.mine.side == "mentee":
        return _("You keep your place in the queue, and the coordinator goes on looking with you.")
    return _("Your place is free again, and the coordinator may ask you for someone else.")


def _offer(pair: Pair) -> Letter:
    known = {str(s.person_id): s.person.first_name for s in pair.seats}
    known |= {str(s.participation_id): s.person.first_name for s in pair.seats}
    why = reasons.in_words(pair.relationship.reasons, known, gettext, ngettext)[:3]
    coaching = pair.relationship.kind == "coaching"
    if pair.mine.side == "mentee":
        as_what = (
            _("%(programme)s would like to introduce you to %(other)s, as your coach.")
            if coaching
            else _("%(programme)s would like to introduce you to %(other)s, as your mentor.")
        )
    else:
        as_what = (
            _("%(programme)s would like to introduce you to %(other)s, for you to coach.")
            if coaching
            else _("%(programme)s would like to introduce you to %(other)s, for you to mentor.")
        )
    return (
        _("Meet %(other)s") % pair.names,
        [
            as_what % pair.names,
            *([_("Why you two:") + " " + " ".join(why)] if why else []),
            _(
                "If you both say yes, the next step is a 20-minute hello. You can say no without "
                "giving a reason, and there is time to think until %(answer_by)s."
            )
            % pair.names,
        ],
        _("Read about %(name)s and answer") % pair.names,
    )


def _reminder(pair: Pair) -> Letter:
    return (
        _("%(other)s: would you like to meet?") % pair.names,
        [
            _(
                "This is waiting for your answer: %(programme)s would like to introduce you to %(other)s."
            )
            % pair.names,
            _(
                "A yes is a yes to a 20-minute hello. A no is fine too, and lets %(name)s be "
                "introduced to someone else. It stays open until %(answer_by)s."
            )
            % pair.names,
        ],
        _("Answer"),
    )


def _declined(pair: Pair) -> Letter:
    return (
        _("An introduction that will not happen this time"),
        [
            _("%(other)s has answered: it is not the right fit this time. That is no one’s fault.")
            % pair.names,
            _place_kept(pair),
        ],
        _("See where things stand"),
    )


def _lapsed(pair: Pair) -> Letter:
    if pair.mine.answer == "yes":
        said = _("%(other)s has not answered in time, which often means a full diary.") % pair.names
    else:
        said = _("The time to answer about %(other)s is over, so we have closed it.") % pair.names
    return _("An introduction has closed"), [said, _place_kept(pair)], _("See where things stand")


def _both_yes(pair: Pair) -> Letter:
    return (
        _("You and %(other)s have both said yes") % pair.names,
        [
            _("Book a 20-minute hello next: no preparation, just to see whether you get on.")
            % pair.names,
            _(
                "A short agreement is drafted for you. Change what you like; it holds once you "
                "have both signed it."
            ),
        ],
        _("Find a time for you both"),
    )


def _review(pair: Pair) -> Letter:
    about = {
        "early": _("You and %(name)s have met a few times. Does it work for you both?"),
        "half": _("You and %(name)s are half way. A look back, and a look ahead."),
        "end": _(
            "Your time with %(name)s comes to an end on %(end)s. A look back makes it a good one."
        ),
    }[pair.params["moment"]]
    return (
        _("A few minutes to look back"),
        [about % pair.names, _("%(name)s is asked the same questions.") % pair.names],
        _("Look back"),
    )


def _ended(pair: Pair) -> Letter:
    return (
        _("Your time with %(other)s is finished") % pair.names,
        [
            _("It has been finished, and it is no one’s fault.") % pair.names,
            _(
                "Everything you wrote together stays yours to read, and your learning record is your own."
            ),
            _("Sessions that were still booked are cancelled."),
        ],
        _("Look back at it"),
    )


def _short(subject: str, *paragraphs: str, button: str) -> Callable[[Pair], Letter]:
    """A letter without cases; the words are marked for translation where they are given."""

    def write(pair: Pair) -> Letter:
        return _(subject) % pair.names, [_(p) % pair.names for p in paragraphs], _(button)

    return write


LETTERS: dict[str, Callable[[Pair], Letter]] = {
    "offer": _offer,
    "offer_reminder": _reminder,
    "offer_declined": _declined,
    "offer_lapsed": _lapsed,
    "both_said_yes": _both_yes,
    "review_asked": _review,
    "relationship_ended": _ended,
    "agreement_changed": _short(
        N_("%(other)s has changed your agreement"),
        N_("You had signed an earlier wording, so that signature no longer counts."),
        N_("Read what changed, and sign it again if it says what you both mean."),
        button=N_("Read it"),
    ),
    "agreement_proposed": _short(
        N_("%(other)s suggests a change to your agreement"),
        N_("What you both signed holds until you have both signed the new version."),
        button=N_("See what would change"),
    ),
    "agreement_to_sign": _short(
        N_("%(other)s has signed your agreement"),
        N_("It holds once you have signed it too. Change something first, if you like."),
        button=N_("Read and sign it"),
    ),
    "agreement_signed": _short(
        N_("Your agreement with %(other)s is signed"),
        N_("You have both signed it, so it holds from today. Either of you can suggest a change."),
        button=N_("Read it"),
    ),
    "relationship_paused": _short(
        N_("A pause with %(other)s"),
        N_(
            "You are resting until %(until)s. It goes on by itself then, or sooner if you both like."
        ),
        N_("Sessions already booked stay until one of you cancels them."),
        button=N_("Open the page"),
    ),
    "relationship_resumed": _short(
        N_("Going on with %(other)s"),
        N_("The pause is over. Choose a time for your next session when it suits you both."),
        button=N_("Find a time"),
    ),
    "end_date_suggested": _short(
        N_("%(other)s suggests another end date"),
        N_("%(suggested)s instead of %(end)s. It only holds with your yes; both answers are fine."),
        button=N_("Answer"),
    ),
    "end_date_kept": _short(
        N_("The end date stays as it was"),
        N_("%(name)s would rather keep %(end)s."),
        button=N_("Open the page"),
    ),
    "end_date_changed": _short(
        N_("A new end date with %(other)s"),
        N_("You have both said yes: you finish on %(suggested)s."),
        button=N_("Open the page"),
    ),
    "review_written": _short(
        N_("%(other)s has looked back"),
        N_("What %(name)s wrote is there for you to read."),
        button=N_("Read it"),
    ),
    "thank_you": _short(
        N_("A thank-you from %(other)s"),
        N_("%(name)s has written you a thank-you. It is kept on your page."),
        button=N_("Read it"),
    ),
    "feedback": _short(
        N_("A word from %(other)s"),
        N_("%(name)s has written down something they noticed. It is on your page."),
        button=N_("Read it"),
    ),
}


def _way_in(pair: Pair) -> str:
    """The invitation of somebody who came by a list and has chosen no password yet, or ""."""
    if pair.mine.person.has_usable_password():
        return ""
    open_ones = Invitation.objects.filter(
        email__iexact=pair.mine.person.email, programme=pair.relationship.programme, used_at=None
    )
    found = open_ones.filter(side=pair.mine.side).order_by("-sent_at").first()
    return link(reverse("join", args=[tokens.invitation(found.pk)])) if found else ""


def _register(kind: str) -> None:
    @words(kind)
    def said(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
        pair = _pair(kind, to, params)
        subject, paragraphs, button = LETTERS[kind](pair)
        way_in = _way_in(pair)
        if way_in:
            paragraphs.append(
                _("You have no account here yet: the link lets you choose a password first.")
            )
        return {
            "template": "letter",
            "subject": subject,
            "paragraphs": paragraphs,
            "button": button,
            "programme": pair.relationship.programme.name,
            "link": way_in or link(_address(kind, pair.relationship, params)),
        }


for _kind in LETTERS:
    _register(_kind)
