"""Why two people were put together, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from alongside.engine import reference
from alongside.engine.matching.result import fact
from alongside.engine.matching.words import Voice, sentence

#: Which list of the reference data a label is looked up in, first found first.
LISTS = ("topic", "purpose", "profession", "language", "mode", "region")


def label(code: str) -> str:
    """A topic, purpose, profession, language or mode by its code, untranslated."""
    for kind in LISTS:
        if reference.known(kind, code):
            return reference.name_of(kind, code)
    return code


#: Names of these lists are common words: within a sentence they begin with a small letter.
COMMON = ("topic", "purpose", "profession", "mode")


def within(code: str, translate: Callable[[str], str]) -> str:
    """A label as it stands within a sentence, translated."""
    name = translate(label(code))
    common = any(reference.known(kind, code) for kind in COMMON)
    # A second capital is an abbreviation's.
    return name[:1].lower() + name[1:] if common and not name[1:2].isupper() else name


def in_words(
    reasons: Iterable[Mapping[str, Any]],
    names: Mapping[str, str],
    translate: Callable[[str], str],
    translate_many: Callable[[str, str, int], str],
) -> list[str]:
    """Each reason as a sentence. ``names`` are those of people by their ids.

    A reason is ``{"text": …}``, written by a coordinator, or a fact of the matching:
    ``{"code": …, "params": {…}}``. A fact this version has no words for is left out.
    """
    voice = Voice(
        person=lambda identity: names.get(identity, identity),
        label=lambda code: within(code, translate),
        translate=translate,
        translate_many=translate_many,
    )
    found = []
    for reason in reasons:
        if reason.get("text"):
            found.append(str(reason["text"]))
            continue
        params = dict(reason.get("params") or {})
        frozen = {k: tuple(v) if isinstance(v, list) else v for k, v in params.items()}
        try:
            found.append(sentence(fact(str(reason["code"]), **frozen), voice))
        except (KeyError, TypeError, ValueError):
            continue
    return found
