"""People from a list: written in batches, so that running it again updates and never doubles."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models.functions import Lower

from alongside.access import participations as access
from alongside.access import programmes as programme_access
from alongside.actions.base import record
from alongside.actions.participations.answers import merged, write_place, write_profile
from alongside.data import bulk
from alongside.data.models import AvailabilityWindow, Participation, Person, Programme

#: Fields of a person that a list may change, for the one statement that writes a batch.
_PERSON_FIELDS = (
    "full_name", "profession", "specialty", "job_title", "employer", "team", "place", "region",
    "manager_email", "regulator", "registration_number", "seniority", "years_experience",
    "languages", "modes",
)  # fmt: skip
_PLACE_FIELDS = (
    "purpose", "purpose_words", "topics", "topics_other", "wishes_words", "capacity", "eligible",
)  # fmt: skip
_NAMES = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=\S+@|\S+\s+\S)")


@dataclass(frozen=True)
class Upserted:
    """What became of a batch, as counts.

    Rows count the addresses: one that gave a place is made, one that gave none and changed
    something is changed, and the others stay as they were.
    """

    people_made: int = 0
    people_changed: int = 0
    places_made: int = 0
    places_changed: int = 0
    rows_made: int = 0
    rows_changed: int = 0

    def __add__(self, other: Upserted) -> Upserted:
        return Upserted(
            self.people_made + other.people_made,
            self.people_changed + other.people_changed,
            self.places_made + other.places_made,
            self.places_changed + other.places_changed,
            self.rows_made + other.rows_made,
            self.rows_changed + other.rows_changed,
        )


def upsert_from_row(
    programme: Programme, values: Mapping[str, Any], by: Person, now: datetime
) -> Upserted:
    """One row as the spreadsheet engine gives it (``RowResult.values``)."""
    return upsert_from_rows(programme, [values], by=by, now=now)


@transaction.atomic
def upsert_from_rows(
    programme: Programme, rows: Sequence[Mapping[str, Any]], *, by: Person, now: datetime
) -> Upserted:
    """Write a batch of ``RowResult.values``; call it with some hundreds at a time.

    A person is found by address in any case of letters, a place by programme, person and side.
    Of somebody who has an account only what is blank is filled in: their profile is their own.
    Those who come by a list may be matched at once; a profession that the programme is not for
    marks them as not eligible. Call ``link_wishes`` after the last batch.
    """
    programme_access.check_can_coordinate(by, programme)
    merged_rows: dict[str, dict[str, Any]] = {}
    for row in rows:
        merged_rows.setdefault(row["email"].lower(), {}).update(row)
    people, made, changed_people = _write_people(merged_rows)
    other_times = _write_times(people, merged_rows)
    new_places, changed_places = _write_places(programme, people, merged_rows, now)
    joined = {place.person_id for place in new_places}
    touched = {person.pk for person in changed_people} | other_times
    touched |= {place.person_id for place in changed_places}
    counts = Upserted(
        len(made), len(changed_people), len(new_places), len(changed_places),
        len(joined), len(touched - joined),
    )  # fmt: skip
    record(
        "people_imported", by=by, now=now, thing=programme, programme=programme,
        people_made=counts.people_made, people_changed=counts.people_changed,
        places_made=counts.places_made, places_changed=counts.places_changed,
    )  # fmt: skip
    return counts


def _write_people(
    rows: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, Person], list[Person], list[Person]]:
    found = Person.objects.annotate(lower=Lower("email")).filter(lower__in=list(rows))
    people: dict[str, Person] = {person.email.lower(): person for person in found}
    made: list[Person] = []
    changed: list[Person] = []
    for email, values in rows.items():
        answers = _profile_answers(values)
        person = people.get(email)
        if person is None:
            person = people[email] = Person(
                email=email, full_name="", password=_no_password(),
                is_demonstration=False,
            )  # fmt: skip
            write_profile(person, answers)
            made.append(person)
        elif write_profile(person, answers, only_blank=person.joined_at is not None):
            changed.append(person)
    bulk.insert(made)
    bulk.update(changed, _PERSON_FIELDS)
    return people, made, changed


def _no_password() -> str:
    """As ``make_password(None)`` gives, in a tenth of its time."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)


def _profile_answers(values: Mapping[str, Any]) -> dict[str, Any]:
    answers = {name: value for name, value in values.items() if name != "purpose"}
    # Words that are on no list of professions would otherwise be lost.
    if values.get("profession_text"):
        answers.setdefault("job_title", values["profession_text"])
    return answers


def _write_times(
    people: Mapping[str, Person], rows: Mapping[str, Mapping[str, Any]]
) -> set[uuid.UUID]:
    """Replace the weekly times that differ; whose they are."""
    wanted = {
        people[email].pk: merged(values["times"])
        for email, values in rows.items()
        if values.get("times")
    }
    before: dict[Any, list[tuple[int, int, int]]] = {key: [] for key in wanted}
    stored = AvailabilityWindow.objects.filter(person__in=list(wanted)).values_list(
        "person_id", "weekday", "start_minute", "end_minute"
    )
    for key, day, start, end in stored:
        before[key].append((day, start, end))
    own = {person.pk for person in people.values() if person.joined_at is not None}
    differing = [
        key
        for key, windows in wanted.items()
        if sorted(before[key]) != windows and not (key in own and before[key])
    ]
    AvailabilityWindow.objects.filter(person__in=[key for key in differing if before[key]]).delete()
    bulk.insert_values(
        AvailabilityWindow,
        ("id", "person_id", "weekday", "start_minute", "end_minute"),
        [(uuid.uuid4(), key, *window) for key in differing for window in wanted[key]],
    )
    return set(differing)


def _write_places(
    programme: Programme,
    people: Mapping[str, Person],
    rows: Mapping[str, Mapping[str, Any]],
    now: datetime,
) -> tuple[list[Participation], list[Participation]]:
    found = Participation.objects.filter(
        programme=programme, person__in=[person.pk for person in people.values()]
    )
    places = {(place.person_id, place.side): place for place in found}
    made, changed = [], []
    for email, values in rows.items():
        person = people[email]
        for side in _sides(values):
            answers = _place_answers(values, side)
            eligible = access.is_eligible(programme, side, person.profession)
            place = places.get((person.pk, side))
            if place is None:
                place = Participation(
                    programme=programme, person=person, side=side, state="ready",
                    came_by="spreadsheet", applied_at=_applied(values, now), ready_at=now,
                    capacity=programme.mentor_capacity if side == "mentor" else 1,
                    eligible=eligible,
                )  # fmt: skip
                write_place(place, answers)
                made.append(place)
            elif write_place(place, answers):
                changed.append(place)
    bulk.insert(made)
    bulk.update(changed, _PLACE_FIELDS)
    return made, changed


def _sides(values: Mapping[str, Any]) -> tuple[str, ...]:
    role = values.get("role", "mentee")
    return ("mentee", "mentor") if role == "both" else (role,)


def _place_answers(values: Mapping[str, Any], side: str) -> dict[str, Any]:
    """The answers of one side: what is sought by a mentee, what is offered by a mentor."""
    which = "topics_offered" if side == "mentor" else "topics_sought"
    answers: dict[str, Any] = {}
    if values.get(which):
        answers["topics"] = values[which]
    if values.get(f"{which}_other"):
        answers["topics_other"] = "; ".join(values[f"{which}_other"])
    if values.get("purpose"):
        answers["purpose_words"] = values["purpose"]
    if values.get("preferences"):
        answers["wishes_words"] = "; ".join(values["preferences"])
    if side == "mentor" and "capacity" in values:
        answers["capacity"] = values["capacity"]
    return answers


def _applied(values: Mapping[str, Any], now: datetime) -> datetime:
    """The day somebody applied, from the list; never later than now."""
    said = values.get("applied_on")
    if isinstance(said, str):
        said = date.fromisoformat(said)
    return min(datetime.combine(said, time(12), UTC), now) if said else now


def link_wishes(programme: Programme) -> int:
    """Find the people whom others asked for by name or address, now that all are there.

    Returns how many places were changed. A name that two people have points at nobody.
    """
    asking = list(programme.participations.exclude(wishes_words="").select_related("person"))
    if not asking:
        return 0
    known = {side: _directory(programme, side) for side in ("mentee", "mentor")}
    changed = []
    for place in asking:
        found = _resolve(place, known["mentor" if place.side == "mentee" else "mentee"])
        if found != place.wishes:
            place.wishes = found
            changed.append(place)
    bulk.update(changed, ["wishes"])
    return len(changed)


def resolve_wishes(place: Participation) -> list[str]:
    """Ids of the places on the other side that ``wishes_words`` names, in its order."""
    if not place.wishes_words:
        return []
    other = "mentor" if place.side == "mentee" else "mentee"
    return _resolve(place, _directory(place.programme, other))


def _directory(programme: Programme, side: str) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    rows = programme.participations.filter(side=side).values_list(
        "pk", "person__email", "person__full_name"
    )
    for key, email, name in rows:
        known.setdefault(email.casefold(), []).append(str(key))
        known.setdefault(_plain_name(name), []).append(str(key))
    return known


def _resolve(place: Participation, known: Mapping[str, list[str]]) -> list[str]:
    found: list[str] = []
    for words in _NAMES.split(place.wishes_words):
        ids = known.get(words.strip().casefold()) or known.get(_plain_name(words)) or []
        if len(ids) == 1 and ids[0] not in found:
            found.append(ids[0])
    return found


def _plain_name(name: str) -> str:
    text = re.sub(r"^(?:dr|prof|professor|mr|mrs|ms|miss|mx)\.?\s+", "", name.strip().casefold())
    return " ".join(text.replace("’", "'").split())
