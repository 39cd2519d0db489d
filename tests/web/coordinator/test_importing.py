"""The pages of an import: upload, columns, preview, progress, result."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.actions import importing as actions
from alongside.data.models import ImportBatch, Participation, Person, Programme
from alongside.engine.spreadsheets import read
from alongside.jobs import run
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def lead() -> Person:
    return factories.person("Ruth Lead")


@pytest.fixture
def programme(lead: Person) -> Programme:
    return factories.programme(lead)


@pytest.fixture
def visitor(lead: Person) -> Client:
    client = Client()
    client.force_login(lead)
    return client


def upload(visitor: Client, programme: Programme, data: bytes, name: str = "people.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return visitor.post(reverse("importing", args=[programme.slug]), {"file": file, "form_key": ""})


def look(visitor: Client, programme: Programme, data: bytes, **more: str) -> tuple[str, str]:
    """Upload and accept the columns as guessed; the address of the import and its page."""
    columns = upload(visitor, programme, data)["Location"]
    answer = visitor.post(columns, {"side": "mentee", **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], visitor.get(answer["Location"]).content.decode()


PEOPLE = (
    b"Name,E-mail,Role,Topics\n"
    b"Ana Li,ana@example.org,mentee,Leadership\n"
    b"Bo Ek,bo@example,mentor,Leadership\n"
    b"Cy Od,cy@example.org,wizard,Falconry\n"
)


def test_from_the_upload_to_the_result(visitor: Client, programme: Programme) -> None:
    answer = upload(visitor, programme, PEOPLE)
    columns = visitor.get(answer["Location"]).content.decode()
    assert "ana@example.org" in columns and "Sure" in columns
    assert re.search(r'<option value="email" selected>', columns)
    here, preview = look(visitor, programme, PEOPLE)
    assert "2 rows to mend" in preview and "Row 3" in preview and "Row 4" in preview
    assert "does not say mentee, mentor or both" in preview
    mended = visitor.post(
        here + "mend/",
        {"r3-email": "bo@example.org", "r4-role": "mentee", "show": "error"},
        follow=True,
    )
    assert "Every row can come in" in mended.content.decode()
    visitor.post(here + "start/", {"form_key": "k"})
    working = visitor.get(here).content.decode()
    assert "<progress" in working and "Stop" in working
    assert "<progress" in visitor.get(here + "progress/").content.decode()
    run.work()
    assert visitor.get(here + "progress/")["HX-Redirect"] == here
    result = visitor.get(here).content.decode()
    assert "3 people added" in result and "Send 3 welcomes" in result
    assert Participation.objects.filter(programme=programme).count() == 3


def test_a_suggestion_is_taken_with_one_press_and_the_other_topics_stay(
    visitor: Client, programme: Programme
) -> None:
    data = b"Name,E-mail,Role,Topics\nAna Li,ana@example.org,mentee,Confidence; Leadershp\n"
    here, page = look(visitor, programme, data)
    use = re.search(r'name="use" value="([^"]+)"', page)
    assert use and use[1].endswith("Confidence; Leadership")
    page = visitor.post(here + "mend/", {"use": use[1]}, follow=True).content.decode()
    assert "Every row can come in" in page and "Leadershp" not in page


def test_a_row_can_be_left_out_and_taken_back(visitor: Client, programme: Programme) -> None:
    here, _page = look(visitor, programme, PEOPLE)
    visitor.post(here + "mend/", {"leave": "3"})
    assert "Take back" in visitor.get(here + "?show=left").content.decode()
    visitor.post(here + "mend/", {"back": "3"})
    assert "2 rows to mend" in visitor.get(here).content.decode()


def test_what_was_sent_unchanged_mends_nothing(visitor: Client, programme: Programme) -> None:
    data = b'Name,E-mail,Role,Topics\nAna Li,ana@example.org,mentee,"Falconry\nLeadership"\n'
    here, page = look(visitor, programme, data)
    box = re.search(r'name="(r2-[a-z_]+)" value="([^"]+)"', page)
    assert box and box[2] == "Falconry; Leadership"
    visitor.post(here + "mend/", {box[1]: box[2]})
    assert ImportBatch.objects.get().rows.get(number=2).mended == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "This is a PDF document"),
        (b"", "This file is empty"),
        (b"Name,E-mail\n", "nothing below a row of headings"),
    ],
)
def test_a_refused_file_gets_a_clear_line(
    visitor: Client, programme: Programme, data: bytes, words: str
) -> None:
    answer = upload(visitor, programme, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_cut_off(
    visitor: Client, programme: Programme, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 100_000
    answer = upload(visitor, programme, b"Name,E-mail\n" + b"x" * 300_000)
    assert answer.status_code == 422
    assert "larger than 40 MB" in answer.content.decode()


def test_columns_that_contradict_keep_what_was_chosen(
    visitor: Client, programme: Programme
) -> None:
    columns = upload(visitor, programme, PEOPLE)["Location"]
    answer = visitor.post(columns, {"c0": "email", "side": "mentor"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Two columns are taken for" in page
    assert page.count('<option value="email" selected>') == 2
    assert visitor.post(columns, {"c0": "nonsense", "side": "mentor"}).status_code == 422


def test_a_sheet_can_be_chosen(visitor: Client, programme: Programme) -> None:
    book = openpyxl.Workbook()
    for name, rows in (("Mentors", 2), ("Mentees", 9)):
        sheet = book.create_sheet(name)
        sheet.append(["Name", "E-mail"])
        for n in range(rows):
            sheet.append([f"Ana {n}", f"{name}{n}@example.org"])
    target = io.BytesIO()
    book.save(target)
    columns = upload(visitor, programme, target.getvalue(), "people.xlsx")["Location"]
    page = visitor.get(columns).content.decode()
    assert "<option selected>Mentees</option>" in page
    assert 'value="mentee" checked' in page
    visitor.post(columns.replace("columns", "sheet"), {"sheet": "Mentors"})
    page = visitor.get(columns).content.decode()
    assert "2 rows below the headings" in page
    assert 'value="mentor" checked' in page, "a sheet called Mentors lists mentors"
    answer = visitor.post(columns.replace("columns", "sheet"), {"sheet": "Nowhere"}, follow=True)
    assert "There is no sheet called" in answer.content.decode()
    assert ImportBatch.objects.get().sheet_name == "Mentors"


def test_the_corrected_file_is_looked_at_with_the_same_columns(
    visitor: Client, programme: Programme
) -> None:
    here, _page = look(visitor, programme, PEOPLE)
    file = SimpleUploadedFile("mended.csv", PEOPLE.replace(b"bo@example,", b"bo@example.org,"))
    page = visitor.post(here + "again/", {"file": file}, follow=True).content.decode()
    assert "1 row to mend" in page
    assert list(ImportBatch.objects.order_by("uploaded_at").values_list("state", flat=True)) == [
        "thrown_away", "checked",
    ]  # fmt: skip
    answer = visitor.post(
        reverse("import_again", args=[programme.slug, ImportBatch.objects.get(state="checked").pk]),
        {},
    )
    assert answer.status_code == 422 and "No file arrived" in answer.content.decode()


def test_downloads(visitor: Client, programme: Programme) -> None:
    template = visitor.get(reverse("import_template", args=[programme.slug])).content
    assert "E-mail address" in read(template, "t.xlsx").sheet.headers or read(template, "t.xlsx")
    here, _page = look(visitor, programme, PEOPLE)
    rows = read(visitor.get(here + "to-mend.xlsx").content, "t.xlsx").sheet
    assert [row.number for row in rows.rows()] == [2, 3]


def test_hostile_text_is_shown_and_never_run(visitor: Client, programme: Programme) -> None:
    evil = "<script>alert(1)</script>"
    data = f'Name,E-mail,{evil}\n{evil},nobody,{evil}\n"=cmd|calc",x@,{evil}\n'.encode()
    columns = upload(visitor, programme, data, f"{evil}.csv")["Location"]
    assert evil not in visitor.get(columns).content.decode()
    visitor.post(columns, {"c0": "full_name", "c1": "email", "c2": "team", "side": "mentee"})
    here = columns.removesuffix("columns/")
    assert evil not in visitor.get(here).content.decode()
    assert "&lt;script&gt;" in visitor.get(here).content.decode()


def test_other_programmes_imports_are_not_there(visitor: Client, programme: Programme) -> None:
    here, _page = look(visitor, programme, PEOPLE)
    stranger = factories.person("Other Lead")
    other = factories.programme(stranger)
    client = Client()
    client.force_login(stranger)
    elsewhere = here.replace(programme.slug, other.slug)
    token = re.compile(rb'"X-CSRFToken": "\w+"')
    for address in (here, elsewhere):
        # What does not exist at all, under the same slug.
        slug = programme.slug if address == here else other.slug
        missing = client.get(reverse("import_batch", args=[slug, stranger.pk])).content
        for last in ("", "columns/", "progress/", "to-mend.xlsx"):
            answer = client.get(address + last)
            assert answer.status_code == 404
            assert token.sub(b"", answer.content) == token.sub(b"", missing)
        for last in (
            "columns/",
            "sheet/",
            "mend/",
            "again/",
            "start/",
            "stop/",
            "throw-away/",
            "welcome/",
        ):
            assert client.post(address + last, {"side": "mentee"}).status_code == 404, last
    assert ImportBatch.objects.get().state == "checked"


def test_the_preview_asks_the_database_as_often_for_many_rows_as_for_few(
    visitor: Client, programme: Programme, lead: Person, now: dt.datetime,
) -> None:  # fmt: skip
    asked = []
    for rows in (3, 12):
        data = b"Name,E-mail,Role\n" + b"".join(
            b"Ana %d,a%d@example.org,wizard\n" % (n, n) for n in range(rows)
        )
        here, _page = look(visitor, programme, data)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visitor.get(here)
        asked.append(len(queries))
        actions.throw_away(ImportBatch.objects.get(state="checked"), by=lead, now=now)
    assert asked[0] == asked[1] <= 12
