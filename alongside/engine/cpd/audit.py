"""What a record still lacks, and how far it has come.

Nothing here is a verdict on the person, and nothing says that a record passes:
only the regulator does that. Findings are worded as what to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from alongside.engine.cpd.record import Entry, Explanation, Period, Record, Statement, word_count
from alongside.engine.cpd.standards import NMC
from alongside.engine.i18n import N_
from alongside.engine.months import later

GAP_MONTHS = 3
USUAL_FEWEST, USUAL_MOST = 12, 50
FEWEST_TYPES = 2
SUMMARY_WORDS = 500
STATEMENT_WORDS = 1500
STATEMENT_ACTIVITIES = (4, 6)
# "About 500 words" is not broken by the 501st.
_WORDS_LEEWAY = 1.1

NMC_ACCOUNTS = 5
GOSC_HOURS, GOSC_HOURS_WITH_OTHERS = 90, 45


class Weight(StrEnum):
    """How much a finding matters."""

    ASKED = "asked"
    """A regulator asks for this."""
    USUAL = "usual"
    """Allowed, but outside what is usual."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a record still lacks.

    ``message`` is a translatable sentence with ``%(name)s`` places that
    ``values`` fill. ``entries`` are positions in the entries that were given.
    """

    code: str
    weight: Weight
    message: str
    values: Mapping[str, str | int | date] = field(default_factory=dict)
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a count has come: ``have`` of ``need``, in ``unit``."""

    code: str
    label: str
    have: float
    need: float
    unit: str

    @property
    def met(self) -> bool:
        return self.have >= self.need


def gaps(
    days: Iterable[date], period: Period, explanations: Iterable[Explanation] = ()
) -> tuple[Period, ...]:
    """Stretches of three months or more in which nothing happened or was explained.

    Each is given from the first empty day to the last. An explanation without
    words explains nothing.
    """
    covered = [(day, day) for day in days if day in period]
    covered += [
        (max(item.period.start, period.start), min(item.period.end, period.end))
        for item in explanations
        if item.text.strip() and item.period.start <= period.end and item.period.end >= period.start
    ]
    found: list[Period] = []
    at = period.start
    one = timedelta(days=1)
    for start, end in [*sorted(covered), (period.end + one, period.end + one)]:
        if at < start and later(at, GAP_MONTHS) <= start:
            found.append(Period(at, start - one))
        at = max(at, end + one)
    return tuple(found)


def audit_check(
    entries: Sequence[Entry],
    period: Period,
    *,
    explanations: Sequence[Explanation] = (),
    summary: str | None = None,
    statement: Statement | None = None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """What an HCPC auditor would ask about, the weightiest first.

    ``summary`` and ``statement`` are looked at where they are given: someone
    half way through a cycle has neither. With ``today`` inside the period, the
    rest of the period is not yet a gap, and few activities are not yet too few.
    """
    looked_at = period
    running = today is not None and today < period.end
    if today is not None and running:
        looked_at = Period(period.start, max(period.start, today))

    inside = [index for index, entry in enumerate(entries) if entry.on in period]
    findings: list[Finding] = []
    findings += _gap_findings([entries[i].on for i in inside], looked_at, explanations)
    findings += _mixture_findings([entries[i] for i in inside], running=running)
    findings += _entry_findings(entries, inside, period)
    findings += _text_findings(summary, statement)
    return tuple(sorted(findings, key=lambda finding: finding.weight is not Weight.ASKED))


def check_record(record: Record, today: date | None = None) -> tuple[Finding, ...]:
    """`audit_check` of a whole record."""
    return audit_check(
        record.entries,
        record.period,
        explanations=record.explanations,
        summary=record.summary,
        statement=record.statement,
        today=today,
    )


def progress(regulator: str, entries: Sequence[Entry], period: Period) -> tuple[Progress, ...]:
    """What can be counted towards a regulator's cycle; nothing for a regulator unknown here."""
    inside = [entry for entry in entries if entry.on in period]
    hours = sum(entry.minutes or 0 for entry in inside) / 60
    together = sum(entry.minutes or 0 for entry in inside if entry.with_others) / 60
    if regulator == "HCPC":
        types = {entry.type for entry in inside}
        return (
            Progress("activities", N_("Activities"), len(inside), USUAL_FEWEST, "count"),
            Progress("types", N_("Types of activity"), len(types), FEWEST_TYPES, "count"),
        )
    if regulator == "NMC":
        accounts = sum(1 for entry in inside if is_nmc_account(entry))
        return (
            Progress(
                "accounts", N_("Written reflective accounts"), accounts, NMC_ACCOUNTS, "count"
            ),
        )
    if regulator == "GOsC":
        return (
            Progress("hours", N_("Hours of learning"), hours, GOSC_HOURS, "hours"),
            Progress("with_others", N_("With others"), together, GOSC_HOURS_WITH_OTHERS, "hours"),
        )
    return ()


def is_nmc_account(entry: Entry) -> bool:
    """Whether an entry has what a reflective account is made of.

    What it was, what was learned, how practice changed, and which theme of the
    Code it bears on.
    """
    themes = {standard.code for standard in NMC.standards}
    texts = (entry.title, entry.learned, entry.changed)
    return all(text.strip() for text in texts) and bool(themes & set(entry.standards))


def _gap_findings(
    days: Sequence[date], period: Period, explanations: Sequence[Explanation]
) -> list[Finding]:
    return [
        Finding(
            "gap",
            Weight.ASKED,
            N_(
                "Nothing is recorded from %(start)s to %(end)s. Add an activity, "
                "or say in a sentence why there is none."
            ),
            {"start": gap.start, "end": gap.end},
        )
        for gap in gaps(days, period, explanations)
    ]


def _mixture_findings(inside: Sequence[Entry], *, running: bool) -> list[Finding]:
    found: list[Finding] = []
    count = len(inside)
    if inside and len({entry.type for entry in inside}) < FEWEST_TYPES:
        found.append(
            Finding(
                "one_type",
                Weight.ASKED,
                N_("All activities are of one type. A record shows at least two types."),
            )
        )
    if count < USUAL_FEWEST and not running:
        found.append(
            Finding(
                "few",
                Weight.USUAL,
                N_("The record has %(count)s activities. Between %(least)s and %(most)s is usual."),
                {"count": count, "least": USUAL_FEWEST, "most": USUAL_MOST},
            )
        )
    if count > USUAL_MOST:
        found.append(
            Finding(
                "many",
                Weight.USUAL,
                N_(
                    "The record has %(count)s activities. Between %(least)s and %(most)s is "
                    "usual, so you may like to choose the ones that say most."
                ),
                {"count": count, "least": USUAL_FEWEST, "most": USUAL_MOST},
            )
        )
    return found


def _entry_findings(
    entries: Sequence[Entry], inside: Sequence[int], period: Period
) -> list[Finding]:
    found: list[Finding] = []

    def report(code: str, weight: Weight, message: str, where: Iterable[int]) -> None:
        places = tuple(where)
        if places:
            found.append(Finding(code, weight, message, {"count": len(places)}, places))

    report(
        "no_learning",
        Weight.ASKED,
        N_("Activities that do not yet say what was learned: %(count)s."),
        (i for i in inside if not entries[i].learned.strip()),
    )
    report(
        "no_benefit",
        Weight.ASKED,
        N_("Activities that do not yet say how service users benefit: %(count)s."),
        (i for i in inside if not entries[i].benefit.strip()),
    )
    report(
        "no_standards",
        Weight.ASKED,
        N_("Activities that do not yet name a standard: %(count)s."),
        (i for i in inside if not entries[i].standards),
    )
    report(
        "no_evidence",
        Weight.USUAL,
        N_("Activities without evidence beside them: %(count)s."),
        (i for i in inside if not entries[i].evidence.strip()),
    )
    report(
        "outside",
        Weight.USUAL,
        N_("Activities dated outside the period: %(count)s."),
        (i for i, entry in enumerate(entries) if entry.on not in period),
    )
    return found


def _text_findings(summary: str | None, statement: Statement | None) -> list[Finding]:
    found: list[Finding] = []
    if summary is not None:
        words = word_count(summary)
        if not words:
            found.append(
                Finding(
                    "no_summary",
                    Weight.ASKED,
                    N_("There is no summary of practice yet: about %(words)s words on your work."),
                    {"words": SUMMARY_WORDS},
                )
            )
        elif words > SUMMARY_WORDS * _WORDS_LEEWAY:
            found.append(
                Finding(
                    "long_summary",
                    Weight.USUAL,
                    N_("The summary of practice has %(count)s words. About %(words)s is usual."),
                    {"count": words, "words": SUMMARY_WORDS},
                )
            )
    if statement is None:
        return found
    if not statement.words:
        found.append(
            Finding(
                "no_statement",
                Weight.ASKED,
                N_("There is no statement yet: about %(words)s words in the first person."),
                {"words": STATEMENT_WORDS},
            )
        )
    elif statement.words > STATEMENT_WORDS * _WORDS_LEEWAY:
        found.append(
            Finding(
                "long_statement",
                Weight.USUAL,
                N_("The statement has %(count)s words. About %(words)s is usual."),
                {"count": statement.words, "words": STATEMENT_WORDS},
            )
        )
    least, most = STATEMENT_ACTIVITIES
    described = statement.activities
    if statement.words and described is not None and not least <= described <= most:
        found.append(
            Finding(
                "statement_activities",
                Weight.USUAL,
                N_(
                    "The statement describes %(count)s activities. "
                    "Between %(least)s and %(most)s is usual."
                ),
                {"count": described, "least": least, "most": most},
            )
        )
    return found
