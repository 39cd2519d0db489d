"""A programme's people as the matching takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from alongside.data.models import AvailabilityWindow, PairRule, Participation, Programme
from alongside.engine import matching
from alongside.engine.matching import Mentee, Mentor, Pool, Rules, Weights

#: The four things a score is made of, in the order of the engine.
PARTS = ("purpose", "experience", "field", "days")
USUAL = {"purpose": 40, "experience": 25, "field": 20, "days": 15}
#: Nothing speaks against the same draw each time, and much for being able to repeat it.
SEED = 1


def weights_of(programme: Programme) -> dict[str, int]:
    """What counts how much in this programme, adding up to 100."""
    kept = {name: int(programme.weights.get(name, 0)) for name in PARTS}
    return kept if sum(kept.values()) == 100 else dict(USUAL)


def form_of(programme: Programme) -> str:
    """The engine's name of the form; a coach need not be further on in the same career."""
    if programme.kind == "coaching" and programme.form == "traditional":
        return "coaching"
    return programme.form


def rules_of(programme: Programme) -> Rules:
    """What the programme rules out. Who may take part is kept with each place (``eligible``)."""
    return Rules(form=form_of(programme), allow_same_team=programme.same_team_allowed)


def load_pool(
    programme: Programme, *, weights: Mapping[str, int] | None = None, seed: int = SEED
) -> Pool:
    """Everyone who could be matched now: mentees without a mentor, and all ready mentors.

    Ids are those of participations. Locks and bans of the coordinator are in it where both
    people are. The number of queries does not grow with the people.
    """
    places = list(
        Participation.objects.filter(programme=programme, state="ready", person__is_active=True)
        .select_related("person")
        .annotate(taken=Count("seats", filter=Q(seats__live=True)))
    )
    several = programme.form == "multi"
    mentees = [p for p in places if p.side == "mentee" and (several or not p.taken)]  # type: ignore[attr-defined]
    mentors = [p for p in places if p.side == "mentor"]
    times = _times(
        AvailabilityWindow.objects.filter(
            person__participations__programme=programme, person__participations__state="ready"
        )
    )
    left, right = {str(p.pk) for p in mentees}, {str(p.pk) for p in mentors}
    locks: set[tuple[str, str]] = set()
    forbidden: set[tuple[str, str]] = set()
    for mentee_id, mentor_id, rule in PairRule.objects.filter(programme=programme).values_list(
        "mentee_id", "mentor_id", "rule"
    ):
        pair = (str(mentee_id), str(mentor_id))
        if pair[0] in left and pair[1] in right:
            (locks if rule == "lock" else forbidden).add(pair)
    return Pool(
        mentees=tuple(_mentee(p, times, right) for p in mentees),
        mentors=tuple(_mentor(p, times, left) for p in mentors),
        rules=rules_of(programme),
        weights=Weights(**(weights or weights_of(programme))),
        locks=frozenset(locks),
        forbidden=frozenset(forbidden),
        seed=seed,
    )


def pool_of_two(programme: Programme, mentee: Participation, mentor: Participation) -> Pool:
    """Just these two, with the rules of the programme, for pairing by hand."""
    times = _times(AvailabilityWindow.objects.filter(person__in=(mentee.person, mentor.person)))
    mentor.taken = mentor.seats.filter(live=True).count()  # type: ignore[attr-defined]
    forbidden = PairRule.objects.filter(
        programme=programme, mentee=mentee, mentor=mentor, rule="forbid"
    ).exists()
    return Pool(
        mentees=(_mentee(mentee, times, {str(mentor.pk)}),),
        mentors=(_mentor(mentor, times, {str(mentee.pk)}),),
        rules=rules_of(programme),
        weights=Weights(**weights_of(programme)),
        forbidden=frozenset({(str(mentee.pk), str(mentor.pk))} if forbidden else ()),
    )


def _times(windows: QuerySet[AvailabilityWindow]) -> dict[UUID, int]:
    """Whole free hours of the week by person: an hour counts when it is free to its end."""
    hours: dict[UUID, set[tuple[int, int]]] = defaultdict(set)
    rows = windows.values_list("person_id", "weekday", "start_minute", "end_minute")
    for person, weekday, start, end in rows.distinct():
        hours[person].update((weekday, hour) for hour in range(-(-start // 60), end // 60))
    return {person: matching.week(found) for person, found in hours.items()}


def _shared(place: Participation, times: Mapping[UUID, int]) -> dict[str, Any]:
    person = place.person
    modes = frozenset(person.modes)
    return {
        "id": str(place.pk),
        "name": person.full_name,
        "profession": person.profession,
        "specialty": person.specialty,
        "seniority": person.seniority or 0,
        "years": float(person.years_experience or 0),
        "place": person.place,
        "region": person.region,
        "modes": matching.ALL_MODES if "either" in modes else modes,
        "languages": frozenset(person.languages),
        "times": times.get(place.person_id, 0),
        "organisation": person.employer,
        "team": person.team,
        "manager": person.manager_email or None,
        "email": person.email,
        "eligible": place.eligible,
    }


def _codes(place: Participation) -> list[tuple[str, float]]:
    """``(topic, years)``; "something else" says nothing that two people could share."""
    return [
        (str(t["code"]), float(t.get("years") or 0)) for t in place.topics if t["code"] != "other"
    ]


def _mentee(place: Participation, times: Mapping[UUID, int], mentors: set[str]) -> Mentee:
    topics = _codes(place)
    return Mentee(
        **_shared(place, times),
        topics=tuple(code for code, _years in topics),
        topic_years=tuple((code, years) for code, years in topics if years),
        purpose="" if place.purpose == "other" else place.purpose,
        # Someone they asked for who is not taking part now can't be given to them.
        wants=tuple(str(w) for w in place.wishes if str(w) in mentors),
    )


def _mentor(place: Participation, times: Mapping[UUID, int], mentees: set[str]) -> Mentor:
    return Mentor(
        **_shared(place, times),
        topics=tuple(_codes(place)),
        purposes=frozenset({place.purpose} - {"", "other"}),
        capacity=place.capacity,
        already=place.taken,  # type: ignore[attr-defined]
        wants=frozenset(str(w) for w in place.wishes if str(w) in mentees),
    )


def runs_by_itself(programme: Programme) -> bool:
    """Whether a run can match this form; the others are paired by hand."""
    return form_of(programme) in matching.ONE_TO_ONE_FORMS


def not_known_to_be_ahead(pool: Pool) -> list[str]:
    """Mentors of a traditional programme who gave neither their band nor their years.

    Nothing shows that they are further on than anybody, so the rule stops them all.
    """
    if pool.rules.form != "traditional":
        return []
    return [m.id for m in pool.mentors if not m.seniority and not m.years]
