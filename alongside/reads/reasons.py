"""Why two people were put together, in words."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from alongside.engine import reference
from alongside.engine.matching.result import fact
from alongside.engine.matching.words import Voice, sentence

log = logging.getLogger("alongside.reasons")
#: Which list of the reference data a label is looked up in, first found first.
LISTS = ("topic", "purpose", "profession", "language", "mode", "region")


def label(code: str) -> str:
    """A topic, purpose, profession, language or mode by its code, translated."""
    for kind in LISTS:
        if reference.known(kind, code):
            return gettext(reference.name_of(kind, code))
    return code


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def in_words(reasons: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Each reason as a sentence. ``names`` are those of people by their ids.

    A reason is ``{"text": …}``, written by a coordinator, or a fact of the matching:
    ``{"code": …, "params": {…}}``. A fact this version has no words for is left out.
    """
    voice = Voice(
        person=lambda identity: names.get(identity, identity),
        label=label,
        translate=gettext,
        translate_many=ngettext,
    )
    found = []
    for reason in reasons:
        if reason.get("text"):
            found.append(str(reason["text"]))
            continue
        said = reason.get("params") or {}
        params = dict(said)
        try:
            found.append(
                sentence(fact(reason["code"], **{k: _frozen(v) for k, v in params.items()}), voice)
            )
        except (KeyError, TypeError, ValueError):
            log.warning("a reason without words", extra={"kind": str(reason.get("code", ""))})
    return found
