"""What somebody tells a programme, and where each answer is kept.

The same names are used by the joining form, a coordinator's edit and the rows of a
spreadsheet, so that each of them means the same and writing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from alongside.data.models import AvailabilityWindow, Participation, Person
from alongside.engine import reference

#: Texts and codes of the person, by field and longest length.
PROFILE = {
    "profession": 40, "specialty": 200, "job_title": 200, "employer": 200, "team": 200,
    "place": 200, "region": 40, "manager_email": 254, "regulator": 20, "registration_number": 30,
}  # fmt: skip
#: Texts and codes of the place in the programme.
PLACE = {"purpose": 40, "purpose_words": 3000, "topics_other": 500, "wishes_words": 500}

#: Everything ``values`` may hold. ``band`` is a code; ``times`` are (weekday, minute, minute);
#: ``topics`` are codes, or ``{"code", "years"}``, the most wanted first; lists are of codes.
ANSWERS = (
    "full_name", *PROFILE, "band", "years_experience", "languages", "modes", "times",
    *PLACE, "topics", "wishes", "capacity",
)  # fmt: skip

Window = tuple[int, int, int]


def write_profile(
    person: Person, values: Mapping[str, Any], *, only_blank: bool = False
) -> list[str]:
    """Put the answers about the person on the row, unsaved; return the fields that changed.

    An answer that is absent changes nothing. With ``only_blank`` what is there already stays:
    a list from elsewhere doesn't overrule what somebody said themselves.
    """
    new: dict[str, Any] = {
        name: str(values[name]).strip()[:longest]
        for name, longest in PROFILE.items()
        if name in values
    }
    if values.get("full_name"):
        new["full_name"] = " ".join(str(values["full_name"]).split())[:200]
    if "manager_email" in new:
        new["manager_email"] = new["manager_email"].lower()
    if "band" in values:
        new["seniority"] = reference.seniority_level(values["band"] or "")
    if "years_experience" in values:
        years = values["years_experience"]
        new["years_experience"] = None if years in (None, "") else Decimal(str(years))
    if "languages" in values:
        new["languages"] = list(values["languages"])
    if "modes" in values:
        new["modes"] = modes(values["modes"])
    changed = []
    for name, value in new.items():
        old = getattr(person, name)
        if old == value or (only_blank and old not in ("", None, [])):
            continue
        setattr(person, name, value)
        changed.append(name)
    return changed


def modes(said: Iterable[str]) -> list[str]:
    """``either`` means both ways."""
    found = set(said)
    if "either" in found:
        found = {"online", "in_person"}
    return [code for code in ("online", "in_person") if code in found]


def write_place(place: Participation, values: Mapping[str, Any]) -> list[str]:
    """Put the answers about the place on the row, unsaved; return the fields that changed."""
    new: dict[str, Any] = {
        name: str(values[name]).strip()[:longest]
        for name, longest in PLACE.items()
        if name in values
    }
    if "topics" in values:
        new["topics"] = topics(values["topics"])
    if "wishes" in values:
        new["wishes"] = [str(one) for one in values["wishes"]]
    if values.get("capacity") is not None and place.side == "mentor":
        new["capacity"] = max(0, min(50, int(values["capacity"])))
    changed = [name for name, value in new.items() if getattr(place, name) != value]
    for name in changed:
        setattr(place, name, new[name])
    return changed


def topics(said: Iterable[Any]) -> list[dict[str, Any]]:
    """Each topic once, in its order: ``[{"code": "career_change", "years": 3}]``; 0 is unsaid."""
    found: dict[str, dict[str, Any]] = {}
    for one in said:
        code, years = (one["code"], one.get("years")) if isinstance(one, Mapping) else (one, 0)
        found.setdefault(code, {"code": code, "years": float(years or 0)})
    return list(found.values())


def merged(windows: Iterable[Iterable[int]]) -> list[Window]:
    """The windows in order, with those that touch made one."""
    joined: list[Window] = []
    for weekday, start, end in sorted(tuple(window) for window in windows):
        if joined and joined[-1][0] == weekday and start <= joined[-1][2]:
            joined[-1] = (weekday, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((weekday, start, end))
    return joined


def write_times(person: Person, windows: Iterable[Iterable[int]]) -> bool:
    """Replace somebody's weekly times; True when they differ from before."""
    wanted = merged(windows)
    before = sorted(person.windows.values_list("weekday", "start_minute", "end_minute"))
    if before == wanted:
        return False
    person.windows.all().delete()
    AvailabilityWindow.objects.bulk_create(
        AvailabilityWindow(person=person, weekday=day, start_minute=start, end_minute=end)
        for day, start, end in wanted
    )
    return True
