"""Stories of two people, by where they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alongside.actions import endings, relationships
from alongside.data.models import Participation
from alongside.jobs.demo.lives import DAY, Life

if TYPE_CHECKING:
    from alongside.jobs.demo.site import Site


def to_active(life: Life, purpose: str = "") -> None:
    """From the two yeses to a signed agreement and a purpose."""
    life.both_say_yes()
    life.introduction()
    life.sign()
    life.purpose(purpose)


def active(site: Site, mentee: Participation, mentor: Participation) -> None:
    joined = (site.now - mentee.applied_at).days
    life = site.start(mentee.programme, mentee, mentor, max(16, min(82, joined - 6)))
    to_active(life)
    sessions = 0
    while sessions < 3 and (site.now - life.clock).days > 16:
        life.between(2)
        life.session(days_ahead=5)
        life.after(12 + site.dice.randint(0, 4))
        sessions += 1
    if sessions >= 2:
        if life.number % 3 == 0:
            life.kind_words()
        # Long enough ago to stand in the outcomes, which end with the last whole month.
        life.look_back("half", now=site.now - 32 * DAY)
    life.clock = min(life.clock, site.now - 3 * DAY)
    life.between(2)
    if life.number % 4:
        life.book_next(now=site.now, days_ahead=3 + life.number % 14)


def quiet(site: Site, mentee: Participation, mentor: Participation) -> None:
    """They met once, seven weeks ago, and nothing is booked."""
    life = site.start(mentee.programme, mentee, mentor, 76)
    to_active(life)
    life.session(days_ahead=5)


def half_signed(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 36)
    life.both_say_yes()
    life.introduction()
    life.sign(only=life.mentee)


def agreeing(site: Site, mentee: Participation, mentor: Participation) -> None:
    """Both said yes; the introduction is booked for the days to come."""
    life = site.start(mentee.programme, mentee, mentor, 9)
    life.both_say_yes()
    life.clock = site.now - DAY
    life.introduction(hold=False)


def waiting_long(site: Site, mentee: Participation, mentor: Participation) -> None:
    """The mentee said yes; the mentor has not answered for fifteen days."""
    life = site.start(mentee.programme, mentee, mentor, 15)
    relationships.accept(life.relationship.pk, by=life.mentee, now=life.after(1))


def offered(site: Site, mentee: Participation, mentor: Participation) -> None:
    site.start(mentee.programme, mentee, mentor, 2)


def paused(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 70)
    to_active(life)
    life.between(2)
    life.session()
    endings.pause(
        life.relationship.pk, until=(site.now + 40 * DAY).date(), by=life.mentee,
        now=site.now - 6 * DAY,
    )  # fmt: skip


def ended_well(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 60)
    to_active(life)
    for _number in range(2):
        life.between(2)
        life.session()
        life.after(4)
    life.kind_words()
    life.look_back("end", now=life.clock)
    endings.finish(
        life.relationship.pk, reason="purpose_met",
        words="Thank you for the questions. Coffee in spring.", by=life.mentee,
        now=site.now - 4 * DAY,
    )  # fmt: skip


def ended_early(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 66)
    to_active(life)
    life.session()
    endings.finish(life.relationship.pk, reason="time", by=life.mentor, now=site.now - 20 * DAY)


def declined(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 30)
    relationships.decline(
        life.relationship.pk, reason="time", words="", by=life.mentor, now=site.now - 24 * DAY
    )


def lapsed(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 50)
    relationships.accept(life.relationship.pk, by=life.mentee, now=life.after(1))
    relationships.remind_and_lapse(site.now - 20 * DAY)


def nearly_over(site: Site, mentee: Participation, mentor: Participation) -> None:
    life = site.start(mentee.programme, mentee, mentor, 81)
    to_active(life)
    life.between(2)
    life.session()
    ends_on = (site.now + 9 * DAY).date()
    for person in life.both:
        endings.suggest_end(
            life.relationship.pk, ends_on=ends_on, by=person, now=site.now - 12 * DAY
        )
