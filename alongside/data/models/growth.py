"""Agenda, goals, actions, wins and reflections."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.data.confidential import ConfidentialText
from alongside.data.models.base import Row, owned_by_person, owned_by_relationship
from alongside.data.models.meetings import Meeting
from alongside.data.models.people import Person
from alongside.data.models.relationships import Relationship
from alongside.engine.states import ACTION, AGENDA_ITEM, GOAL


class Goal(Row):
    """Something to move towards: the pair's, or the mentee's alone (S0.11)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, null=True, related_name="goals")
    person = models.ForeignKey(Person, models.CASCADE, related_name="goals")
    private = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=GOAL.choices, default=GOAL.first)
    title = ConfidentialText()
    detail = ConfidentialText()
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "created_at"]

    def __str__(self) -> str:
        return f"goal {self.id}"

    def confidential_owner(self) -> tuple[str, uuid.UUID]:
        if self.private or self.relationship_id is None:
            return "person", self.person_id
        return "relationship", self.relationship_id


class GoalRating(Row):
    """How close a goal feels, 0 to 10, on a day. It may fall."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="ratings")
    on = models.DateField()
    value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "on"], name="one_rating_a_day"),
            models.CheckConstraint(condition=models.Q(value__lte=10), name="goal_rating_to_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class Purpose(Row):
    """What the relationship is for. Sharpened by a new row; the history stays (S1.1)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="purposes")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"purpose {self.id}"


class AgendaItem(Row):
    """Something to talk about. Open items carry forward by themselves (S0.1–S0.3)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="agenda")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20, default="other")
    horizon = models.CharField(
        max_length=10, blank=True, choices=[("immediate", "immediate"), ("growth", "growth")]
    )
    state = models.CharField(max_length=8, choices=AGENDA_ITEM.choices, default=AGENDA_ITEM.first)
    text = ConfidentialText()
    #: What the two work out together, written during the session by either.
    notes = ConfidentialText()
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="items")
    position = models.IntegerField(default=0)
    current = models.BooleanField(default=False)
    covered_in = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="covered")
    carried_from = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="carried")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: A save names the version it began from; an older one is merged or becomes a conflict.
    version = models.PositiveIntegerField(default=1)

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["position", "created_at"]
        indexes = [models.Index(fields=["relationship", "state", "position"], name="agenda_open")]

    def __str__(self) -> str:
        return f"agenda item {self.id}"


class AgendaOtherText(Row):
    """The text of a writer who came second and could not be merged: kept until decided on."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="others")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    field = models.CharField(max_length=10)
    text = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"other text {self.id}"


class Action(Row):
    """Something the mentee will try, in their own words, at their own pace (S1.5–S1.8)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="actions")
    owner = models.ForeignKey(Person, models.CASCADE, related_name="actions")
    state = models.CharField(max_length=8, choices=ACTION.choices, default=ACTION.first)
    text = ConfidentialText()
    obstacle = ConfidentialText()
    sure = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    experiment = models.BooleanField(default=False)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="actions")
    agreed_in = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="actions")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sure__isnull=True) | models.Q(sure__lte=10), name="sure_to_ten"
            )
        ]

    def __str__(self) -> str:
        return f"action {self.id}"


class ActionNote(Row):
    """What happened in day-to-day work (S1.8)."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"action note {self.id}"


class Win(Row):
    """Something that went well, private until shared (S0.5–S0.8)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="wins")
    text = ConfidentialText()
    #: Who or what helped, in the person's words.
    helped = ConfidentialText()
    #: Codes of ``engine.reference.WIN_CONTRIBUTORS``; a win rarely has one cause.
    contributors = models.JSONField(default=list)
    big = models.BooleanField(default=False)
    on = models.DateField()
    created_at = models.DateTimeField()

    confidential_owner = owned_by_person("person_id")

    class Meta:
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["person", "on"], name="wins_of_person")]

    def __str__(self) -> str:
        return f"win {self.id}"


class WinShare(Row):
    """A win brought to a relationship: a copy under the pair's key."""

    win = models.ForeignKey(Win, models.CASCADE, related_name="shares")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="wins")
    text = ConfidentialText()
    helped = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["win", "relationship"], name="win_shared_once")
        ]

    def __str__(self) -> str:
        return f"shared win {self.id}"


class Reflection(Row):
    """A private thought: what worked, what to adapt (S0.13, S1.9). Shared only by a copy."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="reflections")
    kind = models.CharField(max_length=20, default="week")
    text = ConfidentialText()
    on = models.DateField()
    created_at = models.DateTimeField()
    #: The agenda item it became, when the person brought it to a session.
    brought_as = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")

    confidential_owner = owned_by_person("person_id")

    class Meta:
        ordering = ["-on", "-created_at"]

    def __str__(self) -> str:
        return f"reflection {self.id}"


class WeeklyFive(Row):
    """Which of the five steps of the weekly five minutes somebody has been through."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="fives")
    week_of = models.DateField()
    steps = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-week_of"]
        constraints = [
            models.UniqueConstraint(fields=["person", "week_of"], name="one_five_a_week")
        ]

    def __str__(self) -> str:
        return f"week of {self.week_of}"


class Feedback(Row):
    """A kind and useful word from one to the other (S2.9)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="feedback")
    text = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"feedback {self.id}"


class ThankYou(Row):
    """A thank-you that names what the mentor contributed (S2.10)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = ConfidentialText()
    at = models.DateTimeField()

    confidential_owner = owned_by_relationship

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"thank-you {self.id}"
