"""What two people hear by mail, and what never goes into one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.actions import agreements, endings
from alongside.actions import relationships as actions
from alongside.data.models import OutboxMessage, Relationship
from alongside.outbound.mail import NotNeeded, compose
from alongside.outbound.mail_words.relationships import LETTERS, ONLY_IN
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)
SECRET = "canary-words-between-two"


def message(kind: str, made: Relationship, side: str = "mentee", **params: Any) -> OutboxMessage:
    person = made.seats.get(side=side).person
    return OutboxMessage(
        kind=kind, to_person=person, to_address=person.email, created_at=NOW, due_at=NOW,
        message_id="<a@b>", params={"relationship": str(made.pk), **params},
    )  # fmt: skip


def test_every_kind_has_words_in_every_state_it_is_sent_in() -> None:
    assert set(LETTERS) == set(ONLY_IN)
    standing: dict[str, Relationship] = {}
    for state in {state for states in ONLY_IN.values() for state in states}:
        more = {"paused_until": dt.date(2027, 1, 1)} if state == "paused" else {}
        mentor = factories.person("Siân O’Keeffe-Łoś")
        standing[state] = factories.relationship(mentor=mentor, state=state, **more)
    for kind, states in ONLY_IN.items():
        for made in (standing[state] for state in states):
            for side in ("mentee", "mentor"):
                letter = compose(message(kind, made, side, ends_on="2027-09-01", moment="half"))
                html = str(letter.alternatives[0][0])
                for text in (letter.subject, letter.body, html):
                    assert "%(" not in text and "None" not in text, (kind, text)
                assert "http" in letter.body and letter.subject and "\n" not in letter.subject


def test_an_offer_says_who_why_and_the_next_step() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator, name="Yorkshire AHP programme")
    mentee = factories.participation(programme, "mentee", factories.person("Amara Okonkwo"))
    mentor = factories.participation(programme, "mentor", factories.person("Ruth Abernethy"))
    fact = {
        "code": "offers_first_topic",
        "params": {
            "mentee": str(mentee.pk), "mentor": str(mentor.pk), "topics": ["leadership"],
            "all": 0, "wanted": 2, "first": 1,
        },
    }  # fmt: skip
    actions.offer(
        programme, mentee, mentor, [fact, {"code": "from_the_future"}], by=coordinator, now=NOW
    )
    letter = compose(OutboxMessage.objects.get(kind="offer", to_person=mentee.person))
    assert letter.subject == "Meet Ruth Abernethy"
    assert "Offers leadership, which Amara put first." in letter.body
    assert "20-minute hello" in letter.body and "16 December 2026" in letter.body


def test_what_is_no_longer_so_is_not_sent() -> None:
    made = factories.relationship(state="offered")
    reminder = message("offer_reminder", made)
    compose(reminder)
    actions.accept(made.pk, by=factories.mentee_of(made), now=NOW)
    with pytest.raises(NotNeeded):
        compose(reminder)
    compose(message("offer_reminder", made, "mentor"))
    actions.decline(made.pk, by=factories.mentor_of(made), now=NOW)
    for kind in ("offer", "offer_reminder", "both_said_yes"):
        with pytest.raises(NotNeeded):
            compose(message(kind, made, "mentor"))
    compose(message("offer_declined", made))


def test_somebody_whose_account_is_closed_gets_nothing() -> None:
    made = factories.relationship()
    mentee = factories.mentee_of(made)
    mentee.is_active = False
    mentee.save()
    with pytest.raises(NotNeeded):
        compose(message("thank_you", made))


def test_nothing_that_two_people_write_goes_into_a_mail() -> None:
    made = factories.relationship()
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    actions.state_purpose(made.pk, SECRET, by=mentee, now=NOW)
    actions.thank(made.pk, SECRET, by=mentee, now=NOW)
    actions.give_feedback(made.pk, SECRET, by=mentor, now=NOW)
    endings.review(made.pk, "half", answers={"changed": SECRET}, ratings={}, by=mentee, now=NOW)
    signed = made.agreements.get()
    signed.terms = '[{"code": "roles", "title": "Roles", "text": "Old."}]'
    signed.save()
    agreements.write(
        made.pk,
        agreements.Wanted({"roles": SECRET}, None, made.ends_on, {"roles": agreements.engine.mark("Old.")}),
        by=mentor,
        now=NOW,
    )  # fmt: skip
    endings.finish(made.pk, words=SECRET, by=mentor, now=NOW)
    sent = list(OutboxMessage.objects.all())
    assert len(sent) >= 4
    for one in sent:
        assert SECRET not in str(one.params)
        try:
            letter = compose(one)
        except NotNeeded:
            continue
        assert SECRET not in letter.body and SECRET not in str(letter.alternatives)
