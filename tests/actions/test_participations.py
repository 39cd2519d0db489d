"""Joining, and a place over its life."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import participations as actions
from alongside.data.models import (
    Application,
    AvailabilityWindow,
    Invitation,
    OutboxMessage,
    Participation,
    Person,
)
from alongside.outbound import tokens
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ANSWERS: dict[str, Any] = {
    "full_name": "Siobhán O’Neill",
    "profession": "paramedic",
    "employer": "Fens Ambulance",
    "band": "band_6",
    "years_experience": 7.5,
    "manager_email": "Boss@Example.org",
    "modes": ["either"],
    "languages": ["cy"],
    "times": [[1, 1080, 1260], [1, 1020, 1080]],
    "topics": [{"code": "leadership", "years": 0}, "networking"],
    "purpose": "career_advancement",
    "purpose_words": "Out of the ambulance, perhaps.",
}


@pytest.mark.capability("S2.4")
def test_joining_keeps_what_somebody_wants_and_says_who_they_are(now: dt.datetime) -> None:
    by, programme = factories.person(), factories.programme(factories.person())
    place = actions.join(programme, by=by, now=now, side="mentee", values=ANSWERS)
    by.refresh_from_db()
    assert place.state == "applied"
    assert place.purpose == "career_advancement"
    assert [topic["code"] for topic in place.topics] == ["leadership", "networking"]
    assert (by.full_name, by.manager_email) == ("Siobhán O’Neill", "boss@example.org")
    assert by.modes == ["online", "in_person"]
    windows = AvailabilityWindow.objects.filter(person=by)
    assert [(w.weekday, w.start_minute, w.end_minute) for w in windows] == [(1, 1020, 1260)]
    kinds = sorted(OutboxMessage.objects.values_list("kind", flat=True))
    assert kinds == ["joined", "new_applications"]


@pytest.mark.capability("S2.1")
def test_a_mentor_offers_topics_with_years_and_how_many_they_take(now: dt.datetime) -> None:
    programme = factories.programme(factories.person())
    values = {
        "profession": "nurse", "capacity": 3, "topics": [{"code": "career_direction", "years": 4}],
    }  # fmt: skip
    place = actions.join(programme, by=factories.person(), now=now, side="mentor", values=values)
    assert place.capacity == 3
    assert place.topics == [{"code": "career_direction", "years": 4.0}]


def test_the_same_form_twice_is_one_place_and_one_message(now: dt.datetime) -> None:
    by, programme = factories.person(), factories.programme()
    for _ in range(2):
        actions.join(programme, by=by, now=now, side="mentee", values=ANSWERS, form_key="k")
    assert Participation.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="joined").count() == 1


def test_changing_answers_keeps_the_place_and_its_date(now: dt.datetime) -> None:
    by, programme = factories.person(), factories.programme(state="closed")
    place = factories.participation(programme, "mentee", by)
    later = now + dt.timedelta(days=40)
    again = actions.join(
        programme, by=by, now=later, side="mentee", values={"purpose_words": "Sharper now."}
    )
    assert (again.pk, again.state, again.applied_at) == (place.pk, "ready", place.applied_at)
    assert again.purpose_words == "Sharper now."


def test_who_has_left_may_ask_again_and_waits_from_then(now: dt.datetime) -> None:
    by, programme = factories.person(), factories.programme()
    factories.participation(programme, "mentee", by, state="withdrawn")
    later = now + dt.timedelta(days=40)
    place = actions.join(programme, by=by, now=later, side="mentee", values=ANSWERS)
    assert (place.state, place.applied_at) == ("applied", later)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"state": "closed"}, "not taking anyone in"),
        ({"joins_until": dt.date(2026, 11, 17)}, "last day to join has passed"),
        ({"joining_by_form": False}, "by invitation"),
        ({"places": 0}, "places are taken"),
        ({"professions": ["dietitian", "podiatrist"]}, "Dietitian, Podiatrist"),
    ],
)
def test_a_no_says_why_and_writes_nothing(
    now: dt.datetime, settings: dict[str, Any], words: str
) -> None:
    by, programme = factories.person("Ana Li"), factories.programme(**settings)
    with pytest.raises(Refused, match=words):
        actions.join(programme, by=by, now=now, side="mentee", values=ANSWERS)
    assert not Participation.objects.exists()
    by.refresh_from_db()
    assert by.full_name == "Ana Li"


def test_a_mentor_may_come_from_any_profession(now: dt.datetime) -> None:
    programme = factories.programme(professions=["dietitian"])
    place = actions.join(
        programme, by=factories.person(), now=now, side="mentor", values={"profession": "nurse"}
    )
    assert place.eligible


def test_somebody_invited_need_not_be_accepted_again(now: dt.datetime) -> None:
    by, programme = factories.person(), factories.programme(joining_by_form=False)
    Invitation.objects.create(
        programme=programme, email=by.email.upper(), side="mentee", token_hash="x", sent_at=now,
        expires_at=now + dt.timedelta(days=28),
    )  # fmt: skip
    place = actions.join(programme, by=by, now=now, side="mentee", values=ANSWERS)
    assert (place.state, place.came_by) == ("ready", "invitation")
    assert Invitation.objects.get().used_at == now


def apply(programme: Any, now: dt.datetime, email: str, key: str = "") -> str:
    actions.apply(
        programme, by=None, now=now, email=email, side="mentee", values=ANSWERS, form_key=key
    )
    newest = Application.objects.order_by("-sent_at", "-id").first()
    assert newest is not None
    return tokens.application(newest.pk)


def test_a_new_address_is_confirmed_before_anybody_sees_the_answers(now: dt.datetime) -> None:
    programme = factories.programme()
    token = apply(programme, now, "New@Example.org")
    assert not Participation.objects.exists()
    place = actions.confirm_new(token, by=None, now=now, password="three odd words")
    assert place.person.email == "new@example.org"
    assert place.person.full_name == "Siobhán O’Neill"
    assert place.person.check_password("three odd words")
    assert Application.objects.get().values == {}
    with pytest.raises(NotVisible):
        actions.confirm_new(token, by=None, now=now, password="three odd words")


def test_a_known_address_signs_in_and_nobody_else_can_finish(now: dt.datetime) -> None:
    owner, programme = factories.person("Owner One"), factories.programme()
    token = apply(programme, now, owner.email)
    with pytest.raises(Refused, match="Sign in"):
        actions.confirm_new(token, by=None, now=now, password="three odd words")
    with pytest.raises(NotVisible):
        actions.confirm(token, by=factories.person(), now=now)
    assert actions.confirm(token, by=owner, now=now).person_id == owner.pk


def test_somebody_from_a_list_chooses_their_first_password(now: dt.datetime) -> None:
    programme = factories.programme()
    Person.objects.make("listed@example.org", "Lis Ted")
    token = apply(programme, now, "listed@example.org")
    place = actions.confirm_new(token, by=None, now=now, password="three odd words")
    assert place.person.check_password("three odd words")
    assert Person.objects.filter(email="listed@example.org").count() == 1


def test_an_address_gets_three_messages_a_day_at_most(now: dt.datetime) -> None:
    programme = factories.programme()
    for _ in range(5):
        apply(programme, now, "new@example.org")
    apply(programme, now, "new@example.org", key="same")
    apply(programme, now, "new@example.org", key="same")
    assert OutboxMessage.objects.filter(kind="application_confirm").count() == 3
    assert Application.objects.count() == 6


def test_what_nobody_confirmed_is_erased(now: dt.datetime) -> None:
    token = apply(factories.programme(), now, "new@example.org")
    later = now + dt.timedelta(days=31)
    with pytest.raises(NotVisible):
        actions.confirm_new(token, by=None, now=later, password="three odd words")
    assert actions.forget_unconfirmed(now=later) == 1


def test_several_people_are_answered_at_once_and_each_is_told_once(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    places = [factories.participation(programme, "mentee", state="applied") for _ in range(3)]
    ready = factories.participation(programme, "mentee")
    elsewhere = factories.participation(factories.programme(), "mentee", state="applied")
    ids = [place.pk for place in [*places, ready, elsewhere]]
    assert actions.decide_several(programme, ids, "accept", by=by, now=now) == 3
    assert actions.decide_several(programme, ids, "accept", by=by, now=now) == 0
    elsewhere.refresh_from_db()
    assert elsewhere.state == "applied"
    assert OutboxMessage.objects.filter(kind="application_accepted").count() == 3


def test_only_the_person_and_their_coordinators_touch_a_place(now: dt.datetime) -> None:
    place = factories.participation(factories.programme(factories.person()), "mentee")
    stranger = factories.person(is_site_admin=True)
    for doing in (actions.withdraw, actions.accept, actions.turn_down, actions.come_back):
        with pytest.raises(NotVisible):
            doing(place, by=stranger, now=now)
    with pytest.raises(NotVisible):
        actions.change(place, by=stranger, now=now, values={"team": "Mine"})
    with pytest.raises(NotVisible):
        actions.accept(place, by=place.person, now=now)


def test_a_rest_ends_by_itself_on_its_day(now: dt.datetime) -> None:
    place = factories.participation(factories.programme(), "mentee")
    until = now.date() + dt.timedelta(days=10)
    with pytest.raises(Refused):
        actions.rest(place, by=place.person, now=now, until=now.date())
    actions.rest(place, by=place.person, now=now, until=until)
    assert actions.wake_rested(now=now + dt.timedelta(days=9)) == 0
    assert actions.wake_rested(now=now + dt.timedelta(days=10)) == 1
    place.refresh_from_db()
    assert (place.state, place.rests_until) == ("ready", None)
    assert OutboxMessage.objects.filter(kind="rest_over").count() == 1


def test_eligibility_is_set_with_a_note(now: dt.datetime) -> None:
    by = factories.person()
    place = factories.participation(factories.programme(by), "mentee")
    actions.set_eligible(place, by=by, now=now, eligible=False, note="On leave until May")
    place.refresh_from_db()
    assert (place.eligible, place.note) == (False, "On leave until May")


def row(email: str = "Ana@Example.org", **more: Any) -> dict[str, Any]:
    return {
        "email": email, "full_name": "Ana Li", "role": "mentee", "profession": "dietitian",
        "topics_sought": ("leadership",), "purpose": "To lead a team.", "times": ((1, 540, 720),),
        **more,
    }  # fmt: skip


def test_a_list_run_again_updates_and_never_doubles(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    first = actions.upsert_from_row(programme, row(), by, now)
    again = actions.upsert_from_row(programme, row("ANA@example.org"), by, now)
    changed = actions.upsert_from_row(programme, row(employer="Fens", purpose="Other"), by, now)
    assert (first.people_made, first.places_made) == (1, 1)
    assert again == actions.Upserted()
    assert (changed.people_changed, changed.places_changed) == (1, 1)
    person = Person.objects.get(email__iexact="ana@example.org")
    place = Participation.objects.get()
    assert person.employer == "Fens"
    assert (place.state, place.purpose_words, place.came_by) == ("ready", "Other", "spreadsheet")
    assert AvailabilityWindow.objects.count() == 1
    assert not person.has_usable_password()


def test_both_sides_of_a_row_become_two_places(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by, mentor_capacity=2)
    values = row(role="both", topics_offered=("networking",), capacity=4)
    actions.upsert_from_rows(programme, [values], by=by, now=now)
    mentee, mentor = (Participation.objects.get(side=side) for side in ("mentee", "mentor"))
    assert [topic["code"] for topic in mentee.topics] == ["leadership"]
    assert [topic["code"] for topic in mentor.topics] == ["networking"]
    assert (mentee.capacity, mentor.capacity) == (1, 4)


def test_a_list_does_not_overrule_what_somebody_said_themselves(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    own = factories.person("Ana Own", email="ana@example.org", profession="nurse")
    actions.upsert_from_row(programme, row(team="Ward 3"), by, now)
    own.refresh_from_db()
    assert (own.full_name, own.profession, own.team) == ("Ana Own", "nurse", "Ward 3")


def test_a_profession_the_programme_is_not_for_is_marked(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by, professions=["podiatrist"])
    actions.upsert_from_row(programme, row(), by, now)
    assert not Participation.objects.get().eligible


def test_wishes_are_found_once_everyone_is_there(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    rows = [
        row(preferences=("Dr Ruth O'Hara", "sam@example.org", "Jo Twin", "Nobody Known")),
        row("ruth@example.org", full_name="Ruth O’Hara", role="mentor"),
        row("sam@example.org", full_name="Sam Sung", role="mentor"),
        row("jo1@example.org", full_name="Jo Twin", role="mentor"),
        row("jo2@example.org", full_name="Jo Twin", role="mentor"),
    ]
    actions.upsert_from_rows(programme, rows, by=by, now=now)
    assert actions.link_wishes(programme) == 1
    wished = Participation.objects.get(side="mentee").wishes
    found = [Participation.objects.get(pk=key).person.email for key in wished]
    assert found == ["ruth@example.org", "sam@example.org"]
    assert actions.link_wishes(programme) == 0


def test_hundreds_of_rows_take_tens_of_queries(
    now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    by = factories.person()
    programme = factories.programme(by)
    with django_assert_max_num_queries(40):
        actions.upsert_from_rows(
            programme, [row(f"p{n}@example.org") for n in range(400)], by=by, now=now
        )
