"""Every page asks the database as much at few rows as at many."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from alongside.data.keys import store
from alongside.data.models import (
    Action,
    Announcement,
    CheckIn,
    CpdEntry,
    Event,
    Feedback,
    Goal,
    ImportBatch,
    Invitation,
    MatchRun,
    OutboxMessage,
    Programme,
    Proposal,
    Purpose,
    Reflection,
    Relationship,
    Task,
    ThankYou,
    Unmatched,
    Win,
    WinShare,
)
from tests import factories
from tests.factories import NOW
from tests.test_canary import Sown, addresses, client_of, sow
from tests.web.test_routes import ALLOWED

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)


def more(sown: Sown, count: int, number: int) -> None:
    """``count`` further rows of whatever a page lists."""
    default, people = sown.world.default, sown.world.people
    pair = Relationship.objects.get(pk=default["relationship"])
    programme = pair.programme
    run = MatchRun.objects.get(programme=programme, number=1)
    for n in range(count):
        at = NOW - DAY * (n + number)
        stamp: dict[str, Any] = {"created_at": at, "changed_at": at}
        factories.agenda_item(pair, f"Item {n}")
        factories.meeting(
            pair, starts_at=at - 30 * DAY, ends_at=at - 30 * DAY + dt.timedelta(minutes=5),
            state="held",
        )  # fmt: skip
        for role in ("mentee", "mentor"):
            person: Any = people[role]
            win = Win(person=person, text="Win", on=at.date(), created_at=at)
            win.save()
            if role == "mentee":
                WinShare(win=win, relationship=pair, text="Win", at=at).save()
            Reflection(person=person, text="Thought", on=at.date(), created_at=at).save()
            CpdEntry(person=person, on=at.date(), type="mentoring", activity="A", **stamp).save()
            CheckIn(person=person, figures='{"stress": 4, "energy": 6}', at=at).save()
            Feedback(relationship=pair, by=person, text="Good", at=at).save()
            ThankYou(relationship=pair, by=person, text="Thanks", at=at).save()
        goal = Goal(relationship=pair, person=people["mentee"], title="Goal", **stamp)
        goal.save()
        Action(relationship=pair, owner=people["mentee"], text="Try", goal=goal, **stamp).save()
        Purpose(relationship=pair, by=people["mentee"], text="For", at=at).save()
        factories.relationship(programme, mentor=factories.person())
        factories.relationship(programme, state="ended")
        waiting = factories.participation(programme, "mentee")
        offering = factories.participation(programme, "mentor")
        Proposal.objects.create(run=run, mentee=waiting, mentor=offering, score=400)
        Unmatched.objects.create(run=run, mentee=factories.participation(programme, "mentee"))
        factories.participation(programme, "mentee", state="applied", ready_at=None)
        Announcement.objects.create(
            programme=programme, title="News", body="News", audience="public", published_at=at
        )
        Invitation.objects.create(
            programme=programme, email=f"new{number}-{n}@example.org", side="mentee",
            token_hash=f"{number}-{n}", sent_at=at, expires_at=at.replace(year=2030),
        )  # fmt: skip
        ImportBatch.objects.create(
            programme=programme, file_name="a.csv", uploaded_at=at, by=people["coordinator"]
        )
        Task.objects.create(kind="matching", created_at=at, due_at=at, by=people["coordinator"])
        Event.objects.create(at=at, by=people["mentee"], what="win_kept")
        OutboxMessage.objects.create(
            kind="welcome", to_person=people["mentee"], to_address="a@example.org",
            message_id=f"<{number}-{n}@example.org>", due_at=at, created_at=at,
        )  # fmt: skip
        Programme.objects.create(
            slug=f"more-{number}-{n}", name=f"More {number} {n}", host="Host", kind="mentoring",
            form="traditional", state="open", reasons=["confidence"], created_at=at,
        )  # fmt: skip


def asked(sown: Sown, role: str) -> dict[str, int]:
    client = client_of(sown, role)
    found: dict[str, int] = {}
    for name, address in addresses(sown):
        if role not in ALLOWED.get(name, ()) or name in found:
            continue
        store.forget()
        with (
            CaptureQueriesContext(connections["default"]) as data,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            answer = client.get(address)
        if answer.status_code == 200:
            found[name] = len(data) + len(keys)
    return found


@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator", "site_admin"])
def test_every_page_asks_as_much_of_four_rows_as_of_sixteen(role: str) -> None:
    sown = sow()
    more(sown, 4, 1)
    few = asked(sown, role)
    more(sown, 12, 100)
    many = asked(sown, role)
    assert few.keys() <= many.keys() and len(few) >= 5
    grew = {page: (few[page], many[page]) for page in few if many[page] > few[page]}
    assert grew == {}
