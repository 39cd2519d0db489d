"""Fills an empty site with the demonstration, or prints who one can be there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alongside.jobs import run
from alongside.jobs.clock import now
from alongside.jobs.demo import site
from alongside.reads.people import demonstration_cast


class Command(BaseCommand):
    help = "Make the demonstration (only in a site nobody has joined); --signins prints the cast."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--signins", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration does not belong on a production site.")
        if options["signins"]:
            for someone in demonstration_cast():
                self.stdout.write(f"{someone.label}, {someone.what}: {someone.email}")
            self.stdout.write(f"Each signs in with a click, or with the password: {site.PASSWORD}")
            return
        made = site.build(now())
        # What a worker would have done by now: reminders, and the run that waits to be looked at.
        run.everything()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in made.items()))
