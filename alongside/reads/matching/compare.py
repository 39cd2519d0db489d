"""A run beside the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alongside.data.models import MatchRun
from alongside.reads.matching.pool import PARTS
from alongside.reads.matching.words import short_label


@dataclass(frozen=True)
class Compare:
    """``rows`` are (measure, then, now). ``before``: a mentee's id → whom that run gave them."""

    number: int
    words: str
    rows: list[tuple[str, str, str]]
    before: dict[str, str]


def compare(run: MatchRun, *, pairs: bool) -> Compare | None:
    """The run before this one that came to proposals, or None. ``pairs``: fill ``before`` too."""
    since = run.figures.get("since")
    if since is None:
        return None
    earlier = MatchRun.objects.filter(programme=run.programme_id, number=since).first()
    if earlier is None:
        return None
    wished = run.figures.get("wished", 0)
    rows = [
        (_("Matched"), str(earlier.matched), str(run.matched)),
        (_("Lowest score"), _tenths(earlier.figures.get("lowest")), _tenths(run.figures.get("lowest"))),
        (_("Average score"), _average(earlier), _average(run)),
    ]  # fmt: skip
    if wished or earlier.figures.get("wished"):
        rows.append(
            (
                _("Wishes met, of %(n)s") % {"n": wished},
                str(earlier.figures.get("wishes", 0)),
                str(run.figures.get("wishes", 0)),
            )
        )
    rows.append((_("Pairs kept"), "–", str(run.figures.get("kept", 0))))
    held = earlier.proposals.values_list("mentee_id", "mentor__person__full_name") if pairs else ()
    return Compare(
        number=since,
        words=_weights(earlier, run),
        rows=rows,
        before={str(mentee): name for mentee, name in held},
    )


def _tenths(score: int | None) -> str:
    return "–" if score is None else str((score + 5) // 10)


def _average(run: MatchRun) -> str:
    return number_format(run.total / run.matched / 10, 1) if run.matched else "–"


def _weights(earlier: MatchRun, run: MatchRun) -> str:
    """What was weighed otherwise, in a sentence."""
    changes = []
    for key in PARTS:
        old, new = earlier.weights.get(key, 0), run.weights.get(key, 0)
        if old != new:
            words = (
                _("“%(part)s” went up from %(old)s to %(new)s%%.")
                if new > old
                else _("“%(part)s” went down from %(old)s to %(new)s%%.")
            )
            changes.append(words % {"part": short_label(key), "old": old, "new": new})
    if changes:
        return " ".join(changes)
    if earlier.input_hash == run.input_hash:
        return _("Nothing changed in between: the same people, answers and weights.")
    return _("The same weights; people, their answers or your decisions have changed.")
