"""Everything between a fresh data folder and a site that can be opened, in one start."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Tables, static files and, on a site that nobody has joined yet, the demonstration.

    Prints who can sign in, or with --empty the link for the first administrator; nothing else
    goes to the standard output.
    """

    help = "Bring the site up to date; fill a new one with the demonstration unless --empty"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        # What is logged while a site is made is of no use to whoever waits for it.
        logging.getLogger("alongside").setLevel(logging.WARNING)
        call_command("migrate", interactive=False, verbosity=0)
        # Of all the apps only this one keeps anything there.
        call_command("migrate", "keys", database="keys", interactive=False, verbosity=0)
        if not settings.REDIS_URL:
            call_command("createcachetable", verbosity=0)
        if not settings.WHITENOISE_USE_FINDERS:
            call_command("collectstatic", interactive=False, verbosity=0)
        nobody_yet = not get_user_model().objects.exists()
        if options["empty"] or settings.PRODUCTION:
            if nobody_yet:
                call_command("firstadmin", stdout=self.stdout)
            return
        if nobody_yet:
            call_command("demo", verbosity=0, stdout=self.stderr)
        call_command("demo", signins=True, stdout=self.stdout)
