"""How allauth fits in: no open sign-up, mail through our outbox, everyone starts at ``start``."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """People come by a programme's form, an invitation or a spreadsheet, never by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("you")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Ten guesses for a whole IPv6 network, which is one household or one office.

        An IPv4 address may be a hospital's, so it has more (ACCOUNT_RATE_LIMITS).
        """
        if self._on_v6(request) and not ratelimit.consume(
            request, action="login_failed_v6", dry_run=True
        ):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if self._on_v6(request):
            ratelimit.consume(request, action="login_failed_v6")

    def _on_v6(self, request: HttpRequest) -> bool:
        return ":" in self.get_client_ip(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """A closed account; only somebody who knows its password gets to read this."""
        messages.error(
            request, _("This account is closed. Ask whoever runs this site to open it again.")
        )
        return redirect("account_login")

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own mail is not sent: ours goes through the outbox (``sign_in_forms``)."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nor are its notices."""
