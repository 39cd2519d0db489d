"""The app of background work and commands."""

from django.apps import AppConfig
from django.conf import settings


class JobsConfig(AppConfig):
    name = "alongside.jobs"
    label = "jobs"

    def ready(self) -> None:
        from alongside.actions.base import on_new_work
        from alongside.jobs import queue

        # A test says itself when work is done.
        if settings.MODE != "test":
            on_new_work(queue.wake)
