"""Two people, or one with two windows, at the same moment: the outcome is as if one after the other."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from django.db import connections

from alongside.access import Refused
from alongside.actions import agreements, endings
from alongside.actions import relationships as actions
from alongside.data.models import (
    Agreement,
    OutboxMessage,
    Participation,
    Person,
    Programme,
    Purpose,
    Relationship,
    Signature,
    StateChange,
)
from alongside.engine.agreement import marks
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def at_once(acts: Iterable[Callable[[], object]]) -> Counter[str]:
    """Do all of them in threads that start together; what became of each, counted."""
    acts = list(acts)
    gate, said = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            said["done"] += 1
        except Exception as error:
            said[type(error).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def offered(
    programme: Programme, coordinator: Person, mentor: Participation | None = None
) -> Relationship:
    return actions.offer(
        programme,
        factories.participation(programme, "mentee"),
        mentor or factories.participation(programme, "mentor"),
        [],
        by=coordinator,
        now=NOW,
    )


def test_both_say_yes_at_the_same_moment_ten_times_each() -> None:
    coordinator = factories.person()
    made = offered(factories.programme(coordinator), coordinator)
    people = [seat.person for seat in made.seats.select_related("person")]
    said = at_once(
        (lambda p=person: actions.accept(made.pk, by=p, now=NOW)) for person in people * 10
    )
    assert said == {"done": 20}
    made.refresh_from_db()
    assert made.state == "agreeing"
    assert OutboxMessage.objects.filter(kind="both_said_yes").count() == 2
    assert Agreement.objects.filter(relationship=made).count() == 1
    assert StateChange.objects.filter(thing_id=made.pk).count() == 1


def test_a_yes_and_a_no_and_the_clock_at_the_same_moment_leave_one_outcome() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    late = NOW + dt.timedelta(days=29)
    for _ in range(4):
        made = offered(programme, coordinator)
        mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
        actions.accept(made.pk, by=mentee, now=NOW)
        at_once(
            [
                lambda r=made, p=mentor: actions.accept(r.pk, by=p, now=late),
                lambda r=made, p=mentor: actions.decline(r.pk, by=p, now=late),
                lambda: actions.remind_and_lapse(late),
            ]
        )
        made.refresh_from_db()
        moves = list(StateChange.objects.filter(thing_id=made.pk).values_list("new", flat=True))
        assert made.state in ("agreeing", "declined", "lapsed") and moves == [made.state]


def test_a_mentor_s_last_place_is_given_once() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    mentor = factories.participation(programme, "mentor", capacity=1)
    mentees = [factories.participation(programme, "mentee") for _ in range(8)]
    said = at_once(
        (lambda m=mentee: actions.offer(programme, m, mentor, [], by=coordinator, now=NOW))
        for mentee in mentees
    )
    assert said == {"done": 1, "Refused": 7}
    assert Relationship.objects.count() == 1 and OutboxMessage.objects.count() == 2


def test_a_mentee_is_offered_one_mentor_at_a_time() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    mentee = factories.participation(programme, "mentee")
    mentors = [factories.participation(programme, "mentor") for _ in range(8)]
    said = at_once(
        (lambda m=mentor: actions.offer(programme, mentee, m, [], by=coordinator, now=NOW))
        for mentor in mentors
    )
    assert said == {"done": 1, "Refused": 7}
    assert Relationship.objects.count() == 1


def beginning() -> tuple[Relationship, Person, Person]:
    made = factories.relationship(state="agreeing")
    agreements.draft(made, now=NOW)
    agreements.set_dates(made, today=made.started_on, ends_on=made.ends_on)
    return made, factories.mentee_of(made), factories.mentor_of(made)


def test_both_sign_at_the_same_moment_ten_times_each() -> None:
    made, mentee, mentor = beginning()
    said = at_once(
        (lambda p=person: agreements.sign(made.pk, edition=1, by=p, now=NOW))
        for person in [mentee, mentor] * 10
    )
    assert said == {"done": 20}
    made.refresh_from_db()
    assert made.state == "active"
    assert Signature.objects.count() == 2
    assert OutboxMessage.objects.filter(kind="agreement_signed").count() == 2


def test_one_signs_while_the_other_changes() -> None:
    for _ in range(4):
        made, mentee, mentor = beginning()
        draft = made.agreements.get()
        texts = {s["code"]: s["text"] for s in agreements.sections(draft)}
        was = marks(texts | {n: getattr(draft, n).isoformat() for n in agreements.DATES})
        wanted = agreements.Wanted(
            texts={**texts, "roles": "Changed."},
            review_on=draft.review_on,
            ends_on=draft.ends_on,
            was=was,
        )
        agreements.sign(made.pk, edition=1, by=mentor, now=NOW)
        at_once(
            [
                lambda r=made, p=mentee: agreements.sign(r.pk, edition=1, by=p, now=NOW),
                lambda r=made, p=mentor, w=wanted: agreements.write(r.pk, w, by=p, now=NOW),
            ]
        )
        signed = made.agreements.filter(state="signed").first()
        if signed is not None:
            said = {s["code"]: s["text"] for s in agreements.sections(signed)}
            assert said["roles"] == texts["roles"], "nobody has signed words they did not read"
            assert signed.signatures.filter(edition=signed.edition).count() == 2


def test_two_change_the_draft_at_the_same_moment_and_nothing_is_lost() -> None:
    made, mentee, mentor = beginning()
    draft = made.agreements.get()
    texts = {s["code"]: s["text"] for s in agreements.sections(draft)}
    was = marks(texts | {n: getattr(draft, n).isoformat() for n in agreements.DATES})

    def wanted(**changes: str) -> agreements.Wanted:
        return agreements.Wanted({**texts, **changes}, draft.review_on, draft.ends_on, was)

    said = at_once(
        [
            lambda: agreements.write(made.pk, wanted(roles="One."), by=mentee, now=NOW),
            lambda: agreements.write(made.pk, wanted(contact="Two."), by=mentor, now=NOW),
            lambda: agreements.write(made.pk, wanted(roles="Three."), by=mentor, now=NOW),
        ]
    )
    assert said == {"done": 2, "BothWrote": 1}
    now = {s["code"]: s["text"] for s in agreements.sections(Agreement.objects.get(pk=draft.pk))}
    assert now["contact"] == "Two." and now["roles"] in ("One.", "Three.")


def test_both_finish_at_the_same_moment() -> None:
    made = factories.relationship()
    people = [factories.mentee_of(made), factories.mentor_of(made)]
    said = at_once(
        (lambda p=person: endings.finish(made.pk, by=p, now=NOW)) for person in people * 5
    )
    assert said == {"done": 10}
    assert StateChange.objects.filter(thing_id=made.pk, new="ended").count() == 1
    assert OutboxMessage.objects.filter(kind="relationship_ended").count() == 1


def test_one_form_sent_twenty_times_has_one_effect() -> None:
    made = factories.relationship()
    mentee = factories.mentee_of(made)
    said = at_once(
        (lambda: actions.state_purpose(made.pk, "One thing", by=mentee, now=NOW, key="same"))
        for _ in range(20)
    )
    assert said == {"done": 20} and Purpose.objects.count() == 1


def test_a_word_written_while_it_ends_is_kept_whole_or_refused() -> None:
    made = factories.relationship()
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    said = at_once(
        [
            lambda: endings.finish(made.pk, by=mentor, now=NOW),
            *(
                (lambda n=n: actions.thank(made.pk, f"Thanks {n}", by=mentee, now=NOW))
                for n in range(6)
            ),
        ]
    )
    assert said["done"] >= 1 and set(said) <= {"done", Refused.__name__}
    made.refresh_from_db()
    assert made.state == "ended" and made.thanks.count() == said["done"] - 1
