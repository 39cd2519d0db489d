"""Spreadsheets on their way in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from alongside.data.models.base import Row
from alongside.data.models.people import Person
from alongside.data.models.programmes import Programme
from alongside.data.models.tasks import Task
from alongside.engine.states import IMPORT


class ImportBatch(Row):
    """One uploaded file: its bytes until it is imported, its mapping, and what became of it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    file_bytes = models.BinaryField(null=True)
    sheet_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=12, choices=IMPORT.choices, default=IMPORT.first)
    side = models.CharField(max_length=8, default="mentee")
    all_or_nothing = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(Row):
    """A row with something wrong or mended, or (after the import) what became of it.

    Of the rows without a fault only the first are stored, to be looked at; the others are read
    from the file again when it is imported.
    """

    #: error: kept out until it is mended. warning: comes in, with something to know. left: taken
    #: out by whoever imports. skipped: no person (a total, a note). fine: nothing to say.
    STATUSES: ClassVar[list[tuple[str, str]]] = [
        (code, code) for code in ("error", "warning", "left", "skipped", "fine")
    ]

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    mended = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    status = models.CharField(max_length=8, choices=STATUSES)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "status", "number"], name="rows_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="row_once_in_a_file")
        ]

    def __str__(self) -> str:
        return f"row {self.number}"


class ColumnMemory(Row):
    """What a header meant the last time somebody said so, in this programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="column_memories")
    header = models.CharField(max_length=255)
    field = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "header"], name="header_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.header} is {self.field}"
