"""Invitations, accounts and what people say about themselves."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core import mail as sent
from django.core.management import CommandError, call_command

from alongside.access import NotVisible, Refused
from alongside.access import people as access
from alongside.actions import base, outbox, people
from alongside.data.models import (
    Coordinator,
    Event,
    Invitation,
    OutboxMessage,
    Participation,
    Person,
    Task,
    Win,
)
from alongside.jobs import clock, run
from alongside.outbound import tokens
from alongside.reads import people as reads
from alongside.reads import you as reads_you
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def coordinator() -> Person:
    return factories.person("Ruth Okafor")


def token_of(invitation: Invitation) -> str:
    return tokens.invitation(invitation.pk)


def test_an_invited_mentor_gets_an_account_and_a_place(
    coordinator: Person, now: dt.datetime
) -> None:
    programme = factories.programme(coordinator, mentor_capacity=3)
    made = people.invite(
        " Gareth@Example.org ", "Gareth Pugh", programme=programme, side="mentor",
        by=coordinator, now=now,
    )  # fmt: skip
    outbox.send_due(now=now)
    [letter] = sent.outbox
    assert token_of(made) in letter.body and letter.to == ["gareth@example.org"]
    person = people.accept_invitation(
        token_of(made), name="Gareth Pugh", password="a good long password", now=now
    )
    place = Participation.objects.get(person=person)
    assert (place.programme, place.side, place.capacity) == (programme, "mentor", 3)
    assert (place.state, place.came_by) == ("applied", "invitation")
    assert person.check_password("a good long password")
    assert Event.objects.filter(what="invitation accepted", by=person).exists()


def test_a_link_works_once(coordinator: Person, now: dt.datetime) -> None:
    programme = factories.programme(coordinator)
    made = people.invite(
        "a@example.org", "A B", programme=programme, side="mentee", by=coordinator, now=now
    )
    people.accept_invitation(token_of(made), name="A B", password="long enough 1", now=now)
    with pytest.raises(access.BadLink) as no:
        people.accept_invitation(token_of(made), name="C D", password="long enough 2", now=now)
    assert no.value.reason == "used"
    assert Person.objects.filter(email="a@example.org").count() == 1


def test_a_link_runs_out_after_28_days_and_a_newer_one_takes_its_place(
    coordinator: Person, now: dt.datetime
) -> None:
    programme = factories.programme(coordinator)
    invite = {"programme": programme, "side": "mentee", "by": coordinator, "now": now}
    first = people.invite("a@example.org", "A B", **invite)  # type: ignore[arg-type]
    second = people.invite("A@example.org", "A B", **invite)  # type: ignore[arg-type]
    with pytest.raises(access.BadLink) as no:
        access.invitation(token_of(first), now=now)
    assert no.value.reason == "unknown"
    access.invitation(token_of(second), now=now + dt.timedelta(days=27))
    with pytest.raises(access.BadLink) as no:
        access.invitation(token_of(second), now=now + dt.timedelta(days=28))
    assert no.value.reason == "expired"


def test_only_a_hash_of_a_link_is_kept(coordinator: Person, now: dt.datetime) -> None:
    made = people.invite(
        "a@example.org", "A", programme=factories.programme(coordinator), side="mentee",
        by=coordinator, now=now,
    )  # fmt: skip
    token = token_of(made)
    kept = json.dumps([str(v) for row in (*Invitation.objects.values(),
                       *OutboxMessage.objects.values()) for v in row.values()])  # fmt: skip
    assert token not in kept and tokens.digest(token) in kept


def test_who_may_invite(coordinator: Person, now: dt.datetime) -> None:
    programme, stranger = factories.programme(coordinator), factories.person()
    admin = factories.person(is_site_admin=True)

    def invite(by: Person, side: str, where: Any = programme) -> None:
        people.invite("x@example.org", "X", programme=where, side=side, by=by, now=now)

    for side in ("mentee", "mentor", "coordinator"):
        invite(coordinator, side)
        with pytest.raises(NotVisible):
            invite(stranger, side)
    invite(admin, "coordinator")
    invite(admin, "site", None)
    with pytest.raises(NotVisible):
        invite(admin, "mentee")  # running the site does not open a programme's people
    with pytest.raises(NotVisible):
        invite(coordinator, "site", None)


def test_an_account_with_a_password_is_not_taken_over_by_an_invitation(
    coordinator: Person, now: dt.datetime
) -> None:
    there = factories.person("Ana There")
    programme = factories.programme(coordinator)
    made = people.invite(
        there.email, "Ana", programme=programme, side="mentee", by=coordinator, now=now
    )
    with pytest.raises(Refused):
        people.accept_invitation(token_of(made), name="X", password="mine mine mine", now=now)
    there.refresh_from_db()
    assert there.check_password(factories.PASSWORD)
    people.accept_invitation(token_of(made), by=there, now=now)
    assert Participation.objects.filter(person=there, programme=programme).exists()


def test_somebody_from_a_spreadsheet_opens_their_account(
    coordinator: Person, now: dt.datetime
) -> None:
    known = Person.objects.make("Known@Example.org", "Known Person")
    made = people.invite(
        "known@example.org", "", programme=factories.programme(coordinator), side="mentee",
        by=coordinator, now=now,
    )  # fmt: skip
    person = people.accept_invitation(
        token_of(made), name="Known Person", password="a good long password", now=now
    )
    assert person.pk == known.pk
    assert person.check_password("a good long password")


def test_the_first_administrator_comes_by_a_printed_link(
    now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    said = StringIO()
    call_command("firstadmin", stdout=said)
    token = said.getvalue().strip().rsplit("/", 2)[-2]
    person = people.accept_invitation(
        token, name="First Admin", password="a good long password", email="Me@Example.org", now=now
    )
    assert person.is_site_admin and person.email == "me@example.org"
    with pytest.raises(CommandError):
        call_command("firstadmin", stdout=StringIO())


def test_the_first_link_takes_over_no_account(now: dt.datetime) -> None:
    there = factories.person()
    made = people.invite("", "", programme=None, side="site", by=None, now=now)
    with pytest.raises(Refused):
        people.accept_invitation(
            token_of(made), name="X", password="a good long password", email=there.email, now=now
        )
    there.refresh_from_db()
    assert not there.is_site_admin


def test_a_new_password_is_sent_to_a_known_address_only_and_the_address_forgotten(
    now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    person = factories.person(email="here@example.org")
    closed = factories.person(email="closed@example.org", is_active=False)
    for address in ("HERE@example.org ", "nobody@example.org", closed.email):
        people.ask_for_password(address, now=now)
    run.everything(lambda: now)
    assert [letter.to for letter in sent.outbox] == [[person.email]]
    uid, key = tokens.password_reset(person)
    assert f"{uid}-{key.split('-')[0]}" in sent.outbox[0].body
    assert all(task.params == {} for task in Task.objects.all())
    assert "link" not in json.dumps(list(OutboxMessage.objects.values_list("params", flat=True)))


def test_appointing_a_coordinator(now: dt.datetime) -> None:
    admin = factories.person(is_site_admin=True)
    programme, there = factories.programme(), factories.person()
    assert people.appoint(there.email, "", programme=programme, by=admin, now=now) == there
    people.appoint(there.email, "", programme=programme, by=admin, now=now)
    assert Coordinator.objects.filter(programme=programme, person=there).count() == 1
    assert people.appoint("new@example.org", "N", programme=programme, by=admin, now=now) is None
    assert Invitation.objects.get(email="new@example.org").side == "coordinator"
    with pytest.raises(NotVisible):
        people.appoint("z@example.org", "Z", programme=programme, by=factories.person(), now=now)


def test_a_closed_account_and_its_limits(now: dt.datetime) -> None:
    admin, person = factories.person(is_site_admin=True), factories.person()
    people.set_open(person.pk, False, by=admin, now=now)
    person.refresh_from_db()
    assert not person.is_active
    people.set_open(person.pk, True, by=admin, now=now)
    person.refresh_from_db()
    assert person.is_active
    with pytest.raises(Refused):
        people.set_open(admin.pk, False, by=admin, now=now)
    with pytest.raises(NotVisible):
        people.set_open(admin.pk, False, by=person, now=now)


def test_a_profile_is_one_s_own_and_a_number_is_tidied(now: dt.datetime) -> None:
    person = factories.person()
    changed = people.update_profile(
        by=person, now=now, registration_number="HCPC no. ot 12345", regulator="hcpc",
        manager_email="Boss@Example.org",
    )  # fmt: skip
    person.refresh_from_db()
    assert person.registration_number == "OT12345" and person.manager_email == "boss@example.org"
    assert set(changed) == {"registration_number", "regulator", "manager_email"}
    event = Event.objects.get(what="profile changed")
    assert "OT12345" not in json.dumps(event.facts)
    with pytest.raises(TypeError):
        people.update_profile(by=person, now=now, is_site_admin=True)


@pytest.mark.parametrize(
    ("number", "regulator", "said"),
    [("OT12345", "hcpc", ""), ("XX99", "hcpc", "doesn’t look right"), ("anything", "gosc", "")],
)
def test_a_number_looks_right_or_does_not_and_is_never_verified(
    number: str, regulator: str, said: str
) -> None:
    problem = reads_you.registration_problem(number, regulator)
    assert said in problem and bool(problem) == bool(said)
    assert "verif" not in problem


def test_times_that_touch_become_one(now: dt.datetime) -> None:
    person = factories.person()
    people.set_availability([(0, 540, 600), (0, 600, 660), (2, 1050, 1110)], by=person, now=now)
    kept = [(w.weekday, w.start_minute, w.end_minute) for w in person.windows.all()]
    assert kept == [(0, 540, 660), (2, 1050, 1110)]
    page = reads_you.times(person)
    assert page.ticked == {"0-9", "0-10"} and page.others == [(2, "17:30", "18:30")]
    with pytest.raises(Refused):
        people.set_availability([(0, 600, 540)], by=person, now=now)
    assert person.windows.count() == 2, "nothing was changed"


def test_a_copy_of_one_s_own_data_holds_one_s_words_and_nobody_else_s(now: dt.datetime) -> None:
    pair = factories.relationship()
    mentee, mentor = factories.mentee_of(pair), factories.mentor_of(pair)
    factories.agenda_item(pair, "mine: the rota", by=mentee)
    factories.agenda_item(pair, "theirs: the weekend", by=mentor)
    win = Win(person=mentee, on=now.date(), text="I said no", created_at=now)
    win.save()
    text = json.dumps(reads_you.copy(mentee), ensure_ascii=False)
    assert "mine: the rota" in text and "I said no" in text
    assert "theirs: the weekend" not in text
    assert mentee.password not in text


def test_where_each_person_begins(coordinator: Person) -> None:
    programme = factories.programme(coordinator)
    member = factories.participation(programme, "mentee").person
    assert reads.first_page(member).name == "today"
    factories.programme(coordinator, name="A small one, first by its name")
    assert reads.first_page(coordinator) == reads.Address("overview", [programme.slug])
    assert reads.first_page(factories.person(is_site_admin=True)).name == "site"
    factories.participation(programme, "mentor", coordinator)
    assert reads.first_page(coordinator).name == "today"
    assert reads.first_page(factories.person()).name == "today"


def test_a_form_sent_twice_acts_once(now: dt.datetime) -> None:
    person, done = factories.person(), []
    for _ in range(3):
        answer = base.once("the key", by=person, now=now, do=lambda: done.append(1) or {"n": 1})
        assert answer == {"n": 1}
    assert done == [1]
