"""Stress and energy. Health data: locked, consented to, and never shown to a coordinator."""

from __future__ import annotations

from django.db import models

from alongside.data.confidential import ConfidentialText
from alongside.data.models.base import Row, owned_by_person, owned_by_relationship
from alongside.data.models.meetings import Meeting
from alongside.data.models.people import Person
from alongside.data.models.relationships import Relationship


class WellbeingConsent(Row):
    """Consent to keep check-ins, asked separately and withdrawable at once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="wellbeing_consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_consent",
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.id}"


class CheckIn(Row):
    """How somebody arrives. The figures are locked too: ``figures`` is JSON of 0–10 items."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="check_ins")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="check_ins")
    figures = ConfidentialText()
    words = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_person("person_id")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "meeting"], name="one_check_in_a_meeting")
        ]

    def __str__(self) -> str:
        return f"check-in {self.id}"


class CheckInShare(Row):
    """A check-in that its writer shows the other person: a copy under the pair's key."""

    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="share")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="+")
    figures = ConfidentialText()
    words = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    def __str__(self) -> str:
        return f"shared check-in {self.id}"
