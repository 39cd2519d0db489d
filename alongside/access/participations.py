"""Who may join a programme, and who may change a place in one."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.access.answers import NotVisible, Refused
from alongside.data.models import Participation, Person, Programme
from alongside.engine import reference

#: States in which somebody takes up a place.
HOLDING = ("applied", "ready", "resting")


def visible_to(person: Person) -> QuerySet[Participation]:
    """Somebody's own places, in whatever state."""
    return Participation.objects.filter(person=person)


def of(person: Person, place_id: uuid.UUID | str) -> Participation:
    """Their own place, else NotVisible."""
    found = visible_to(person).filter(pk=place_id).select_related("programme", "person").first()
    if found is None:
        raise NotVisible
    return found


def in_programmes_run_by(person: Person) -> QuerySet[Participation]:
    """Every place in the programmes somebody coordinates."""
    return Participation.objects.filter(programme__coordinators__person=person)


def run_by(person: Person, place_id: uuid.UUID | str) -> Participation:
    """A place in a programme that ``person`` coordinates, else NotVisible."""
    found = (
        in_programmes_run_by(person)
        .filter(pk=place_id)
        .select_related("programme", "person")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def check_can_manage(person: Person, place: Participation) -> None:
    """The programme's coordinators; NotVisible for everyone else."""
    if not in_programmes_run_by(person).filter(pk=place.pk).exists():
        raise NotVisible


def check_can_manage_or_own(person: Person, place: Participation) -> None:
    """Whoever has the place, and the programme's coordinators."""
    if place.person_id != person.pk:
        check_can_manage(person, place)


def places_left(programme: Programme) -> int | None:
    """How many more mentees it takes; None when it has no limit."""
    if programme.places is None:
        return None
    taken = Participation.objects.filter(
        programme=programme, side="mentee", state__in=HOLDING
    ).count()
    return max(0, programme.places - taken)


def is_eligible(programme: Programme, side: str, profession: str) -> bool:
    """Whether the programme is for this profession.

    The list narrows who may have a mentor; anyone may offer to be one.
    """
    return side != "mentee" or not programme.professions or profession in programme.professions


def check_is_open(programme: Programme, *, today: date, invited: bool = False) -> None:
    """Raise Refused, in words for whoever wants to join, unless the programme takes people in."""
    if programme.state != "open":
        raise Refused(
            _("This programme is not taking anyone in just now. Nothing was sent."),
        )
    if programme.joins_until and programme.joins_until < today and not invited:
        raise Refused(
            _("The last day to join has passed. Nothing was sent; a coordinator can still add you.")
        )
    if not programme.joining_by_form and not invited:
        raise Refused(
            _("People join this programme by invitation. Ask one of its contacts to add you.")
        )


def check_can_join(
    programme: Programme,
    side: str,
    profession: str,
    *,
    today: date,
    invited: bool = False,
    has_place: bool = False,
) -> None:
    """Raise Refused with the reason someone can't join; their answers stay in the form."""
    if has_place:
        return
    check_is_open(programme, today=today, invited=invited)
    if side == "mentee" and places_left(programme) == 0 and not invited:
        raise Refused(
            _(
                "All places are taken, so your answers were not sent. They are still here. "
                "Ask one of the programme’s contacts when the next round begins."
            )
        )
    if not is_eligible(programme, side, profession) and not invited:
        names = [_(reference.name_of("profession", code)) for code in programme.professions]
        raise Refused(
            _(
                "This programme is for these professions: %(names)s. Your answers are still here. "
                "If you think it should include you, write to one of its contacts; you may also "
                "offer to be a mentor, whatever your profession."
            )
            % {"names": ", ".join(names)},
            field="profession",
        )
