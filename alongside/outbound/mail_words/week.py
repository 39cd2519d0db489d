"""Mail about the weekly five minutes. It says nothing of what anybody wrote."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from alongside.data.models import Person, Seat
from alongside.outbound.mail import NotNeeded, link, words


@words("weekly_five")
def weekly_five(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: until, after which it would come too late."""
    if to is None or not to.is_active:
        raise NotNeeded
    live = Seat.objects.filter(
        person=to, live=True, relationship__state__in=("agreeing", "active")
    ).exists()
    if not live:
        raise NotNeeded
    return {"link": link(reverse("week")), "another_day": link(reverse("week_prompt"))}
