"""Mail about a programme's news."""

from __future__ import annotations

from typing import Any

from alongside.data.models import Announcement, Person
from alongside.outbound.mail import NotNeeded, link, words


@words("announcement")
def announcement(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: announcement, an id. What a coordinator announces is no secret: it goes whole."""
    news = (
        Announcement.objects.filter(pk=params["announcement"]).select_related("programme").first()
    )
    if news is None:
        raise NotNeeded
    return {
        "title": news.title,
        "body": news.body,
        "programme": news.programme.name,
        "link": link(f"/programmes/{news.programme.slug}/"),
    }
