"""A text of its own in every confidential field, and then a search for it wherever it must not be.

The writer's own pages show each of them, so that a search which finds nothing means something.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import pypdf
import pytest
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.config.logs import JsonLines
from alongside.data.confidential import confidential_fields
from alongside.data.models import (
    ActionNote,
    Agreement,
    CheckIn,
    CheckInShare,
    CpdEntry,
    CpdProfile,
    Feedback,
    Goal,
    OutboxMessage,
    OutcomeRating,
    Person,
    Purpose,
    Reflection,
    Relationship,
    Review,
    SessionNote,
    ThankYou,
    WellbeingConsent,
    Win,
    WinShare,
)
from alongside.engine.reviews import MEASURES, questions
from alongside.outbound.mail import NotNeeded, compose, kinds
from tests.factories import NOW
from tests.web.test_routes import World, _routes, _world

BOTH = ["default", "keys"]
pytestmark = pytest.mark.django_db(databases=BOTH)

#: What all canaries begin with, and what the searches on the pages are asked for.
WORD = "kestrel"
OUTSIDE = ("anonymous", "stranger", "former", "coordinator", "other_coordinator", "site_admin")
PAIR = frozenset({"mentee", "mentor"})
#: Parameters that lead to other pages of the same route.
CHOICES = {
    "kind": ["csv", "xlsx", "pdf", "docx", "quiet"],
    "moment": ["early", "half", "end"],
    "step": ["wins", "questions", "worked", "actions", "ahead"],
}
#: Fields that hold JSON of a known form: the canary stands where words would.
SHAPES = {
    "Agreement.terms": lambda text: [{"code": "roles", "title": "Roles", "text": text}],
    "Review.answers": lambda text: {q.code: text for q in questions("half", "mentoring")},
    "CpdProfile.gaps": lambda text: [{"start": "2026-01-01", "end": "2026-05-01", "text": text}],
    "CheckIn.figures": lambda text: {"stress": 7, "energy": 3, text: 1},
    "CheckInShare.figures": lambda text: {"stress": 7, "energy": 3, text: 1},
}
#: Shown to their writer as a number; their bytes are in the writer's copy of everything.
NUMBERS = {"OutcomeRating.value", "CheckIn.figures", "CheckInShare.figures"}


@dataclass
class Sown:
    """A world with canaries: ``of`` the text by ``(field, writer)``, ``readers`` who may read it."""

    world: World
    of: dict[tuple[str, str], str] = field(default_factory=dict)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def plant(self, row: Any, writer: str, readers: frozenset[str] | None = None) -> None:
        """Save a row with a text of its own in each of its confidential fields."""
        for model, name in confidential_fields():
            if not isinstance(row, model):
                continue
            what = f"{model.__name__}.{name}"
            text = WORD + hashlib.sha256(f"{what} {writer}".encode()).hexdigest()[:16]
            if what == "OutcomeRating.value":
                # Seven, in digits that nothing else here is written in.
                text = "٠" * 9 + "٧"
            self.of[what, writer] = text
            self.readers[text] = readers or frozenset({writer})
            shape = SHAPES.get(what)
            setattr(row, name, json.dumps(shape(text)) if shape else text)
        row.save()

    def not_for(self, role: str) -> dict[str, str]:
        """Label by text, of what a role must never meet."""
        return {
            text: f"{what} of the {writer}"
            for (what, writer), text in self.of.items()
            if role not in self.readers[text]
        }


def sow() -> Sown:
    """A row of every model with confidential text, written by the mentee, some by the mentor."""
    world = _world()
    sown = Sown(world)
    at = {"created_at": NOW, "changed_at": NOW}
    today = NOW.date()
    people: dict[str, Any] = {role: world.people[role] for role in PAIR}
    mentee, mentor = people["mentee"], people["mentor"]
    pair = Relationship.objects.get(pk=world.default["relationship"])
    meeting = pair.meetings.get()
    item = pair.agenda.get()
    sown.plant(Agreement.objects.get(relationship=pair), "mentee", PAIR)
    sown.plant(item, "mentee", PAIR)
    sown.plant(item.others.get(), "mentor", PAIR)
    sown.plant(pair.goals.get(), "mentee", PAIR)
    action = pair.actions.get()
    sown.plant(action, "mentee", PAIR)
    note = ActionNote(action=action, relationship=pair, by=mentee, at=NOW)
    sown.plant(note, "mentee", PAIR)
    sown.plant(Purpose(relationship=pair, by=mentee, at=NOW), "mentee", PAIR)
    sown.plant(Feedback(relationship=pair, by=mentor, meeting=meeting, at=NOW), "mentor", PAIR)
    sown.plant(ThankYou(relationship=pair, by=mentee, at=NOW), "mentee", PAIR)
    for role, person in people.items():
        review = Review(relationship=pair, person=person, moment="half", asked_at=NOW)
        review.answered_at = NOW
        sown.plant(review, role, PAIR)
        sown.plant(SessionNote(meeting=meeting, person=person, changed_at=NOW), role)
        sown.plant(Reflection(person=person, on=today, created_at=NOW), role)
        WellbeingConsent.objects.create(person=person, given_at=NOW)
        sown.plant(CheckIn(person=person, at=NOW), role)
        sown.plant(CpdEntry(person=person, on=today, type="mentoring", **at), role)
    own = Goal(relationship=pair, person=mentee, private=True, **at)
    sown.plant(own, "mentee alone", frozenset({"mentee"}))
    win = Win.objects.get(person=mentee)
    sown.plant(win, "mentee")
    sown.plant(Win(person=mentor, on=today, created_at=NOW), "mentor")
    sown.plant(WinShare(win=win, relationship=pair, at=NOW), "mentee", PAIR)
    shared = CheckIn.objects.create(person=mentee, meeting=meeting, at=NOW)
    sown.plant(CheckInShare(check_in=shared, relationship=pair, at=NOW), "mentee", PAIR)
    sown.plant(CpdProfile(person=mentee, changed_at=NOW), "mentee")
    place = mentee.participations.get()
    rating = OutcomeRating(
        participation=place, person=mentee, measure=MEASURES[0].code, moment="start", at=NOW
    )
    sown.plant(rating, "mentee")
    return sown


def client_of(sown: Sown, role: str, **options: Any) -> Client:
    client = Client(**options)
    person: Person | None = sown.world.people[role]
    if person is not None:
        client.force_login(person)
    return client


def addresses(sown: Sown) -> Iterator[tuple[str, str]]:
    """Every address of the site with this world's things in it, by the route's name."""
    for name, parameters in _routes().items():
        given = {**sown.world.default, **sown.world.kwargs.get(name, {})}
        several = next((p for p in parameters if p in CHOICES and name != "nudge"), None)
        for choice in CHOICES[several] if several else [None]:
            kwargs = {p: choice if p == several else given[p] for p in parameters}
            yield name, reverse(name, kwargs=kwargs)


def readable(answer: HttpResponse) -> str:
    """All that somebody can get out of an answer: headers, text, the inside of documents."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    said = f"{answer.headers} "
    if body.startswith(b"PK"):
        parts = zipfile.ZipFile(io.BytesIO(body))
        return said + " ".join(
            parts.read(one).decode("utf-8", "replace") for one in parts.namelist()
        )
    if body.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(body)).pages
        return said + re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    return said + body.decode("utf-8", "replace")


def holds(text: str, canary: str) -> bool:
    return canary in text or json.dumps(canary)[1:-1] in text


def visit(sown: Sown, role: str, *, post: bool = False) -> Iterator[tuple[str, str]]:
    """What each address tells a role: opened, with a search, and (``post``) sent an empty form."""
    client = client_of(sown, role)
    for name, address in addresses(sown):
        yield f"GET {address}", readable(client.get(address, {"q": WORD}))
        if post and name != "account_logout":
            with transaction.atomic(), transaction.atomic(using="keys"):
                yield f"POST {address}", readable(client.post(address))
                transaction.set_rollback(True)
                transaction.set_rollback(True, using="keys")


def everything_kept() -> Iterator[tuple[str, str]]:
    """Every value of every table of both databases, as the database itself gives it."""
    for alias in BOTH:
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                columns = [column[0] for column in cursor.description]
                for row in cursor.fetchall():
                    for column, value in zip(columns, row, strict=True):
                        if isinstance(value, bytes | memoryview):
                            value = bytes(value).decode("utf-8", "replace")
                        yield f"{table}.{column}", str(value)


def found(where: Iterator[tuple[str, str]], canaries: dict[str, str]) -> list[str]:
    return [
        f"{label} in {place}"
        for place, text in where
        for canary, label in canaries.items()
        if holds(text, canary)
    ]


@pytest.mark.capability("B3")
def test_every_confidential_field_has_a_canary() -> None:
    sown = sow()
    fields = {f"{model.__name__}.{name}" for model, name in confidential_fields()}
    assert {what for what, _writer in sown.of} == fields, "plant the new field's row in sow()"
    assert len(set(sown.of.values())) == len(sown.of)


@pytest.mark.parametrize("role", OUTSIDE)
def test_nobody_outside_the_pair_reads_any_of_it(role: str) -> None:
    sown = sow()
    pages = visit(sown, role, post=role in ("coordinator", "site_admin"))
    assert found(pages, sown.not_for(role)) == []


@pytest.mark.parametrize("role", sorted(PAIR))
def test_the_other_person_reads_only_what_is_shared(role: str) -> None:
    sown = sow()
    assert len(sown.not_for(role)) > 10
    assert found(visit(sown, role, post=True), sown.not_for(role)) == []


def test_the_pages_of_those_it_is_for_show_all_of_it() -> None:
    """Without this a search that finds nothing would mean nothing."""
    sown = sow()
    shown = {
        role: " ".join(
            readable(client_of(sown, role).get(address)) for _name, address in addresses(sown)
        )
        for role in PAIR
    }
    copies = {
        role: readable(client_of(sown, role).post(reverse("your_data_copy"))) for role in PAIR
    }
    for (what, writer), text in sown.of.items():
        readers = sown.readers[text]
        if what not in NUMBERS:
            assert any(text in shown[role] for role in readers), f"{what} of the {writer}"
        if not what.startswith(("WinShare", "CheckInShare")):
            # A copy made for the other belongs to the pair; its original is in the file.
            assert holds(copies[writer.split()[0]], text), f"{what} of the {writer}"


def test_no_table_holds_it_after_every_page_was_opened() -> None:
    """Events, changes of state, outbox, sessions, sent forms, tasks and the cache among them."""
    sown = sow()
    cache.set("a-page", "is not kept here", 60)
    for role in sorted(PAIR):
        for _place, _text in visit(sown, role):
            pass
    tables = {place for place, _text in everything_kept()}
    assert {"django_session.session_data", "cache.value", "data_checkin.figures"} <= tables
    assert found(everything_kept(), dict.fromkeys(sown.of.values(), "a canary")) == []


def test_no_mail_quotes_it() -> None:
    sown = sow()
    default = sown.world.default
    mentee = sown.world.people["mentee"]
    params = {
        "relationship": str(default["relationship"]), "meeting": str(default["meeting"]),
        "participation": str(default["place_id"]), "unmatched": str(default["unmatched_id"]),
        "invitation": str(default["invitation_id"]), "by": str(mentee.pk),
        "announcement": str(default["announcement_id"]), "moment": "half",
        "application": str(default["task_id"]), "ends_on": "2027-09-01", "was": "2027-01-01T10:00",
        "programme": str(Relationship.objects.get(pk=default["relationship"]).programme_id),
        "side": "mentee", "token": "x", "link": "/", "count": 3, "number": 3,
    }  # fmt: skip
    composed, letters = 0, []
    for kind in kinds():
        message = OutboxMessage(
            kind=kind, to_person=mentee, to_address=mentee.email, created_at=NOW, due_at=NOW,
            message_id="<1@example.org>", params=params,
        )  # fmt: skip
        try:
            letter = compose(message)
        except (NotNeeded, KeyError):
            continue
        composed += 1
        letters.append(
            (kind, letter.message().as_string() + letter.body + str(letter.alternatives))
        )
    assert composed > 10
    assert found(iter(letters), sown.not_for("nobody")) == []


def test_no_log_line_and_no_error_page_carries_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sown = sow()
    secret = sown.of["Win.text", "mentee"]
    with (
        caplog.at_level(logging.DEBUG),
        caplog.at_level(logging.DEBUG, "alongside"),
        caplog.at_level(logging.DEBUG, "django.request"),
    ):
        for _place, _text in visit(sown, "mentee", post=True):
            pass

        def fail(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError(f"could not show {secret}")

        monkeypatch.setattr("alongside.web.member.journal.render", fail)
        monkeypatch.setattr("alongside.web.member.today.render", fail)
        client = client_of(sown, "mentee", raise_request_exception=False)
        answers = [
            client.get(reverse("today")),
            client.post(reverse("journal"), {"text": secret, "on": "not a day"}),
        ]
        for answer in answers:
            assert answer.status_code == 500
            assert secret not in readable(answer)
    lines = [("the log", JsonLines().format(record)) for record in caplog.records]
    assert len(lines) > 100 and any("RuntimeError" in line for _place, line in lines)
    assert found(iter(lines), sown.not_for("nobody")) == []


#: Where words of a member stand unlocked: what they say of themselves, and what they ask a
#: programme for. Coordinators and whoever they are matched with read it (``docs/privacy.md``).
OPEN = {"data_person", "data_participation"}


def filled(form: Any, page: str) -> tuple[str, dict[str, Any], list[str]]:
    """Address, values, and the canaries in every box for words of a form."""
    values: dict[str, Any] = {}
    written = []
    for box in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = box.get("name"), box.get("type", "text")
        if box.tag == "select":
            chosen = box.xpath("./option[@selected]/@value") or box.xpath("./option/@value")[1:2]
            values[name] = chosen[0] if chosen else ""
        elif kind in ("radio", "checkbox"):
            if box.get("checked") is not None or (kind == "radio" and name not in values):
                values[name] = box.get("value", "on")
        elif box.tag == "textarea" or kind in ("text", "search"):
            text = WORD + hashlib.sha256(f"{page} {name}".encode()).hexdigest()[:16]
            values[name] = text
            written.append(text)
        elif kind not in ("submit", "file"):
            values[name] = box.get("value", "")
    for button in form.xpath(".//button[@name]")[:1]:
        values[button.get("name")] = button.get("value", "")
    return form.get("action") or page, values, written


@pytest.mark.parametrize("role", sorted(PAIR))
def test_what_is_typed_into_any_box_leaves_no_open_trace(role: str) -> None:
    """Each form of each page is filled in and sent; then every table, mail and log is searched."""
    sown = sow()
    client = client_of(sown, role)
    taken, open_in, sent = 0, set(), set()
    for _name, address in list(addresses(sown)):
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for form in lxml.html.fromstring(answer.content).xpath("//main//form[@method='post']"):
            where, values, written = filled(form, address)
            shape = (re.sub(r"[0-9a-f-]{36}", "-", where), tuple(sorted(values)))
            if not written or shape in sent:
                continue
            sent.add(shape)
            with transaction.atomic(), transaction.atomic(using="keys"):
                reply = client.post(where, values)
                assert reply.status_code < 500, where
                taken += reply.status_code == 302
                kept = [
                    (place, canary)
                    for place, text in everything_kept()
                    for canary in written
                    if canary in text
                ]
                open_in |= {place for place, _canary in kept}
                canaries = dict.fromkeys(set(written) - {canary for _place, canary in kept}, where)
                letters = []
                for message in OutboxMessage.objects.all():
                    try:
                        letters.append((message.kind, str(compose(message).message())))
                    except NotNeeded:
                        continue
                assert found(iter(letters), canaries) == []
                transaction.set_rollback(True)
                transaction.set_rollback(True, using="keys")
    assert taken > 10, "too few forms were taken for this to mean anything"
    assert sorted(place for place in open_in if place.split(".")[0] not in OPEN) == []


@pytest.mark.django_db(databases=BOTH, transaction=True)
def test_the_files_of_the_database_do_not_hold_it() -> None:
    """The bytes as they lie on the disk, write-ahead log included; SQLite has them beside us."""
    sown = sow()
    for address in ("today", "journal", "learning", "wellbeing"):
        client_of(sown, "mentee").get(reverse(address))
    canaries = dict.fromkeys(sown.of.values(), "a canary")
    assert found(everything_kept(), canaries) == []
    raw = b""
    for alias in BOTH:
        if connections[alias].vendor == "sqlite":
            name = Path(connections[alias].settings_dict["NAME"])
            files = [one for one in name.parent.iterdir() if one.name.startswith(name.name)]
            raw += b"".join(one.read_bytes() for one in files)
    if connections["default"].vendor == "sqlite":
        assert "Siân Coordinator".encode() in raw, "what is not locked can be found this way"
    assert [text for text in canaries if text.encode() in raw] == []
