"""Why two people were put together, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from alongside.engine import reasons


def in_words(facts: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Each reason as a sentence (see ``engine.reasons``); ``names`` are those of people by id."""
    return reasons.in_words(facts, names, gettext, ngettext)
