"""The running agenda under two writers: nothing anyone wrote goes missing."""

from __future__ import annotations

import random

import pytest

from alongside.access import NotVisible, Refused, Stale
from alongside.actions import agenda
from alongside.data.models import AgendaItem, AgendaOtherText
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOW = make.NOW


def texts() -> list[str]:
    return [item.text for item in AgendaItem.objects.filter(state="open").order_by("position")]


@pytest.mark.capability("S0.1")
def test_either_side_adds_and_changes() -> None:
    pair = make.relationship()
    amara, ruth = make.mentee_of(pair), make.mentor_of(pair)
    item = agenda.add(pair, text="The rota", by=amara, now=NOW)
    agenda.save_text(item.pk, field="text", text="The new rota", base="The rota", by=ruth, now=NOW)
    assert texts() == ["The new rota"]


@pytest.mark.capability("S0.2")
def test_an_item_is_of_a_kind() -> None:
    pair = make.relationship()
    me = make.mentee_of(pair)
    kinds = ("clinical_case", "learning_goal", "ethical_question", "organisational",
             "workload_support", "other")  # fmt: skip
    assert [agenda.add(pair, text=k, kind=k, by=me, now=NOW).kind for k in kinds] == list(kinds)


@pytest.mark.capability("S0.3")
def test_items_are_ordered_by_up_down_and_first() -> None:
    pair = make.relationship()
    me = make.mentee_of(pair)
    items = [agenda.add(pair, text=t, by=me, now=NOW) for t in "abc"]
    agenda.place(items[2].pk, to="first", by=me, now=NOW)
    assert texts() == ["c", "a", "b"]
    agenda.place(items[2].pk, to="down", by=me, now=NOW)
    agenda.place(items[1].pk, to="up", by=me, now=NOW)
    assert texts() == ["a", "b", "c"]


def test_a_thousand_interleavings_of_two_writers_lose_no_sentence() -> None:
    pair = make.relationship()
    writers = [make.mentee_of(pair), make.mentor_of(pair)]
    chance = random.Random(2)
    lost = conflicts = merged = 0
    for _round in range(100):
        item = agenda.add(pair, text="x", by=writers[0], now=NOW)
        agenda.save_text(item.pk, field="notes", text="Start.", base="", by=writers[0], now=NOW)
        # What each has before them: the base, the text, the row kept beside it.
        before = [["Start.", "Start.", None], ["Start.", "Start.", None]]
        said: list[str] = []
        for step in range(10):
            who = chance.randrange(2)
            base, text, other = before[who]
            if chance.random() < 0.35:
                item.refresh_from_db()
                kept = item.notes
                if text == base:
                    before[who] = [kept, kept, None]
                continue
            word = f"w{who}s{step}."
            where = chance.randrange(3)
            text = f"{word} {text}" if where == 0 else f"{text} {word}"
            if where == 2:
                text = text.replace("Start.", f"Start {word}", 1)
            said.append(word.rstrip("."))
            saved = agenda.save_text(
                item.pk, field="notes", text=text, base=base, other=other,
                by=writers[who], now=NOW,
            )  # fmt: skip
            conflicts += saved.state == "conflict"
            merged += saved.state == "merged"
            if saved.state == "conflict":
                before[who] = [base, text, saved.other_id]
            else:
                before[who] = [saved.text, saved.text, None]
        item.refresh_from_db()
        kept_beside = [row.text for row in AgendaOtherText.objects.filter(item=item)]
        everything = " ".join([item.notes, *kept_beside])
        lost += sum(word not in everything for word in said)
    assert lost == 0
    assert conflicts and merged


def test_settling_keeps_what_was_chosen_from_where_one_stands() -> None:
    pair = make.relationship()
    amara, ruth = make.mentee_of(pair), make.mentor_of(pair)
    for chooser, keep, left in (
        (amara, "mine", "A."), (ruth, "mine", "R."), (amara, "theirs", "R."),
        (ruth, "theirs", "A."), (ruth, "both", "A.\n\nR."),
    ):  # fmt: skip
        item = agenda.add(pair, text="x", by=amara, now=NOW)
        agenda.save_text(item.pk, field="notes", text="A.", base="", by=amara, now=NOW)
        agenda.save_text(item.pk, field="notes", text="A.", base="", by=amara, now=NOW)
        item.refresh_from_db()
        other = AgendaOtherText(
            item=item, relationship=pair, by=ruth, field="notes", text="R.", at=NOW
        )
        other.save()
        agenda.settle(other.pk, keep=keep, version=item.version, by=chooser, now=NOW)
        item.refresh_from_db()
        assert item.notes == left


def test_a_choice_made_on_an_older_version_is_asked_again() -> None:
    pair = make.relationship()
    amara, ruth = make.mentee_of(pair), make.mentor_of(pair)
    item = agenda.add(pair, text="One", by=amara, now=NOW)
    agenda.save_text(item.pk, field="text", text="Two", base="One", by=amara, now=NOW)
    kept = agenda.save_text(item.pk, field="text", text="Three", base="One", by=ruth, now=NOW)
    assert kept.state == "conflict" and kept.other_id
    agenda.save_text(item.pk, field="text", text="Four", base="Two", by=amara, now=NOW)
    with pytest.raises(Stale):
        agenda.settle(kept.other_id, keep="mine", version=kept.version, by=ruth, now=NOW)
    assert texts() == ["Four"] and AgendaOtherText.objects.count() == 1


def test_what_was_dropped_or_covered_can_be_put_back_and_only_by_the_two() -> None:
    pair = make.relationship()
    me = make.mentee_of(pair)
    item = agenda.add(pair, text="a", by=me, now=NOW)
    agenda.drop(item.pk, by=me, now=NOW)
    assert texts() == []
    agenda.reopen(item.pk, by=make.mentor_of(pair), now=NOW)
    assert texts() == ["a"]
    for act in (agenda.drop, agenda.reopen, agenda.talk_about):
        with pytest.raises(NotVisible):
            act(item.pk, by=make.person(), now=NOW)


def test_nothing_is_added_once_it_has_ended() -> None:
    pair = make.relationship(state="ended")
    with pytest.raises(Refused):
        agenda.add(pair, text="a", by=make.mentee_of(pair), now=NOW)
