"""Sessions and introductions."""

from __future__ import annotations

from django.db import models

from alongside.data.confidential import ConfidentialText
from alongside.data.models.base import Row, owned_by_person
from alongside.data.models.people import Person
from alongside.data.models.relationships import Relationship
from alongside.engine.states import MEETING


class Meeting(Row):
    """A time that people of a relationship have set aside for each other."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="meetings")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("introduction", "introduction"),
            ("session", "session"),
            ("together", "learning by doing together"),
        ],
    )
    state = models.CharField(max_length=10, choices=MEETING.choices, default=MEETING.first)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, default="online")
    where = models.CharField(max_length=300, blank=True)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    booked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    booked_at = models.DateTimeField()
    moved_count = models.PositiveSmallIntegerField(default=0)
    moved_why = models.CharField(max_length=30, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["relationship", "state", "starts_at"], name="meeting_next")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class BookedTime(Row):
    """A person's time taken by a meeting. The database refuses two that overlap."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="booked")
    person = models.ForeignKey(Person, models.CASCADE, related_name="booked")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="booked_once_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="booked_has_length"
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="booked_of_person")]

    def __str__(self) -> str:
        return f"booked {self.id}"


class SessionNote(Row):
    """What one person keeps of a meeting for themselves: notes, and what they learned."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    notes = ConfidentialText()
    learned = ConfidentialText()
    preparation = ConfidentialText()
    prepared_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    confidential_owner = owned_by_person("person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_note_a_person")
        ]

    def __str__(self) -> str:
        return f"note {self.id}"


class Presence(Row):
    """Who has a session open now, and at which step."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="present")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    step = models.CharField(max_length=20, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.meeting_id}"
