"""A made-up crowd for the matching: many professions, topics and times, always the same."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from alongside.data.models import AvailabilityWindow, Participation, Person, Programme
from tests.factories import NOW

FIRST = (
    "Siobhán", "José", "Aoife", "Rhys", "Maeve", "Jia-Hui", "Dónal", "Anjali", "Leïla", "Ingrid",
    "Tomasz", "Ruth", "Kwame", "Priscilla", "Oluwaseun", "Babak", "Chloé", "Seán", "Niamh", "Amara",
    "Zofia", "Bledwyn", "D’Arcy", "Naledi", "Yusuf",
)  # fmt: skip
LAST = (
    "O’Neill", "Ferreira", "Ní Dhomhnaill", "ap Gwilym", "O’Connor", "Tan", "Mac Bhríde", "D’Souza",
    "Haddad", "Sørensen", "Wójcik", "Abernethy", "Mensah-Bonsu", "N’Diaye", "Adébáyò", "Rostami",
    "Mbeki", "Ó Briain", "Okonkwo", "Llwyd", "Whitfield", "Achterberg", "Quennell", "Ravindran",
)  # fmt: skip
PROFESSIONS = (
    "occupational_therapist", "physiotherapist", "dietitian", "paramedic", "podiatrist",
    "radiographer", "speech_and_language_therapist", "orthoptist",
)  # fmt: skip
TOPICS = (
    "career_advice", "leadership", "research_careers", "first_grant", "confidence", "teaching",
    "advanced_practice", "work_life_balance", "returning_to_practice", "moving_specialty",
)  # fmt: skip
PLACES = (
    ("Exeter", "south_west"), ("Plymouth", "south_west"), ("Truro", "south_west"),
    ("Bristol", "south_west"), ("Bath", "south_west"), ("Cardiff", "wales"), ("Swansea", "wales"),
)  # fmt: skip
FIELDS = ("Stroke", "Long-term conditions", "Imaging", "Hands", "Children", "Musculoskeletal")


def crowd(
    programme: Programme,
    mentees: int,
    mentors: int,
    *,
    seed: int = 7,
    capacity: Sequence[int] = (1, 2, 2, 3),
) -> tuple[list[Participation], list[Participation]]:
    """So many ready mentees and mentors, written in a few queries."""
    draw = random.Random(seed)
    people: list[Person] = []
    for n in range(mentees + mentors):
        older = n >= mentees
        place, region = draw.choice(PLACES)
        name = f"{FIRST[n % len(FIRST)]} {LAST[(n * 7 + n // len(FIRST)) % len(LAST)]}"
        people.append(
            Person(
                email=f"crowd{programme.slug}{n}@example.org",
                full_name=name,
                password="!",
                profession=draw.choice(PROFESSIONS),
                specialty=draw.choice(FIELDS) if draw.random() < 0.6 else "",
                seniority=draw.randint(5, 8) if older else draw.randint(2, 5),
                years_experience=draw.randint(8, 28) if older else draw.randint(0, 10),
                employer=draw.choice(("Trent and Fens Trust", "Southmoor Hospital", "Tamar Care")),
                team=draw.choice(("", "Ward 4", "Community north", "Imaging")),
                place=place,
                region=region,
                languages=["en"],
                modes=draw.choice((["online"], ["online", "in_person"], ["online", "in_person"], ["in_person"])),
                joined_at=NOW,
            )
        )  # fmt: skip
    Person.objects.bulk_create(people)
    windows, places = [], []
    for n, person in enumerate(people):
        older = n >= mentees
        for day in draw.sample(range(5), draw.randint(1, 3)):
            start = draw.choice((9, 12, 16, 18)) * 60
            windows.append(
                AvailabilityWindow(
                    person=person,
                    weekday=day,
                    start_minute=start,
                    end_minute=start + draw.choice((120, 180, 240)),
                )
            )
        wanted = draw.sample(TOPICS, draw.randint(2, 4) if older else draw.randint(1, 3))
        places.append(
            Participation(
                programme=programme,
                person=person,
                side="mentor" if older else "mentee",
                state="ready",
                came_by="form",
                purpose=draw.choice(("career_advancement", "skill_development", "work_life_balance")),
                topics=[{"code": t, "years": draw.randint(1, 14) if older else 0} for t in wanted],
                capacity=draw.choice(capacity) if older else 1,
                applied_at=NOW - dt.timedelta(days=draw.randint(1, 60), minutes=n),
                ready_at=NOW,
            )
        )  # fmt: skip
    AvailabilityWindow.objects.bulk_create(windows)
    Participation.objects.bulk_create(places)
    left, right = places[:mentees], places[mentees:]
    for n, place in enumerate(left[: mentees // 5]):
        place.wishes = [str(right[(n * 3) % len(right)].pk)] if right else []
        if right and n % 2:
            right[(n * 3) % len(right)].wishes = [str(place.pk)]
    Participation.objects.bulk_update(places, ["wishes"])
    return left, right
