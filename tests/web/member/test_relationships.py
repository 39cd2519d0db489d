"""The pages of two people, as those people, and as everybody else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.actions import agreements, endings
from alongside.actions import relationships as actions
from alongside.data.models import (
    Action,
    Goal,
    GoalRating,
    Participation,
    Person,
    Purpose,
    Relationship,
    Win,
    WinShare,
)
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def an_offer() -> tuple[Person, Person, Person, Relationship]:
    coordinator = factories.person("Carys Evans")
    programme = factories.programme(coordinator, name="Yorkshire AHP programme")
    mentee = factories.participation(
        programme, "mentee", factories.person("Amara Okonkwo"), topics=[{"code": "leadership"}],
        purpose_words="To trust my judgement.",
    )  # fmt: skip
    mentor = factories.participation(
        programme, "mentor", factories.person("Ruth O’Brien", about="I like to be asked why.")
    )
    made = actions.offer(
        programme, mentee, mentor, [{"text": "You both work in stroke care."}],
        by=coordinator, now=timezone.now(),
    )  # fmt: skip
    return coordinator, mentee.person, mentor.person, made


def bare(response: Any) -> bytes:
    """A page without its safety token, which is new each time."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", response.content)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.capability("S2.14", "S3.10")
def test_from_the_offer_to_the_end_as_two_people_live_it() -> None:
    """Both are offered, say yes, sign, state a purpose, pause, finish, and can read it all."""
    _coordinator, amara, ruth, made = an_offer()
    one, two = as_(amara), as_(ruth)
    page = reverse("relationship", args=[made.pk])

    shown = text(one.get(reverse("mentoring")))
    assert "Waiting for your answer" in shown and "Ruth O’Brien" in shown
    shown = text(one.get(page))
    assert "You both work in stroke care." in shown and "I like to be asked why." in shown
    assert "To trust my judgement." in text(two.get(page))
    assert one.post(reverse("offer_accept", args=[made.pk])).status_code == 302
    assert "You have said yes" in text(one.get(page))
    assert "Amara has said yes" in text(two.get(page))
    two.post(reverse("offer_accept", args=[made.pk]))
    shown = text(one.get(page))
    assert "Say hello to Ruth, for 20 minutes" in shown and "mailto:" + ruth.email in shown
    assert "Where you are now" in shown, "the start is asked once both said yes"

    one.post(reverse("review", args=[made.pk, "start"]), {"r_belonging": "4"})
    draft = text(two.get(reverse("agreement", args=[made.pk])))
    assert "safeguarding" in draft and "Sign it" in draft
    for client in (one, two):
        client.post(reverse("agreement_sign", args=[made.pk]), {"edition": "1"})
    assert "signed by you both" in text(one.get(page))

    one.post(reverse("purpose", args=[made.pk]), {"text": "Feel less lost"})
    assert "Feel less lost" in text(two.get(page))
    until = timezone.localdate() + 20 * DAY
    two.post(reverse("relationship_pause", args=[made.pk]), {"until": until.isoformat()})
    assert "Resting until" in text(one.get(page))
    one.post(reverse("relationship_resume", args=[made.pk]))
    one.post(reverse("review", args=[made.pk, "end"]), {"changed": "I speak up now."})
    one.post(reverse("thanks", args=[made.pk]), {"text": "You asked why"})
    two.post(
        reverse("relationship_finish", args=[made.pk]), {"reason": "planned", "words": "Go well."}
    )
    for client in (one, two):
        ended = text(client.get(reverse("ending", args=[made.pk])))
        assert "I speak up now." in ended and "You asked why" in ended and "Go well." in ended
        assert "Feel less lost" in text(client.get(page))
        assert "What has been" in text(client.get(reverse("mentoring")))
    way_on = reverse("programme_join", args=[made.programme.slug, "mentor"])
    assert way_on in text(one.get(reverse("ending", args=[made.pk])))
    assert one.get(way_on).status_code == 200, "the way on to becoming a mentor"


def test_no_is_two_clicks_and_its_words_are_not_shown_to_the_other() -> None:
    _c, amara, ruth, made = an_offer()
    two = as_(ruth)
    shown = text(two.get(reverse("offer_decline", args=[made.pk])))
    assert "Seen by the coordinator, not by Amara" in shown
    done = two.post(
        reverse("offer_decline", args=[made.pk]),
        {"reason": "time", "words": "On leave."},
        follow=True,
    )
    assert "no one’s fault" in text(done)
    assert as_(amara).get(reverse("relationship", args=[made.pk])).status_code == 404
    mine = text(as_(amara).get(reverse("mentoring")))
    assert "You are in the queue" in mine and "On leave" not in mine


def test_an_empty_list_says_where_to_begin() -> None:
    shown = text(as_(factories.person()).get(reverse("mentoring")))
    assert "Nobody beside you yet" in shown and "See the programmes" in shown


GETS = [
    ("relationship", ()), ("offer_decline", ()), ("purpose", ()), ("thanks", ()), ("feedback", ()),
    ("relationship_story", ()), ("agreement", ()), ("agreement_change", ()),
    ("agreement_version", (1,)), ("relationship_change", ()), ("relationship_finish", ()),
    ("review", ("half",)), ("review", ("start",)), ("ending", ()),
]  # fmt: skip
POSTS = [
    ("offer_accept", (), {}), ("offer_decline", (), {}), ("purpose", (), {"text": "x"}),
    ("thanks", (), {"text": "x"}), ("feedback", (), {"text": "x"}),
    ("agreement_change", (), {}), ("agreement_sign", (), {"edition": "1"}),
    ("agreement_set_aside", (), {}), ("relationship_pause", (), {"until": "2099-01-01"}),
    ("relationship_resume", (), {}), ("end_date_suggest", (), {"ends_on": "2099-01-01"}),
    ("end_date_answer", (), {"ends_on": "2099-01-01", "answer": "yes"}),
    ("relationship_finish", (), {}), ("review", ("half",), {"changed": "x"}),
    ("review", ("start",), {"r_belonging": "3"}),
]  # fmt: skip


@pytest.mark.parametrize("state", ["offered", "active", "ended"])
def test_for_everyone_else_there_is_nothing_here_byte_for_byte(state: str) -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    made = factories.relationship(programme, state=state)
    other = factories.relationship(programme)
    outsiders = {
        "stranger": factories.person(),
        "another mentee": factories.mentee_of(other),
        "coordinator": coordinator,
        "site admin": factories.person(is_site_admin=True),
    }
    before = list(Relationship.objects.values())
    for who, person in outsiders.items():
        client = as_(person)
        nowhere = client.get(reverse("relationship", args=["00000000-0000-4000-8000-000000000000"]))
        assert nowhere.status_code == 404
        for name, extra in GETS:
            got = client.get(reverse(name, args=[made.pk, *extra]))
            assert got.status_code == 404, (who, name)
            assert bare(got) == bare(nowhere), (who, name)
        for name, extra, data in POSTS:
            got = client.post(reverse(name, args=[made.pk, *extra]), data)
            assert got.status_code == 404, (who, name)
    assert list(Relationship.objects.values()) == before


def test_both_people_may_open_every_page() -> None:
    made = factories.relationship()
    for person in (factories.mentee_of(made), factories.mentor_of(made)):
        client = as_(person)
        for name, extra in GETS:
            expected = 302 if name == "offer_decline" else 200
            got = client.get(reverse(name, args=[made.pk, *extra]))
            assert got.status_code == expected, name


@pytest.mark.parametrize("state", ["offered", "agreeing", "active", "paused", "ended"])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_the_page_stands_in_every_state_and_for_each_side(state: str, side: str) -> None:
    more = {"paused_until": dt.date(2027, 1, 1)} if state == "paused" else {}
    made = factories.relationship(state=state, **more)
    person = made.seats.get(side=side).person
    got = as_(person).get(reverse("relationship", args=[made.pk]))
    assert got.status_code == 200
    assert ("Room to change your mind" in text(got)) == (state in ("agreeing", "active", "paused"))


def test_after_the_end_all_can_be_read_and_nothing_written() -> None:
    made = factories.relationship(state="ended")
    client = as_(factories.mentee_of(made))
    readable = ("relationship", "agreement", "ending", "relationship_story", "relationship_change")
    for name, extra in [*((name, ()) for name in readable), ("review", ("end",))]:
        assert client.get(reverse(name, args=[made.pk, *extra])).status_code == 200, name
    for name, extra, data in POSTS:
        if name == "relationship_finish":
            continue  # already so: it leads to the ending
        got = client.post(reverse(name, args=[made.pk, *extra]), data)
        assert got.status_code == 409, name
        assert "yours to read" in text(got) or "closed a moment ago" in text(got), name


def test_a_closed_account_is_refused_on_the_next_request() -> None:
    made = factories.relationship()
    mentee = factories.mentee_of(made)
    client = as_(mentee)
    page = reverse("relationship", args=[made.pk])
    assert client.get(page).status_code == 200
    Person.objects.filter(pk=mentee.pk).update(is_active=False)
    got = client.get(page)
    assert got.status_code == 302 and reverse("account_login") in got.url


def filled(made: Relationship, times: int) -> None:
    """Everything the page shows, several times over."""
    mentee, now = factories.mentee_of(made), factories.NOW
    for n in range(times):
        factories.agenda_item(made, f"Item {n}")
        goal = Goal(
            relationship=made, person=mentee, title=f"Goal {n}", created_at=now, changed_at=now
        )
        goal.save()
        GoalRating.objects.create(goal=goal, on=now.date() - n * DAY, value=n % 11)
        Action(
            relationship=made,
            owner=mentee,
            text=f"Try {n}",
            goal=goal,
            created_at=now,
            changed_at=now,
        ).save()
        actions.state_purpose(made.pk, f"Purpose {n}", by=mentee, now=now + n * DAY)
        actions.thank(made.pk, f"Thanks {n}", by=mentee, now=now)
        actions.give_feedback(made.pk, f"Word {n}", by=mentee, now=now)
        win = Win(person=mentee, text=f"Win {n}", on=now.date(), created_at=now)
        win.save()
        WinShare(win=win, relationship=made, text=win.text, at=now).save()
        starts = now - (n + 2) * 7 * DAY
        factories.meeting(
            made, state="held", starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
        )


def queries(client: Client, address: str) -> int:
    counted = 0
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert client.get(address).status_code == 200
        counted = len(main) + len(keys)
    return counted


def test_the_page_asks_the_same_number_of_questions_however_full_it_is() -> None:
    counts = []
    for times in (0, 1, 9):
        made = factories.relationship()
        filled(made, times)
        client = as_(factories.mentee_of(made))
        client.get(reverse("relationship", args=[made.pk]))
        counts.append(queries(client, reverse("relationship", args=[made.pk])))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 26


def test_the_list_asks_the_same_number_of_questions_at_3_and_at_12_rows() -> None:
    mentor = factories.person()
    counts = []
    for wanted in (3, 12):
        while Relationship.objects.count() < wanted:
            programme = factories.programme()
            factories.relationship(
                programme,
                mentor=mentor,
                state=("active", "offered", "ended")[Relationship.objects.count() % 3],
            )
        client = as_(mentor)
        client.get(reverse("mentoring"))
        counts.append(queries(client, reverse("mentoring")))
    assert counts[0] == counts[1], counts


@pytest.mark.capability("S1.1")
def test_the_purpose_box_says_who_sees_it_and_keeps_what_was_typed() -> None:
    made = factories.relationship()
    client = as_(factories.mentee_of(made))
    address = reverse("purpose", args=[made.pk])
    assert f"You and {factories.mentor_of(made).first_name}" in text(client.get(address))
    got = client.post(address, {"text": "x" * 4001})
    assert got.status_code == 422 and "x" * 4001 in got.content.decode()
    assert not Purpose.objects.exists()


def test_a_form_sent_twice_acts_once() -> None:
    made = factories.relationship()
    client = as_(factories.mentee_of(made))
    for _ in range(3):
        client.post(reverse("purpose", args=[made.pk]), {"text": "One thing", "form_key": "same"})
    assert Purpose.objects.count() == 1


@pytest.mark.capability("S2.8")
def test_a_suggested_change_is_marked_and_every_version_stays_readable() -> None:
    made = factories.relationship(state="agreeing")
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    agreements.draft(made, now=factories.NOW)
    agreements.set_dates(made, today=made.started_on, ends_on=made.ends_on)
    for person in (mentee, mentor):
        agreements.sign(made.pk, edition=1, by=person, now=factories.NOW)
    client = as_(mentor)
    form = client.get(reverse("agreement_change", args=[made.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["meeting"] = data["meeting"].replace("5 weeks", "4 weeks")
    assert client.post(reverse("agreement_change", args=[made.pk]), data).status_code == 302
    shown = text(as_(mentee).get(reverse("agreement", args=[made.pk])))
    assert "<ins>" in shown and "<del>" in shown and "Suggested: version 2" in shown
    assert "5 weeks" in text(client.get(reverse("agreement_version", args=[made.pk, 1])))
    assert client.get(reverse("agreement_version", args=[made.pk, 7])).status_code == 404


def test_when_both_change_the_same_part_both_texts_are_shown() -> None:
    made = factories.relationship(state="agreeing")
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    agreements.draft(made, now=factories.NOW)
    agreements.set_dates(made, today=made.started_on, ends_on=made.ends_on)
    one, two = as_(mentee), as_(mentor)
    address = reverse("agreement_change", args=[made.pk])
    form = one.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert two.post(address, {**data, "contact": "By e-mail."}).status_code == 302
    got = one.post(address, {**data, "contact": "By text."})
    assert got.status_code == 409
    assert "By e-mail." in text(got) and "By text." in text(got)
    again = {name: got.context["form"][name].value() or "" for name in form.fields}
    again["contact"] = "By text or e-mail."
    assert one.post(address, again).status_code == 302
    assert "By text or e-mail." in text(two.get(reverse("agreement", args=[made.pk])))


def test_signing_what_changed_meanwhile_shows_it_again() -> None:
    made = factories.relationship(state="agreeing")
    agreements.draft(made, now=factories.NOW)
    got = as_(factories.mentee_of(made)).post(
        reverse("agreement_sign", args=[made.pk]), {"edition": "7"}
    )
    assert got.status_code == 409 and "Nothing was signed" in text(got)


def test_a_suggested_end_date_is_answered_on_the_page() -> None:
    made = factories.relationship()
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    new = made.ends_on + 30 * DAY
    as_(mentee).post(reverse("end_date_suggest", args=[made.pk]), {"ends_on": new.isoformat()})
    assert "Yes, that date" in text(as_(mentor).get(reverse("relationship", args=[made.pk])))
    assert "Take it back" in text(as_(mentee).get(reverse("relationship", args=[made.pk])))
    as_(mentor).post(
        reverse("end_date_answer", args=[made.pk]), {"ends_on": new.isoformat(), "answer": "yes"}
    )
    made.refresh_from_db()
    assert made.ends_on == new


def test_a_mentee_s_private_goal_is_not_on_the_mentor_s_page() -> None:
    made = factories.relationship()
    mentee = factories.mentee_of(made)
    Goal(
        relationship=made, person=mentee, private=True, title="Only mine", created_at=factories.NOW,
        changed_at=factories.NOW,
    ).save()  # fmt: skip
    address = reverse("relationship", args=[made.pk])
    assert "Only mine" in text(as_(mentee).get(address))
    assert "Only mine" not in text(as_(factories.mentor_of(made)).get(address))


def test_the_figures_are_the_writer_s_own() -> None:
    made = factories.relationship()
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    page = text(as_(mentee).get(reverse("review", args=[made.pk, "half"])))
    assert "figures of ten people or more" in page
    endings.review(
        made.pk, "half", answers={"changed": "Much."}, ratings={"belonging": 2}, by=mentee,
        now=factories.NOW,
    )  # fmt: skip
    theirs = text(as_(mentor).get(reverse("review", args=[made.pk, "half"])))
    assert "Much." in theirs
    assert "I feel that I belong." in theirs, "the mentor's own is still to give"
    assert "I feel that I belong." not in text(
        as_(mentee).get(reverse("review", args=[made.pk, "half"]))
    ), "nobody is asked twice"


def test_the_place_in_a_programme_stands_in_the_list_until_somebody_is_beside_it() -> None:
    place: Participation = factories.participation(factories.programme(name="North"), "mentor")
    assert "North" in text(as_(place.person).get(reverse("mentoring")))
