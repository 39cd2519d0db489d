"""Relationships: who sits in them, what they agreed, how they went."""

from __future__ import annotations

from django.db import models

from alongside.data.confidential import ConfidentialText
from alongside.data.models.base import Row, owned_by_person, owned_by_relationship
from alongside.data.models.matching import Proposal
from alongside.data.models.people import Person
from alongside.data.models.programmes import Participation, Programme
from alongside.engine.states import AGREEMENT, RELATIONSHIP


class Relationship(Row):
    """People who work together for a time. Coordinators see its dates and counts only."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=12)
    form = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, choices=RELATIONSHIP.choices, default=RELATIONSHIP.first
    )
    proposal = models.OneToOneField(Proposal, models.SET_NULL, null=True, related_name="became")
    reasons = models.JSONField(default=list)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    started_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: Another end date that one side has suggested and the other has not answered.
    new_end_on = models.DateField(null=True)
    new_end_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    rhythm_weeks = models.PositiveSmallIntegerField(default=5)
    session_minutes = models.PositiveSmallIntegerField(default=60)
    #: Grows with each change of what the pair shares; pages that poll compare it.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-offered_at"]
        indexes = [models.Index(fields=["programme", "state"], name="relationship_state")]

    def __str__(self) -> str:
        return f"relationship {self.id}"


class Seat(Row):
    """One person's place in a relationship. ``live`` follows the relationship's state.

    The database refuses a second live seat on an exclusive side, and more live seats of a
    mentor than their capacity (see migration ``guards``).
    """

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="seats")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    side = models.CharField(max_length=8, choices=[("mentee", "mentee"), ("mentor", "mentor")])
    live = models.BooleanField(default=True)
    #: A mentee of most forms has one mentor at a time; of multi-mentoring, several.
    exclusive = models.BooleanField(default=True)
    answer = models.CharField(
        max_length=3, blank=True, choices=[("yes", "yes"), ("no", "no")], default=""
    )
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=30, blank=True)
    decline_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relationship", "person"], name="one_seat_a_person"),
            models.UniqueConstraint(
                fields=["participation"],
                condition=models.Q(live=True, exclusive=True, side="mentee"),
                name="one_live_mentor_for_a_mentee",
            ),
        ]
        indexes = [models.Index(fields=["person", "live"], name="seat_of_person")]

    def __str__(self) -> str:
        return f"{self.side} {self.person_id}"


class StateChange(Row):
    """Who moved what from which state to which, when, and why."""

    thing = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    old = models.CharField(max_length=12)
    new = models.CharField(max_length=12)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="changes_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.thing} {self.old} → {self.new}"


class Agreement(Row):
    """A version of what the people agreed (S2.7, S2.8). ``terms`` is JSON: code, title, text."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AGREEMENT.choices, default=AGREEMENT.first)
    terms = ConfidentialText()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    #: Grows with each change of the draft; a signature names the edition it signs.
    edition = models.PositiveIntegerField(default=1)

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "version"], name="agreement_version_once"
            ),
            models.UniqueConstraint(
                fields=["relationship"],
                condition=models.Q(state="draft"),
                name="one_draft_agreement",
            ),
            models.UniqueConstraint(
                fields=["relationship"],
                condition=models.Q(state="signed"),
                name="one_signed_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.version}"


class Signature(Row):
    """A person's signature under one edition of an agreement."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "person", "edition"], name="signed_once")
        ]

    def __str__(self) -> str:
        return f"signature {self.id}"


class Review(Row):
    """One person's review half way or at the end. What is shared is under the pair's key."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="reviews")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    moment = models.CharField(
        max_length=6, choices=[("early", "early"), ("half", "half"), ("end", "end")]
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    #: JSON of question code to text; shared with the other person.
    answers = ConfidentialText()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "person", "moment"], name="one_review_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.moment} review"


class OutcomeRating(Row):
    """Somebody's own rating, 0 to 10, of one of our own-worded items.

    It leaves this table only inside a figure of ten people or more (``engine.disclosure``).
    The value is locked under the person's key; the aggregate opens it in memory.
    """

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    measure = models.CharField(max_length=30)
    moment = models.CharField(
        max_length=6, choices=[("start", "start"), ("half", "half"), ("end", "end")]
    )
    value = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_person("person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "measure", "moment"], name="rated_once_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.moment}"
