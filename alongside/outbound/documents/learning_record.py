"""What a learning record says, in words, before it becomes a PDF or a DOCX.

Both files are drawn from one `Content`, so that they cannot say different
things. Its texts are translated and cleaned; the writers only place them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.engine.cpd import (
    HCPC,
    TYPE_LABELS,
    Entry,
    Record,
    StandardSet,
)
from alongside.outbound.documents.text import clean, line, paragraphs

# A strip of more years than this is no longer a picture that says something.
_LONGEST_STRIP_YEARS = 6


@dataclass(frozen=True, slots=True)
class LearningRecord:
    """One person's record, ready to become a document.

    ``registration`` is printed as the person gave it. ``made_on`` is the day
    the document is made; a period that ends later counts as still running.
    """

    name: str
    record: Record
    made_on: date
    profession: str = ""
    registration: str = ""
    standards: StandardSet = HCPC


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it: a line, or paragraphs."""

    label: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One activity."""

    number: int
    date: str
    title: str
    type: str
    hours: str
    byline: str
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class StripMonth:
    """One month of the strip on the title page."""

    count: int
    inside: bool


@dataclass(frozen=True, slots=True)
class StripYear:
    """Twelve months of it."""

    year: str
    months: list[StripMonth]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs under it. ``hint`` stands there when there are none."""

    title: str
    paragraphs: list[str]
    hint: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the document says, in reading order."""

    lang: str
    made_on: tuple[int, int, int]
    title: str
    name: str
    facts: list[Field]
    figures: list[Field]
    strip_title: str
    strip_summary: str
    strip: list[StripYear]
    month_letters: list[str]
    summary: Section
    list_title: str
    list_intro: str
    list_headings: list[str]
    rows: list[Row]
    list_empty: str
    details_title: str
    statement: Section
    gaps: Section
    checks: Section
    standards_title: str
    standards_intro: str
    standards: list[Field]
    running_head: str
    page: str
    page_of: str


def content(given: LearningRecord, lang: str) -> Content:
    """The words of a learning record in the language that is active, named ``lang``."""
    record = given.record
    entries = sorted(record.entries, key=lambda entry: (entry.on, entry.title))
    period = _("%(start)s to %(end)s") % {
        "start": _date(record.period.start),
        "end": _date(record.period.end),
    }
    name = line(given.name) or _("Name not given")
    registration = line(given.registration)
    shown_registration = (
        _("%(number)s (as given by the person)") % {"number": registration}
        if registration
        else _("Not given")
    )
    facts = [Field(_("Name"), [name])]
    if profession := line(given.profession):
        facts.append(Field(_("Profession"), [profession]))
    facts += [
        Field(_("Registration number"), [shown_registration]),
        Field(_("Period"), [period]),
        Field(_("Made on"), [_date(given.made_on)]),
    ]
    title = _("Learning record")
    return Content(
        lang=lang,
        made_on=(given.made_on.year, given.made_on.month, given.made_on.day),
        title=title,
        name=name,
        facts=facts,
        figures=_figures(entries),
        strip_title=_("Activities by month"),
        strip_summary=_strip_summary(entries, record),
        strip=_strip(entries, record),
        month_letters=[date_format(date(2024, month, 1), "N")[:1] for month in range(1, 13)],
        summary=Section(
            _("Summary of practice"),
            paragraphs(record.summary),
            _("No summary has been written yet."),
        ),
        list_title=_("Activities in order of date"),
        list_intro=ngettext(
            "%(count)s activity, %(period)s.", "%(count)s activities, %(period)s.", len(entries)
        )
        % {"count": len(entries), "period": period},
        list_headings=[_("No."), _("Date"), _("Activity"), _("Type"), _("Hours")],
        rows=[_row(n, entry, given.standards) for n, entry in enumerate(entries, 1)],
        list_empty=_("No activities have been recorded in this period yet."),
        details_title=_("What came of them"),
        statement=Section(
            _("Statement"),
            paragraphs(record.statement.text) if record.statement else [],
            _("No statement has been written yet."),
        ),
        gaps=_gaps(given),
        checks=_checks(given),
        standards_title=_("The standards this record refers to"),
        standards_intro=_(
            "The %(regulator)s's standards for continuing professional development in our own "
            "words, as read in %(version)s. Where the words differ, the regulator's count."
        )
        % {"regulator": given.standards.regulator, "version": given.standards.version},
        standards=[
            Field(f"{number}. {_(standard.title)}", [_(standard.text)])
            for number, standard in enumerate(given.standards.standards, 1)
        ],
        running_head=f"{name} · {title} · {period}",
        page=_("Page"),
        page_of=_("of"),
    )


def _date(day: date) -> str:
    return date_format(day, "j F Y")


def hours(minutes: int) -> str:
    """Minutes as hours with at most two decimals: "1", "1.25", "0.33"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _row(number: int, entry: Entry, standards: StandardSet) -> Row:
    candidates = [
        Field(_("What I learned"), paragraphs(entry.learned)),
        Field(_("What changed in my practice"), paragraphs(entry.changed)),
        Field(_("Benefit to service users"), paragraphs(entry.benefit)),
        Field(_("Standards met"), [_standards(entry, standards)] if entry.standards else []),
        Field(_("Evidence"), paragraphs(entry.evidence)),
    ]
    day, kind = date_format(entry.on, "j M Y"), _(TYPE_LABELS[entry.type])
    time = hours(entry.minutes) if entry.minutes else ""
    # A language has one plural for "1" and may have another for "0.5".
    spent = ngettext("%(hours)s hour", "%(hours)s hours", 1 if time == "1" else 2)
    return Row(
        number=number,
        date=day,
        title=line(entry.title) or _("Activity"),
        type=kind,
        hours=time or "\u2013",
        byline=" · ".join([day, kind, *([spent % {"hours": time}] if time else [])]),
        fields=[field for field in candidates if field.paragraphs],
    )


def _standards(entry: Entry, standards: StandardSet) -> str:
    """The standards an entry names, numbered as in the list at the end."""
    numbered = {
        standard.code: f"{number} {_(standard.title)}"
        for number, standard in enumerate(standards.standards, 1)
    }
    return "; ".join(sorted(numbered.get(code, line(code)) for code in set(entry.standards)))


def _figures(entries: list[Entry]) -> list[Field]:
    total = sum(entry.minutes or 0 for entry in entries)
    types = len({entry.type for entry in entries})
    return [
        Field(ngettext("activity", "activities", len(entries)), [str(len(entries))]),
        Field(_("hours"), [hours(total) if total else "0"]),
        Field(ngettext("type of learning", "types of learning", types), [str(types)]),
    ]


def _strip(entries: list[Entry], record: Record) -> list[StripYear]:
    period = record.period
    years = range(period.start.year, period.end.year + 1)
    if len(years) > _LONGEST_STRIP_YEARS:
        return []
    counts = Counter((entry.on.year, entry.on.month) for entry in entries if entry.on in period)
    first = (period.start.year, period.start.month)
    last = (period.end.year, period.end.month)
    return [
        StripYear(
            str(year),
            [
                StripMonth(counts[year, month], first <= (year, month) <= last)
                for month in range(1, 13)
            ],
        )
        for year in years
    ]


def _strip_summary(entries: list[Entry], record: Record) -> str:
    months = {(entry.on.year, entry.on.month) for entry in entries if entry.on in record.period}
    period = record.period
    total = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return ngettext(
        "Activities in %(months)s of %(total)s month.",
        "Activities in %(months)s of %(total)s months.",
        total,
    ) % {"months": len(months), "total": total}


def _gaps(given: LearningRecord) -> Section:
    explained = sorted(given.record.explanations, key=lambda item: item.period.start)
    texts = [
        _("%(start)s to %(end)s: %(why)s")
        % {
            "start": _date(item.period.start),
            "end": _date(item.period.end),
            "why": " ".join(paragraphs(item.text)),
        }
        for item in explained
        if clean(item.text)
    ]
    return Section(_("Times without activities"), texts, _("None were explained."))


def _checks(given: LearningRecord) -> Section:
    # What its writer might still add stands on their page, not in what an auditor reads.
    texts = [
        _(
            "Alongside looked at the dates, the gaps of three months or more, the types and the "
            "number of activities, and whether each activity says what was learned, who "
            "benefits, which standard it bears on and what shows it."
        ),
        _(
            "It did not check that the activities took place, nor the registration number "
            "against a register. The words are the person's own. Whether a record meets the "
            "standards is for the regulator to say."
        ),
    ]
    return Section(_("What was checked"), texts, "")
