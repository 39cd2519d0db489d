"""Builds the demonstration: three programmes, their people, and relationships in every state."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from alongside.actions import announcements, growth, learning, matching, relationships
from alongside.actions import participations as places
from alongside.actions import programmes as running
from alongside.actions.participations.answers import write_times
from alongside.data.models import (
    Coordinator,
    Meeting,
    OutboxMessage,
    Participation,
    Person,
    Programme,
)
from alongside.engine import reference
from alongside.jobs.demo import cast, stories, words
from alongside.jobs.demo.lives import DAY, Life
from alongside.reads.people import CAST_FILE

#: What became of two people, told by the actions that pages call.
Story = Callable[["Site", Participation, Participation], None]
#: Everyone in the demonstration signs in with this; it is printed beside their names.
PASSWORD = "alongside demonstration"  # noqa: S105
LONG_AGO = timedelta(days=96)


def build(now: datetime) -> dict[str, int]:
    """Make the whole site as it would stand at ``now``. Returns what was made, by name."""
    # One transaction: the demonstration is there whole, or not at all.
    with transaction.atomic(), transaction.atomic(using="keys"):
        site = Site(now)
        site.people()
        site.programmes()
        site.lives()
        site.news()
        _settle_the_post(now)
    _write_cast()
    return {
        "people": Person.objects.count(),
        "programmes": Programme.objects.count(),
        "relationships": site.pairs,
        "meetings": Meeting.objects.count(),
    }


class Site:
    """The site while it is being built."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.began = now - LONG_AGO
        self.dice = random.Random(11)
        self.pairs = 0
        self.by_name: dict[str, Person] = {}
        self.free: list[tuple[cast.Someone, Person]] = []

    # ---- people

    def people(self) -> None:
        """The five one can sign in as, and everyone else."""
        hashed = ""
        for told, specialty in (
            (cast.AMARA, "Stroke care"),
            (cast.RUTH, "Stroke care"),
            (cast.SIAN, "Community rehabilitation"),
            (cast.KWAME, "Imaging"),
            (cast.DELE, ""),
        ):
            person = self._person(cast.known(told, specialty), hashed)
            hashed = hashed or person.password
        Person.objects.filter(pk=self.by_name[cast.DELE[0]].pk).update(is_site_admin=True)
        self.by_name[cast.DELE[0]].is_site_admin = True
        for someone in cast.made_up():
            self.free.append((someone, self._person(someone, hashed)))

    def _person(self, someone: cast.Someone, hashed: str) -> Person:
        """One password for all is worked out once: it is slow on purpose."""
        person = Person(
            email=someone.email,
            full_name=someone.name,
            profession=someone.profession,
            specialty=someone.specialty,
            job_title=someone.job_title,
            seniority=reference.seniority_level(someone.band),
            years_experience=someone.years,
            employer=someone.employer,
            team=someone.team,
            place=someone.place,
            languages=someone.languages,
            modes=someone.modes,
            about=words.ABOUT[len(self.by_name) % len(words.ABOUT)] if someone.years > 8 else "",
            is_demonstration=True,
            joined_at=self.began,
        )
        if someone.profession == "occupational_therapist":
            person.regulator, person.registration_number = "hcpc", f"OT{100200 + len(self.by_name)}"
        if hashed:
            person.password = hashed
        else:
            person.set_password(PASSWORD)
        person.save()
        write_times(person, someone.windows)
        self.by_name[someone.name] = person
        return person

    # ---- programmes

    def programmes(self) -> None:
        """Traditional, automatic and cross-disciplinary coaching, open in different ways."""
        sian, kwame = self.by_name[cast.SIAN[0]], self.by_name[cast.KWAME[0]]
        today = self.now.date()
        admin = self.by_name[cast.DELE[0]]
        self.trent = self._programme(
            admin, sian, name="Trent and Fens AHP mentoring", kind="mentoring", form="traditional",
            summary="A mentor outside your own team, for any allied health professional.",
            description="Pairs across professions, nine months, with a mentor outside your own "
            "team. You choose what it is for, and it may stay vague for a while.",
            reasons=["career", "confidence", "community"],
            who_may_join="Any allied health professional or clinical researcher in the region.",
            length_months=9, rhythm_weeks=4, session_minutes=60, places=60, mentor_capacity=2,
            joins_until=today + timedelta(days=23), starts_on=today - timedelta(days=80),
        )  # fmt: skip
        self.first_steps = self._programme(
            admin, sian, name="First steps: newly registered occupational therapists",
            kind="mentoring", form="automatic",
            summary="Someone to ask, within four weeks of joining.",
            description="You are introduced to someone who has been there, before you have to ask.",
            reasons=["confidence", "retention"],
            who_may_join="Occupational therapists in their first two years.",
            length_months=6, rhythm_weeks=4, session_minutes=45, mentor_capacity=3,
            starts_on=today - timedelta(days=80),
        )  # fmt: skip
        self.change = self._programme(
            admin, kwame, name="A change of direction", kind="coaching",
            form="cross_disciplinary",
            summary="Six coaching sessions for people weighing up a move, a return, or leaving.",
            description="Your aims stay yours, leaving included. The coach comes from another "
            "profession and asks more than they tell.",
            reasons=["career", "opportunities"],
            who_may_join="Anyone in a health profession.",
            length_months=4, rhythm_weeks=3, session_minutes=60, places=14, mentor_capacity=3,
            joins_until=today + timedelta(days=40), starts_on=today - timedelta(days=60),
        )  # fmt: skip

    def _programme(self, admin: Person, lead: Person, **fields: Any) -> Programme:
        contact = {"name": lead.full_name, "role": "Coordinator", "email": lead.email, "phone": ""}
        made = running.create(
            by=admin, now=self.began, host="Trent and Fens Trust", contacts=[contact], **fields
        )
        Coordinator.objects.filter(programme=made).update(person=lead)
        running.move_to(made, "open", by=lead, now=self.began)
        return made

    def _place(
        self,
        programme: Programme,
        side: str,
        someone: cast.Someone,
        person: Person,
        *,
        days_ago: float,
        accepted: bool = True,
        **also: Any,
    ) -> Participation:
        now = self.now - timedelta(days=days_ago)
        topics = [
            {"code": code, "years": max(1, someone.years - 3)}
            if side == "mentor"
            else {"code": code}
            for code in someone.topics
        ]
        values = {
            "purpose": self.dice.choice(
                ("career_advancement", "skill_development", "work_life_balance")
            ),
            "purpose_words": words.MENTEE_WORDS[self.dice.randint(0, 5)]
            if side == "mentee"
            else "",
            "topics": topics,
            **also,
        }
        place = places.join(programme, by=person, now=now, side=side, values=values)
        if accepted and place.state == "applied":
            lead = Coordinator.objects.get(programme=programme).person
            places.accept(place, by=lead, now=now + timedelta(hours=5))
        return place

    def _take(
        self, count: int, *, senior: bool, profession: str = ""
    ) -> list[tuple[cast.Someone, Person]]:
        """People who have no place yet, the senior ones or the others."""
        found = [
            (someone, person)
            for someone, person in self.free
            if (someone.years >= 9) == senior
            and (not profession or someone.profession == profession)
        ][:count]
        for one in found:
            self.free.remove(one)
        return found

    # ---- relationships

    def lives(self) -> None:
        """Everyone's last three months."""
        self._first_steps()
        self._amara_and_ruth()
        self._trent()
        self._change()

    def start(
        self, programme: Programme, mentee: Participation, mentor: Participation, days_ago: float
    ) -> Life:
        self.pairs += 1
        lead = Coordinator.objects.get(programme=programme).person
        return Life(
            programme,
            mentee,
            mentor,
            coordinator=lead,
            began=self.now - timedelta(days=days_ago),
            number=self.pairs,
        )

    def _amara_and_ruth(self) -> None:
        """The pair that the demonstration opens with: three sessions in, the fourth on its way."""
        amara, ruth = self.by_name[cast.AMARA[0]], self.by_name[cast.RUTH[0]]
        mentor = self._place(
            self.trent,
            "mentor",
            cast.known(cast.RUTH, "Stroke care"),
            ruth,
            days_ago=92,
            capacity=2,
        )
        mentee = self._place(
            self.trent, "mentee", cast.known(cast.AMARA, "Stroke care"), amara, days_ago=90,
            purpose="skill_development",
            purpose_words="I would like to trust my own reasoning more when nobody senior is there.",
        )  # fmt: skip
        life = self.start(self.trent, mentee, mentor, 84)
        stories.to_active(life, words.PURPOSES[0])
        life.written.update(text for text, _helped, _contributor in words.WINS[:7])
        for _number in range(3):
            life.between(3)
            life.session(days_ahead=6)
            life.after(9)
        life.kind_words()
        relationships.thank(
            life.relationship.pk, text=words.THANKS[0], by=amara, now=self.now - 9 * DAY
        )
        life.clock = self.now - 8 * DAY
        life.between(3)
        for (text, obstacle), sure, days in zip(
            words.ACTIONS[2:5], (8, 5, 6), (4, None, 20), strict=True
        ):
            growth.add_action(
                life.fresh(), text=text, obstacle=obstacle, sure=sure,
                due_on=(self.now + days * DAY).date() if days else None, experiment=days is None,
                by=amara, now=life.clock,
            )  # fmt: skip
        life.book_next(now=self.now, days_ahead=5)
        learning.keep_profile(
            practice="I work on a stroke unit with adults in the first weeks after a stroke, and "
            "visit them at home after discharge. I supervise one student a term.",
            statement="",
            by=amara,
            now=self.now - 3 * DAY,
        )
        for days, (text, helped, contributor) in zip(
            (1, 2, 4, 6, 9, 11, 13), words.WINS, strict=False
        ):
            moment = self.now - days * DAY
            growth.add_win(
                text=text, helped=helped, contributors=[contributor], big=days in (2, 9),
                on=moment.date(),
                share_with=[life.relationship.pk] if days in (1, 2) else [], by=amara, now=moment,
            )  # fmt: skip
        for step in ("wins", "questions"):
            growth.step_done(step, by=amara, now=self.now, today=self.now.date())

    def _trent(self) -> None:
        mentors = [
            self._place(
                self.trent,
                "mentor",
                someone,
                person,
                days_ago=93 - i,
                capacity=2 if i % 9 == 0 else 1,
            )
            for i, (someone, person) in enumerate(self._take(26, senior=True))
        ]
        mentees = [
            self._place(self.trent, "mentee", someone, person, days_ago=91 - i)
            for i, (someone, person) in enumerate(self._take(24, senior=False))
        ]
        lead = self.by_name[cast.SIAN[0]]
        told: Sequence[Story] = (
            [stories.active] * 11
            + [stories.quiet, stories.half_signed, stories.agreeing, stories.waiting_long, stories.offered]
            + [stories.paused, stories.ended_well, stories.ended_early, stories.declined, stories.lapsed]
            + [stories.nearly_over, stories.offered]
        )  # fmt: skip
        free = iter(mentors)
        for mentee, story in zip(mentees, told, strict=False):
            story(self, mentee, next(free))
        for i, (someone, person) in enumerate(self._take(13, senior=False)):
            state = self._place(
                self.trent, "mentee", someone, person, days_ago=(5, 3, 2, 0.5, 1, 4, 8, 2.5, 0.3)[i % 9] * 7 + i % 3,
                accepted=i < 10,
            )  # fmt: skip
            if i == 9:
                places.rest(
                    state, by=person, now=self.now - 2 * DAY, until=self.now.date() + 30 * DAY
                )
        leaver = Participation.objects.filter(programme=self.trent, side="mentee").order_by(
            "-applied_at"
        )
        place = leaver.filter(state="ready", seats__isnull=True).first()
        if place:
            places.withdraw(place, by=place.person, now=self.now - DAY)
        running.change(self.trent, by=lead, now=self.now - 5 * DAY, wait_weeks_promised=6)

    def _first_steps(self) -> None:
        amara_side = self._take(9, senior=False, profession="occupational_therapist")
        mentor_side = self._take(6, senior=True, profession="occupational_therapist")
        mentors = [
            self._place(self.first_steps, "mentor", someone, person, days_ago=88, capacity=3)
            for someone, person in mentor_side
        ]
        mentees = [
            self._place(self.first_steps, "mentee", someone, person, days_ago=80 - 7 * i)
            for i, (someone, person) in enumerate(amara_side)
        ]
        told: Sequence[Story] = [stories.active] * 4 + [stories.agreeing, stories.offered]
        for number, (mentee, story) in enumerate(zip(mentees, told, strict=False)):
            story(self, mentee, mentors[number % len(mentors)])

    def _change(self) -> None:
        coaches = [
            self._place(self.change, "mentor", someone, person, days_ago=70, capacity=3)
            for someone, person in self._take(7, senior=True)
        ]
        coachees = [
            self._place(self.change, "mentee", someone, person, days_ago=68 - 3 * i)
            for i, (someone, person) in enumerate(self._take(11, senior=False))
        ]
        told: Sequence[Story] = (
            [stories.active] * 4 + [stories.ended_well, stories.agreeing, stories.offered]
        )  # fmt: skip
        waiting = iter(told)
        for number, coachee in enumerate(coachees):
            other = next(
                (
                    coach
                    for coach in coaches[number % 7 :] + coaches
                    if coach.person.profession != coachee.person.profession
                ),
                None,
            )
            story = next(waiting, None)
            if story and other:
                story(self, coachee, other)

    # ---- news

    def news(self) -> None:
        """Announcements of the largest programme, and a run of its matching to look at."""
        lead = self.by_name[cast.SIAN[0]]
        matching.start_run(self.trent, by=lead, now=self.now)
        for days, (title, body, audience) in zip((9, 5, 2), words.ANNOUNCEMENTS, strict=True):
            announcements.publish(
                self.trent, by=lead, now=self.now - days * DAY, title=title, body=body,
                audience=audience,
            )  # fmt: skip


def _settle_the_post(now: datetime) -> None:
    """Three months of mail have long been sent; what is due in future stays."""
    OutboxMessage.objects.filter(due_at__lte=now, state="waiting").update(
        state="sent", sent_at=F("due_at"), attempts=1
    )


def _write_cast() -> None:
    """Who to be, for the sign-in page and the terminal."""
    rows = [
        (cast.AMARA, "A mentee, three sessions in"),
        (cast.RUTH, "Her mentor"),
        (cast.SIAN, "Coordinates two programmes"),
        (cast.KWAME, "Coordinates a coaching programme"),
        (cast.DELE, "Runs the site"),
    ]
    listed = [
        {"label": told[0], "what": what, "email": f"{told[1]}@demo.example"} for told, what in rows
    ]
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    (settings.DATA_DIR / CAST_FILE).write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
