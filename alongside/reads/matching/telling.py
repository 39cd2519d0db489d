"""What a run came to, and what publishing it does, in sentences."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import MatchRun
from alongside.reads.matching import pairs


def headline(run: MatchRun) -> str:
    """The outcome in a sentence; "best" only where it is proved."""
    numbers = {"matched": run.matched, "all": run.mentees, "most": run.figures.get("matched_bound")}
    if run.matched == run.mentees and run.proved:
        return _("All %(all)s matched, proved the best possible") % numbers
    if run.proved:
        return _("%(matched)s of %(all)s matched, proved the best possible") % numbers
    if run.figures.get("matched_bound") == run.matched:
        return _("%(matched)s of %(all)s matched, and no more can be") % numbers
    return _("%(matched)s of %(all)s matched; at most %(most)s could be") % numbers


def lede(run: MatchRun) -> str:
    """The sentence below it: what is proved, and who has been told."""
    if run.state == "set_aside":
        return _("A later run took this one’s place. It is kept as it was, so that anyone can "
                 "repeat it.")  # fmt: skip
    told = (
        ngettext("%(n)s pair was published.", "%(n)s pairs were published.", run.figures["pairs"])
        % {"n": run.figures["pairs"]}
        if run.state == "published"
        else _("Nothing is sent until you publish.")
    )
    if not run.proved:
        return _("These pairs are good, but it is not proved that none are better.") + " " + told
    if run.figures.get("wished"):
        best = _("No other set of pairs matches more people; of those that match as many, none "
                 "meets more wishes, and none that does scores higher.")  # fmt: skip
    else:
        best = _("No other set of pairs matches more people, and none that matches as many "
                 "scores higher.")  # fmt: skip
    return f"{best} {told}"


def meta(run: MatchRun) -> str:
    """Which run, when, and how long it took."""
    at = timezone.localtime(run.finished_at or run.started_at)
    seconds = max(run.seconds, 0.1)
    return ngettext(
        "Run %(number)s, %(day)s at %(time)s, in %(seconds)s second",
        "Run %(number)s, %(day)s at %(time)s, in %(seconds)s seconds",
        1 if seconds == 1 else 2,
    ) % {
        "number": run.number,
        "day": date_format(at, "l j F"),
        "time": date_format(at, "H:i"),
        "seconds": number_format(seconds, 1, force_grouping=False),
    }


def rules(run: MatchRun) -> list[tuple[str, str]]:
    """``(icon, words)`` of what the run kept to."""
    found = []
    if run.figures.get("wished"):
        price, total = run.figures.get("price", 0), run.total or 1
        cost = (
            _("It costs %(share)s%% of the total.")
            % {"share": number_format(100 * price / (total + price), 1)}
            if price > 0
            else _("It costs nothing of the total.")
        )
        found.append(("tick", _("People who asked for somebody come first.") + " " + cost))
    same_team = bool(run.rules.get("same_team"))
    found.append(
        (
            "lock",
            _("Never a line manager, or more than a mentor’s places.")
            if same_team
            else _("Never a line manager, a teammate, or more than a mentor’s places."),
        )
    )
    locks, bans = len(run.rules.get("locks", [])), len(run.rules.get("forbidden", []))
    if locks or bans:
        found.append(
            ("pair", _("Pairs kept by you: %(locks)s. Ruled out: %(bans)s.")
             % {"locks": locks, "bans": bans})
        )  # fmt: skip
    return found


def listed(names: list[str]) -> str:
    """Names as one says them."""
    return names[0] if len(names) == 1 else _("%(some)s and %(last)s") % {
        "some": ", ".join(names[:-1]), "last": names[-1]
    }  # fmt: skip


def steps(
    counted: pairs.Counts,
    left: list[str],
    open_total: int,
    answer_by: datetime,
) -> list[str]:
    """What publishing does, in order. ``left``: first names of those without a mentor."""
    told = counted.all - counted.refused
    said = [
        _("%(mentees)s and %(mentors)s each get a message with a name, a shared interest and a "
          "next step: a 20-minute hello. Nobody sees a score.")
        % {
            "mentees": ngettext("%(n)s mentee", "%(n)s mentees", told) % {"n": told},
            "mentors": ngettext("%(n)s mentor", "%(n)s mentors", counted.mentors)
            % {"n": counted.mentors},
        },
        _("Either may say no, without giving a reason, until %(day)s. The place is then free again.")
        % {"day": date_format(timezone.localtime(answer_by), "j F")},
    ]  # fmt: skip
    if open_total:
        who = (
            listed(left)
            if open_total <= 4
            else ngettext("%(n)s person", "%(n)s people", open_total) % {"n": open_total}
        )
        said.append(
            ngettext(
                "%(who)s is told why, what might change it, and that the place in the queue is kept.",
                "%(who)s are told why, what might change it, and that the place in the queue is kept.",
                open_total,
            )
            % {"who": who}
        )
    if counted.refused:
        said.append(
            ngettext(
                "The pair you left out is not told anything. Both keep their places.",
                "The %(n)s pairs you left out are not told anything. They keep their places.",
                counted.refused,
            )
            % {"n": counted.refused}
        )
    said.append(
        _("This run is kept as it is, with its weights and rules, so that anyone can repeat it.")
    )
    return said


def note(counted: pairs.Counts) -> str:
    """What the button does to pairs without a decision."""
    if not counted.undecided:
        return _("You have decided about every pair.")
    return ngettext(
        "%(n)s pair has no decision yet. Publishing all accepts it as it is.",
        "%(n)s pairs have no decision yet. Publishing all accepts them as they are.",
        counted.undecided,
    ) % {"n": counted.undecided}
