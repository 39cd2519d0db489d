"""Programmes, the people in them, and how they came."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from alongside.data.models.base import Row
from alongside.data.models.people import Person
from alongside.engine.states import PARTICIPATION, PROGRAMME


class Programme(Row):
    """A mentoring or coaching programme, run by its coordinators."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    host = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=12, choices=[("mentoring", "mentoring"), ("coaching", "coaching")]
    )
    form = models.CharField(max_length=20)
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(max_length=8000, blank=True)
    reasons = models.JSONField(default=list)
    who_may_join = models.TextField(max_length=2000, blank=True)
    professions = models.JSONField(default=list)
    length_months = models.PositiveSmallIntegerField(default=9)
    rhythm_weeks = models.PositiveSmallIntegerField(default=5)
    session_minutes = models.PositiveSmallIntegerField(default=60)
    places = models.PositiveIntegerField(null=True)
    mentor_capacity = models.PositiveSmallIntegerField(default=2)
    same_team_allowed = models.BooleanField(default=False)
    joining_by_form = models.BooleanField(default=True)
    joins_until = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=PROGRAMME.choices, default=PROGRAMME.first)
    weights = models.JSONField(default=dict)
    answer_days = models.PositiveSmallIntegerField(default=28)
    wait_weeks_promised = models.PositiveSmallIntegerField(default=6)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(length_months__gte=1)
                & models.Q(length_months__lte=60)
                & models.Q(rhythm_weeks__gte=1)
                & models.Q(session_minutes__gte=15)
                & models.Q(session_minutes__lte=240),
                name="programme_of_sensible_length",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeContact(Row):
    """Whom to ask about a programme (S1.13)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Coordinator(Row):
    """Somebody who runs a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="coordinates")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="coordinator_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} runs {self.programme_id}"


class Participation(Row):
    """Somebody's place in a programme on one side of it, and what they told it.

    ``topics`` are what a mentee wants, most wanted first, or what a mentor offers: a list of
    ``{"code": …, "years": …}``. ``wishes`` are ids of participations asked for, best first.
    What stands here is seen by the programme's coordinators and by whoever is matched with it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    side = models.CharField(max_length=8, choices=[("mentee", "mentee"), ("mentor", "mentor")])
    state = models.CharField(
        max_length=12, choices=PARTICIPATION.choices, default=PARTICIPATION.first
    )
    came_by = models.CharField(
        max_length=12,
        choices=[("form", "form"), ("spreadsheet", "spreadsheet"), ("invitation", "invitation")],
    )
    purpose = models.CharField(max_length=40, blank=True)
    purpose_words = models.TextField(max_length=3000, blank=True)
    topics = models.JSONField(default=list)
    topics_other = models.CharField(max_length=500, blank=True)
    wishes = models.JSONField(default=list)
    wishes_words = models.CharField(max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    eligible = models.BooleanField(default=True)
    applied_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    rests_until = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["applied_at", "id"]
        indexes = [models.Index(fields=["programme", "side", "state"], name="in_programme")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "side"], name="one_place_per_side"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__lte=50), name="capacity_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.person_id} in {self.programme_id}"


class Invitation(Row):
    """A way in for one address. Only the hash of its link is kept.

    Without a programme it is the way to a first sign-in (``side`` empty) or to running the site.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="invitations")
    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=200, blank=True)
    side = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("mentee", "mentee"),
            ("mentor", "mentor"),
            ("coordinator", "coordinator"),
            ("site", "site"),
        ],
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "programme",
                "side",
                condition=models.Q(used_at__isnull=True),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.id}"


class Application(Row):
    """A form sent by somebody who was not signed in, kept until they confirm their address.

    Whether the address was known is told in the mail and nowhere else. Only the hash of the
    link is kept.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="applications")
    email = models.EmailField(max_length=254)
    side = models.CharField(max_length=8, choices=[("mentee", "mentee"), ("mentor", "mentor")])
    values = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"application {self.id}"


class Announcement(Row):
    """News on a programme's page, and by mail to whom it concerns."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="announcements")
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=8000)
    audience = models.CharField(
        max_length=10,
        choices=[
            ("public", "public"),
            ("everyone", "everyone"),
            ("mentees", "mentees"),
            ("mentors", "mentors"),
        ],
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    mailed_to = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    change_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title
