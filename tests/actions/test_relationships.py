"""Offers and answers, and what two people write to each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import people
from alongside.actions import relationships as actions
from alongside.data.models import (
    Event,
    Feedback,
    Invitation,
    OutboxMessage,
    Person,
    Purpose,
    Relationship,
    Seat,
    ThankYou,
)
from alongside.outbound import tokens
from alongside.outbound.mail import compose
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)


def mails(kind: str) -> list[str]:
    return sorted(
        OutboxMessage.objects.filter(kind=kind).values_list("to_person__full_name", flat=True)
    )


def an_offer(**more: Any) -> tuple[Person, Person, Person, Relationship]:
    coordinator = factories.person("Carys Evans")
    programme = factories.programme(coordinator)
    mentee = factories.participation(programme, "mentee", factories.person("Amara Okonkwo"))
    mentor = factories.participation(programme, "mentor", factories.person("Ruth Abernethy"))
    made = actions.offer(
        programme, mentee, mentor, [{"text": "You both work in stroke care."}],
        by=coordinator, now=NOW, **more,
    )  # fmt: skip
    return coordinator, mentee.person, mentor.person, made


def test_an_offer_takes_a_seat_on_each_side_and_tells_both() -> None:
    _c, mentee, mentor, made = an_offer()
    assert made.state == "offered" and made.answer_by == NOW + 28 * DAY
    assert sorted(made.seats.filter(live=True).values_list("side", flat=True)) == [
        "mentee",
        "mentor",
    ]
    assert mails("offer") == [mentee.full_name, mentor.full_name]
    assert Event.objects.filter(what="offer.made", relationship_id=made.pk).count() == 1


def test_only_the_programme_s_coordinator_offers() -> None:
    programme = factories.programme(factories.person())
    mentee = factories.participation(programme, "mentee")
    mentor = factories.participation(programme, "mentor")
    for stranger in (factories.person(), mentee.person, factories.person(is_site_admin=True)):
        with pytest.raises(NotVisible):
            actions.offer(programme, mentee, mentor, [], by=stranger, now=NOW)
    assert not Relationship.objects.exists() and not OutboxMessage.objects.exists()


def test_a_mentor_who_is_full_and_a_mentee_with_an_offer_are_refused_in_words() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    full = factories.participation(programme, "mentor", capacity=1)
    other = factories.participation(programme, "mentor")
    first, second = (factories.participation(programme, "mentee") for _ in range(2))
    actions.offer(programme, first, full, [], by=coordinator, now=NOW)
    with pytest.raises(Refused, match="places are taken") as no:
        actions.offer(programme, second, full, [], by=coordinator, now=NOW)
    assert full.person.full_name in no.value.message
    with pytest.raises(Refused, match="offered a mentor already"):
        actions.offer(programme, first, other, [], by=coordinator, now=NOW)
    assert Relationship.objects.count() == 1 and Seat.objects.count() == 2
    assert OutboxMessage.objects.count() == 2, "nobody hears of what was refused"


def test_somebody_who_rests_is_not_offered() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    mentee = factories.participation(programme, "mentee", state="resting")
    mentor = factories.participation(programme, "mentor")
    with pytest.raises(Refused, match="can’t be matched just now"):
        actions.offer(programme, mentee, mentor, [], by=coordinator, now=NOW)


def test_both_yes_begins_it_and_asks_for_the_hello() -> None:
    _c, mentee, mentor, made = an_offer()
    actions.accept(made.pk, by=mentor, now=NOW + DAY)
    made.refresh_from_db()
    assert made.state == "offered" and not mails("both_said_yes")
    assert made.agreements.get().state == "draft", "the agreement is drafted on the first yes"
    actions.accept(made.pk, by=mentee, now=NOW + 2 * DAY)
    made.refresh_from_db()
    assert made.state == "agreeing"
    assert made.started_on == dt.date(2026, 11, 20) and made.ends_on == dt.date(2027, 8, 20)
    assert made.agreements.get().ends_on == made.ends_on
    assert mails("both_said_yes") == ["Amara Okonkwo", "Ruth Abernethy"]


def test_saying_yes_twice_is_saying_it_once() -> None:
    _c, mentee, mentor, made = an_offer()
    for person in (mentee, mentee, mentor, mentor, mentee):
        actions.accept(made.pk, by=person, now=NOW)
    assert len(mails("both_said_yes")) == 2
    assert Event.objects.filter(what="offer.accepted").count() == 2


@pytest.mark.capability("S4.21")
def test_a_no_is_no_ones_fault_and_the_mentee_keeps_their_place() -> None:
    _c, mentee, mentor, made = an_offer()
    place = made.seats.get(side="mentee").participation
    actions.decline(
        made.pk, reason="too_close", words="We share an office.", by=mentor, now=NOW + DAY
    )
    made.refresh_from_db()
    place.refresh_from_db()
    assert made.state == "declined" and place.state == "ready" and place.ready_at == NOW
    assert not made.seats.filter(live=True).exists(), "both places are free at once"
    assert mails("offer_declined") == ["Amara Okonkwo"]
    message = OutboxMessage.objects.get(kind="offer_declined")
    assert "office" not in str(message.params) and "too_close" not in str(message.params)
    seat = made.seats.get(person=mentor)
    assert (seat.decline_reason, seat.decline_words) == ("too_close", "We share an office.")
    actions.decline(made.pk, by=mentor, now=NOW + DAY)
    assert len(mails("offer_declined")) == 1
    with pytest.raises(Refused, match="closed a moment ago"):
        actions.accept(made.pk, by=mentee, now=NOW + DAY)


def test_strangers_and_coordinators_can_not_answer() -> None:
    coordinator, _mentee, _mentor, made = an_offer()
    for person in (coordinator, factories.person(), factories.person(is_site_admin=True)):
        for act in (actions.accept, actions.decline):
            with pytest.raises(NotVisible):
                act(made.pk, by=person, now=NOW)


@pytest.mark.capability("S4.21")
def test_reminders_at_7_14_and_21_days_then_the_offer_is_freed() -> None:
    _c, mentee, mentor, made = an_offer()
    actions.accept(made.pk, by=mentee, now=NOW)
    sent = []
    for hours in range(0, 28 * 24 + 2, 6):
        actions.remind_and_lapse(NOW + dt.timedelta(hours=hours))
        count = OutboxMessage.objects.filter(kind="offer_reminder").count()
        if count != len(sent):
            sent.append(hours / 24)
    assert sent == [7, 14, 21]
    assert set(mails("offer_reminder")) == {"Ruth Abernethy"}, "only whoever has not answered"
    made.refresh_from_db()
    assert made.state == "lapsed" and not made.seats.filter(live=True).exists()
    assert made.seats.get(side="mentee").participation.state == "ready"
    assert mails("offer_lapsed") == ["Amara Okonkwo", "Ruth Abernethy"]
    assert actions.remind_and_lapse(NOW + 40 * DAY) == 0
    assert len(mails("offer_lapsed")) == 2


def test_after_an_outage_one_reminder_goes_out_and_not_three() -> None:
    _c, _mentee, _mentor, _made = an_offer()
    actions.remind_and_lapse(NOW + 22 * DAY)
    assert len(mails("offer_reminder")) == 2


@pytest.mark.capability("S1.1")
def test_a_purpose_may_be_vague_and_is_sharpened_with_its_history_kept() -> None:
    together = factories.relationship()
    mentee = factories.mentee_of(together)
    actions.state_purpose(together.pk, "Feel less lost", by=mentee, now=NOW)
    actions.state_purpose(
        together.pk, "Trust my reasoning when alone", by=mentee, now=NOW + 30 * DAY
    )
    kept = list(Purpose.objects.filter(relationship=together))
    assert [p.text for p in kept] == ["Trust my reasoning when alone", "Feel less lost"]


@pytest.mark.capability("S2.10")
def test_a_thank_you_is_kept_and_told_without_its_words() -> None:
    together = factories.relationship()
    mentee, mentor = factories.mentee_of(together), factories.mentor_of(together)
    for _ in range(3):
        actions.thank(together.pk, "You asked what I would do", by=mentee, now=NOW, key="one")
    assert ThankYou.objects.get().text == "You asked what I would do"
    assert mails("thank_you") == [mentor.full_name]
    assert "asked" not in str(OutboxMessage.objects.get(kind="thank_you").params)


@pytest.mark.capability("S2.9")
def test_feedback_goes_both_ways() -> None:
    together = factories.relationship()
    mentee, mentor = factories.mentee_of(together), factories.mentor_of(together)
    actions.give_feedback(together.pk, "Bring your own answer too", by=mentor, now=NOW)
    actions.give_feedback(together.pk, "Silence helps me think", by=mentee, now=NOW + DAY)
    assert {f.by_id: f.text for f in Feedback.objects.all()} == {
        mentor.pk: "Bring your own answer too",
        mentee.pk: "Silence helps me think",
    }


@pytest.mark.parametrize("act", [actions.state_purpose, actions.thank, actions.give_feedback])
def test_nothing_is_written_before_it_begins_after_it_ended_or_by_others(act: Any) -> None:
    offered = factories.relationship(state="offered")
    ended = factories.relationship(state="ended")
    for together, words in ((offered, "both said yes"), (ended, "yours to read")):
        with pytest.raises(Refused, match=words):
            act(together.pk, "text", by=factories.mentee_of(together), now=NOW)
        with pytest.raises(NotVisible):
            act(together.pk, "text", by=factories.person(), now=NOW)
    with pytest.raises(Refused):
        act(factories.relationship().pk, "  ", by=factories.person(), now=NOW)
    closed = factories.mentee_of(live := factories.relationship())
    closed.is_active = False
    with pytest.raises(NotVisible):
        act(live.pk, "text", by=closed, now=NOW)


def test_somebody_from_a_list_gets_in_by_the_offer_itself() -> None:
    """Without a password, the offer's link is the invitation; with one, it is the offer."""
    _c, mentee, mentor, made = an_offer()
    mentee.set_unusable_password()
    mentee.save()
    mentor.set_password("three words that fit")
    mentor.save()
    Invitation.objects.all().delete()
    people.keep_way_in(
        mentee, programme=made.programme, side="mentee", by=_c, now=NOW
    )  # fmt: skip
    before = Invitation.objects.get(email=mentee.email)
    people.keep_way_in(mentee, programme=made.programme, side="mentee", by=_c, now=NOW + 5 * DAY)
    assert Invitation.objects.get().pk == before.pk, "an earlier link goes on working"
    letters = {
        m.to_person: compose(m).body
        for m in OutboxMessage.objects.filter(kind="offer").select_related("to_person")
    }
    assert f"/join/{tokens.invitation(before.pk)}/" in letters[mentee]
    assert f"/mentoring/{made.pk}/" in letters[mentor]
    assert "/join/" not in letters[mentor]
