"""Names that are formulas, lines or tags, through everything that leaves the site.

Ten thousand strings through the writers themselves are in ``tests/outbound``; here they come the
way people would bring them in: as names, through the pages.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import icalendar
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from alongside.actions import meetings
from alongside.data.models import OutboxMessage
from alongside.outbound.mail import compose
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

HOSTILE = (
    "=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")',
    "Ana\r\nBcc: all@example.org", "Ana\nATTENDEE:mailto:x@example.org", "Ana\u2028DTSTART:1",
    '"><script>alert(1)</script>', "{{ 7919*7907 }}", "%0aBcc:x", "../../etc/passwd", "Ana; rm -rf", "’, ’=1",
    "\u202eanA", "ＡＮＡ＝1", "Ana,=1+1", "Ana\x0b=1", "",
)  # fmt: skip


@pytest.fixture
def coordinator() -> Client:
    """Signed in, with a programme whose every pair has a hostile name on one side."""
    sian = factories.person()
    programme = factories.programme(sian, slug="trent")
    for text in HOSTILE:
        mentee = factories.person("Ana", employer=text[:100], team=text[:100])
        type(mentee).objects.filter(pk=mentee.pk).update(full_name=text or "Ana")
        factories.relationship(programme, mentee=mentee)
    client = Client()
    client.force_login(sian)
    return client


@pytest.mark.parametrize("name", ["people_export", "relationships_export"])
def test_no_download_has_a_live_formula(coordinator: Client, name: str) -> None:
    answer = coordinator.get(reverse(name, args=["trent", "csv"]))
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cells = [cell for row in csv.reader(io.StringIO(text.decode("utf-8-sig"))) for cell in row]
    assert len(cells) > 100
    live = [c for c in cells if c.lstrip()[:1] in tuple("=+@") or c[:1] in tuple("\t\r\n")]
    assert [c for c in live if not c.startswith("'")] == []
    answer = coordinator.get(reverse(name, args=["trent", "xlsx"]))
    book = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    kinds = {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    parts = zipfile.ZipFile(io.BytesIO(book))
    assert not any(b"<f>" in parts.read(one) for one in parts.namelist())
    disposition = answer["Content-Disposition"]
    assert "\n" not in disposition and "\r" not in disposition


def test_no_name_writes_a_line_into_a_mail_or_a_calendar() -> None:
    for number, text in enumerate(filter(None, HOSTILE)):
        pair = factories.relationship()
        mentee, mentor = factories.mentee_of(pair), factories.mentor_of(pair)
        type(mentor).objects.filter(pk=mentor.pk).update(full_name=text)
        start = NOW + dt.timedelta(days=3 + number)
        meetings.book(pair, kind="session", start=start, where=text, by=mentee, now=NOW)
        for message in OutboxMessage.objects.filter(kind="meeting_booked"):
            letter = compose(message).message()
            assert set(letter.keys()) == {
                "Content-Type", "MIME-Version", "Subject", "From", "To", "Message-ID", "Date",
                "Auto-Submitted",
            }, text  # fmt: skip
            assert letter["Bcc"] is None and "\n" not in letter["Subject"]
            part = next(p for p in letter.walk() if p.get_content_type() == "text/calendar")
            raw = part.get_payload(decode=True)
            assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
            [event] = icalendar.Calendar.from_ical(raw).walk("VEVENT")
            people = event["ATTENDEE"]
            assert len(people if isinstance(people, list) else [people]) <= 2, text
            assert event["DTSTART"].dt == start
            html = str(compose(message).alternatives[0][0])
            assert "<script>" not in html
        OutboxMessage.objects.all().delete()


def test_no_page_runs_what_somebody_called_themselves(coordinator: Client) -> None:
    for name in ("people", "relationships", "overview"):
        page = coordinator.get(reverse(name, args=["trent"])).content.decode()
        assert "<script>alert" not in page and "62615533" not in page
