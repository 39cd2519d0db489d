"""The learning record: continuing professional development."""

from __future__ import annotations

from django.db import models

from alongside.data.confidential import ConfidentialText
from alongside.data.models.base import Row, owned_by_person
from alongside.data.models.meetings import Meeting
from alongside.data.models.people import Person


class CpdEntry(Row):
    """One activity of somebody's own record. It stays when they leave an employer."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="cpd")
    on = models.DateField()
    type = models.CharField(max_length=30)
    minutes = models.PositiveIntegerField(null=True)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="cpd")
    activity = ConfidentialText()
    learned = ConfidentialText()
    changed = ConfidentialText()
    benefit = ConfidentialText()
    evidence = ConfidentialText()
    standards = models.JSONField(default=list)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    confidential_owner = owned_by_person("person_id")

    class Meta:
        ordering = ["on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meeting"],
                condition=models.Q(meeting__isnull=False),
                name="one_entry_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"CPD entry {self.id}"


class CpdProfile(Row):
    """The parts of a profile that are written once: practice, statement, gaps explained."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="cpd_profile")
    practice = ConfidentialText()
    statement = ConfidentialText()
    gaps = ConfidentialText()
    changed_at = models.DateTimeField()

    confidential_owner = owned_by_person("person_id")

    def __str__(self) -> str:
        return f"CPD profile {self.id}"
