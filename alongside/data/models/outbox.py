"""Mail on its way out."""

from __future__ import annotations

from django.db import models

from alongside.data.models.base import Row
from alongside.data.models.people import Person
from alongside.engine.states import MESSAGE


class OutboxMessage(Row):
    """A message written in the same transaction as what it tells of.

    It names things by id and is put into words when it is sent, so that no confidential text
    is ever kept here. ``message_id`` stays the same over every attempt.
    """

    kind = models.CharField(max_length=40)
    to_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    to_address = models.EmailField(max_length=254)
    params = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    #: The same key is sent once: a reminder that is due twice, a form that is sent twice.
    once_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001
    state = models.CharField(max_length=10, choices=MESSAGE.choices, default=MESSAGE.first)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="message_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
