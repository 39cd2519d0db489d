"""The data app."""

from django.apps import AppConfig


class DataConfig(AppConfig):
    name = "alongside.data"
    label = "data"
    verbose_name = "Alongside"

    def ready(self) -> None:
        from alongside.data import checks, connections  # noqa: F401
