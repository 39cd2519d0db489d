"""Runs of the matching, their proposals and the coordinator's decisions."""

from __future__ import annotations

from django.db import models

from alongside.data.models.base import Row
from alongside.data.models.people import Person
from alongside.data.models.programmes import Participation, Programme
from alongside.data.models.tasks import Task
from alongside.engine.states import MATCH_RUN, PROPOSAL


class MatchRun(Row):
    """One calculation, kept with everything needed to repeat it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=MATCH_RUN.choices, default=MATCH_RUN.first)
    seed = models.PositiveIntegerField()
    weights = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64, blank=True)
    mentees = models.PositiveIntegerField(default=0)
    mentors = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(default=0)
    proved = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)
    problems = models.JSONField(default=list)
    #: What a page compares from run to run: lowest and average score, wishes met, pairs kept.
    figures = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="run_numbered_once")
        ]

    def __str__(self) -> str:
        return f"run {self.number}"


class Proposal(Row):
    """A proposed pair with its score, what made it up, and what the coordinator decided."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="proposals")
    mentee = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    score = models.IntegerField()
    parts = models.JSONField(default=list)
    alternatives = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PROPOSAL.choices, default=PROPOSAL.first)
    #: How strongly one asked for the other; odd when the mentor asked too (``engine.matching``).
    wish = models.PositiveSmallIntegerField(default=0)
    #: Why a coordinator may want to look at it first: a code, or empty.
    look = models.CharField(max_length=12, blank=True)
    changed = models.BooleanField(default=False)

    class Meta:
        ordering = ["score", "id"]
        indexes = [models.Index(fields=["run", "score"], name="proposal_of_run")]
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee", "mentor"], name="pair_once_in_a_run")
        ]

    def __str__(self) -> str:
        return f"proposal {self.id}"


class Unmatched(Row):
    """Someone the run could not match: the reason and the smallest change that would help."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="unmatched")
    mentee = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    reason = models.JSONField(default=dict)
    change = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="unmatched_once_in_a_run")
        ]

    def __str__(self) -> str:
        return f"unmatched {self.mentee_id}"


class PairRule(Row):
    """A pair that stays through every run, or never comes back."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pair_rules")
    mentee = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    rule = models.CharField(max_length=8, choices=[("lock", "lock"), ("forbid", "forbid")])
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "mentee", "mentor"], name="one_rule_a_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.mentee_id} {self.mentor_id}"
