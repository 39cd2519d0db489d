"""The web app: templates, static files, template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "alongside.web"
    label = "web"

    def ready(self) -> None:
        from alongside.web.shared import checks  # noqa: F401
