"""The learning record: its owner's alone, and one that would stand in an audit."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.actions import learning as actions
from alongside.actions import meetings
from alongside.data.models import CpdEntry, CpdProfile, Person, ThankYou
from alongside.reads import learning as reads
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TODAY = make.NOW.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.web.shared import clock

    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def zoe() -> Person:
    return make.person(
        "Zoë Adeyemi-Clarke", regulator="hcpc", registration_number="OT12345"
    )  # fmt: skip


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def values(**more: Any) -> dict[str, Any]:
    return {
        "on": TODAY - 3 * DAY, "type": "reflection", "minutes": 45,
        "activity": "A reflection on pacing", "learned": "Rest before the crash",
        "changed": "I plan the hard visit first", "benefit": "Calmer home visits",
        "evidence": "Notes in my diary", "standards": ["hcpc-2", "hcpc-4"], **more,
    }  # fmt: skip


def add(person: Person, **more: Any) -> CpdEntry:
    return CpdEntry.objects.get(pk=actions.add_entry(values(**more), by=person, now=make.NOW))


def text(person: Person, name: str = "learning", *args: Any, **query: str) -> str:
    response = signed_in(person).get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.capability("S1.4", "B1")
def test_a_session_held_stands_in_the_record_with_what_was_learned(zoe: Person) -> None:
    found = make.relationship(mentee=zoe)
    meeting = make.meeting(found, starts_at=make.NOW - dt.timedelta(hours=2))
    meetings.close(meeting.pk, learned="Ask before telling", by=zoe, now=make.NOW)

    page = text(zoe)

    assert "A mentoring session" in page
    assert "Ask before telling" in page
    assert "You could add what changed, who benefits, a standard" in page
    assert "November 2026" in page


@pytest.mark.capability("B1")
def test_an_activity_is_added_changed_and_removed(zoe: Person) -> None:
    client = signed_in(zoe)
    sent = {**values(), "on": values()["on"].isoformat(), "form_key": "once-only"}

    for _twice in range(2):
        assert client.post(reverse("learning_add"), sent).status_code == 302
    entry = CpdEntry.objects.get(person=zoe)
    assert (entry.learned, entry.standards) == ("Rest before the crash", ["hcpc-2", "hcpc-4"])

    address = reverse("learning_entry", args=[entry.pk])
    assert "Calmer home visits" in client.get(address).content.decode()
    client.post(address, {**sent, "benefit": "Fewer cancelled visits"})
    assert "Fewer cancelled visits" in text(zoe)

    client.get(reverse("learning_remove", args=[entry.pk]))
    assert CpdEntry.objects.filter(person=zoe).exists()
    client.post(reverse("learning_remove", args=[entry.pk]))
    assert not CpdEntry.objects.filter(person=zoe).exists()


def test_what_was_typed_is_kept_when_something_needs_another_look(zoe: Person) -> None:
    sent = {**values(activity=""), "on": (TODAY + DAY).isoformat()}

    response = signed_in(zoe).post(reverse("learning_add"), sent)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Say in a few words what you did." in page
    assert "Rest before the crash" in page
    response = signed_in(zoe).post(reverse("learning_add"), {**sent, "activity": "Reading"})
    assert "That day is still to come" in response.content.decode()
    assert not CpdEntry.objects.exists()


@pytest.mark.capability("B1")
def test_the_pdf_and_the_docx_carry_the_record_of_the_period(zoe: Person) -> None:
    add(zoe)
    add(zoe, on=TODAY - 800 * DAY, activity="Long ago")
    actions.keep_profile(
        practice="I work in a community stroke team.", statement="I learned to pace.",
        by=zoe, now=make.NOW,
    )  # fmt: skip
    start = TODAY - 700 * DAY
    actions.explain_gap(start, TODAY - 10 * DAY, "Parental leave", by=zoe, now=make.NOW)
    client = signed_in(zoe)

    pdf = client.get(reverse("learning_file", args=["pdf"]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == (
        'attachment; filename="learning-record-2024-11-19-to-2026-11-18.pdf"'
    )
    assert "no-store" in pdf["Cache-Control"]
    read = " ".join(
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(BytesIO(pdf.content)).pages
    )
    for words in (
        "Zoë Adeyemi-Clarke", "OT12345", "A reflection on pacing", "Rest before the crash",
        "Calmer home visits", "Notes in my diary", "community stroke team", "I learned to pace",
        "Parental leave",
    ):  # fmt: skip
        assert words in read
    assert "Long ago" not in read

    word = client.get(
        reverse("learning_file", args=["docx"]),
        {"start": (TODAY - 900 * DAY).isoformat(), "end": (TODAY - 600 * DAY).isoformat()},
    )
    assert word["Content-Disposition"].endswith('.docx"')
    document = docx.Document(BytesIO(word.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(p.text for p in document.paragraphs), *cells])
    assert "Long ago" in written
    assert "A reflection on pacing" not in written
    assert client.get(reverse("learning_file", args=["xlsx"])).status_code == 404


@pytest.mark.capability("B1")
def test_it_says_what_an_auditor_might_ask_about(zoe: Person) -> None:
    for days in (3, 10, 400):
        add(zoe, on=TODAY - days * DAY, benefit="")

    page = reads.page(zoe, now=make.NOW)
    codes = {finding.code for finding in page.findings}

    assert {"gap", "one_type", "no_benefit", "no_summary", "no_statement"} <= codes
    gap = next(finding for finding in page.findings if finding.code == "gap")
    assert gap.gap_start and gap.gap_end
    assert "Say why" in text(zoe)

    for finding in [one for one in page.findings if one.code == "gap"]:
        assert finding.gap_start and finding.gap_end
        actions.explain_gap(
            finding.gap_start, finding.gap_end, "On leave", by=zoe, now=make.NOW
        )  # fmt: skip
    again = reads.page(zoe, now=make.NOW)
    assert "gap" not in {finding.code for finding in again.findings}
    assert "On leave" in text(zoe)


def test_an_explanation_is_written_changed_and_taken_back(zoe: Person) -> None:
    client = signed_in(zoe)
    gap = {"start": "2026-01-01", "end": "2026-06-30"}

    assert client.post(reverse("learning_gap"), {**gap, "text": "Ill"}).status_code == 302
    assert "Ill" in client.get(reverse("learning_gap"), gap).content.decode()
    client.post(reverse("learning_gap"), {**gap, "text": "A long illness"})
    assert [g.text for g in reads.page(zoe, now=make.NOW).gaps] == ["A long illness"]
    client.post(reverse("learning_gap"), gap)
    assert reads.page(zoe, now=make.NOW).gaps == []
    wrong = client.post(reverse("learning_gap"), {"start": gap["end"], "end": gap["start"]})
    assert wrong.status_code == 422


def test_practice_and_statement_are_kept_for_their_writer(zoe: Person) -> None:
    client = signed_in(zoe)
    client.post(reverse("learning_profile"), {"practice": "Stroke", "statement": "I learned."})
    assert "I learned." in client.get(reverse("learning_profile")).content.decode()
    too_long = client.post(reverse("learning_profile"), {"practice": "x" * 30_000})
    assert too_long.status_code == 422
    assert CpdProfile.objects.get(person=zoe).practice == "Stroke"


@pytest.mark.capability("B1", "B3")
def test_nobody_else_can_open_it_and_it_stays_after_leaving(zoe: Person) -> None:
    programme = make.programme(coordinator := make.person("Siân Llewellyn"))
    found = make.relationship(programme, mentee=zoe, state="ended")
    entry = add(zoe, learned="kingfisher-at-dusk")
    mentor, admin = make.mentor_of(found), make.person(is_site_admin=True)

    for other in (coordinator, mentor, admin):
        client = signed_in(other)
        assert client.get(reverse("learning_entry", args=[entry.pk])).status_code == 404
        assert client.post(reverse("learning_entry", args=[entry.pk]), {}).status_code == 404
        assert client.post(reverse("learning_remove", args=[entry.pk])).status_code == 404
        assert "kingfisher" not in text(other)
        read = client.get(reverse("learning_file", args=["docx"])).content
        assert "kingfisher" not in str(docx.Document(BytesIO(read)).element.xml)
    assert signed_in(coordinator).get(
        reverse("person", args=[programme.slug, found.seats.get(side="mentee").participation_id])
    ).content.decode().count("kingfisher") == 0  # fmt: skip
    assert Client().get(reverse("learning")).status_code == 302

    zoe.participations.update(state="withdrawn")
    assert "kingfisher-at-dusk" in text(zoe)


def test_words_are_found_in_memory_and_other_dates_are_mentioned(zoe: Person) -> None:
    add(zoe, activity="Journal club", learned="Numbers needed to treat")
    add(zoe, activity="Clinic", learned="To listen")
    add(zoe, on=TODAY - 900 * DAY)

    assert "Journal club" in text(zoe, q="numbers NEEDED")
    assert "Clinic" not in text(zoe, q="numbers needed")
    assert "Nothing in your record fits those words" in text(zoe, q="zebra")
    assert "1 activity of yours is outside these dates." in text(zoe)
    assert "Journal club" in text(zoe, start="never", end="2026-99-99")


@pytest.mark.capability("S2.15")
def test_a_mentor_sees_what_they_have_given(zoe: Person) -> None:
    mentor = make.person("Ruth Abernethy")
    programme = make.programme()
    make.participation(programme, "mentor", mentor, capacity=3)
    first = make.relationship(programme, mentee=zoe, mentor=mentor)
    second = make.relationship(programme, mentor=mentor, state="ended")
    make.relationship(programme, mentor=mentor, state="declined")
    for n, found in enumerate((first, first, second)):
        starts = make.NOW - (30 + 7 * n) * DAY
        make.meeting(
            found, state="held", starts_at=starts, ends_at=starts + dt.timedelta(minutes=90)
        )
    ThankYou(relationship=first, by=zoe, text="You lent me your calm.", at=make.NOW).save()

    given = reads.page(mentor, now=make.NOW).given

    assert given is not None
    assert (given.people, given.sessions, given.hours) == (2, 3, "4.5")
    assert "You lent me your calm." in text(mentor)
    assert reads.page(zoe, now=make.NOW).given is None


def test_an_osteopath_counts_hours_and_a_nurse_has_the_themes_of_the_code() -> None:
    osteopath = make.person(regulator="gosc", profession="osteopath")
    add(osteopath, type="mentoring", minutes=120)
    counts = reads.page(osteopath, now=make.NOW).counts
    assert [(one.label, one.words) for one in counts] == [
        ("Hours of learning", "2 of 90"), ("With others", "2 of 45"),
    ]  # fmt: skip
    assert "Standards it bears on" not in text(osteopath, "learning_add")
    assert "Preserve safety" in text(make.person(regulator="nmc"), "learning_add")


def test_it_asks_as_much_of_two_entries_as_of_twenty(zoe: Person) -> None:
    def cost() -> int:
        with (
            CaptureQueriesContext(connections["default"]) as asked,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            reads.page(zoe, now=make.NOW)
        return len(asked) + len(keys)

    add(zoe)
    add(zoe)
    few = cost()
    for days in range(18):
        add(zoe, on=TODAY - 30 * days * DAY)
    assert cost() == few


def test_an_empty_record_says_what_it_is_for(zoe: Person) -> None:
    page = text(zoe)
    assert "Nothing here for this time yet" in page
    assert "Only you see your record." in page
