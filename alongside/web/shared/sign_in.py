"""How allauth fits in: no open sign-up, mail through our outbox, everyone starts at ``start``."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from alongside.actions import people
from alongside.web.shared import clock


class AccountAdapter(DefaultAccountAdapter):
    """People come by a programme's form, an invitation or a spreadsheet, never by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Account mail goes out like all other mail, so that a dead mail server loses none."""
        people.post_account_mail(
            template_prefix.rsplit("/", 1)[-1],
            email,
            link=context.get("password_reset_url", ""),
            now=clock.now(),
        )
