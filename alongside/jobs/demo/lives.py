"""Leads two people through a relationship, by the same actions that pages call."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.access import Refused
from alongside.actions import (
    agenda,
    agreements,
    endings,
    growth,
    meetings,
    relationships,
    wellbeing,
)
from alongside.data.models import (
    Agreement,
    CpdEntry,
    Meeting,
    Participation,
    Person,
    Programme,
    Relationship,
)
from alongside.engine import reviews
from alongside.jobs.demo import words
from alongside.reads import matching as reads

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


class Life:
    """Two people, a clock that moves forward, and a die that always falls the same way."""

    def __init__(
        self,
        programme: Programme,
        mentee: Participation,
        mentor: Participation,
        *,
        coordinator: Person,
        began: datetime,
        number: int,
    ) -> None:
        self.dice = random.Random(number * 31 + 5)
        self.number = number
        self.programme = programme
        self.mentee, self.mentor = mentee.person, mentor.person
        self.both = (self.mentee, self.mentor)
        self.began = began
        self.clock = began
        self.held = 0
        #: Wins written already: nobody has the same one twice.
        self.written: set[str] = set()
        self.relationship: Relationship = relationships.offer(
            programme,
            mentee,
            mentor,
            reads.reasons_of_two(programme, mentee, mentor),
            by=coordinator,
            now=began,
        )

    def after(self, days: float) -> datetime:
        """Move this life's clock forward."""
        self.clock += days * DAY
        return self.clock

    def fresh(self) -> Relationship:
        """The relationship as it stands now."""
        self.relationship.refresh_from_db()
        return self.relationship

    # ---- beginning

    def both_say_yes(self) -> None:
        """Accept on both sides and rate how it is at the start."""
        relationships.accept(self.relationship.pk, by=self.mentor, now=self.after(1))
        relationships.accept(self.relationship.pk, by=self.mentee, now=self.after(0.5))
        for person in self.both:
            if self.dice.random() < 0.9:
                self._rate(person, low=3, high=7)

    def _rate(self, person: Person, *, low: int, high: int) -> None:
        ratings = {
            m.code: self.dice.randint(low, high) for m in reviews.MEASURES if "start" in m.moments
        }
        endings.rate_start(self.relationship.pk, ratings=ratings, by=person, now=self.clock)

    def introduction(self, *, hold: bool = True) -> None:
        """Book the twenty minutes, and have them."""
        meeting = self._book("introduction", 20, days_ahead=4)
        if meeting and hold:
            self._open_and_close(meeting, with_words=False)

    def sign(self, *, only: Person | None = None) -> None:
        """Sign the draft, both or one of the two."""
        for person in self.both if only is None else (only,):
            draft = Agreement.objects.get(relationship=self.relationship, state="draft")
            agreements.sign(
                self.relationship.pk, edition=draft.edition, by=person, now=self.after(0.6)
            )

    # ---- sessions

    def _book(self, kind: str, minutes: int, *, days_ahead: int) -> Meeting | None:
        """A time some days ahead; the next hour or day when one of the two is taken."""
        wanted = self.clock + days_ahead * DAY
        for step in range(40):
            day = (wanted + (step // 6) * DAY).astimezone(LONDON)
            if day.weekday() > 4:
                continue
            start = day.replace(
                hour=(9, 12, 13, 15, 16, 17)[(step + self.number) % 6],
                minute=(0, 30)[(self.number // 3) % 2],
                second=0,
                microsecond=0,
            ).astimezone(ZoneInfo("UTC"))
            if start <= self.clock:
                continue
            try:
                return meetings.book(
                    self.fresh(),
                    kind=kind,
                    start=start,
                    minutes=minutes,
                    mode="online" if self.number % 3 else "in_person",
                    where="" if self.number % 3 else "The small room by the library",
                    by=self.both[self.number % 2],
                    now=self.clock,
                )
            except Refused:
                continue
        return None

    def _open_and_close(self, meeting: Meeting, *, with_words: bool) -> None:
        self.clock = max(self.clock, meeting.starts_at)
        for person in self.both:
            meetings.be_present(meeting.pk, step="check", by=person, now=meeting.starts_at)
        learned = self._pick(words.LEARNED) if with_words else ""
        self.clock = meeting.ends_at
        meetings.close(meeting.pk, learned=learned, by=self.mentee, now=meeting.ends_at)
        if with_words:
            meetings.close(meeting.pk, by=self.mentor, now=meeting.ends_at)

    def _pick(self, some: tuple[Any, ...]) -> Any:
        return some[(self.number + self.held * 3 + self.dice.randint(0, 2)) % len(some)]

    def purpose(self, text: str = "") -> None:
        """Say what this is for, vague at first."""
        relationships.state_purpose(
            self.relationship.pk,
            text=text or words.PURPOSES[self.number % len(words.PURPOSES)],
            by=self.mentee,
            now=self.clock,
        )
        for offset in range(1 + self.number % 3):
            title, detail = words.GOALS[(self.number + offset * 2) % len(words.GOALS)]
            growth.add_goal(
                self.fresh(),
                title=title,
                detail=detail,
                private=offset == 2,
                closeness=self.dice.randint(2, 5),
                by=self.mentee,
                now=self.clock,
            )

    def between(self, count: int = 2) -> None:
        """A week or two of ordinary weeks: things for the agenda, a win, a thought."""
        goal = self.relationship.goals.filter(private=False).first()
        for offset in range(count):
            kind, horizon, text = words.AGENDA[
                (self.number * 2 + self.held * 3 + offset + 1) % len(words.AGENDA)
            ]
            agenda.add(
                self.fresh(),
                text=text,
                kind=kind,
                horizon=horizon,
                goal=goal.pk if goal and offset == 0 else None,
                by=self.mentor if offset == 2 else self.mentee,
                now=self.after(0.3),
            )
        at = (self.number * 3 + self.held * 2) % len(words.WINS)
        unsaid = [win for win in words.WINS[at:] + words.WINS[:at] if win[0] not in self.written]
        for offset, (text, helped, contributor) in enumerate(unsaid[: 1 + self.dice.randint(0, 2)]):
            self.written.add(text)
            growth.add_win(
                text=text,
                helped=helped,
                contributors=[contributor],
                big=offset == 1,
                share_with=[self.relationship.pk] if offset == 0 else [],
                by=self.mentee,
                now=self.after(0.7),
            )
        if self.number % 2:
            growth.reflect(text=self._pick(words.REFLECTIONS), by=self.mentee, now=self.clock)

    def session(self, *, days_ahead: int = 6) -> bool:
        """Book a session, have it, agree on something. False when no time was found."""
        meeting = self._book("session", self.programme.session_minutes, days_ahead=days_ahead)
        if meeting is None:
            return False
        meetings.prepared(meeting.pk, by=self.mentee, now=self.clock)
        self.clock = meeting.starts_at
        for person in self.both:
            meetings.be_present(meeting.pk, step="check", by=person, now=self.clock)
        if self.number % 5:
            self._check_in(meeting)
        opened = list(self.relationship.agenda.filter(state="open").order_by("position"))
        for item in opened[: max(1, len(opened) - 1)]:
            agenda.talk_about(item.pk, by=self.mentor, now=self.clock)
            agenda.save_text(
                item.pk, field="notes", text=words.NOTES[str(item.text)], base="",
                by=self.mentee, now=self.clock,
            )  # fmt: skip
            agenda.cover(item.pk, meeting=meeting, by=self.mentor, now=self.clock)
        text, obstacle = self._pick(words.ACTIONS)
        action = growth.add_action(
            self.fresh(),
            text=text,
            obstacle=obstacle,
            sure=self.dice.randint(5, 9),
            due_on=(self.clock + 14 * DAY).date() if self.number % 3 else None,
            experiment=self.number % 3 == 0,
            meeting=meeting,
            by=self.mentee,
            now=self.clock,
        )
        self._open_and_close(meeting, with_words=True)
        self._fill_record(meeting)
        self.held += 1
        done = "done" if self.held % 2 else "open"
        growth.log_action(
            action.pk, text=self._pick(words.LOGS), outcome=done, by=self.mentee,
            now=self.after(6),
        )  # fmt: skip
        goal = self.relationship.goals.filter(private=False).first()
        if goal:
            growth.rate_goal(
                goal.pk,
                value=min(8, 3 + self.held + self.number % 2),
                by=self.mentee,
                now=self.clock,
            )
        return True

    def _check_in(self, meeting: Meeting) -> None:
        for person in self.both:
            if person is self.mentor and self.number % 4 == 0:
                continue
            wellbeing.give_consent(by=person, now=self.clock)
            wellbeing.check_in(
                meeting,
                stress=self.dice.randint(2, 7),
                energy=self.dice.randint(3, 8),
                words=self._pick(words.WORDS_ON_ARRIVAL),
                shared=self.dice.random() < 0.7,
                by=person,
                now=self.clock,
            )

    def _fill_record(self, meeting: Meeting) -> None:
        """The mentee adds to the entry what changed and whom it helps."""
        entry = CpdEntry.objects.filter(person=self.mentee, meeting=meeting).first()
        if entry is None or self.number % 2:
            return
        entry.changed = self._pick(words.CHANGED)
        entry.benefit = self._pick(words.BENEFIT)
        entry.standards = ["hcpc-1", "hcpc-2", "hcpc-3", "hcpc-4"]
        entry.save()

    def book_next(self, *, now: datetime, days_ahead: int) -> Meeting | None:
        """The session to come, booked now."""
        self.clock = now - timedelta(hours=20)
        return self._book("session", self.programme.session_minutes, days_ahead=days_ahead)

    # ---- on the way and at the end

    def kind_words(self) -> None:
        """Feedback one way, a thank-you the other."""
        relationships.give_feedback(
            self.relationship.pk,
            text=self._pick(words.FEEDBACK),
            by=self.mentor,
            now=self.clock,
        )
        if self.number % 2 == 0:
            relationships.thank(
                self.relationship.pk,
                text=self._pick(words.THANKS),
                by=self.mentee,
                now=self.clock,
            )

    def look_back(self, moment: str, *, now: datetime) -> None:
        """Both review how it goes, and rate again."""
        for person in self.both:
            questions = reviews.questions(moment, self.programme.kind)
            endings.review(
                self.relationship.pk,
                moment,
                answers={question.code: self._pick(words.LEARNED) for question in questions[:2]},
                ratings={
                    measure.code: self.dice.randint(
                        *((7, 10) if measure.code == "recommend" else (5, 9))
                    )
                    for measure in reviews.MEASURES
                    if moment in measure.moments
                },
                by=person,
                now=now,
            )
