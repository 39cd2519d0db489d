"""The way in for whoever will run a new site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from alongside.actions import people
from alongside.data.models import Person
from alongside.jobs import clock
from alongside.outbound import mail, tokens


class Command(BaseCommand):
    """Prints a link that works once. An earlier one stops working."""

    help = "Print a link for the first administrator of a new site"

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.filter(is_site_admin=True, is_active=True).exists():
            raise CommandError("This site has an administrator; they can invite another.")
        with transaction.atomic():
            made = people.invite(
                "", "", programme=None, side="site", by=None, now=clock.now(), mail=False
            )
        address = mail.link(reverse("join", args=[tokens.invitation(made.pk)]))
        self.stdout.write(f"First administrator (works once, until {made.expires_at:%d %B %Y}):")
        self.stdout.write(address)
