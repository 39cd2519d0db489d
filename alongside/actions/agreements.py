"""The agreement: drafted, changed by either, signed by all, changed again (S2.7, S2.8)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused, Stale
from alongside.access import relationships as access
from alongside.actions.held import LONGEST, begun, note, tell
from alongside.data.models import Agreement, Person, Relationship, Signature
from alongside.data.transitions import move
from alongside.engine import agreement as engine

#: The first look at the agreement together: after about two sessions.
FIRST_REVIEW = timedelta(weeks=10)
DATES = ("review_on", "ends_on")


class BothWrote(Stale):
    """Both changed the same sections. ``theirs`` has the other's text by code; nothing is lost.

    ``now`` are the marks to send with the next try, which is then a decision.
    """

    def __init__(self, theirs: dict[str, str], now: dict[str, str]) -> None:
        super().__init__(
            _(
                "You both changed the same part. Yours is still in the box and the other text "
                "stands beside it. Put together what you both want, and save again."
            )
        )
        self.theirs = theirs
        self.now = now


@dataclass(frozen=True)
class Wanted:
    """What a form says: texts by section, the two dates, and marks of what it began from."""

    texts: Mapping[str, str]
    review_on: date | None
    ends_on: date | None
    was: Mapping[str, str]


def sections(agreement: Agreement) -> list[dict[str, str]]:
    """The terms as a list of ``{code, title, text}``."""
    return list(json.loads(agreement.terms or "[]"))


def current(relationship: Relationship) -> tuple[Agreement | None, Agreement | None]:
    """``(draft, signed)``: the version being written and the one that holds."""
    found = {
        a.state: a
        for a in relationship.agreements.filter(state__in=("draft", "signed")).order_by("version")
    }
    return found.get("draft"), found.get("signed")


def draft(relationship: Relationship, *, now: datetime) -> Agreement:
    """The first version, from the defaults of this kind and form; an existing one is returned."""
    before = relationship.agreements.order_by("-version").first()
    if before is not None:
        return before
    made = Agreement(
        relationship=relationship,
        version=1,
        terms=json.dumps(_first_terms(relationship)),
        created_at=now,
        changed_at=now,
    )
    made.save()
    return made


def set_dates(relationship: Relationship, *, today: date, ends_on: date) -> None:
    """Give the first draft its review and end dates, on the day both said yes."""
    review_on = min(today + FIRST_REVIEW, ends_on)
    relationship.agreements.filter(state="draft").update(review_on=review_on, ends_on=ends_on)


@transaction.atomic
def write(relationship_id: UUID | str, wanted: Wanted, *, by: Person, now: datetime) -> Agreement:
    """Save changes to the draft, beginning a new version where the last one is signed.

    Sections that only one side changed are put together. Raises BothWrote when both changed
    the same one, and saves nothing then. A change takes older signatures out of count, and
    whoever gave one is told.
    """
    relationship = begun(relationship_id, by)
    open_draft, signed = current(relationship)
    base = open_draft or signed
    if base is None:
        base = open_draft = draft(relationship, now=now)
    terms = sections(base)
    dates = {name: getattr(base, name) for name in DATES}
    theirs: dict[str, str] = {}
    for section in terms:
        _merge(section, wanted, theirs)
    for name in DATES:
        new, standing = getattr(wanted, name), dates[name]
        if new != standing and engine.mark(_iso(new)) != wanted.was.get(name):
            if engine.mark(_iso(standing)) != wanted.was.get(name):
                theirs[name] = _iso(standing)
            else:
                dates[name] = new
    if theirs:
        raise BothWrote(theirs, _marks(base))
    _check_dates(relationship, dates, now)
    if terms == sections(base) and all(dates[name] == getattr(base, name) for name in DATES):
        return base
    if open_draft is None:
        latest = relationship.agreements.order_by("-version").values_list("version", flat=True)
        made = Agreement(relationship=relationship, version=latest[0] + 1, created_at=now)
    else:
        made = open_draft
        made.edition += 1
    unsigned = list(
        Signature.objects.filter(agreement=made, edition=made.edition - 1).exclude(person=by)
    )
    made.terms = json.dumps(terms)
    made.by, made.changed_at = by, now
    made.review_on, made.ends_on = dates["review_on"], dates["ends_on"]
    made.save()
    note("agreement.changed", relationship, by=by, now=now, version=made.version)
    if open_draft is None:
        tell("agreement_proposed", relationship, by=by, now=now)
    elif unsigned:
        tell("agreement_changed", relationship, by=by, now=now)
    return made


def _merge(section: dict[str, str], wanted: Wanted, theirs: dict[str, str]) -> None:
    """Put one section together, or note the other's text when both changed it."""
    code = section["code"]
    if code not in wanted.texts:
        return
    mine = wanted.texts[code].replace("\r\n", "\n").strip()
    if len(mine) > LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": LONGEST},
            field=code,
        )
    was = wanted.was.get(code, "")
    if mine == section["text"].strip() or engine.mark(mine) == was:
        return
    if engine.mark(section["text"]) != was:
        theirs[code] = section["text"]
    else:
        section["text"] = mine


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _marks(agreement: Agreement) -> dict[str, str]:
    """The marks of everything a form may change, to be sent back with it."""
    texts = {section["code"]: section["text"] for section in sections(agreement)}
    return engine.marks(texts | {name: _iso(getattr(agreement, name)) for name in DATES})


def _check_dates(relationship: Relationship, dates: dict[str, date | None], now: datetime) -> None:
    start, end, review = relationship.started_on, dates["ends_on"], dates["review_on"]
    if end is None:
        raise Refused(
            _("Choose a date to finish on. You can both change it later."), field="ends_on"
        )
    if start and end <= start:
        raise Refused(_("Choose a date after the day you began."), field="ends_on")
    if end > now.date() + timedelta(days=365 * 5):
        raise Refused(_("Choose a date within five years. You can extend it."), field="ends_on")
    if review and review > end:
        raise Refused(_("Look at it together on or before the last day."), field="review_on")


@transaction.atomic
def sign(relationship_id: UUID | str, *, edition: int, by: Person, now: datetime) -> Agreement:
    """Sign the draft as it was read. With the last signature it holds, and the work begins.

    Raises Stale when the draft has changed since ``edition``; signing twice is signing once.
    """
    relationship = begun(relationship_id, by)
    open_draft, signed = current(relationship)
    if open_draft is None:
        if signed and signed.signatures.filter(person=by, edition=signed.edition).exists():
            return signed
        raise Refused(_("There is nothing to sign just now."))
    if open_draft.edition != edition:
        raise Stale(
            _("The agreement changed after you opened it. Nothing was signed. Read it again below.")
        )
    _signature, made = Signature.objects.get_or_create(
        agreement=open_draft, person=by, edition=edition, defaults={"at": now}
    )
    if not made:
        return open_draft
    note("agreement.signed", relationship, by=by, now=now, version=open_draft.version)
    people = {seat.person_id for seat in access.seats(relationship)}
    names = set(
        Signature.objects.filter(agreement=open_draft, edition=edition).values_list(
            "person_id", flat=True
        )
    )
    if people <= names:
        _take_effect(relationship, open_draft, signed, by=by, now=now)
    else:
        tell("agreement_to_sign", relationship, by=by, now=now)
    return open_draft


def _take_effect(
    relationship: Relationship,
    made: Agreement,
    before: Agreement | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    if before is not None:
        move(before, "superseded", by=by, now=now)
    move(made, "signed", by=by, now=now, signed_at=now)
    if relationship.state == "agreeing":
        move(relationship, "active", by=by, now=now)
    if made.ends_on and made.ends_on != relationship.ends_on:
        Relationship.objects.filter(pk=relationship.pk).update(
            ends_on=made.ends_on, new_end_on=None, new_end_by=None
        )
    tell("agreement_signed", relationship, now=now, once_key=f"agreement-signed-{made.version}")
    note("agreement.took_effect", relationship, by=by, now=now, version=made.version)


@transaction.atomic
def set_aside(relationship_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Drop a suggested version; the signed one goes on holding. Done twice it is done once."""
    relationship = begun(relationship_id, by)
    open_draft, signed = current(relationship)
    if open_draft is None:
        return
    if signed is None:
        raise Refused(_("This is the first version. Change it until it suits you both."))
    move(open_draft, "set_aside", by=by, now=now)
    note("agreement.set_aside", relationship, by=by, now=now, version=open_draft.version)


def close_draft(relationship: Relationship, *, by: Person | None, now: datetime) -> None:
    """At the end, a version that was never signed is set aside."""
    open_draft, _signed = current(relationship)
    if open_draft is not None:
        move(open_draft, "set_aside", by=by, now=now)


def _first_terms(relationship: Relationship) -> list[dict[str, str]]:
    return [
        {
            "code": section.code,
            "title": _(section.title),
            "text": _(section.text).format(
                weeks=relationship.rhythm_weeks, minutes=relationship.session_minutes
            ),
        }
        for section in engine.first_terms(relationship.kind, relationship.form)
    ]
