"""Today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from alongside.access import routes
from alongside.reads.today import page
from alongside.reads.today.shapes import Wins
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest


@routes.signed_in
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """The next session, this week's five minutes, what is in play, who asks."""
    shown = page.today(request.user, now=clock.now())
    return render(
        request, "member/today/page.html", {"page": shown, "wins_picture": _picture(shown.wins)}
    )


def _picture(wins: Wins) -> pictures.Picture | None:
    if not wins.marks:
        return None
    return pictures.wins(
        [pictures.WinMark(m.day, m.by, m.big) for m in wins.marks],
        title=wins.title,
        summary=wins.summary,
        days=wins.days,
        today=wins.day,
        names=wins.names,
    )


urlpatterns = [path("", today, name="today")]
