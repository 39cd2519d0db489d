"""Each message about a programme can be put into words, in text and HTML."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.actions.base import post
from alongside.outbound.mail import NotNeeded, compose
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("joined", "applied"),
        ("joined", "ready"),
        ("application_accepted", "ready"),
        ("application_turned_down", "turned_down"),
        ("rest_over", "ready"),
        ("programme_ended", "ready"),
    ],
)
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_a_message_about_a_place_names_its_programme(
    now: Any, kind: str, state: str, side: str
) -> None:
    programme = factories.programme(name="Siân’s & Co")
    programme.contacts.create(name="Ruth", email="ruth@example.org")
    place = factories.participation(programme, side, state=state)
    message = post(kind, place.person, now=now, participation=str(place.pk))
    assert message is not None
    letter = compose(message)
    html = letter.alternatives[0][0]
    assert "Siân’s & Co" in letter.subject
    assert "Siân’s & Co" in letter.body
    assert "http://" in letter.body
    assert "Siân’s &amp; Co" in html
    assert "{{" not in letter.body + html


@pytest.mark.parametrize("kind", ["new_applications", "coordinator_added"])
def test_a_message_to_a_coordinator_gives_counts_and_no_names(now: Any, kind: str) -> None:
    by = factories.person()
    programme = factories.programme(by)
    applied = factories.participation(programme, "mentee", state="applied")
    message = post(kind, by, now=now, programme=str(programme.pk))
    assert message is not None
    assert applied.person.full_name not in compose(message).body


def test_what_is_no_longer_true_is_not_sent(now: Any) -> None:
    place = factories.participation(factories.programme(), "mentee", state="withdrawn")
    message = post("application_accepted", place.person, now=now, participation=str(place.pk))
    assert message is not None
    with pytest.raises(NotNeeded):
        compose(message)
