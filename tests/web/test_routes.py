"""Every route × method × role: what somebody may not see does not exist for them.

A route that stands in no list below fails the build. A refusal is the same page, byte for byte,
as for an address that does not exist (but for the token of its forms, which is new each time).
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from alongside.data.models import (
    Action,
    AgendaOtherText,
    Announcement,
    Coordinator,
    CpdEntry,
    Goal,
    ImportBatch,
    Invitation,
    MatchRun,
    OutboxMessage,
    PairRule,
    Person,
    Proposal,
    Reflection,
    Task,
    Unmatched,
    Win,
)
from alongside.web.shared.checks import every_route
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ROLES = (
    "anonymous", "stranger", "mentee", "mentor", "former", "coordinator", "other_coordinator",
    "site_admin",
)  # fmt: skip
EVERYONE = set(ROLES)
SIGNED_IN = EVERYONE - {"anonymous"}
PAIR = {"mentee", "mentor"}
MENTEE = {"mentee"}
COORDINATOR = {"coordinator"}
SITE = {"site_admin"}

#: With nothing in the form, or nothing due, these say that there is nothing there.
NEEDS_MORE = {
    "week_step", "nudge", "people_decide", "matching_publish", "matching_ask", "site_letter",
}  # fmt: skip
#: Who gets through to each route; everyone else meets the page of an unknown address.
ALLOWED: dict[str, set[str]] = {}


def _let(who: set[str], *names: str) -> None:
    for name in names:
        ALLOWED[name] = who


_let(
    EVERYONE,
    "home", "privacy", "help", "accessibility", "account_login", "account_logout",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "programmes", "programme", "programme_join",
    "join_sent", "styleguide", "join", "join_finish",
)  # fmt: skip
_let(
    SIGNED_IN,
    "start", "account_change_password", "today", "week", "week_save", "week_ahead", "week_step",
    "week_prompt", "journal", "reflections", "mentoring", "my_actions", "you", "you_profile",
    "you_times", "you_weekly", "your_data", "your_data_copy", "learning", "wellbeing",
)  # fmt: skip
_let(
    PAIR,
    "relationship", "relationship_story", "purpose", "thanks", "feedback", "agreement",
    "agreement_change", "agreement_sign", "agreement_set_aside", "agreement_version", "goals",
    "actions", "relationship_change", "relationship_pause", "relationship_resume",
    "end_date_suggest", "end_date_answer", "relationship_finish", "review", "ending",
    "meeting_book", "meeting", "meeting_move", "meeting_cancel", "meeting_missed", "meeting_line",
    "meeting_prepare", "session", "session_pulse", "session_consent", "session_check",
    "session_add", "session_note", "session_item", "session_settle", "session_mine",
    "session_close", "agenda", "offer_accept", "offer_decline",
)  # fmt: skip
_let(
    MENTEE,
    "my_place", "join_thanks", "place_rest", "place_back", "place_leave", "win", "win_remove",
    "win_bring", "reflection_bring", "reflection_remove", "goal_end", "session_action",
)  # fmt: skip
_let(COORDINATOR | {"other_coordinator"} | SITE, "running", "programme_new")
_let(
    COORDINATOR,
    "programme_run", "programme_settings", "programme_copy", "coordinator_invite",
    "coordinator_remove", "programme_state", "overview", "nudge", "people", "people_decide",
    "people_invite", "invitation_again", "people_export", "person", "person_change",
    "person_rest", "person_eligible", "person_state", "matching", "matching_start",
    "matching_by_hand", "matching_runs", "matching_rule_off", "matching_run",
    "matching_progress", "matching_stop", "matching_publish", "matching_letters", "matching_ask",
    "matching_pair", "relationships", "relationships_export", "pair", "pair_free", "pair_close",
    "announcements", "announcement_new", "announcement_change", "announcement_remove", "outcomes",
)  # fmt: skip
_let(
    SITE,
    "site", "site_tasks", "site_task_stop", "site_task_again", "site_mail", "site_letter",
    "site_mail_again", "site_people", "site_account_open", "site_programmes", "site_appoint",
    "site_events",
)  # fmt: skip
_let(
    SIGNED_IN, "learning_add", "learning_profile", "learning_gap", "learning_file",
    "wellbeing_consent",
)  # fmt: skip
_let(
    PAIR, "agenda_add", "agenda_settle", "agenda_save", "agenda_do", "prepare_first",
    "prepare_add", "prepare_note", "prepare_ready",
)  # fmt: skip
_let(MENTEE, "prepare_win", "prepare_action", "learning_entry", "learning_remove")
_let(
    COORDINATOR, "importing", "import_template", "import_batch", "import_columns",
    "import_sheet", "import_mend", "import_again", "import_start", "import_progress",
    "import_stop", "import_throw_away", "import_left_out", "import_welcome", "outcomes_export",
)  # fmt: skip
#: An action belongs to the mentee, and the mentor reads along.
_let(PAIR, "action", "goal")


@dataclass
class World:
    """One of everything, and a person in each role."""

    people: dict[str, Person | None]
    kwargs: dict[str, dict[str, Any]]
    default: dict[str, Any]


def _world() -> World:
    coordinator, other = factories.person("Siân Coordinator"), factories.person("Kwame Other")
    mentee, mentor = factories.person("Amara Mentee"), factories.person("Ruth Mentor")
    former = factories.person("Former Mentee")
    admin = factories.person("Dele Admin", is_site_admin=True)
    programme = factories.programme(coordinator, slug="trent")
    factories.programme(other, slug="elsewhere")
    relationship = factories.relationship(programme, mentee=mentee, mentor=mentor)
    factories.relationship(programme, mentee=former, mentor=factories.person(), state="ended")
    meeting = factories.meeting(relationship, starts_at=NOW.replace(year=2027))
    item = factories.agenda_item(relationship)
    place = mentee.participations.get()
    mentor_place = mentor.participations.get()
    stamp: dict[str, Any] = {"created_at": NOW, "changed_at": NOW}
    goal = Goal(relationship=relationship, person=mentee, title="Goal", **stamp)
    goal.save()
    action = Action(relationship=relationship, owner=mentee, text="Try", **stamp)
    action.save()
    other_text = AgendaOtherText(
        item=item, relationship=relationship, by=mentor, field="notes", text="x", at=NOW
    )
    other_text.save()
    win = Win(person=mentee, text="Win", on=NOW.date(), created_at=NOW)
    win.save()
    reflection = Reflection(person=mentee, text="Thought", on=NOW.date(), created_at=NOW)
    reflection.save()
    entry = CpdEntry(person=mentee, on=NOW.date(), type="mentoring", activity="A session", **stamp)
    entry.save()
    run = MatchRun.objects.create(
        programme=programme, number=1, state="proposed", seed=1, started_at=NOW
    )
    waiting = factories.participation(programme, "mentee")
    proposal = Proposal.objects.create(run=run, mentee=waiting, mentor=mentor_place, score=500)
    unmatched = Unmatched.objects.create(run=run, mentee=waiting)
    rule = PairRule.objects.create(
        programme=programme, mentee=waiting, mentor=mentor_place, rule="lock", at=NOW
    )
    task = Task.objects.create(kind="matching", created_at=NOW, due_at=NOW)
    letter = OutboxMessage.objects.create(
        kind="welcome", to_person=mentee, to_address=mentee.email, message_id="<1@example.org>",
        due_at=NOW, created_at=NOW,
    )  # fmt: skip
    news = Announcement.objects.create(
        programme=programme, title="News", body="News", audience="public", published_at=NOW
    )
    invitation = Invitation.objects.create(
        programme=programme, email="new@example.org", side="mentee", token_hash="0" * 64,
        sent_at=NOW, expires_at=NOW.replace(year=2030),
    )  # fmt: skip
    batch = ImportBatch.objects.create(
        programme=programme, file_name="people.csv", uploaded_at=NOW, file_bytes=b"Name,E-mail\n"
    )
    default = {
        "slug": "trent", "relationship": relationship.pk, "relationship_id": relationship.pk,
        "meeting": meeting.pk, "meeting_id": meeting.pk, "item": item.pk, "item_id": item.pk,
        "other": other_text.pk, "goal": goal.pk, "action": action.pk, "win": win.pk,
        "reflection": reflection.pk, "entry": entry.pk, "entry_id": entry.pk,
        "place_id": place.pk, "person_id": mentee.pk, "number": 1, "proposal_id": proposal.pk,
        "unmatched_id": unmatched.pk, "rule_id": rule.pk, "task_id": task.pk,
        "message_id": letter.pk, "announcement_id": news.pk, "invitation_id": invitation.pk,
        "coordinator_id": Coordinator.objects.get(programme=programme).pk,
        "batch_id": batch.pk, "batch": batch.pk, "token": "unknown", "side": "mentee",
        "uidb36": "1", "key": "unknown", "step": "wins", "do": "cover", "moment": "end",
        "to": "closed", "what": "accept", "kind": "csv", "field": "learned",
    }  # fmt: skip
    return World(
        people={
            "anonymous": None, "stranger": factories.person("Nobody Here"), "mentee": mentee,
            "mentor": mentor, "former": former, "coordinator": coordinator,
            "other_coordinator": other, "site_admin": admin,
        },
        kwargs={"nudge": {"kind": "quiet"}, "learning_file": {"kind": "pdf"}},
        default=default,
    )  # fmt: skip


@cache
def _routes() -> dict[str, tuple[str, ...]]:
    """Every named route with the names of its parameters."""
    found = {}
    for pattern, name, _view in every_route():
        assert name, f"{pattern} has no name"
        found[name] = tuple(re.findall(r"<(?:\w+:)?(\w+)>", pattern.replace("?P", "")))
    return found


def _without_tokens(body: bytes) -> bytes:
    body = re.sub(rb'(X-CSRFToken": ")[^"]+', rb"\1", body)
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", body)


def _client(world: World, role: str) -> Client:
    client = Client(raise_request_exception=True)
    person = world.people[role]
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.capability("B3")
def test_every_route_is_listed_with_who_may_use_it() -> None:
    assert set(_routes()) == set(ALLOWED)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_route_answers_each_role_as_listed(role: str, method: str) -> None:
    world = _world()
    client = _client(world, role)
    missing = _without_tokens(client.get(f"/nowhere/{uuid.uuid4()}/").content)
    wrong = []
    for name, parameters in _routes().items():
        given = {**world.default, **world.kwargs.get(name, {})}
        try:
            address = reverse(name, kwargs={p: given[p] for p in parameters})
        except NoReverseMatch as error:
            wrong.append(f"{name}: {error}")
            continue
        with transaction.atomic(), transaction.atomic(using="keys"):
            # Each route is tried in the same world.
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
            transaction.set_rollback(True, using="keys")
        if answer.status_code == 405:
            continue  # said of the address, before anyone looks whose it is
        if role in ALLOWED[name] or (role != "anonymous" and ALLOWED[name] == EVERYONE):
            if answer.status_code >= 500 or (
                answer.status_code == 404
                and name not in NEEDS_MORE
                and "token" not in parameters
                and "key" not in parameters
                and name != "sign_in_as"
            ):
                wrong.append(f"{method} {name} as {role}: {answer.status_code}")
        elif role == "anonymous":
            if answer.status_code != 302 or not answer["Location"].startswith("/sign-in/?next="):
                wrong.append(f"{method} {name} as {role}: {answer.status_code}")
        elif answer.status_code != 404:
            wrong.append(f"{method} {name} as {role}: {answer.status_code}, not 404")
        elif _without_tokens(answer.content) != missing:
            wrong.append(f"{method} {name} as {role}: its 404 says more than that of nowhere")
        if role != "anonymous" and name == "account_logout" and method == "post":
            client = _client(world, role)
    assert not wrong, "\n".join(wrong)


_let(EVERYONE, "sign_in_as")
