"""The agreement as people read, compare and sign it."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import relationships as access
from alongside.data.models import Agreement, Person, Relationship
from alongside.engine.agreement import marks
from alongside.reads.relationships.shared import Head, Member, load, local


@dataclass(frozen=True)
class Piece:
    """A stretch of text: same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """One part of the terms, with what differs from the version before."""

    code: str
    title: str
    text: str
    changed: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Sign:
    """A signature, or the place for one. ``date`` is empty while it waits."""

    initials: str
    role: str
    name: str
    date: str


@dataclass(frozen=True)
class Version:
    """One version: its terms, its dates and who has signed it as it stands."""

    number: int
    state: str
    edition: int
    sections: list[Section]
    signs: list[Sign]
    review_on: date | None
    ends_on: date | None
    changed_on: date
    changed_by: str
    old_review_on: date | None
    old_ends_on: date | None

    @property
    def dates_changed(self) -> bool:
        """Whether the dates differ from the version that holds."""
        return self.old_ends_on is not None and (
            self.review_on != self.old_review_on or self.ends_on != self.old_ends_on
        )


@dataclass(frozen=True)
class Line:
    """A version in the list of all."""

    number: int
    state: str
    on: date


@dataclass(frozen=True)
class AgreementPage:
    """The agreement's page. ``draft`` waits for signatures; ``signed`` holds."""

    head: Head
    draft: Version | None
    signed: Version | None
    i_signed: bool
    other_signed: bool
    versions: list[Line]


@dataclass(frozen=True)
class Editing:
    """What the form starts from. ``values`` by field name, as Django's forms want them."""

    head: Head
    sections: list[Section]
    values: dict[str, object]
    marks: dict[str, str]
    first: bool


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """What changed, by word: ``[Piece("same", …), Piece("removed", …), Piece("added", …)]``."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    found: list[Piece] = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(a[i1:i2])))
            continue
        if i1 < i2:
            found.append(Piece("removed", "".join(a[i1:i2])))
        if j1 < j2:
            found.append(Piece("added", "".join(b[j1:j2])))
    return tuple(found)


def _terms(agreement: Agreement) -> list[dict[str, str]]:
    return list(json.loads(agreement.terms or "[]"))


def signs_of(agreement: Agreement, members: list[Member], reader: Person) -> list[Sign]:
    """A line for each person; a signature of an older edition does not count."""
    given = {
        s.person_id: s.at for s in agreement.signatures.all() if s.edition == agreement.edition
    }
    return [
        Sign(
            m.initials,
            m.role,
            m.name,
            date_format(local(given[m.id], reader), "j M Y") if m.id in given else "",
        )
        for m in members
    ]


def _version(
    agreement: Agreement, head: Head, reader: Person, before: Agreement | None = None
) -> Version:
    old = {s["code"]: s["text"] for s in _terms(before)} if before else {}
    sections = []
    for term in _terms(agreement):
        was = old.get(term["code"])
        changed = before is not None and was != term["text"]
        sections.append(
            Section(
                term["code"],
                term["title"],
                term["text"],
                changed,
                differences(was or "", term["text"]) if changed else (),
            )
        )
    by = ""
    if agreement.by_id:
        by = next((m.first_name for m in head.others if m.id == agreement.by_id), _("you"))
    return Version(
        number=agreement.version,
        state=agreement.state,
        edition=agreement.edition,
        sections=sections,
        signs=signs_of(agreement, [head.me, *head.others], reader),
        review_on=agreement.review_on,
        ends_on=agreement.ends_on,
        changed_on=local(agreement.changed_at, reader).date(),
        changed_by=by,
        old_review_on=before.review_on if before else None,
        old_ends_on=before.ends_on if before else None,
    )


def _all(relationship: Relationship) -> list[Agreement]:
    return list(relationship.agreements.prefetch_related("signatures").order_by("-version"))


def page(person: Person, relationship_id: UUID | str) -> AgreementPage:
    """The agreement as it stands, with the draft compared to what holds. Four queries."""
    relationship, head = load(person, relationship_id)
    every = _all(relationship)
    draft = next((a for a in every if a.state == "draft"), None)
    signed = next((a for a in every if a.state == "signed"), None)
    names = (
        {s.person_id for s in draft.signatures.all() if s.edition == draft.edition}
        if draft
        else set()
    )
    return AgreementPage(
        head=head,
        draft=_version(draft, head, person, signed) if draft else None,
        signed=_version(signed, head, person) if signed else None,
        i_signed=person.pk in names,
        other_signed=bool(names - {person.pk}),
        versions=[_line(a, person) for a in every],
    )


def _line(agreement: Agreement, person: Person) -> Line:
    at: datetime = agreement.signed_at or agreement.changed_at
    return Line(agreement.version, agreement.state, local(at, person).date())


def version(person: Person, relationship_id: UUID | str, number: int) -> tuple[Head, Version]:
    """One version as it was, compared with the one before it."""
    relationship, head = load(person, relationship_id)
    every = {a.version: a for a in _all(relationship)}
    if number not in every:
        raise NotVisible
    earlier = [every[n] for n in sorted(every) if n < number and every[n].state != "set_aside"]
    return head, _version(every[number], head, person, earlier[-1] if earlier else None)


def editing(person: Person, relationship_id: UUID | str) -> Editing:
    """The terms to change: the draft's, or those of the version that holds."""
    relationship, head = load(person, relationship_id)
    access.check_begun(person, relationship)
    every = _all(relationship)
    base = next((a for a in every if a.state == "draft"), None) or next(
        (a for a in every if a.state == "signed"), None
    )
    if base is None:
        raise NotVisible
    shown = _version(base, head, person)
    values: dict[str, object] = {s.code: s.text for s in shown.sections}
    texts = {s.code: s.text for s in shown.sections}
    for name in ("review_on", "ends_on"):
        day = getattr(base, name)
        values[name] = day
        texts[name] = day.isoformat() if day else ""
    return Editing(
        head=head,
        sections=shown.sections,
        values=values,
        marks=marks(texts),
        first=not any(a.state == "signed" for a in every),
    )
