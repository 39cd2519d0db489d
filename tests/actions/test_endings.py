"""Pauses, end dates, reviews and the end."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access import NotVisible, Refused, Stale
from alongside.actions import endings as actions
from alongside.data.models import (
    BookedTime,
    Feedback,
    Meeting,
    OutboxMessage,
    OutcomeRating,
    Person,
    Relationship,
    Review,
    StateChange,
)
from alongside.engine.reviews import MEASURES
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)
TODAY = NOW.date()


def two(state: str = "active", **more: object) -> tuple[Relationship, Person, Person]:
    made = factories.relationship(state=state, **more)
    return made, factories.mentee_of(made), factories.mentor_of(made)


def mails(kind: str) -> list[object]:
    return list(OutboxMessage.objects.filter(kind=kind).values_list("to_person_id", flat=True))


def test_either_pauses_until_a_day_and_it_goes_on_by_itself() -> None:
    made, mentee, mentor = two()
    actions.pause(made.pk, until=TODAY + 30 * DAY, by=mentor, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.paused_until) == ("paused", TODAY + 30 * DAY)
    assert made.seats.filter(live=True).count() == 2, "a pause keeps both places"
    assert mails("relationship_paused") == [mentee.pk]
    assert actions.resume_when_due(NOW + 29 * DAY) == 0
    assert actions.resume_when_due(NOW + 30 * DAY) == 1
    assert actions.resume_when_due(NOW + 30 * DAY) == 0
    made.refresh_from_db()
    assert (made.state, made.paused_until) == ("active", None)
    assert sorted(mails("relationship_resumed"), key=str) == sorted([mentee.pk, mentor.pk], key=str)


def test_either_goes_on_sooner_and_twice_is_once() -> None:
    made, mentee, _mentor = two("paused", paused_until=TODAY + 30 * DAY)
    for _ in range(2):
        actions.resume(made.pk, by=mentee, now=NOW)
    assert len(mails("relationship_resumed")) == 1


@pytest.mark.parametrize("days", [0, -3, 400])
def test_a_pause_needs_a_day_within_a_year(days: int) -> None:
    made, mentee, _mentor = two()
    with pytest.raises(Refused) as no:
        actions.pause(made.pk, until=TODAY + days * DAY, by=mentee, now=NOW)
    assert no.value.field == "until"


@pytest.mark.capability("S3.10")
def test_another_end_date_holds_when_the_other_says_yes() -> None:
    made, mentee, mentor = two()
    old, new = made.ends_on, made.ends_on + 90 * DAY
    actions.suggest_end(made.pk, ends_on=new, by=mentee, now=NOW)
    made.refresh_from_db()
    assert made.ends_on == old and mails("end_date_suggested") == [mentor.pk]
    with pytest.raises(Refused, match="You suggested"):
        actions.answer_end(made.pk, ends_on=new, yes=True, by=mentee, now=NOW)
    with pytest.raises(Stale):
        actions.answer_end(made.pk, ends_on=new + DAY, yes=True, by=mentor, now=NOW)
    for _ in range(2):
        actions.answer_end(made.pk, ends_on=new, yes=True, by=mentor, now=NOW)
    made.refresh_from_db()
    assert (made.ends_on, made.new_end_on) == (new, None)
    assert mails("end_date_changed") == [mentee.pk]


def test_a_no_keeps_the_date_and_a_suggestion_can_be_taken_back() -> None:
    made, mentee, mentor = two()
    old = made.ends_on
    actions.suggest_end(made.pk, ends_on=old + DAY, by=mentee, now=NOW)
    actions.answer_end(made.pk, ends_on=old + DAY, yes=False, by=mentor, now=NOW)
    assert mails("end_date_kept") == [mentee.pk]
    actions.suggest_end(made.pk, ends_on=old + 2 * DAY, by=mentor, now=NOW)
    actions.answer_end(made.pk, ends_on=old + 2 * DAY, yes=False, by=mentor, now=NOW)
    made.refresh_from_db()
    assert (made.ends_on, made.new_end_on) == (old, None) and len(mails("end_date_kept")) == 1


def test_two_who_suggest_the_same_date_agree() -> None:
    made, mentee, mentor = two()
    for person in (mentee, mentor):
        actions.suggest_end(made.pk, ends_on=made.ends_on + DAY, by=person, now=NOW)
    assert Relationship.objects.get(pk=made.pk).ends_on == made.ends_on + DAY


@pytest.mark.parametrize("state", ["agreeing", "active", "paused"])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_either_finishes_at_any_time_without_fault(state: str, side: str) -> None:
    made, mentee, mentor = two(state)
    by, other = (mentee, mentor) if side == "mentee" else (mentor, mentee)
    meeting = factories.meeting(made)
    for _ in range(2):
        actions.finish(made.pk, reason="time", words="Thank you for the questions.", by=by, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.end_reason, made.ended_by_id) == ("ended", "time", by.pk)
    assert not made.seats.filter(live=True).exists(), "both places are free again"
    assert Feedback.objects.get().text == "Thank you for the questions."
    assert mails("relationship_ended") == [other.pk]
    meeting.refresh_from_db()
    assert meeting.state == "cancelled" and not BookedTime.objects.exists()
    assert len(mails("meeting_cancelled")) == 2
    assert "time" not in str(OutboxMessage.objects.get(kind="relationship_ended").params)
    assert StateChange.objects.filter(thing="relationship", new="ended").count() == 1


def test_what_was_held_stays_and_nothing_more_can_be_written() -> None:
    made, mentee, mentor = two()
    past = factories.meeting(
        made, state="held", starts_at=NOW - 7 * DAY, ends_at=NOW - 7 * DAY + dt.timedelta(hours=1)
    )
    actions.finish(made.pk, by=mentor, now=NOW)
    past.refresh_from_db()
    assert past.state == "held"
    for act in (
        lambda: actions.pause(made.pk, until=TODAY + DAY, by=mentee, now=NOW),
        lambda: actions.resume(made.pk, by=mentee, now=NOW),
        lambda: actions.suggest_end(made.pk, ends_on=TODAY + DAY, by=mentee, now=NOW),
        lambda: actions.answer_end(made.pk, ends_on=TODAY, yes=True, by=mentee, now=NOW),
        lambda: actions.review(
            made.pk, "end", answers={"changed": "x"}, ratings={}, by=mentee, now=NOW
        ),
        lambda: actions.rate_start(made.pk, ratings={"belonging": 3}, by=mentee, now=NOW),
    ):
        with pytest.raises(Refused, match="stays yours to read"):
            act()


def test_what_nobody_closes_ends_as_planned_after_four_weeks() -> None:
    made, _mentee, _mentor = two(ends_on=TODAY)
    assert actions.close_when_over(NOW + 27 * DAY) == 0
    assert actions.close_when_over(NOW + 28 * DAY) == 1
    assert actions.close_when_over(NOW + 29 * DAY) == 0
    made.refresh_from_db()
    assert (made.state, made.end_reason, made.ended_by_id) == ("ended", "planned", None)
    assert len(mails("relationship_ended")) == 2


def held(made: Relationship, days_ago: int) -> Meeting:
    starts = NOW - days_ago * DAY
    return factories.meeting(
        made, state="held", starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
    )


def test_reviews_are_asked_after_two_sessions_half_way_and_at_the_end() -> None:
    start = TODAY - 50 * DAY
    made, mentee, mentor = two(started_on=start, ends_on=start + 200 * DAY)
    held(made, 40)
    assert actions.ask_reviews(NOW) == 0
    held(made, 10)
    assert actions.ask_reviews(NOW) == 2
    assert actions.ask_reviews(NOW + DAY) == 0
    assert actions.ask_reviews(NOW + 50 * DAY) == 2
    assert actions.ask_reviews(NOW + 136 * DAY) == 2
    assert actions.ask_reviews(NOW + 140 * DAY) == 0
    asked = list(
        Review.objects.filter(person=mentor).order_by("asked_at").values_list("moment", flat=True)
    )
    assert asked == ["early", "half", "end"]
    assert len(mails("review_asked")) == 6 and mails("review_asked").count(mentee.pk) == 3


def test_an_introduction_is_no_session_and_a_pause_asks_nothing() -> None:
    made, _mentee, _mentor = two(started_on=TODAY - 10 * DAY)
    for meeting in (held(made, 5), held(made, 3)):
        Meeting.objects.filter(pk=meeting.pk).update(kind="introduction")
    assert actions.ask_reviews(NOW) == 0
    two("paused", started_on=TODAY - 300 * DAY, ends_on=TODAY, paused_until=TODAY + DAY)
    assert actions.ask_reviews(NOW) == 0


def test_a_review_is_for_the_pair_and_its_figures_are_for_nobody_alone() -> None:
    made, mentee, mentor = two()
    answers = {"changed": "I speak up now.", "helped": "", "unknown": "dropped"}
    ratings = {m.code: 7 for m in MEASURES} | {"made_up": 3, "staying": None}
    actions.review(made.pk, "half", answers=answers, ratings=ratings, by=mentee, now=NOW)
    assert "I speak up now." in Review.objects.get().answers
    assert "dropped" not in Review.objects.get().answers
    given = {r.measure: r.value for r in OutcomeRating.objects.filter(person=mentee, moment="half")}
    assert given == {m.code: "7" for m in MEASURES if m.code != "staying"}
    assert mails("review_written") == [mentor.pk]
    actions.review(
        made.pk, "half", answers={"changed": "More."}, ratings={"belonging": 1}, by=mentee, now=NOW
    )
    assert OutcomeRating.objects.get(measure="belonging", person=mentee).value == "7", (
        "a figure stays"
    )
    assert len(mails("review_written")) == 1


def test_an_empty_review_is_refused_kindly() -> None:
    made, mentee, _mentor = two()
    with pytest.raises(Refused, match="any one answer is enough"):
        actions.review(made.pk, "end", answers={"changed": " "}, ratings={}, by=mentee, now=NOW)
    with pytest.raises(Refused, match="at least one figure"):
        actions.rate_start(made.pk, ratings={"belonging": None}, by=mentee, now=NOW)


def test_the_start_is_rated_once() -> None:
    made, mentee, _mentor = two("agreeing")
    actions.rate_start(made.pk, ratings={"belonging": 4}, by=mentee, now=NOW)
    actions.rate_start(made.pk, ratings={"belonging": 9, "next_step": 2}, by=mentee, now=NOW)
    given = {r.measure: r.value for r in OutcomeRating.objects.filter(moment="start")}
    assert given == {"belonging": "4", "next_step": "2"}


def test_strangers_find_nothing() -> None:
    made, _mentee, _mentor = two()
    coordinator = factories.person()
    for person in (factories.person(), coordinator, factories.person(is_site_admin=True)):
        for act in (
            lambda: actions.pause(made.pk, until=TODAY + DAY, by=person, now=NOW),  # noqa: B023
            lambda: actions.resume(made.pk, by=person, now=NOW),  # noqa: B023
            lambda: actions.finish(made.pk, by=person, now=NOW),  # noqa: B023
            lambda: actions.suggest_end(made.pk, ends_on=TODAY + DAY, by=person, now=NOW),  # noqa: B023
        ):
            with pytest.raises(NotVisible):
                act()


@pytest.mark.capability("S4.19")
@pytest.mark.parametrize(("side", "state"), [("mentee", "resting"), ("mentor", "ready")])
def test_who_finished_rests_and_whose_mentor_stopped_keeps_their_place(
    side: str, state: str
) -> None:
    made, mentee, mentor = two()
    actions.finish(made.pk, by=mentee if side == "mentee" else mentor, now=NOW)
    assert made.seats.get(side="mentee").participation.state == state
    assert made.seats.get(side="mentor").participation.state == "ready"
