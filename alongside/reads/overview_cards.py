"""The cards beside who needs a coordinator: the matching and the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import MatchRun, Participation, Programme
from alongside.reads.announcements import audience_words
from alongside.reads.coordination import Pair


@dataclass(frozen=True)
class News:
    """A line of the card of announcements."""

    id: UUID
    title: str
    line: str


@dataclass(frozen=True)
class Matching:
    """How the matching stands, in a sentence, and what to press."""

    title: str
    text: str
    action: str


def number(count: int) -> str:
    """Small numbers as words, as a sentence has them."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"),
        _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[count] if 0 <= count < len(words) else str(count)


def news(programme: Programme) -> list[News]:
    """The latest three announcements."""
    return [
        News(
            row.pk, row.title,
            ngettext("%(who)s. Sent on %(day)s to %(n)s person.",
                     "%(who)s. Sent on %(day)s to %(n)s people.", row.mailed_to)
            % {"who": audience_words(row.audience),
               "day": date_format(timezone.localtime(row.published_at), "j F"),
               "n": row.mailed_to},
        )
        for row in programme.announcements.all()[:3]
    ]  # fmt: skip


def matching_card(
    programme: Programme, places: Sequence[Participation], found: Sequence[Pair], mentees: int
) -> Matching:
    """How the matching stands; ``mentees`` are those who wait for one."""
    run = (
        MatchRun.objects.filter(programme=programme)
        .annotate(open=Count("proposals", filter=Q(proposals__state="proposed")))
        .order_by("-number")
        .first()
    )
    if run is not None and run.state in ("waiting", "running"):
        return Matching(
            _("Matching is running"), _("The proposals are there as soon as it is done."),
            _("Watch it"),
        )  # fmt: skip
    if run is not None and run.state == "proposed":
        without = max(0, run.mentees - run.matched)
        said = [
            _("Run %(n)s matched %(matched)s of %(all)s.")
            % {"n": run.number, "matched": run.matched, "all": run.mentees},
            ngettext("%(n)s person is without a mentor yet.", "%(n)s people are without a mentor yet.",
                     without) % {"n": number(without).capitalize()} if without else "",
            ngettext("%(n)s pair waits for your decision.", "%(n)s pairs wait for your decision.",
                     run.open) % {"n": run.open} if run.open else _("Every pair is decided."),
            _("Nothing is sent until you publish."),
        ]  # fmt: skip
        return Matching(_("Next to publish"), " ".join(filter(None, said)), _("Go to matching"))
    live = Counter(
        who.place_id
        for pair in found
        if pair.state in ("offered", "agreeing", "active", "paused")
        for who in pair.people
    )
    ready = [place for place in places if place.state == "ready" and place.eligible]
    room = sum(max(0, p.capacity - live[p.pk]) for p in ready if p.side == "mentor")
    if not mentees:
        return Matching(
            _("Matching"), _("Nobody waits to be matched just now."), _("Look at matching")
        )
    text = _("%(mentees)s and %(room)s.") % {
        "mentees": ngettext("%(n)s person waits to be matched", "%(n)s people wait to be matched",
                            mentees) % {"n": mentees},
        "room": ngettext("mentors have %(n)s place free", "mentors have %(n)s places free",
                         room) % {"n": room},
    }  # fmt: skip
    return Matching(_("Next: matching"), text, _("Go to matching"))
