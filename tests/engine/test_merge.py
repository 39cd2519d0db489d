"""Two people writing at once: nothing anyone wrote goes missing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.engine.merge import Conflict, Merged, Whose, merge

BASE = "Ask about the rota. Bring the audit.\nShadowing in May\nCareer talk"

lines = st.lists(st.sampled_from(["a", "b", "c", "d.", "e", "", "  ", "f. g!"]), max_size=7)
texts = st.lists(
    st.one_of(
        st.sampled_from(["One.", "Two!", "Three?", "\n", "\n\n", " ", "four", " Five.", "\r\n"]),
        st.text(max_size=4),
    ),
    max_size=10,
).map("".join)


def sentences(text: str) -> list[str]:
    """What a text says, sentence by sentence, space aside."""
    rows = re.split(r"\r\n|\r|\n", text)
    found = (s.strip() for row in rows for s in re.split(r"(?<=[.!?\u2026])(?=\s)", row))
    return [sentence for sentence in found if sentence]


def result(merged: Merged | Conflict) -> str:
    return merged.text if isinstance(merged, Merged) else merged.both


def test_changes_in_different_places_are_both_taken() -> None:
    mine = BASE.replace("the audit", "the whole audit")
    theirs = BASE.replace("Career talk", "Career talk with Ann")
    assert merge(BASE, mine, theirs) == Merged(
        "Ask about the rota. Bring the whole audit.\nShadowing in May\nCareer talk with Ann"
    )


def test_neighbouring_sentences_of_one_line_can_be_changed_at_once() -> None:
    mine = BASE.replace("rota", "new rota")
    theirs = BASE.replace("audit", "old audit")
    assert merge(BASE, mine, theirs) == Merged(
        "Ask about the new rota. Bring the old audit.\nShadowing in May\nCareer talk"
    )


def test_two_additions_in_one_place_are_both_kept() -> None:
    assert merge(BASE, BASE + "\nMine", BASE + "\nTheirs") == Merged(BASE + "\nTheirs\nMine")
    assert merge("", "Mine", "Theirs") == Merged("Theirs\nMine")
    assert merge("a", "x\na", "y\na") == Merged("y\nx\na")


def test_two_changes_to_one_sentence_are_a_conflict_that_shows_both() -> None:
    mine = BASE.replace("May", "June")
    theirs = BASE.replace("May", "July")
    found = merge(BASE, mine, theirs)
    assert isinstance(found, Conflict)
    assert (found.mine, found.theirs) == (mine, theirs)
    assert "Shadowing in June" in found.both and "Shadowing in July" in found.both
    assert [(p.whose, p.text.strip()) for p in found.parts if p.whose is not Whose.SHARED] == [
        (Whose.THEIRS, "Shadowing in July"),
        (Whose.MINE, "Shadowing in June"),
    ]
    assert "".join(part.text for part in found.parts) == found.both


def test_what_one_deleted_and_the_other_changed_is_a_conflict() -> None:
    mine = BASE.replace("\nShadowing in May", "")
    theirs = BASE.replace("May", "May with Bo")
    found = merge(BASE, mine, theirs)
    assert isinstance(found, Conflict) and "May with Bo" in found.both


def test_what_one_deleted_and_the_other_left_is_gone() -> None:
    mine = BASE.replace("\nShadowing in May", "")
    assert merge(BASE, mine, BASE + "\nMore") == Merged(mine + "\nMore")


@given(texts, texts)
def test_one_writer_alone_always_gets_exactly_what_they_wrote(base: str, new: str) -> None:
    want = new.replace("\r\n", "\n").replace("\r", "\n")
    assert merge(base, new, base) == Merged(want)
    assert merge(base, base, new) == Merged(want)
    assert merge(base, new, new) == Merged(want)


@settings(max_examples=400, deadline=None)
@given(texts, texts, texts)
@example("", "a", "b")
@example("a", "", "a b")
@example("a. b. c.", "a. x. c.", "y. c.")
def test_nothing_that_either_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    kept = sentences(result(merge(base, mine, theirs)))
    old = sentences(base)
    for side in (mine, theirs):
        new = [sentence for sentence in sentences(side) if sentence not in old]
        missing = [sentence for sentence in new if sentence not in kept]
        assert not missing
    for sentence in old:
        if sentence in sentences(mine) and sentence in sentences(theirs):
            assert sentence in kept or old.count(sentence) > 1


@settings(max_examples=300, deadline=None)
@given(lines, lines, lines)
def test_every_line_added_to_either_is_there(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    kept = result(merge("\n".join(base), "\n".join(mine), "\n".join(theirs)))
    for side in (mine, theirs):
        for line in side:
            if line not in base:
                assert all(part in kept for part in line.split())


@settings(max_examples=300, deadline=None)
@given(texts, texts, texts)
def test_both_writers_are_told_the_same_thing(base: str, mine: str, theirs: str) -> None:
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)
    assert type(here) is type(there)
    assert sorted(sentences(result(here))) == sorted(sentences(result(there)))


@pytest.mark.parametrize("row", ["", "same", "."])
def test_a_hostile_text_takes_no_longer_than_a_moment(row: str) -> None:
    base = "\n".join([row] * 20_000)
    before = time.perf_counter()
    merge(base, "x" + base + "y", "z\n" + base + "\nw")
    merge(base, base[:100], base[-5000:])
    assert time.perf_counter() - before < 5
