"""Why these two, why not these two, why nobody yet, and what would change it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings

from alongside.engine.matching import (
    Mentee,
    Mentor,
    Pair,
    Part,
    Pool,
    Result,
    Rules,
    Unmatched,
    check,
    propose,
    regret,
    week,
    why_not,
)
from alongside.engine.matching.pairwise import RULE_CODES
from alongside.engine.matching.result import fact
from alongside.engine.matching.words import (
    Voice,
    pair_in_words,
    part_name,
    sentence,
    unmatched_in_words,
    whole_points,
)
from tests.engine.matching.makers import AMARA, BLEDDYN, pool, pools

NAMES = {"amara": "Amara", "bleddyn": "Bleddyn", "cai": "Cai", "dee": "Dee"}
VOICE = Voice(person=lambda id_: NAMES.get(id_, id_))


def two(mentee: dict[str, Any], mentor: dict[str, Any], **more: Any) -> Pool:
    return pool(
        [dataclasses.replace(AMARA, **mentee)], [dataclasses.replace(BLEDDYN, **mentor)], **more
    )


PAIR = frozenset({("amara", "bleddyn")})
STOPPED = {
    "same_person": two({"email": "a@x.org"}, {"email": "A@x.org"}),
    "line_manager": two({"manager": "Boss@x.org"}, {"email": "boss@X.org"}),
    "mentee_not_eligible": two({"eligible": False}, {}),
    "mentor_not_eligible": two({}, {"eligible": False}),
    "mentee_profession_closed": two({}, {}, rules=Rules(mentee_professions=frozenset({"OT"}))),
    "mentor_profession_closed": two({}, {}, rules=Rules(mentor_professions=frozenset({"OT"}))),
    "forbidden": two({}, {}, forbidden=PAIR),
    "avoid": two({}, {"avoid": frozenset({"amara"})}),
    "same_team": two({"team": "Ward 1"}, {"team": "ward 1"}),
    "no_places": two({}, {"already": 1}),
    "not_ahead": two({}, {"seniority": 3, "years": 4}),
    "not_ahead_in_topic": two(
        {"topic_years": (("Leadership", 9),)}, {}, rules=Rules(form="reverse")
    ),
    "same_profession": two({}, {}, rules=Rules(form="cross_disciplinary")),
    "asked_profession": two({"professions": frozenset({"Music therapist"})}, {}),
    "no_common_language": two({"languages": frozenset({"Polish"})}, {}),
    "no_common_mode": two({}, {"modes": frozenset({"in_person"})}),
    "too_far": two({"modes": frozenset({"in_person"})}, {"region": "Kent"}),
    "too_few_hours": two({"times": week([(6, 6)])}, {}),
}


def test_every_rule_has_a_case() -> None:
    assert set(STOPPED) == set(RULE_CODES)


@pytest.mark.parametrize("code", STOPPED)
def test_each_rule_stops_two_people_and_says_so(code: str) -> None:
    answer = why_not(STOPPED[code], "amara", "bleddyn")
    assert [rule.code for rule in answer.rules] == [code]
    said = sentence(answer.rules[0], VOICE)
    assert said.endswith(".")
    assert "{" not in said
    assert answer.score == sum(p.points for p in answer.parts)


@pytest.mark.parametrize("code", STOPPED)
def test_whom_a_rule_stops_gets_a_reason_and_a_change(code: str) -> None:
    result = propose(STOPPED[code])
    assert result.matched == 0
    why, change = unmatched_in_words(result.unmatched[0], VOICE)
    assert why.endswith(".")
    assert change.endswith(".")
    assert "{" not in why + change


CHANGES = {
    "too_few_hours": ("none_too_few_hours", "another_time"),
    "no_common_mode": ("none_no_common_mode", "meet_in_person"),
    "too_far": ("none_too_far", "meet_online"),
    "no_common_language": ("none_no_common_language", "another_language"),
    "asked_profession": ("none_asked_profession", "another_profession"),
    "same_team": ("none_same_team", "ease_rule"),
    "not_ahead": ("none_not_ahead", "ease_rule"),
    "line_manager": ("none_line_manager", "one_more_mentor"),
    "avoid": ("none_avoid", "one_more_mentor"),
    "forbidden": ("none_forbidden", "one_more_mentor"),
    "no_places": ("all_full", "one_more_place"),
    "mentee_not_eligible": ("mentee_not_eligible", "who_may_join"),
    "mentor_not_eligible": ("no_mentors", "one_more_mentor"),
}


@pytest.mark.parametrize("code", CHANGES)
def test_the_smallest_change_fits_the_reason(code: str) -> None:
    left = propose(STOPPED[code]).unmatched[0]
    assert (left.reason.code, left.change.code) == CHANGES[code]


def only(left: tuple[Unmatched, ...]) -> tuple[str, str]:
    assert len(left) == 1
    return unmatched_in_words(left[0], VOICE)


def test_full_mentors_are_counted_by_the_topic_most_wanted() -> None:
    others = [dataclasses.replace(AMARA, id=k) for k in ("cai", "dee")]
    wished = dataclasses.replace(BLEDDYN, wants=frozenset({"cai"}))
    second = dataclasses.replace(BLEDDYN, id="esi", wants=frozenset({"dee"}))
    why, change = only(propose(pool([AMARA, *others], [wished, second])).unmatched)
    assert why == "The two mentors who fit and offer leadership are all full."
    assert change == "One more place with Bleddyn or esi. Nobody else moves."


def test_another_evening_is_the_smallest_change_and_would_do() -> None:
    made = STOPPED["too_few_hours"]
    why, change = only(propose(made).unmatched)
    assert (
        why
        == "The one mentor for leadership who would fit otherwise shares too few hours with Amara."
    )
    assert change == "Thursday evening as well: Bleddyn has a place then. Nobody else moves."
    later = dataclasses.replace(made.mentees[0], times=week([(6, 6), (3, 19)]))
    assert propose(dataclasses.replace(made, mentees=(later,))).matched == 1


def test_a_wanted_profession_whose_only_mentor_is_a_manager_is_said_so() -> None:
    aoife = dataclasses.replace(
        AMARA, id="aoife", professions=frozenset({"Music therapist"}), manager="boss"
    )
    boss = dataclasses.replace(BLEDDYN, id="boss", profession="Music therapist")
    left = propose(pool([aoife], [boss, BLEDDYN])).unmatched
    why, change = only(left)
    assert "The only one here, boss, is in their line of management" in why
    assert change.startswith("Another profession, Physiotherapist: a place is free with Bleddyn")


def test_the_line_of_management_holds_both_ways_and_all_the_way_up() -> None:
    grand = pool(
        [dataclasses.replace(AMARA, manager="middle")],
        [BLEDDYN, Mentor("middle", manager="bleddyn", capacity=0)],
    )
    assert why_not(grand, "amara", "bleddyn").rules[0].code == "line_manager"
    near = dataclasses.replace(grand, rules=Rules(whole_line=False))
    assert why_not(near, "amara", "bleddyn").possible
    below = two({}, {"manager": "amara"})
    said = sentence(why_not(below, "amara", "bleddyn").rules[0], VOICE)
    assert said.startswith("Amara is in Bleddyn’s line of management")


def test_points_add_up_in_tenths_and_in_what_a_page_shows() -> None:
    pair = propose(two({}, {})).pairs[0]
    assert pair.score == sum(p.points for p in pair.parts)
    assert sum(p.out_of for p in pair.parts) == 1000
    shown = whole_points(pair.parts)
    assert sum(points for points, _ in shown) == (pair.score + 5) // 10
    assert [out_of for _, out_of in shown] == [40, 25, 20, 15]
    odd = tuple(Part(k, 5, 250, ()) for k in "abcd")
    assert whole_points(odd) == [(1, 25), (1, 25), (0, 25), (0, 25)]


def test_a_pair_is_explained_in_our_voice() -> None:
    pair = propose(two({}, {})).pairs[0]
    told = [sentence(f, VOICE) for p in pair.parts for f in p.facts]
    assert told == [
        "Offers leadership, which Amara put first.",
        "Eight years of leadership to draw on.",
        "11 years more of experience.",
        "Both work in Stroke care.",
        "The same profession: Physiotherapist.",
        "Three shared free hours, mostly Thursday evening.",
        "Both are happy to meet online.",
    ]
    assert [part_name(p) for p in pair.parts][0] == "What they want to work on"
    assert len(pair_in_words(pair, VOICE)) == 3


@pytest.mark.parametrize(
    ("mentee", "mentor", "says"),
    [
        ({"wants": ("bleddyn",)}, {}, "Amara asked for Bleddyn."),
        ({}, {"wants": frozenset({"amara"})}, "Bleddyn asked for Amara."),
        (
            {"wants": ("bleddyn",)},
            {"wants": frozenset({"amara"})},
            "They asked for each other.",
        ),
    ],
)
def test_who_asked_for_whom_comes_first(
    mentee: dict[str, Any], mentor: dict[str, Any], says: str
) -> None:
    assert pair_in_words(propose(two(mentee, mentor)).pairs[0], VOICE)[0] == says


def test_every_other_choice_is_told_with_what_it_would_cost() -> None:
    better = dataclasses.replace(BLEDDYN, id="better", capacity=2)
    worse = dataclasses.replace(BLEDDYN, id="worse", specialty="", capacity=2)
    pair = propose(pool([AMARA], [better, worse])).pairs[0]
    assert pair.mentor == "better"
    assert [(a.mentor, a.why_not.code) for a in pair.alternatives] == [("worse", "total_falls")]
    assert pair.alternatives[0].why_not["by"] == pair.score - pair.alternatives[0].score


def test_an_alternative_whose_place_another_needs_says_so() -> None:
    needs = Mentee("cai", topics=("leadership",), avoid=frozenset({"dee"}))
    dee = dataclasses.replace(BLEDDYN, id="dee", topics=(), specialty="")
    result = propose(pool([AMARA, needs], [BLEDDYN, dee]))
    pair = next(p for p in result.pairs if p.mentee == "amara")
    assert [(a.mentor, a.why_not.code) for a in pair.alternatives] == [("bleddyn", "fewer_matched")]
    said = sentence(pair.alternatives[0].why_not, VOICE)
    assert said == "Bleddyn’s places are with Cai; someone would then have no mentor."


def test_places_held_by_people_who_asked_are_told_as_such() -> None:
    cai = dataclasses.replace(AMARA, id="cai", wants=("bleddyn",))
    dee = dataclasses.replace(BLEDDYN, id="dee", topics=())
    result = propose(pool([AMARA, cai], [BLEDDYN, dee]))
    pair = next(p for p in result.pairs if p.mentee == "amara")
    assert pair.alternatives[0].why_not.code == "places_with_wishes"
    mine = next(p for p in result.pairs if p.mentee == "cai")
    assert (mine.wish, mine.alternatives[0].why_not.code) == (6, "asked_for_the_other")


def test_a_locked_pair_is_kept_and_explained() -> None:
    made = two({}, {}, locks=PAIR)
    pair: Pair = propose(made).pairs[0]
    assert pair.locked
    assert pair.score == why_not(made, "amara", "bleddyn").score


def test_every_code_can_be_said_in_another_language() -> None:
    heard: list[str] = []

    def translate(text: str) -> str:
        heard.append(text)
        return text

    def translate_many(one: str, many: str, count: int) -> str:
        heard.append(many)
        return one if count == 1 else many

    voice = Voice(translate=translate, translate_many=translate_many)
    sentence(fact("shared_hours", hours=3, day=3, part="evening"), voice)
    assert {"three", "Thursday", "{day} evening"} <= set(heard)
    assert "{n} shared free hours, mostly {when}." in heard


@settings(max_examples=60, deadline=None)
@given(pools())
def test_what_another_choice_is_said_to_cost_is_what_it_costs(made: Pool) -> None:
    if any(p.stops for p in check(made)):
        return
    result = propose(made)

    def wishes(of: Result) -> int:
        return sum(p.wish for p in of.pairs)

    for pair in result.pairs:
        for other in pair.alternatives:
            locks = made.locks | {(pair.mentee, other.mentor)}
            forced = propose(dataclasses.replace(made, locks=locks))
            lost = (
                result.matched - forced.matched,
                wishes(result) - wishes(forced),
                result.total - forced.total,
            )
            code = other.why_not.code
            if code == "total_falls":
                assert lost == (0, 0, other.why_not["by"])
            elif code == "as_good":
                assert lost == (0, 0, 0)
            elif code == "fewer_matched":
                assert lost[0] > 0
            elif code == "wish_lost":
                assert lost[0] == 0
                assert lost[1] > 0
            else:
                assert code in ("asked_for_the_other", "places_with_wishes")


def test_with_very_many_mentors_only_what_is_certain_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regret, "MOST_MENTORS", 1)
    other = dataclasses.replace(BLEDDYN, id="other", topics=())
    cai = dataclasses.replace(AMARA, id="cai", topics=())
    result = propose(pool([AMARA, cai], [BLEDDYN, other]))
    codes = {a.why_not.code for p in result.pairs for a in p.alternatives}
    assert codes == {"would_move"}
