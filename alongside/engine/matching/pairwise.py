"""Two people at a time: every rule that stops them, and the parts of their score.

This is the readable definition. `scoring` computes the same for whole blocks
of people at once; a property test holds the two together.
"""

from __future__ import annotations

from .people import ALL_MODES, Mentee, Mentor, Pool, hours_of
from .points import (
    GRADE_IN_YEARS,
    HOURS_THAT_COUNT,
    LEVELS,
    ONLINE_PERCENT,
    PART_KEYS,
    SAME_PLACE_PERCENT,
    SAME_REGION_PERCENT,
    TIME_PERCENT,
    days_points,
    experience_points,
    field_points,
    level,
    out_of,
    same,
    topics_of,
    wanted_points,
)
from .relations import Line
from .result import Fact, Part, fact

# From the rule that never bends to the one most easily changed.
RULE_CODES = (
    "same_person",
    "line_manager",
    "mentee_not_eligible",
    "mentor_not_eligible",
    "mentee_profession_closed",
    "mentor_profession_closed",
    "forbidden",
    "avoid",
    "same_team",
    "no_places",
    "not_ahead",
    "not_ahead_in_topic",
    "same_profession",
    "asked_profession",
    "no_common_language",
    "no_common_mode",
    "too_far",
    "too_few_hours",
)


def all_of(names: frozenset[str]) -> frozenset[str]:
    return frozenset(same(n) for n in names if same(n))


def common_modes(mentee: Mentee, mentor: Mentor) -> frozenset[str]:
    return (mentee.modes or ALL_MODES) & (mentor.modes or ALL_MODES)


def both_near(mentee: Mentee, mentor: Mentor) -> bool:
    """Whether they could meet in person as far as their regions tell."""
    a, b = same(mentee.region), same(mentor.region)
    return not a or not b or a == b


def offers_of(mentor: Mentor) -> dict[str, float]:
    """Years by offered topic; a topic given twice keeps the longer."""
    out: dict[str, float] = {}
    for topic, years in mentor.topics:
        if same(topic):
            out[same(topic)] = max(float(years), out.get(same(topic), 0.0))
    return out


def years_ahead(mentee: Mentee, mentor: Mentor) -> int:
    """How far on the mentor is, 0 to 10, by years or by seniority."""
    gap = max(
        int(mentor.years) - int(mentee.years),
        GRADE_IN_YEARS * (mentor.seniority - mentee.seniority),
    )
    return max(0, min(LEVELS, gap))


def is_ahead(mentee: Mentee, mentor: Mentor) -> bool:
    return mentor.seniority > mentee.seniority or mentor.years > mentee.years


def topics_ahead(mentee: Mentee, mentor: Mentor) -> list[str]:
    """Wanted topics in which the mentor has more experience than the mentee.

    A topic offered without years counts as one year.
    """
    own = {same(t): y for t, y in mentee.topic_years}
    offers = offers_of(mentor)
    return [
        t
        for t in topics_of(mentee)
        if t in offers and (offers[t] if offers[t] > 0 else 1.0) > own.get(t, 0.0)
    ]


def rules_against(
    mentee: Mentee, mentor: Mentor, pool: Pool, line: Line | None = None
) -> tuple[Fact, ...]:
    """Every rule that stops these two, the firmest first; empty if none does.

    The places a mentor has are looked at before the run; who fills them is
    the business of the run.
    """
    line = line or Line(pool)
    found = [
        *_eligibility(mentee, mentor, pool),
        *_apart(mentee, mentor, pool, line),
        *_form(mentee, mentor, pool),
        *_meeting(mentee, mentor, pool),
    ]
    return tuple(sorted(found, key=lambda f: RULE_CODES.index(f.code)))


def _eligibility(mentee: Mentee, mentor: Mentor, pool: Pool) -> list[Fact]:
    found = []
    rules = pool.rules
    if not mentee.eligible:
        found.append(fact("mentee_not_eligible", mentee=mentee.id))
    if not mentor.eligible:
        found.append(fact("mentor_not_eligible", mentor=mentor.id))
    open_to = all_of(rules.mentee_professions)
    if open_to and same(mentee.profession) not in open_to:
        found.append(
            fact("mentee_profession_closed", mentee=mentee.id, profession=mentee.profession)
        )
    open_to = all_of(rules.mentor_professions)
    if open_to and same(mentor.profession) not in open_to:
        found.append(
            fact("mentor_profession_closed", mentor=mentor.id, profession=mentor.profession)
        )
    if mentor.places < 1:
        found.append(fact("no_places", mentor=mentor.id))
    return found


def _apart(mentee: Mentee, mentor: Mentor, pool: Pool, line: Line) -> list[Fact]:
    both = {"mentee": mentee.id, "mentor": mentor.id}
    found = []
    relation = line.relation(mentee, mentor)
    if relation == "same_person":
        found.append(fact("same_person", mentee=mentee.id))
    elif relation:
        found.append(fact("line_manager", way=relation, **both))
    if (mentee.id, mentor.id) in pool.forbidden:
        found.append(fact("forbidden", **both))
    if mentor.id in mentee.avoid or mentee.id in mentor.avoid:
        found.append(fact("avoid", **both))
    if (
        not pool.rules.allow_same_team
        and same(mentee.team)
        and same(mentee.team) == same(mentor.team)
        and same(mentee.organisation) == same(mentor.organisation)
    ):
        found.append(fact("same_team", team=mentor.team, **both))
    return found


def _form(mentee: Mentee, mentor: Mentor, pool: Pool) -> list[Fact]:
    both = {"mentee": mentee.id, "mentor": mentor.id}
    form = pool.rules.form
    found = []
    if form == "traditional" and not is_ahead(mentee, mentor):
        found.append(fact("not_ahead", **both))
    if form == "reverse" and not topics_ahead(mentee, mentor):
        found.append(fact("not_ahead_in_topic", **both))
    a, b = same(mentee.profession), same(mentor.profession)
    if form == "cross_disciplinary" and a == b and a:
        found.append(fact("same_profession", profession=mentor.profession, **both))
    asked = all_of(mentee.professions)
    if asked and b not in asked:
        found.append(
            fact(
                "asked_profession",
                profession=mentor.profession,
                asked=tuple(sorted(mentee.professions)),
                **both,
            )
        )
    return found


def _meeting(mentee: Mentee, mentor: Mentor, pool: Pool) -> list[Fact]:
    both = {"mentee": mentee.id, "mentor": mentor.id}
    found = []
    a, b = all_of(mentee.languages), all_of(mentor.languages)
    if a and b and not a & b:
        found.append(fact("no_common_language", languages=tuple(sorted(mentor.languages)), **both))
    modes = common_modes(mentee, mentor)
    if not modes:
        found.append(fact("no_common_mode", modes=tuple(sorted(mentor.modes)), **both))
    elif "online" not in modes and not both_near(mentee, mentor):
        found.append(fact("too_far", region=mentor.region, **both))
    if mentee.times and mentor.times:
        hours = (mentee.times & mentor.times).bit_count()
        if hours < pool.rules.min_shared_hours:
            found.append(
                fact(
                    "too_few_hours",
                    hours=hours,
                    least=pool.rules.min_shared_hours,
                    day=_fullest_day(mentor.times)[0],
                    part=_fullest_day(mentor.times)[1],
                    **both,
                )
            )
    return found


def parts_of(mentee: Mentee, mentor: Mentor, pool: Pool) -> tuple[Part, ...]:
    """The four parts of a score, each with the facts that made it."""
    a, b, c, d = out_of(pool.weights)
    form = pool.rules.form
    made = (
        _purpose(mentee, mentor, a),
        _experience(mentee, mentor, b, form),
        _field(mentee, mentor, c, form),
        _days(mentee, mentor, d),
    )
    return tuple(
        Part(key, points, full, tuple(facts))
        for key, full, (points, facts) in zip(PART_KEYS, (a, b, c, d), made, strict=True)
    )


def score_of(parts: tuple[Part, ...]) -> int:
    return sum(p.points for p in parts)


def _purpose(mentee: Mentee, mentor: Mentor, full: int) -> tuple[int, list[Fact]]:
    by_topic, for_purpose, points = wanted_points(mentee, full)
    facts = []
    topics, offers = topics_of(mentee), offers_of(mentor)
    shared = [t for t in topics if t in offers]
    points += sum(p for t, p in zip(topics, by_topic, strict=True) if t in offers)
    if shared:
        facts.append(
            fact(
                "offers_topics",
                mentee=mentee.id,
                topics=tuple(shared),
                first=int(shared[0] == topics[0]),
                all=int(len(shared) == len(topics)),
                wanted=len(topics),
            )
        )
    elif topics:
        facts.append(fact("offers_none", mentee=mentee.id))
    if mentee.purpose and same(mentee.purpose) in all_of(mentor.purposes):
        points += for_purpose
        facts.append(fact("same_purpose", mentee=mentee.id, purpose=mentee.purpose))
    if not topics and not mentee.purpose:
        facts.append(fact("no_topics_said", mentee=mentee.id))
    return points, facts


def _experience(mentee: Mentee, mentor: Mentor, full: int, form: str) -> tuple[int, list[Fact]]:
    by_topic, for_ahead, points = experience_points(mentee, full, form)
    facts = []
    topics, offers = topics_of(mentee), offers_of(mentor)
    tenths = sum(p * level(offers[t]) for t, p in zip(topics, by_topic, strict=True) if t in offers)
    ahead = years_ahead(mentee, mentor)
    points += (tenths + for_ahead * ahead) // LEVELS
    known = [(t, int(offers[t])) for t in topics if offers.get(t, 0) >= 1]
    if known:
        topic, years = max(known, key=lambda ty: ty[1])
        facts.append(fact("topic_years", mentor=mentor.id, topic=topic, years=years))
    if for_ahead:
        gap = int(mentor.years) - int(mentee.years)
        if gap > 0:
            facts.append(fact("years_ahead", mentor=mentor.id, years=gap))
        elif mentor.seniority > mentee.seniority:
            facts.append(fact("more_senior", mentor=mentor.id))
    return points, facts


def _field(mentee: Mentee, mentor: Mentor, full: int, form: str) -> tuple[int, list[Fact]]:
    for_specialty, for_profession, points = field_points(mentee, full, form)
    facts = []
    if same(mentee.specialty) and same(mentee.specialty) == same(mentor.specialty):
        points += for_specialty
        facts.append(fact("same_specialty", specialty=mentor.specialty))
    a, b = same(mentee.profession), same(mentor.profession)
    if a and a == b:
        points += for_profession
        facts.append(fact("both_profession", profession=mentor.profession))
    elif a and b:
        facts.append(fact("other_profession", profession=mentor.profession))
    return points, facts


def _days(mentee: Mentee, mentor: Mentor, full: int) -> tuple[int, list[Fact]]:
    for_times, for_place = days_points(full)
    facts = []
    if mentee.times and mentor.times:
        shared = mentee.times & mentor.times
        hours = shared.bit_count()
        points = for_times * TIME_PERCENT[min(HOURS_THAT_COUNT, hours)] // 100
        if hours:
            day, part = _fullest_day(shared)
            facts.append(fact("shared_hours", hours=hours, day=day, part=part))
    else:
        points = for_times // 2
        facts.append(fact("times_not_said"))
    modes = common_modes(mentee, mentor)
    percent = ONLINE_PERCENT if "online" in modes else 0
    place = "online" if "online" in modes else ""
    if "in_person" in modes:
        if same(mentee.region) and same(mentee.region) == same(mentor.region):
            percent, place = SAME_REGION_PERCENT, "region"
        if same(mentee.place) and same(mentee.place) == same(mentor.place):
            percent, place = SAME_PLACE_PERCENT, "place"
    points += for_place * percent // 100
    said = bool(mentee.modes and mentor.modes)
    if place == "online":
        facts.append(fact("both_online" if said else "could_online"))
    elif place:
        where = mentor.place if place == "place" else mentor.region
        facts.append(fact("same_" + (place if said else "region"), where=where))
    return points, facts


def _fullest_day(times: int) -> tuple[int, str]:
    """The weekday and part of the day with the most of these hours, else ""."""
    counts: dict[tuple[int, str], int] = {}
    for day, hour in hours_of(times):
        part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
        counts[day, part] = counts.get((day, part), 0) + 1
    if not counts:
        return 0, ""
    return max(counts, key=lambda k: (counts[k], -k[0], k[1]))
