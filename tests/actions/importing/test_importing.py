"""From a spreadsheet to people: understood, mended, imported once and only once."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import importing
from alongside.actions import tasks as task_actions
from alongside.data.models import (
    ColumnMemory,
    Event,
    ImportBatch,
    ImportRow,
    Invitation,
    OutboxMessage,
    Participation,
    Person,
    Programme,
    Task,
)
from alongside.engine.spreadsheets import read
from alongside.jobs import run
from alongside.outbound import spreadsheets
from alongside.reads import importing as reads
from tests import factories
from tests.engine.spreadsheets import faulty

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def lead() -> Person:
    return factories.person("Ruth Lead")


@pytest.fixture
def programme(lead: Person) -> Programme:
    return factories.programme(lead)


def uploaded(programme: Programme, lead: Person, now: dt.datetime, data: bytes, **more):
    return importing.upload(
        programme,
        data=data,
        file_name=more.pop("file_name", "people.xlsx"),
        by=lead,
        now=now,
        **more,
    )


def checked(programme: Programme, lead: Person, now: dt.datetime, data: bytes, **more):
    batch = uploaded(programme, lead, now, data, **more)
    importing.choose_columns(batch, {}, side="mentee", all_or_nothing=False, by=lead, now=now)
    importing.check(batch, by=lead, now=now)
    return batch


def imported(batch: ImportBatch, lead: Person, now: dt.datetime, **more) -> dict:
    importing.start(batch, by=lead, now=now, **more)
    run.work()
    batch.refresh_from_db()
    return batch.summary.get("result", {})


def people_csv(*lines: str) -> bytes:
    return "\n".join(["Name,E-mail,Role,Topics", *lines]).encode()


def test_a_clean_list_becomes_people_who_may_be_matched_and_nobody_gets_mail(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    batch = checked(programme, lead, now, faulty.make_clean_workbook(30))
    assert (batch.state, batch.summary["new"], batch.summary["with_errors"]) == ("checked", 30, 0)
    result = imported(batch, lead, now)
    assert batch.state == "imported"
    assert (result["added"], result["updated"], result["left_out"]) == (30, 0, 0)
    assert Participation.objects.filter(programme=programme, state="ready").count() == 30
    assert not OutboxMessage.objects.exists()
    assert not Person.objects.get(email="person1@example.org").has_usable_password()


def test_every_fault_is_named_by_its_row(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data, expected = faulty.make_faulty_workbook(1000, 60)
    batch = checked(programme, lead, now, data)
    rows = {row.number: row for row in batch.rows.exclude(status__in=("fine", "skipped"))}
    assert {n: [p["code"] for p in row.problems] for n, row in rows.items()} == expected
    assert len(expected) == 60
    assert batch.summary["rows"] == 1000
    result = imported(batch, lead, now)
    errors = [n for n, row in rows.items() if row.status == "error"]
    assert result["added"] == 1000 - len(errors)
    assert result["left_out"] == len(errors)
    assert set(batch.rows.filter(status="error").values_list("number", flat=True)) == set(errors)


def test_running_it_again_updates_and_never_doubles(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    imported(checked(programme, lead, now, faulty.make_clean_workbook(20)), lead, now)
    again = checked(programme, lead, now, faulty.make_clean_workbook(20))
    assert (again.summary["new"], again.summary["known"]) == (0, 20)
    result = imported(again, lead, now)
    assert (result["added"], result["updated"], result["unchanged"]) == (0, 0, 20)
    changed = people_csv("New Name,PERSON3@example.org,mentor,Leadership")
    result = imported(checked(programme, lead, now, changed, file_name="b.csv"), lead, now)
    assert (result["added"], result["updated"], result["unchanged"]) == (0, 1, 0)
    assert Person.objects.get(email="person3@example.org").full_name == "New Name"
    assert Participation.objects.filter(programme=programme).count() == 20


def test_a_row_is_mended_here_or_left_out(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = people_csv(
        "Ana Li,ana.li@example,mentee,Leadership",
        "Bo Ek,bo@example.org,wizard,Leadership",
        "Cy Od,,mentee,Leadership",
    )
    batch = checked(programme, lead, now, data, file_name="a.csv")
    assert batch.summary["with_errors"] == 3
    done = importing.mend(
        batch, {2: {"email": "ana.li@example.org"}, 3: {"role": "mentor"}}, leave_out={4},
        by=lead, now=now,
    )  # fmt: skip
    assert done
    assert (batch.summary["with_errors"], batch.summary["new"]) == (0, 2)
    assert batch.rows.get(number=4).status == "left"
    importing.mend(batch, {}, take_back={4}, by=lead, now=now)
    assert batch.rows.get(number=4).status == "error"
    result = imported(batch, lead, now)
    assert (result["added"], result["left_out"]) == (2, 1)
    assert Person.objects.filter(email="ana.li@example.org").exists()
    assert Participation.objects.get(person__email="bo@example.org").side == "mentor"


def test_a_field_that_no_column_holds_can_be_mended(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = b"First name,Surname,Email\nANA,LI,ana@example.org\n"
    batch = checked(programme, lead, now, data, file_name="a.csv")
    assert [p["code"] for p in batch.rows.get(number=2).problems] == ["name_capitals"]
    importing.mend(batch, {2: {"full_name": "Ana Li"}}, by=lead, now=now)
    assert batch.rows.get(number=2).problems == []
    imported(batch, lead, now)
    assert Person.objects.get(email="ana@example.org").full_name == "Ana Li"


def test_all_or_nothing_refuses_to_begin_with_a_fault_and_writes_nothing(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = people_csv("Ana Li,ana@example.org,mentee,", "Bo,nobody,mentee,")
    batch = checked(programme, lead, now, data, file_name="a.csv")
    with pytest.raises(Refused, match="Nothing was imported"):
        importing.start(batch, by=lead, now=now, all_or_nothing=True)
    assert not Participation.objects.filter(programme=programme).exists()
    importing.mend(batch, {}, leave_out={3}, by=lead, now=now)
    assert imported(batch, lead, now, all_or_nothing=True)["added"] == 1


@pytest.mark.parametrize("whole", [False, True])
def test_a_stop_keeps_what_was_saved_or_with_all_or_nothing_nothing(
    programme: Programme, lead: Person, now: dt.datetime, whole: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("alongside.actions.importing.running.CHUNK", 10)
    batch = checked(programme, lead, now, faulty.make_clean_workbook(50))
    importing.start(batch, by=lead, now=now, all_or_nothing=whole)
    real = importing.running.participations.upsert_from_rows

    def stop_after_two(programme_, rows, **more):
        counts = real(programme_, rows, **more)
        if Person.objects.filter(email__startswith="person").count() == 20:
            Task.objects.filter(kind="import").update(stop_wanted=True)
        return counts

    monkeypatch.setattr(importing.running.participations, "upsert_from_rows", stop_after_two)
    monkeypatch.setattr("alongside.jobs.tasks.EVERY", 0)
    run.work()
    batch = ImportBatch.objects.get(pk=batch.pk)
    saved = Participation.objects.filter(programme=programme).count()
    assert batch.state == "stopped"
    assert batch.summary["result"]["added"] == saved
    if whole:
        # The wish to stop was written inside the transaction here, and went with it.
        return
    assert saved == 20
    monkeypatch.setattr(importing.running.participations, "upsert_from_rows", real)
    result = imported(batch, lead, now)
    assert (batch.state, result["added"], result["unchanged"]) == ("imported", 50, 0)


def test_a_crash_goes_on_behind_the_last_chunk(
    programme: Programme, lead: Person, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.actions.importing.running.CHUNK", 10)
    batch = checked(programme, lead, now, faulty.make_clean_workbook(35))
    importing.start(batch, by=lead, now=now)
    real = importing.running.participations.upsert_from_rows

    def falls(programme_, rows, **more):
        if Participation.objects.filter(programme=programme).count() >= 20:
            raise RuntimeError("the machine fell over")
        return real(programme_, rows, **more)

    monkeypatch.setattr(importing.running.participations, "upsert_from_rows", falls)
    run.work()
    assert Participation.objects.filter(programme=programme).count() == 20
    monkeypatch.setattr(importing.running.participations, "upsert_from_rows", real)
    Task.objects.filter(kind="import").update(due_at=now - dt.timedelta(days=1))
    run.work()
    batch.refresh_from_db()
    assert (batch.state, batch.summary["result"]["added"]) == ("imported", 35)
    assert batch.summary["result"]["unchanged"] == 0


def test_an_import_stopped_before_it_began(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    batch = checked(programme, lead, now, faulty.make_clean_workbook(5))
    importing.start(batch, by=lead, now=now)
    importing.stop(batch, by=lead, now=now)
    assert batch.state == "stopped"
    run.work()
    assert not Participation.objects.filter(programme=programme).exists()


def test_columns_are_remembered_for_the_programme(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = b"Who,Contact,Blurb\nAna Li,ana@example.org,Stroke\n"
    batch = uploaded(programme, lead, now, data, file_name="a.csv")
    importing.choose_columns(
        batch, {0: "full_name", 1: "email", 2: "specialty"}, side="mentor", all_or_nothing=True,
        by=lead, now=now,
    )  # fmt: skip
    assert ColumnMemory.objects.get(programme=programme, header="blurb").field == "specialty"
    later = uploaded(programme, lead, now, data, file_name="b.csv")
    assert [c.field for c in reads.mapping_of(later).columns] == ["full_name", "email", "specialty"]
    assert {c.reason for c in reads.mapping_of(later).columns} == {"remembered"}
    other = uploaded(factories.programme(lead), lead, now, data, file_name="b.csv")
    assert "remembered" not in {c.reason for c in reads.mapping_of(other).columns}


def test_columns_that_contradict_each_other_or_name_nobody_are_refused(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    batch = uploaded(
        programme, lead, now, people_csv("A B,a@example.org,mentee,"), file_name="a.csv"
    )
    with pytest.raises(Refused, match="Two columns"):
        importing.choose_columns(
            batch, {0: "email"}, side="mentee", all_or_nothing=False, by=lead, now=now
        )
    with pytest.raises(Refused, match="No column is taken for E-mail"):
        importing.choose_columns(
            batch, {1: "ignore"}, side="mentee", all_or_nothing=False, by=lead, now=now
        )


def test_a_corrected_file_takes_the_place_of_the_first_and_its_choices(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    first = uploaded(programme, lead, now, b"Who,Contact\nAna,ana\n", file_name="a.csv")
    importing.choose_columns(
        first, {0: "full_name", 1: "email"}, side="mentor", all_or_nothing=True, by=lead, now=now
    )
    second = uploaded(
        programme,
        lead,
        now,
        b"Who,Contact\nAna,ana@example.org\n",
        file_name="b.csv",
        replaces=first,
    )
    first.refresh_from_db()
    assert (first.state, first.file_bytes) == ("thrown_away", None)
    assert (second.side, second.all_or_nothing) == ("mentor", True)
    assert reads.mapping_of(second).indexes("email") == [1]


def test_the_file_goes_when_it_was_imported_and_the_rest_after_thirty_days(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = people_csv("Ana Li,ana@example.org,mentee,", "Bo,nobody,mentee,")
    batch = checked(programme, lead, now, data, file_name="a.csv")
    imported(batch, lead, now)
    assert ImportBatch.objects.get(pk=batch.pk).file_bytes is None
    assert [row.status for row in batch.rows.all()] == ["error"]
    assert importing.forget_old(now=now + dt.timedelta(days=29)) == 0
    assert importing.forget_old(now=now + dt.timedelta(days=31)) == 1
    assert not ImportRow.objects.exists()
    assert Person.objects.filter(email="ana@example.org").exists()


def test_left_out_rows_come_back_as_a_workbook_that_can_be_mended_and_uploaded(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = people_csv("Ana Li,ana@example.org,mentee,", "Bo Ek,nobody,mentor,Leadership")
    batch = checked(programme, lead, now, data, file_name="a.csv")
    imported(batch, lead, now)
    headers, rows = reads.left_out_table(lead, programme.slug, batch.pk)
    book = spreadsheets.write_xlsx(headers, rows)
    sheet = read(book, "left.xlsx").sheet
    assert sheet.headers == ["Name", "E-mail", "Role", "Topics", "What to mend"]
    again = uploaded(programme, lead, now, book)
    fields = [column.field for column in reads.mapping_of(again).columns]
    assert fields[:3] == ["full_name", "email", "role"] and fields[4] == "ignore"


def test_a_form_sent_twice_acts_once(programme: Programme, lead: Person, now: dt.datetime) -> None:
    data = people_csv("Ana Li,ana@example.org,mentee,")
    first = uploaded(programme, lead, now, data, file_name="a.csv", key="k1")
    second = uploaded(programme, lead, now, data, file_name="a.csv", key="k1")
    assert first.pk == second.pk
    importing.choose_columns(first, {}, side="mentee", all_or_nothing=False, by=lead, now=now)
    importing.check(first, by=lead, now=now)
    importing.start(first, by=lead, now=now, key="k2")
    importing.start(first, by=lead, now=now, key="k2")
    assert Task.objects.filter(kind="import").count() == 1


def test_a_long_list_is_looked_at_in_the_background_and_can_be_stopped(
    programme: Programme, lead: Person, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.actions.importing.checking.AT_ONCE", 10)
    batch = uploaded(programme, lead, now, faulty.make_clean_workbook(40))
    importing.choose_columns(batch, {}, side="mentee", all_or_nothing=False, by=lead, now=now)
    assert not importing.check(batch, by=lead, now=now)
    assert reads.where(lead, programme.slug, batch.pk) == "working"
    with pytest.raises(Refused, match="being worked on"):
        importing.start(batch, by=lead, now=now)
    importing.stop(batch, by=lead, now=now)
    batch.refresh_from_db()
    assert (batch.state, batch.task.state) == ("uploaded", "stopped")
    importing.check(batch, by=lead, now=now)
    run.work()
    batch.refresh_from_db()
    assert (batch.state, batch.summary["new"]) == ("checked", 40)


def test_a_welcome_goes_to_each_new_person_once(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    data = people_csv(
        "Ana Li,ana@example.org,mentee,",
        "Bo Ek,bo@example.org,both,",
        "Old Hand,old@example.org,mentor,",
    )
    factories.person("Old Hand", email="old@example.org")
    imported(checked(programme, lead, now, data, file_name="a.csv"), lead, now)
    assert reads.uninvited(programme).count() == 2
    assert importing.welcome(programme, by=lead, now=now) == 2
    run.work()
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "ana@example.org", "bo@example.org",
    ]  # fmt: skip
    assert OutboxMessage.objects.filter(kind="invitation").count() == 2
    with pytest.raises(Refused, match="invited already"):
        importing.welcome(programme, by=lead, now=now)


def test_other_programmes_imports_do_not_exist(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    batch = checked(
        programme, lead, now, people_csv("Ana Li,ana@example.org,mentee,"), file_name="a.csv"
    )
    stranger = factories.person("Other Lead")
    other = factories.programme(stranger)
    for who, slug in ((stranger, programme.slug), (stranger, other.slug), (lead, other.slug)):
        with pytest.raises(NotVisible):
            reads.preview(who, slug, batch.pk)
    with pytest.raises(NotVisible):
        importing.start(batch, by=stranger, now=now)
    with pytest.raises(NotVisible):
        importing.mend(batch, {}, by=stranger, now=now)
    with pytest.raises(NotVisible):
        importing.throw_away(batch, by=stranger, now=now)
    with pytest.raises(NotVisible):
        task_actions.stop(importing_task(batch, lead, now), by=stranger, now=now)


def importing_task(batch: ImportBatch, lead: Person, now: dt.datetime):
    importing.start(batch, by=lead, now=now)
    return batch.task_id


def test_each_step_is_written_down_without_content(
    programme: Programme, lead: Person, now: dt.datetime
) -> None:
    imported(
        checked(programme, lead, now, people_csv("Ana Li,ana@example.org,mentee,"), file_name="a.csv"),
        lead, now,
    )  # fmt: skip
    what = list(Event.objects.filter(programme_id=programme.pk).values_list("what", flat=True))
    for step in ("uploaded", "columns chosen", "checked", "started", "finished"):
        assert f"import {step}" in what
    assert "ana" not in str(list(Event.objects.values_list("facts", flat=True))).lower()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 whatever", "PDF document"),
        (b"Name,E-mail\n", "nothing below"),
        (b"Name,E-mail\n" + b"a,a@example.org\n" * 100_001, "more than 100000 rows"),
    ],
)
def test_what_is_no_list_is_refused_in_a_clear_line_and_not_kept(
    programme: Programme, lead: Person, now: dt.datetime, data: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        uploaded(programme, lead, now, data, file_name="a.csv")
    assert not ImportBatch.objects.exists()
