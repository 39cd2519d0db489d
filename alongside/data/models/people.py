"""People and when they are free."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from alongside.data.models.base import Row


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address, whatever its case."""

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email__iexact=(email or "").strip())

    def make(self, email: str, full_name: str, password: str | None = None, **more: Any) -> Person:
        """A saved person; without a password they set one by invitation."""
        person = self.model(email=email.strip().lower(), full_name=full_name.strip(), **more)
        person.set_password(password)
        person.save()
        return person


class Person(Row, AbstractBaseUser):
    """Someone with a place here: mentee, mentor, coordinator, or whoever runs the site."""

    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=100, blank=True)
    profession = models.CharField(max_length=40, blank=True)
    specialty = models.CharField(max_length=200, blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    seniority = models.PositiveSmallIntegerField(null=True)
    years_experience = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    employer = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=40, blank=True)
    manager_email = models.EmailField(max_length=254, blank=True)
    regulator = models.CharField(max_length=20, blank=True)
    registration_number = models.CharField(max_length=30, blank=True)
    languages = models.JSONField(default=list)
    modes = models.JSONField(default=list)
    about = models.TextField(max_length=3000, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    is_active = models.BooleanField(default=True)
    is_site_admin = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)
    weekly_day = models.PositiveSmallIntegerField(default=6)
    weekly_hour = models.PositiveSmallIntegerField(default=18)
    weekly_paused_until = models.DateField(null=True)
    calendar_token_hash = models.CharField(max_length=64, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
            models.CheckConstraint(
                condition=models.Q(weekly_day__lte=6) & models.Q(weekly_hour__lte=23),
                name="weekly_prompt_in_a_week",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def first_name(self) -> str:
        """What to call them: what they chose, or the first word of their name."""
        return self.known_as or (self.full_name.split() or [""])[0]


class AvailabilityWindow(Row):
    """A stretch of the week someone is free for mentoring, in their own local time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "start_minute"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6)
                & models.Q(end_minute__lte=1440)
                & models.Q(end_minute__gt=models.F("start_minute")),
                name="window_in_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start_minute}-{self.end_minute}"
