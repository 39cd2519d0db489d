"""The learning record: its owner's entries, how it stands, and the document made of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.access import learning as access
from alongside.data.keys import store
from alongside.data.models import (
    CpdEntry,
    CpdProfile,
    Person,
)
from alongside.engine import cpd, reference, registration
from alongside.engine.months import later
from alongside.outbound.documents import (
    LearningRecord,
    learning_record_docx,
    learning_record_pdf,
)
from alongside.outbound.documents.learning_record import hours
from alongside.reads.learning.given import given
from alongside.reads.learning.shapes import (
    Entry,
    Finding,
    Gap,
    Month,
    Reached,
    RecordPage,
)

#: Which regulator's words a record is written in, by the code a person chose.
SETS = {"hcpc": "HCPC", "nmc": "NMC", "gosc": "GOsC"}
_ACTIVITIES = {activity.code: activity for activity in cpd.ACTIVITIES}
WITH_OTHERS = ("mentoring", "coaching", "shadowing", "workshop")
KINDS = {"pdf": "application/pdf",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}  # fmt: skip


def standard_set(person: Person) -> cpd.StandardSet:
    """The standards somebody's record is written to; the HCPC's where nobody said."""
    return cpd.STANDARD_SETS[SETS.get(person.regulator, "HCPC")]


def activity_choices() -> list[tuple[str, str]]:
    """Kinds of activity, each with the type it counts as."""
    return [(one.code, _(one.label)) for one in cpd.ACTIVITIES]


def standard_choices(person: Person) -> list[tuple[str, str]]:
    """The standards to tick."""
    return [(one.code, _(one.title)) for one in standard_set(person).standards]


def standard_hints(person: Person) -> dict[str, str]:
    """A sentence about each."""
    return {one.code: _(one.text) for one in standard_set(person).standards}


def two_years(today: date, years: int = 2) -> cpd.Period:
    """The usual period: so many years up to today, both days included."""
    return cpd.Period(later(today, -12 * years) + timedelta(days=1), today)


def _period(person: Person, today: date, start: date | None, end: date | None) -> cpd.Period:
    usual = two_years(today, standard_set(person).years)
    first, last = start or usual.start, end or usual.end
    return cpd.Period(first, last) if first <= last else usual


def _in_engine(row: CpdEntry) -> cpd.Entry:
    activity = _ACTIVITIES.get(row.type, _ACTIVITIES["other"])
    return cpd.Entry(
        on=row.on,
        title=row.activity or _(activity.label),
        type=activity.type,
        minutes=row.minutes,
        learned=row.learned,
        changed=row.changed,
        benefit=row.benefit,
        standards=tuple(row.standards),
        evidence=row.evidence or _dated(row),
        with_others=row.type in WITH_OTHERS,
    )


def _dated(row: CpdEntry) -> str:
    """What shows that a session took place, where its owner named nothing else."""
    return _("The dated session in Alongside") if row.meeting_id else ""


def _entry(row: CpdEntry, standards: cpd.StandardSet) -> Entry:
    activity = _ACTIVITIES.get(row.type, _ACTIVITIES["other"])
    titles = [_(one.title) for one in standards.standards if one.code in row.standards]
    parts = [
        ("" if row.learned.strip() else _("what you learned")),
        ("" if row.changed.strip() else _("what changed")),
        ("" if row.benefit.strip() else _("who benefits")),
        ("" if row.standards or not standards.standards else _("a standard")),
    ]
    return Entry(
        id=row.pk,
        on=row.on,
        type=row.type,
        type_words=_(activity.label),
        title=row.activity or _(activity.label),
        time=_spent(row.minutes),
        learned=row.learned,
        changed=row.changed,
        benefit=row.benefit,
        evidence=row.evidence,
        standards=titles,
        codes=list(row.standards),
        minutes=row.minutes,
        from_session=row.meeting_id is not None,
        missing=", ".join(part for part in parts if part),
    )


def _spent(minutes: int | None) -> str:
    if not minutes:
        return ""
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    said = hours(minutes)
    return ngettext("%(n)s hour", "%(n)s hours", 1 if said == "1" else 2) % {"n": said}


def _profile(person: Person) -> CpdProfile:
    return CpdProfile.objects.filter(person=person).first() or CpdProfile(person=person)


def _explained(profile: CpdProfile) -> list[Gap]:
    return [
        Gap(date.fromisoformat(gap["start"]), date.fromisoformat(gap["end"]), gap["text"])
        for gap in json.loads(profile.gaps or "[]")
    ]


def page(
    person: Person,
    *,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
    search: str = "",
) -> RecordPage:
    """Somebody's own record, in as many queries for two entries as for two hundred."""
    today = timezone.localdate(now)
    standards = standard_set(person)
    period = _period(person, today, start, end)
    store.load({("person", person.pk)})
    rows = list(access.visible_to(person).order_by("-on", "-created_at"))
    inside = [row for row in rows if row.on in period]
    words = search.casefold().split()
    shown = [row for row in inside if all(word in _searched(row) for word in words)]
    profile = _profile(person)
    gaps = _explained(profile)
    entries = [_in_engine(row) for row in inside]
    number = registration.check(person.registration_number, person.regulator)
    return RecordPage(
        name=person.full_name,
        period_words=_("%(start)s to %(end)s")
        % {"start": date_format(period.start, "j F Y"), "end": date_format(period.end, "j F Y")},
        start=period.start,
        end=period.end,
        months=_by_month([_entry(row, standards) for row in shown]),
        found=len(shown),
        total=len(inside),
        elsewhere=len(rows) - len(inside),
        search=search,
        figures=_figures(entries),
        counts=_counts(standards, entries, period),
        findings=_findings(standards, entries, period, gaps, profile, today) if rows else [],
        gaps=gaps,
        practice=profile.practice,
        statement=profile.statement,
        practice_words=cpd.word_count(profile.practice),
        statement_words=cpd.word_count(profile.statement),
        registration=person.registration_number,
        registration_looks_wrong=bool(person.registration_number) and number.looks_right is False,
        regulator=_(reference.name_of("regulator", person.regulator)) if person.regulator else "",
        given=given(person),
    )


def _searched(row: CpdEntry) -> str:
    return " ".join((row.activity, row.learned, row.changed, row.benefit, row.evidence)).casefold()


def _by_month(entries: Sequence[Entry]) -> list[Month]:
    months: list[Month] = []
    for entry in entries:
        name = date_format(entry.on, "F Y")
        if not months or months[-1].name != name:
            months.append(Month(name, []))
        months[-1].entries.append(entry)
    return months


def _figures(entries: Sequence[cpd.Entry]) -> list[tuple[str, str]]:
    total = sum(entry.minutes or 0 for entry in entries)
    types = len({entry.type for entry in entries})
    return [
        (str(len(entries)), ngettext("activity", "activities", len(entries))),
        (hours(total) if total else "0", _("hours")),
        (str(types), ngettext("type of learning", "types of learning", types)),
    ]


def _counts(
    standards: cpd.StandardSet, entries: Sequence[cpd.Entry], period: cpd.Period
) -> list[Reached]:
    return [
        Reached(
            _(one.label),
            _("%(have)s of %(need)s") % {"have": f"{one.have:g}", "need": f"{one.need:g}"},
            one.met,
        )
        for one in cpd.progress(standards.regulator, entries, period)
    ]


def _findings(
    standards: cpd.StandardSet,
    entries: Sequence[cpd.Entry],
    period: cpd.Period,
    gaps: Sequence[Gap],
    profile: CpdProfile,
    today: date,
) -> list[Finding]:
    found = cpd.audit_check(
        entries,
        period,
        explanations=[cpd.Explanation(cpd.Period(g.start, g.end), g.text) for g in gaps],
        summary=profile.practice,
        statement=cpd.Statement(profile.statement),
        today=today,
    )
    return [
        Finding(
            one.code,
            one.weight is cpd.Weight.ASKED,
            _(one.message)
            % {
                name: date_format(value, "j F Y") if isinstance(value, date) else value
                for name, value in one.values.items()
            },
            _as_date(one.values.get("start")),
            _as_date(one.values.get("end")),
        )
        for one in found
        # The count of activities stands above the findings.
        if one.code != "few" and (standards.standards or one.code != "no_standards")
    ]


def _as_date(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def entry(person: Person, entry_id: UUID) -> Entry:
    """One's own entry, else NotVisible."""
    return _entry(access.of(person, entry_id), standard_set(person))


def document(
    person: Person, kind: str, *, now: datetime, start: date | None = None, end: date | None = None
) -> tuple[str, str, bytes]:
    """The record of a period as a file: its name, its type and its bytes.

    ``kind`` is pdf or docx; NotVisible for another.
    """
    if kind not in KINDS:
        raise NotVisible
    today = timezone.localdate(now)
    standards = standard_set(person)
    period = _period(person, today, start, end)
    store.load({("person", person.pk)})
    profile = _profile(person)
    rows = access.visible_to(person).filter(on__gte=period.start, on__lte=period.end)
    given_record = LearningRecord(
        name=person.full_name,
        record=cpd.Record(
            period=period,
            entries=tuple(_in_engine(row) for row in rows.order_by("on", "created_at")),
            summary=profile.practice,
            statement=cpd.Statement(profile.statement) if profile.statement else None,
            explanations=tuple(
                cpd.Explanation(cpd.Period(gap.start, gap.end), gap.text)
                for gap in _explained(profile)
            ),
            regulator=standards.regulator,
        ),
        made_on=today,
        profession=_(reference.name_of("profession", person.profession))
        if person.profession
        else "",
        registration=person.registration_number,
        standards=standards,
    )
    make = learning_record_pdf if kind == "pdf" else learning_record_docx
    name = f"learning-record-{period.start.isoformat()}-to-{period.end.isoformat()}.{kind}"
    return name, KINDS[kind], make(given_record)
