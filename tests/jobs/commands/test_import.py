"""``alongside import FILE --programme SLUG [--check] [--json]``"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.data.models import ImportBatch, OutboxMessage, Participation, Person, Programme
from tests import factories
from tests.engine.spreadsheets import faulty

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def programme() -> Programme:
    return factories.programme(factories.person("Ruth Lead"))


def run(file: Path, programme: Programme, *more: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("import", str(file), "--programme", programme.slug, *more, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_clean_list_comes_in_and_a_second_time_changes_nothing(
    programme: Programme, tmp_path: Path
) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(faulty.make_clean_workbook(20))
    assert run(file, programme) == (0, "20 added, 0 updated, 0 unchanged, 0 left out.\n")
    assert run(file, programme) == (0, "0 added, 0 updated, 20 unchanged, 0 left out.\n")
    assert Participation.objects.filter(programme=programme).count() == 20
    assert not OutboxMessage.objects.exists()


def test_check_names_every_fault_by_row_and_keeps_nothing(
    programme: Programme, tmp_path: Path
) -> None:
    data, expected = faulty.make_faulty_workbook(1000, 60)
    file = tmp_path / "people.xlsx"
    file.write_bytes(data)
    code, said = run(file, programme, "--check", "--json")
    report: dict[str, Any] = json.loads(said)
    named: dict[int, list[str]] = {}
    for problem in report["problems"]:
        named.setdefault(problem["row"], []).append(problem["code"])
    assert (code, named, report["rows"]) == (1, expected, 1000)
    assert not ImportBatch.objects.exists()
    assert not Participation.objects.filter(programme=programme).exists()
    code, words = run(file, programme)
    assert code == 1 and "Row " in words
    assert Participation.objects.filter(programme=programme).count() >= report["new"]


def test_all_or_nothing_adds_nobody_when_one_row_is_wrong(
    programme: Programme, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail\nAna Li,ana@example.org\nBo Ek,bo@example\n")
    with pytest.raises(CommandError, match="Row 3 can’t come in") as no:
        run(file, programme, "--all-or-nothing")
    assert no.value.returncode == 2
    assert not Person.objects.filter(email="ana@example.org").exists()
    assert ImportBatch.objects.get().state == "failed"


def test_what_can_t_be_done_is_one_clear_line(programme: Programme, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    with pytest.raises(CommandError, match="No such file"):
        run(file, programme)
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF document"):
        run(file, programme)
    with pytest.raises(CommandError, match="No coordinator"):
        run(file, programme, "--as", "nobody@example.org")
