"""The running agenda as its two people see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import relationships as access
from alongside.data.models import (
    AgendaItem,
    AgendaOtherText,
    Goal,
    Meeting,
    Person,
    Relationship,
    Seat,
)
from alongside.engine import reference
from alongside.reads.relationships.shared import local

#: The icon of each kind of item (``web.shared.icons``).
ICONS = {
    "clinical_case": "case",
    "learning_goal": "learning",
    "ethical_question": "ethics",
    "organisational": "career",
    "workload_support": "workload",
    "other": "question",
}


@dataclass(frozen=True)
class OtherText:
    """A later text that could not be merged: ``mine`` when the reader wrote it."""

    id: UUID
    field: str
    text: str
    by: str
    mine: bool
    at: str


@dataclass(frozen=True)
class Item:
    """One item. ``state`` is for the component: empty, ``now`` or ``done``."""

    id: UUID
    title: str
    notes: str
    version: int
    kind_code: str
    kind: str
    kind_icon: str
    marker: str
    from_whom: str
    mine: bool
    goal_id: UUID | None
    goal: str
    carried: str
    carried_from: UUID | None
    covered_on: str
    covered_in: UUID | None
    life: str
    current: bool
    others: tuple[OtherText, ...] = ()

    @property
    def state(self) -> str:
        """``done``, ``now`` or empty."""
        if self.life == "covered":
            return "done"
        return "now" if self.current else ""


@dataclass(frozen=True)
class GoalChoice:
    """A goal an item can be tied to."""

    id: UUID
    title: str


@dataclass(frozen=True)
class Agenda:
    """The agenda of a relationship. ``covered`` are the latest first."""

    relationship_id: UUID
    partner: str
    partner_first: str
    can_write: bool
    open: tuple[Item, ...]
    covered: tuple[Item, ...]
    dropped: tuple[Item, ...]
    goals: tuple[GoalChoice, ...]


def others_in(relationship: Relationship, reader: Person) -> list[Seat]:
    """The seats of everyone but the reader."""
    return [seat for seat in access.seats(relationship) if seat.person_id != reader.pk]


def partner_names(relationship: Relationship, reader: Person) -> tuple[str, str]:
    """Full names and first names of the others, joined for a sentence."""
    return partner_names_of(others_in(relationship, reader))


def partner_names_of(seats: list[Seat]) -> tuple[str, str]:
    """The same, from seats that were fetched already."""
    joined = _(" and ")
    return (
        joined.join(seat.person.full_name for seat in seats),
        joined.join(seat.person.first_name for seat in seats),
    )


def _day(meeting: Meeting | None, reader: Person) -> str:
    return date_format(local(meeting.starts_at, reader), "j F") if meeting else ""


def view(item: AgendaItem, reader: Person, others: tuple[OtherText, ...] = ()) -> Item:
    """One item for ``reader``; expects by, goal, carried_from and covered_in to be fetched."""
    mine = item.by_id == reader.pk
    if mine:
        whose = _("from you")
    elif item.by is None:
        whose = ""
    else:
        whose = _("from %(name)s") % {"name": item.by.first_name}
    return Item(
        id=item.pk,
        title=item.text,
        notes=item.notes,
        version=item.version,
        kind_code=item.kind,
        kind=_(reference.name_of("agenda_kind", item.kind)),
        kind_icon=ICONS.get(item.kind, "question"),
        marker=item.horizon,
        from_whom=whose,
        mine=mine,
        goal_id=item.goal_id,
        goal=item.goal.title if item.goal and not item.goal.private else "",
        carried=_day(item.carried_from, reader),
        carried_from=item.carried_from_id,
        covered_on=_day(item.covered_in, reader),
        covered_in=item.covered_in_id,
        life=item.state,
        current=item.current,
        others=others,
    )


def items(
    relationship: Relationship, reader: Person, *, covered_limit: int = 50
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Open in their order, covered and dropped latest first. Three queries."""
    rows = AgendaItem.objects.filter(relationship=relationship).select_related(
        "by", "goal", "carried_from", "covered_in"
    )
    open_rows = list(rows.filter(state="open").order_by("position", "created_at"))
    closed = list(rows.exclude(state="open").order_by("-changed_at")[:covered_limit])
    kept: dict[UUID, list[OtherText]] = {}
    for other in AgendaOtherText.objects.filter(relationship=relationship).select_related("by"):
        kept.setdefault(other.item_id, []).append(
            OtherText(
                id=other.pk,
                field=other.field,
                text=other.text,
                by=other.by.first_name if other.by else "",
                mine=other.by_id == reader.pk,
                at=date_format(local(other.at, reader), "H:i"),
            )
        )

    def views(some: list[AgendaItem]) -> tuple[Item, ...]:
        return tuple(view(row, reader, tuple(kept.get(row.pk, ()))) for row in some)

    return (
        views(open_rows),
        views([row for row in closed if row.state == "covered"]),
        views([row for row in closed if row.state == "dropped"]),
    )


def goal_choices(relationship: Relationship) -> tuple[GoalChoice, ...]:
    """The open goals both can see."""
    return tuple(
        GoalChoice(goal.pk, goal.title)
        for goal in Goal.objects.filter(relationship=relationship, private=False, state="open")
    )


def page(reader: Person, relationship_id: UUID | str) -> Agenda:
    """The agenda page; NotVisible for anyone without a seat."""
    relationship = access.of(reader, relationship_id)
    full, first = partner_names(relationship, reader)
    open_items, covered, dropped = items(relationship, reader)
    return Agenda(
        relationship_id=relationship.pk,
        partner=full,
        partner_first=first,
        can_write=relationship.state in ("agreeing", "active", "paused"),
        open=open_items,
        covered=covered,
        dropped=dropped,
        goals=goal_choices(relationship),
    )


def page_of_item(reader: Person, item_id: UUID | str) -> Agenda:
    """The agenda an item stands on; NotVisible for anyone without a seat."""
    item = AgendaItem.objects.filter(pk=item_id).only("relationship_id").first()
    if item is None:
        raise NotVisible
    return page(reader, item.relationship_id)
