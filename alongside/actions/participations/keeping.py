"""A place over its life: accepted or not, changed, resting, back, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import participations as access
from alongside.access import programmes as programme_access
from alongside.actions.base import post, record
from alongside.actions.participations.answers import write_place, write_profile, write_times
from alongside.actions.participations.rows import resolve_wishes
from alongside.data import transitions
from alongside.data.models import Application, Participation, Person, Programme


@transaction.atomic
def accept(place: Participation, *, by: Person, now: datetime) -> None:
    """From now on they may be matched; they are told by mail."""
    access.check_can_manage(by, place)
    transitions.move(place, "ready", by=by, now=now, ready_at=now, rests_until=None)
    record("accepted", by=by, now=now, thing=place, programme=place.programme_id)
    post("application_accepted", place.person, now=now, participation=str(place.pk))


@transaction.atomic
def turn_down(place: Participation, *, by: Person, now: datetime) -> None:
    """No place this time; they are told kindly, with whom to ask and where else to look."""
    access.check_can_manage(by, place)
    if place.seats.filter(live=True).exists():
        raise Refused(
            _(
                "%(name)s is in a relationship, so their place stays. "
                "Either of the two may end it, and then the place can go."
            )
            % {"name": place.person.full_name}
        )
    transitions.move(place, "turned_down", by=by, now=now)
    record("turned_down", by=by, now=now, thing=place, programme=place.programme_id)
    post("application_turned_down", place.person, now=now, participation=str(place.pk))


@transaction.atomic
def decide_several(
    programme: Programme, ids: Iterable[Any], decision: str, *, by: Person, now: datetime
) -> int:
    """Accept or turn down several people who applied; ``decision`` is "accept" or "turn_down".

    Returns how many. Those who are no longer waiting for an answer are left as they are.
    """
    programme_access.check_can_coordinate(by, programme)
    what = {"accept": accept, "turn_down": turn_down}[decision]
    places = programme.participations.filter(pk__in=list(ids), state="applied")
    decided = 0
    for place in places.select_related("person"):
        what(place, by=by, now=now)
        decided += 1
    return decided


@transaction.atomic
def change(place: Participation, *, by: Person, now: datetime, values: Mapping[str, Any]) -> None:
    """Change what matching uses: any of ANSWERS. Their own page and a coordinator's do this."""
    access.check_can_manage_or_own(by, place)
    person = place.person
    changed = write_profile(person, values)
    if changed:
        person.save(update_fields=changed)
    on_place = write_place(place, values)
    if "wishes_words" in on_place:
        place.wishes = resolve_wishes(place)
        on_place.append("wishes")
    if on_place:
        place.save(update_fields=on_place)
    if "times" in values and write_times(person, values["times"]):
        changed.append("times")
    record(
        "answers_changed", by=by, now=now, thing=place, programme=place.programme_id,
        fields=sorted(changed + on_place),
    )  # fmt: skip


@transaction.atomic
def set_eligible(
    place: Participation, *, by: Person, now: datetime, eligible: bool, note: str
) -> None:
    """Whether matching may use them, with a note that only coordinators see."""
    access.check_can_manage(by, place)
    place.eligible, place.note = eligible, note.strip()[:500]
    place.save(update_fields=["eligible", "note"])
    record(
        "eligibility_set", by=by, now=now, thing=place, programme=place.programme_id,
        eligible=eligible,
    )  # fmt: skip


@transaction.atomic
def rest(place: Participation, *, by: Person, now: datetime, until: date | None) -> None:
    """Not to be matched for a while. With ``until`` the place is back by itself that day."""
    access.check_can_manage_or_own(by, place)
    if until is not None and until <= now.date():
        raise Refused(_("Choose a day after today to come back."), field="until")
    transitions.move(place, "resting", by=by, now=now, rests_until=until)
    record("resting", by=by, now=now, thing=place, programme=place.programme_id)


@transaction.atomic
def come_back(place: Participation, *, by: Person, now: datetime) -> None:
    """Back from a rest, with the place's own date."""
    access.check_can_manage_or_own(by, place)
    transitions.move(place, "ready", by=by, now=now, rests_until=None)
    record("back", by=by, now=now, thing=place, programme=place.programme_id)


@transaction.atomic
def withdraw(place: Participation, *, by: Person, now: datetime) -> None:
    """Out of the queue, by no one's fault. A relationship that lives carries on."""
    access.check_can_manage_or_own(by, place)
    transitions.move(place, "withdrawn", by=by, now=now, rests_until=None)
    record("withdrawn", by=by, now=now, thing=place, programme=place.programme_id)


def wake_rested(*, now: datetime) -> int:
    """Bring back everyone whose rest is over; returns how many. Run daily by ``jobs``."""
    over = Participation.objects.filter(state="resting", rests_until__lte=now.date())
    woken = 0
    for place in over.select_related("person"):
        with transaction.atomic():
            transitions.move(place, "ready", by=None, now=now, rests_until=None)
            record("back", by=None, now=now, thing=place, programme=place.programme_id)
            post(
                "rest_over", place.person, now=now, participation=str(place.pk),
                once=f"rest_over:{place.pk}:{now.date()}",
            )  # fmt: skip
        woken += 1
    return woken


def forget_unconfirmed(*, now: datetime) -> int:
    """Erase the forms that nobody confirmed in time; returns how many. Run daily by ``jobs``."""
    gone, _each = Application.objects.filter(expires_at__lte=now).delete()
    return gone
