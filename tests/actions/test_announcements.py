"""News goes on the page and into the post of those it is for."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access import NotVisible
from alongside.actions import announcements as actions
from alongside.data.models import Announcement, OutboxMessage
from alongside.reads import announcements as reads
from tests import factories

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.capability("S1.13"),
]


@pytest.mark.parametrize(
    ("audience", "count"), [("public", 3), ("everyone", 3), ("mentees", 2), ("mentors", 2)]
)
def test_it_reaches_whom_it_is_for_each_once(now: dt.datetime, audience: str, count: int) -> None:
    by = factories.person()
    programme = factories.programme(by)
    both = factories.person()
    factories.participation(programme, "mentee", both)
    factories.participation(programme, "mentor", both)
    factories.participation(programme, "mentee")
    factories.participation(programme, "mentor")
    factories.participation(programme, "mentor", state="withdrawn")
    preview = reads.preview(by, programme.slug, title="T", body="B", audience=audience)
    assert preview.count == count
    for _ in range(2):
        news = actions.publish(
            programme, by=by, now=now, title="Workshop", body="Come.", audience=audience,
            form_key="k",
        )  # fmt: skip
    assert news.mailed_to == count
    assert OutboxMessage.objects.filter(kind="announcement").count() == count


def test_a_change_says_what_is_different_and_is_not_mailed_again(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    factories.participation(programme, "mentee")
    news = actions.publish(programme, by=by, now=now, title="A", body="B", audience="everyone")
    later = now + dt.timedelta(days=1)
    actions.change(
        programme, news.pk, by=by, now=later, title="A", body="C", note="The room has changed"
    )
    news.refresh_from_db()
    assert (news.body, news.change_note, news.changed_at) == ("C", "The room has changed", later)
    assert OutboxMessage.objects.count() == 1
    actions.take_down(programme, news.pk, by=by, now=later)
    assert not Announcement.objects.exists()


def test_only_the_programmes_own_coordinators_announce(now: dt.datetime) -> None:
    programme = factories.programme(factories.person())
    with pytest.raises(NotVisible):
        actions.publish(
            programme, by=factories.person(), now=now, title="A", body="B", audience="public"
        )
