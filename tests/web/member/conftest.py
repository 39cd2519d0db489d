"""Two people between their sessions."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.data.models import Person, Relationship
from alongside.web.shared import clock
from tests import factories


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """The pages read the tests' Wednesday morning."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def pair() -> Relationship:
    """Amara with her mentor Ruth, and a session tomorrow at three."""
    amara, ruth = factories.person("Amara Okonkwo"), factories.person("Ruth Abernethy")
    made = factories.relationship(mentee=amara, mentor=ruth)
    factories.meeting(made)
    return made


@pytest.fixture
def amara(pair: Relationship) -> Person:
    """The mentee."""
    return factories.mentee_of(pair)


@pytest.fixture
def ruth(pair: Relationship) -> Person:
    """The mentor."""
    return factories.mentor_of(pair)
