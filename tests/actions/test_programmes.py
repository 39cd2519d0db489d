"""A coordinator creates, opens, closes, ends and copies a programme."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import programmes as actions
from alongside.data.models import Coordinator, Event, Invitation, OutboxMessage, Programme
from alongside.engine import reference
from alongside.engine.states import NoSuchMove
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CONTACT = {"name": "Siân Ó Briain", "role": "Lead", "email": "sian@example.org", "phone": ""}


def make(by: Any, now: dt.datetime, **more: Any) -> Programme:
    fields = {
        "name": "Fens mentoring", "host": "Fens Trust", "kind": "mentoring", "form": "traditional",
        "contacts": [CONTACT],
    }  # fmt: skip
    return actions.create(by=by, now=now, **{**fields, **more})


def admin() -> Any:
    return factories.person("Aisha Admin", is_site_admin=True)


def test_whoever_creates_a_programme_runs_it_and_it_is_a_draft(now: dt.datetime) -> None:
    by = admin()
    made = make(by, now)
    assert made.state == "draft"
    assert made.slug == "fens-mentoring"
    assert list(made.coordinators.values_list("person", flat=True)) == [by.pk]
    assert made.contacts.get().name == "Siân Ó Briain"
    assert Event.objects.get(what="programme_created").thing_id == made.pk


@pytest.mark.parametrize("form", [entry.code for entry in reference.FORMS])
@pytest.mark.capability("S3.10")
def test_each_of_the_eight_forms_can_be_chosen(now: dt.datetime, form: str) -> None:
    assert make(admin(), now, form=form).form == form


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("career", marks=pytest.mark.capability("S3.11")),
        pytest.param("retention", marks=pytest.mark.capability("S3.12")),
        pytest.param("confidence", marks=pytest.mark.capability("S3.13")),
        pytest.param("community", marks=pytest.mark.capability("S3.14")),
        pytest.param("opportunities", marks=pytest.mark.capability("S3.15")),
    ],
)
def test_a_programme_states_what_it_is_for(now: dt.datetime, reason: str) -> None:
    made = make(admin(), now, reasons=[reason])
    assert Programme.objects.get(pk=made.pk).reasons == [reason]
    assert reference.known("programme_reason", reason)


@pytest.mark.capability("S4.1", "S4.2", "S4.3", "S4.4", "S4.5")
def test_coaching_begins_shorter_and_closer_together_than_mentoring(now: dt.datetime) -> None:
    by = admin()
    mentoring, coaching = make(by, now), make(by, now, kind="coaching")
    assert coaching.length_months < mentoring.length_months
    assert coaching.rhythm_weeks < mentoring.rhythm_weeks


def test_names_that_give_the_same_address_are_told_apart(now: dt.datetime) -> None:
    by = admin()
    slugs = [make(by, now, name=name).slug for name in ("Café & co", "Cafe co", "New", "日本")]
    assert slugs == ["cafe-co", "cafe-co-2", "new-2", "programme"]


def test_the_same_form_sent_twice_makes_one_programme(now: dt.datetime) -> None:
    by = admin()
    first, second = (make(by, now, form_key="once") for _ in range(2))
    assert first.pk == second.pk
    assert Programme.objects.count() == 1


def test_somebody_who_runs_nothing_can_create_nothing(now: dt.datetime) -> None:
    with pytest.raises(NotVisible):
        make(factories.person(), now)
    assert not Programme.objects.exists()


def test_only_its_own_coordinators_change_it(now: dt.datetime) -> None:
    programme = factories.programme(factories.person())
    for stranger in (factories.person(), admin()):
        with pytest.raises(NotVisible):
            actions.change(programme, by=stranger, now=now, name="Mine")
    programme.refresh_from_db()
    assert programme.name != "Mine"


def test_it_opens_only_when_there_is_somebody_to_ask(now: dt.datetime) -> None:
    by = admin()
    programme = make(by, now, contacts=[])
    with pytest.raises(Refused, match="contact"):
        actions.move_to(programme, "open", by=by, now=now)
    actions.change(programme, by=by, now=now, contacts=[CONTACT])
    actions.move_to(programme, "open", by=by, now=now)
    programme.refresh_from_db()
    assert programme.state == "open"


def test_an_ended_programme_stays_ended_and_those_who_wait_are_told(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    waiting = factories.participation(programme, "mentee")
    relationship = factories.relationship(programme)
    actions.move_to(programme, "ended", by=by, now=now)
    told = OutboxMessage.objects.filter(kind="programme_ended")
    assert [message.to_person_id for message in told] == [waiting.person_id]
    relationship.refresh_from_db()
    assert relationship.state == "active"
    with pytest.raises(NoSuchMove):
        actions.move_to(programme, "open", by=by, now=now)


def test_the_next_round_has_the_settings_and_nobody_in_it(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by, name="Fens 2026", joins_until=now.date(), places=30)
    factories.participation(programme, "mentee")
    copy = actions.duplicate(programme, by=by, now=now, name="Fens 2027")
    assert (copy.state, copy.places, copy.joins_until) == ("draft", 30, None)
    assert not copy.participations.exists()
    assert copy.coordinators.get().person_id == by.pk


def test_the_last_coordinator_stays(now: dt.datetime) -> None:
    by, other = factories.person(), factories.person()
    programme = factories.programme(by)
    own = Coordinator.objects.get(person=by)
    with pytest.raises(Refused, match="last one stays"):
        actions.remove_coordinator(programme, own.pk, by=by, now=now)
    assert actions.invite_coordinator(programme, by=by, now=now, email=other.email.upper())
    assert actions.remove_coordinator(programme, own.pk, by=other, now=now)
    assert programme.coordinators.get().person_id == other.pk


def test_somebody_unknown_is_invited_to_run_it(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    known = actions.invite_coordinator(
        programme, by=by, now=now, email="new@example.org", full_name="Nel"
    )
    assert not known
    assert Invitation.objects.get().side == "coordinator"
    with pytest.raises(Refused):
        actions.invite_coordinator(programme, by=by, now=now, email=by.email)


def test_inviting_many_leaves_out_who_is_here_already(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    here = factories.participation(programme, "mentor")
    done = actions.invite_several(
        programme, by=by, now=now, side="mentor",
        people=[(here.person.email.upper(), ""), ("a@example.org", "A"), ("A@example.org", "A")],
    )  # fmt: skip
    assert (done.sent, done.here) == (1, 1)
    old = Invitation.objects.get()
    actions.invite_again(programme, old.pk, by=by, now=now + dt.timedelta(days=1))
    assert Invitation.objects.get().token_hash != old.token_hash
