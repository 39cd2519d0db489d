"""What happened, without what was written."""

from __future__ import annotations

from django.db import models

from alongside.data.models.base import Row
from alongside.data.models.people import Person


class Event(Row):
    """One line for each write: who did what to what. Never its content."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=60)
    thing = models.CharField(max_length=30, blank=True)
    thing_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    relationship_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["relationship_id", "at"], name="events_of_relationship"),
            models.Index(fields=["programme_id", "at"], name="events_of_programme"),
        ]

    def __str__(self) -> str:
        return self.what


class SentForm(Row):
    """A form that was sent: the same one sent again gives the same answer and no second effect."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="form_sent_once")]

    def __str__(self) -> str:
        return f"form {self.id}"
