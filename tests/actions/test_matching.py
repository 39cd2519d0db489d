"""From a run to offers: what is kept, what is decided, and who is told when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import matching
from alongside.actions.tasks import stop
from alongside.data.models import (
    AvailabilityWindow,
    MatchRun,
    OutboxMessage,
    PairRule,
    Participation,
    Programme,
    Proposal,
    Relationship,
    Task,
    Unmatched,
)
from alongside.data.transitions import Beaten
from alongside.engine import matching as engine
from alongside.jobs import run as jobs
from alongside.reads import matching as reads
from tests import factories
from tests.crowd import crowd
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def sian() -> Any:
    """She coordinates."""
    return factories.person("Siân Llwyd")


@pytest.fixture
def programme(sian: Any) -> Programme:
    return factories.programme(sian)


def mentee(programme: Programme, name: str = "Amara Okonkwo", **more: Any) -> Participation:
    about = {"years_experience": 2, "seniority": 3, "languages": ["en"], "modes": ["online"]}
    who = factories.person(name, **{**about, **more.pop("person", {})})
    more.setdefault("topics", [{"code": "leadership", "years": 0}])
    return factories.participation(programme, "mentee", who, **more)


def mentor(programme: Programme, name: str = "Ruth Abernethy", **more: Any) -> Participation:
    about = {"years_experience": 20, "seniority": 7, "languages": ["en"], "modes": ["online"]}
    who = factories.person(name, **{**about, **more.pop("person", {})})
    more.setdefault("topics", [{"code": "leadership", "years": 9}])
    more.setdefault("capacity", 1)
    return factories.participation(programme, "mentor", who, **more)


def run(programme: Programme, by: Any, **more: Any) -> MatchRun:
    """A whole run, worker and all."""
    made = matching.start_run(programme, by=by, now=NOW, **more)
    jobs.work()
    made.refresh_from_db()
    return made


def publish(made: MatchRun, by: Any, which: str = "all") -> MatchRun:
    matching.publish(made, which, by=by, now=NOW)
    jobs.work()
    made.refresh_from_db()
    return made


@pytest.mark.capability("B5", "S3.2")
def test_a_run_is_proved_and_keeps_all_that_is_needed_to_repeat_it(programme, sian):
    crowd(programme, 30, 14)
    first = run(programme, sian)

    assert first.state == "proposed"
    assert first.proved
    assert first.matched == first.proposals.count()
    assert first.matched + first.unmatched.count() == first.mentees == 30
    assert first.total == sum(p.score for p in first.proposals.all())
    assert all(p.score == sum(part["points"] for part in p.parts) for p in first.proposals.all())
    assert first.input_hash == engine.hash_of(reads.load_pool(programme))

    again = run(programme, sian)
    assert again.input_hash == first.input_hash
    assert set(again.proposals.values_list("mentee", "mentor")) == set(
        first.proposals.values_list("mentee", "mentor")
    )
    first.refresh_from_db()
    assert first.state == "set_aside"


@pytest.mark.capability("B5")
def test_nothing_reaches_anyone_before_publishing(programme, sian):
    crowd(programme, 12, 6)
    made = run(programme, sian)
    for decision, row in zip(
        ("accept", "lock", "refuse", "forbid"), made.proposals.all(), strict=False
    ):
        matching.decide(made, row.pk, decision, by=sian, now=NOW)
    run(programme, sian)

    assert not OutboxMessage.objects.exists()
    assert not Relationship.objects.exists()


@pytest.mark.capability("B5", "S4.15", "S4.19", "S4.21")
def test_publishing_offers_every_pair_and_tells_whoever_is_left_why(programme, sian):
    amara, chloe = mentee(programme), mentee(programme, "Chloé Mbeki")
    ruth = mentor(programme)
    made = run(programme, sian)
    assert made.matched == 1
    publish(made, sian)

    offer = Relationship.objects.get()
    assert offer.state == "offered"
    assert offer.proposal.state == "published"
    assert offer.reasons
    assert {s.participation_id for s in offer.seats.all()} > {ruth.pk}
    left = made.unmatched.get()
    assert left.mentee_id in {amara.pk, chloe.pk}
    told = OutboxMessage.objects.get(kind="unmatched")
    assert told.to_person_id == left.mentee.person_id
    assert OutboxMessage.objects.filter(kind="offer").count() == 2
    why, change = reads.reason_for(left.mentee)
    assert "all their places taken" in why
    assert "One more place" in change
    assert "Ruth" not in why + change


def test_publishing_twice_sends_once(programme, sian):
    crowd(programme, 6, 4)
    made = run(programme, sian)
    publish(made, sian)
    offers, mails = Relationship.objects.count(), OutboxMessage.objects.count()
    publish(made, sian)
    matching.carry_out(made.pk, by=sian, clock=lambda: NOW, progress=lambda done, total: None)
    assert (Relationship.objects.count(), OutboxMessage.objects.count()) == (offers, mails)
    assert Task.objects.filter(kind="publish matches").count() == 1


def test_only_the_accepted_and_locked_are_published_when_asked_for(programme, sian):
    crowd(programme, 6, 6)
    made = run(programme, sian)
    rows = list(made.proposals.all())
    matching.decide(made, rows[0].pk, "accept", by=sian, now=NOW)
    matching.decide(made, rows[1].pk, "lock", by=sian, now=NOW)
    publish(made, sian, "accepted")
    assert Relationship.objects.count() == 2
    assert made.proposals.filter(state="set_aside").count() == len(rows) - 2


def test_publishing_nothing_is_refused(programme, sian):
    crowd(programme, 3, 3)
    made = run(programme, sian)
    with pytest.raises(Refused, match="nothing to publish"):
        matching.publish(made, "accepted", by=sian, now=NOW)
    made.refresh_from_db()
    assert made.state == "proposed"


def test_who_has_found_somebody_meanwhile_is_passed_over_and_named(programme, sian):
    amara, ruth = mentee(programme), mentor(programme)
    made = run(programme, sian)
    other = mentor(programme, "Kwame Mensah-Bonsu")
    matching.pair_by_hand(programme, amara, other, by=sian, now=NOW)
    publish(made, sian)

    assert Relationship.objects.count() == 1
    page = reads.run_page(sian, programme.slug, NOW, number=made.number)
    assert [(p.mentee, p.mentor) for p in page.passed_over] == [
        (amara.person.full_name, ruth.person.full_name)
    ]
    assert "has been offered a mentor already" in page.passed_over[0].why


@pytest.mark.capability("B5")
def test_running_again_keeps_locks_and_never_brings_back_what_was_forbidden(programme, sian):
    amara, ruth, kwame = mentee(programme), mentor(programme), mentor(programme, "Kwame Mensah")
    made = run(programme, sian)
    first = made.proposals.get()
    matching.decide(made, first.pk, "forbid", by=sian, now=NOW)
    again = run(programme, sian)
    second = again.proposals.get()
    assert second.mentor_id != first.mentor_id
    matching.decide(again, second.pk, "lock", by=sian, now=NOW)
    third = run(programme, sian).proposals.get()
    assert (third.mentor_id, third.state) == (second.mentor_id, "locked")
    assert {ruth.pk, kwame.pk} == {first.mentor_id, second.mentor_id}
    assert amara.pk == third.mentee_id


def test_what_was_accepted_stays_accepted_when_it_comes_out_again(programme, sian):
    mentee(programme)
    mentor(programme)
    made = run(programme, sian)
    matching.decide(made, made.proposals.get().pk, "accept", by=sian, now=NOW)
    assert run(programme, sian).proposals.get().state == "accepted"


def test_a_decision_can_be_changed_and_cleared(programme, sian):
    mentee(programme)
    mentor(programme)
    made = run(programme, sian)
    row = made.proposals.get()
    for decision, state, rule in (
        ("lock", "locked", "lock"),
        ("forbid", "refused", "forbid"),
        ("refuse", "refused", None),
        ("accept", "accepted", None),
        ("", "proposed", None),
    ):
        matching.decide(made, row.pk, decision, by=sian, now=NOW)
        row.refresh_from_db()
        assert row.state == state
        assert PairRule.objects.values_list("rule", flat=True).first() == rule


def test_two_coordinators_at_once_never_overwrite_each_other_unseen(programme, sian, monkeypatch):
    mentee(programme)
    mentor(programme)
    made = run(programme, sian)
    row = made.proposals.get()
    from alongside.access import matching as access

    real = access.proposal_of

    def read_then_beaten(*args: Any) -> Proposal:
        found = real(*args)
        Proposal.objects.filter(pk=found.pk).update(state="refused")
        return found

    monkeypatch.setattr(access, "proposal_of", read_then_beaten)
    with pytest.raises(Beaten):
        matching.decide(made, row.pk, "lock", by=sian, now=NOW)
    assert not PairRule.objects.exists()


def test_a_published_run_is_decided(programme, sian):
    mentee(programme)
    mentor(programme)
    made = run(programme, sian)
    row = made.proposals.get()
    publish(made, sian)
    with pytest.raises(Refused, match="published"):
        matching.decide(made, row.pk, "forbid", by=sian, now=NOW)


@pytest.mark.parametrize("first", ["00000000", "ffffffff"])
def test_everything_wrong_is_named_at_once_before_solving(programme, sian, first):
    amara = mentee(
        programme,
        # The engine calls her by her address or by her place, whichever comes first.
        id=f"{first}-0000-4000-8000-000000000000",
        person={"manager_email": "amara@here.example", "email": "amara@here.example"},
    )
    ben = mentee(programme, "Ben Achterberg", person={"years_experience": 101 - 2})
    ben.person.seniority = 12
    ben.person.save()
    mentor(programme)
    made = run(programme, sian)
    assert made.state == "failed"
    assert not made.proposals.exists()
    page = reads.run_page(sian, programme.slug, NOW)
    said = " ".join(page.problems)
    assert "Amara Okonkwo is given as their own line manager" in said
    assert "Ben Achterberg: seniority must be from 0 to 9" in said
    assert amara.pk


def test_a_run_can_be_stopped_and_leaves_what_was_there(programme, sian):
    crowd(programme, 5, 5)
    before = run(programme, sian)
    made = matching.start_run(programme, by=sian, now=NOW)
    matching.stop_run(made, by=sian, now=NOW)
    made.refresh_from_db()
    before.refresh_from_db()
    assert (made.state, before.state) == ("stopped", "proposed")
    jobs.work()
    made.refresh_from_db()
    assert made.state == "stopped"
    with pytest.raises(Refused):
        matching.stop_run(made, by=sian, now=NOW)


def test_a_run_at_work_stops_at_its_next_step(programme, sian, monkeypatch):
    crowd(programme, 5, 5)
    made = matching.start_run(programme, by=sian, now=NOW)
    real = reads.load_pool

    def asked_to_stop(*args: Any, **more: Any) -> engine.Pool:
        stop(made.task.pk, by=sian, now=NOW)
        return real(*args, **more)

    monkeypatch.setattr(reads, "load_pool", asked_to_stop)
    monkeypatch.setattr("alongside.jobs.tasks.EVERY", 0)
    jobs.work()
    made.refresh_from_db()
    assert made.state == "stopped"
    assert not made.proposals.exists()


def test_pressing_run_twice_is_one_run(programme, sian):
    crowd(programme, 3, 3)
    one = matching.start_run(programme, by=sian, now=NOW)
    two = matching.start_run(programme, by=sian, now=NOW)
    assert one == two
    assert MatchRun.objects.count() == 1


def test_weights_are_kept_and_must_make_a_hundred(programme, sian):
    crowd(programme, 3, 3)
    with pytest.raises(Refused, match="make 95") as no:
        matching.start_run(
            programme, by=sian, now=NOW,
            weights={"purpose": 40, "experience": 20, "field": 20, "days": 15},
        )  # fmt: skip
    assert no.value.field == "weights"
    made = run(programme, sian, weights={"purpose": 10, "experience": 20, "field": 30, "days": 40})
    programme.refresh_from_db()
    assert made.weights == programme.weights == reads.weights_of(programme)
    row = made.proposals.first()
    assert [p["out_of"] for p in row.parts] == [100, 200, 300, 400]


def test_people_with_somebody_or_at_rest_are_not_matched_again(programme, sian):
    amara, ruth = mentee(programme), mentor(programme, capacity=2)
    matching.pair_by_hand(programme, amara, ruth, by=sian, now=NOW)
    resting = mentee(programme, "Chloé Mbeki", state="resting")
    ben = mentee(programme, "Ben Achterberg")
    pool = reads.load_pool(programme)
    assert {m.id for m in pool.mentees} == {str(ben.pk)}
    assert [m.places for m in pool.mentors] == [1]
    assert resting.pk


def test_times_count_in_whole_free_hours(programme):
    amara = mentee(programme)
    AvailabilityWindow.objects.create(
        person=amara.person, weekday=1, start_minute=18 * 60 + 30, end_minute=21 * 60
    )
    pool = reads.load_pool(programme)
    assert engine.hours_of(pool.mentees[0].times) == ((1, 19), (1, 20))


@pytest.mark.capability("B5")
def test_never_with_a_line_manager_even_by_hand(programme, sian):
    ruth = mentor(programme)
    amara = mentee(programme, person={"manager_email": ruth.person.email.upper()})
    made = run(programme, sian)
    assert made.matched == 0
    with pytest.raises(Refused, match="line of management"):
        matching.pair_by_hand(programme, amara, ruth, by=sian, now=NOW, sure=True)
    assert not Relationship.objects.exists()


@pytest.mark.capability("S3.3", "S3.4", "S3.5", "S3.6", "S3.7", "S3.8", "S3.9")
@pytest.mark.parametrize(
    "form",
    [
        "traditional",
        "reverse",
        "peer",
        "cross_disciplinary",
        "group",
        "multi",
        "automatic",
        "targeted",
    ],
)
def test_every_form_can_be_paired_by_hand_and_says_what_speaks_against_it(programme, sian, form):
    Programme.objects.filter(pk=programme.pk).update(form=form)
    programme.refresh_from_db()
    same = {"employer": "Southmoor", "team": "Ward 4"}
    amara, ruth = mentee(programme, person=same), mentor(programme, person=same)
    with pytest.raises(Refused, match="speaks against") as no:
        matching.pair_by_hand(programme, amara, ruth, by=sian, now=NOW)
    assert no.value.field == "sure"
    made = matching.pair_by_hand(
        programme,
        amara,
        ruth,
        by=sian,
        now=NOW,
        sure=True,
        words="Ruth knows the way back.",
        key="k",
    )
    again = matching.pair_by_hand(
        programme,
        amara,
        ruth,
        by=sian,
        now=NOW,
        sure=True,
        words="Ruth knows the way back.",
        key="k",
    )
    assert made == again
    assert Relationship.objects.get().reasons == [{"text": "Ruth knows the way back."}]


@pytest.mark.parametrize("form", ["peer", "group", "multi"])
def test_forms_that_no_run_matches_yet_say_kindly_what_to_do(programme, sian, form):
    Programme.objects.filter(pk=programme.pk).update(form=form)
    programme.refresh_from_db()
    mentee(programme)
    with pytest.raises(Refused, match="paired by hand"):
        matching.start_run(programme, by=sian, now=NOW)


@pytest.mark.capability("S3.1", "S3.3")
def test_a_mentor_need_not_be_senior_nor_of_the_same_profession(programme, sian):
    Programme.objects.filter(pk=programme.pk).update(form="reverse")
    programme.refresh_from_db()
    mentee(
        programme, "Ingrid Sørensen",
        person={"profession": "clinical_researcher", "seniority": 8, "years_experience": 25},
    )  # fmt: skip
    mentor(
        programme,
        "Rhys ap Gwilym",
        person={"profession": "paramedic", "seniority": 3, "years_experience": 4},
    )
    assert run(programme, sian).matched == 1


@pytest.mark.capability("S3.5")
def test_cross_disciplinary_pairs_different_professions(programme, sian):
    Programme.objects.filter(pk=programme.pk).update(form="cross_disciplinary")
    programme.refresh_from_db()
    mentee(programme)
    mentor(programme)
    assert run(programme, sian).matched == 0
    other = mentor(programme, "Kwame Mensah", person={"profession": "dietitian"})
    assert run(programme, sian).proposals.get().mentor_id == other.pk


def test_a_mentor_is_asked_for_a_place_once_and_no_one_is_named(programme, sian):
    mentee(programme)
    mentee(programme, "Chloé Mbeki")
    ruth = mentor(programme)
    made = run(programme, sian)
    left: Unmatched = made.unmatched.get()
    matching.ask(made, left.pk, ruth.pk, by=sian, now=NOW)
    matching.ask(made, left.pk, ruth.pk, by=sian, now=NOW)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to_person_id) == ("match_asked", ruth.person_id)
    with pytest.raises(NotVisible):
        matching.ask(made, left.pk, left.mentee_id, by=sian, now=NOW)


def test_mails_can_be_written_and_name_nobody_else(programme, sian):
    from alongside.outbound import mail

    mentee(programme)
    mentee(programme, "Chloé Mbeki")
    ruth = mentor(programme)
    made = run(programme, sian)
    left = made.unmatched.get()
    matching.ask(made, left.pk, ruth.pk, by=sian, now=NOW)
    publish(made, sian)
    for message in OutboxMessage.objects.filter(kind__in=("unmatched", "match_asked")):
        letter = mail.compose(message)
        others = {"Amara", "Chloé", "Ruth"} - {message.to_person.first_name}
        assert not [name for name in others if name in letter.body], letter.body
        assert programme.name in letter.body


def test_someone_elses_coordinator_sees_and_does_nothing(programme, sian):
    stranger = factories.person("Other Coordinator")
    factories.programme(stranger)
    mentee(programme)
    mentor(programme)
    made = run(programme, sian)
    row = made.proposals.get()
    for attempt in (
        lambda: matching.start_run(programme, by=stranger, now=NOW),
        lambda: matching.decide(made, row.pk, "accept", by=stranger, now=NOW),
        lambda: matching.publish(made, "all", by=stranger, now=NOW),
        lambda: matching.stop_run(made, by=stranger, now=NOW),
        lambda: reads.run_page(stranger, programme.slug, NOW),
        lambda: matching.pair_by_hand(programme, row.mentee, row.mentor, by=stranger, now=NOW),
    ):
        with pytest.raises(NotVisible):
            attempt()


def test_who_waits_has_a_time_and_a_reason(programme, sian):
    amara = mentee(programme, applied_at=NOW - dt.timedelta(days=21))
    [one] = reads.waiting(programme, NOW)
    assert (one.name, one.weeks, one.reason) == (amara.person.full_name, 3, "")
    run(programme, sian)
    [one] = reads.waiting(programme, NOW)
    assert one.reason == "No mentor is taking part yet."
    assert one.change


def test_a_run_whose_worker_gave_up_ends_with_it(programme, sian):
    mentee(programme)
    made = matching.start_run(programme, by=sian, now=NOW)
    matching.gave_up(made.pk, "This broke off.", now=NOW)
    made.refresh_from_db()
    assert (made.state, made.problems) == ("failed", [{"text": "This broke off."}])


@pytest.mark.capability("S3.8")
def test_newcomers_of_an_automatic_programme_are_matched_without_being_asked_for(programme, sian):
    Programme.objects.filter(pk=programme.pk).update(form="automatic")
    mentee(programme)
    mentor(programme, capacity=3)
    assert matching.start_by_themselves(now=NOW) == 1
    jobs.work()
    assert programme.runs.get().matched == 1
    later = NOW + dt.timedelta(hours=1)
    assert matching.start_by_themselves(now=later) == 0
    mentee(programme, "Chloé Mbeki", ready_at=later)
    assert matching.start_by_themselves(now=later) == 1
    jobs.work()
    assert programme.runs.first().matched == 2
    assert not OutboxMessage.objects.exists()
