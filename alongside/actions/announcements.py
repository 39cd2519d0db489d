"""Writes about a programme's news."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.access import NotVisible
from alongside.access import programmes as access
from alongside.actions.base import once, post, record
from alongside.data.models import Announcement, Person, Programme
from alongside.reads.announcements import reached

AUDIENCES = ("public", "everyone", "mentees", "mentors")


def publish(
    programme: Programme,
    *,
    by: Person,
    now: datetime,
    title: str,
    body: str,
    audience: str,
    form_key: str = "",
) -> Announcement:
    """Put news on the programme's page and into the post of everyone it is for.

    ``audience`` "public" is on the public page and goes to everyone with a place; the others
    only to those people.
    """
    access.check_can_coordinate(by, programme)

    def do() -> dict[str, Any]:
        people = list(reached(programme, audience))
        news = Announcement.objects.create(
            programme=programme, title=title, body=body, audience=audience, by=by,
            published_at=now, mailed_to=len(people),
        )  # fmt: skip
        for person in people:
            post(
                "announcement", person, now=now, announcement=str(news.pk),
                once=f"announcement:{news.pk}:{person.pk}",
            )  # fmt: skip
        record(
            "announced", by=by, now=now, thing=news, programme=programme,
            audience=audience, mailed_to=len(people),
        )  # fmt: skip
        return {"announcement": str(news.pk)}

    answer = once(form_key, by=by, now=now, do=do)
    return Announcement.objects.get(pk=answer["announcement"])


@transaction.atomic
def change(
    programme: Programme,
    announcement_id: uuid.UUID,
    *,
    by: Person,
    now: datetime,
    title: str,
    body: str,
    note: str,
) -> None:
    """Change news, saying what is different. It is not mailed again."""
    news = _own(programme, announcement_id, by)
    news.title, news.body, news.change_note, news.changed_at = title, body, note, now
    news.save(update_fields=["title", "body", "change_note", "changed_at"])
    record("announcement_changed", by=by, now=now, thing=news, programme=programme)


@transaction.atomic
def take_down(
    programme: Programme, announcement_id: uuid.UUID, *, by: Person, now: datetime
) -> None:
    """Remove news from the page. Mail that went out can't be called back; what waits is not sent."""
    news = _own(programme, announcement_id, by)
    record("announcement_taken_down", by=by, now=now, thing=news, programme=programme)
    news.delete()


def _own(programme: Programme, announcement_id: uuid.UUID, by: Person) -> Announcement:
    access.check_can_coordinate(by, programme)
    news = Announcement.objects.filter(programme=programme, pk=announcement_id).first()
    if news is None:
        raise NotVisible
    return news
