"""Work in the background."""

from __future__ import annotations

from django.db import models

from alongside.data.models.base import Row
from alongside.data.models.people import Person
from alongside.engine.states import TASK


class Task(Row):
    """The truth about a piece of background work; the queue only wakes a worker.

    A worker takes a row by a filtered update that sets its lease; a sweep takes up what a
    crashed worker left behind when the lease has run out.
    """

    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=TASK.choices, default=TASK.first)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    stop_wanted = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="task_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
