"""Who is who, and who manages whom: the rules that concern two named people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .people import Mentee, Mentor, Pool
from .points import same


class Line:
    """Lines of management among the people of a pool.

    Entries with one id or one e-mail address are one person, on whichever side
    they stand; a manager may be given as either. Someone may have several
    managers, since two entries may name different ones.
    """

    def __init__(self, pool: Pool) -> None:
        people: tuple[Mentee | Mentor, ...] = (*pool.mentees, *pool.mentors)
        self._same: dict[str, str] = {}
        for p in people:
            if same(p.email):
                self._join(same(p.id), same(p.email))
        self._managers: dict[str, set[str]] = defaultdict(set)
        for p in people:
            if p.manager and same(p.manager):
                self._managers[self.key(p)].add(self._find(same(p.manager)))
        self._whole = pool.rules.whole_line

    def _find(self, name: str) -> str:
        while self._same.get(name, name) != name:
            name = self._same[name]
        return name

    def _join(self, a: str, b: str) -> None:
        """Let two names stand for one person, known by the first in order."""
        first, second = sorted((self._find(a), self._find(b)))
        self._same[second] = first

    def key(self, person: Mentee | Mentor) -> str:
        """The one name of a person, whatever names they go by."""
        return self._find(same(person.id))

    def above(self, key: str) -> frozenset[str]:
        """The people above this one, the nearest alone unless the whole line counts."""
        seen: set[str] = set()
        todo = [key]
        while todo:
            for manager in self._managers.get(todo.pop(), ()):
                if manager not in seen:
                    seen.add(manager)
                    if self._whole:
                        todo.append(manager)
        return frozenset(seen)

    def relation(self, mentee: Mentee, mentor: Mentor) -> str | None:
        """`same_person`, `manager` (the mentor is above), `managed` or None."""
        a, b = self.key(mentee), self.key(mentor)
        if a == b:
            return "same_person"
        if b in self.above(a):
            return "manager"
        return "managed" if a in self.above(b) else None

    def cycles(self) -> list[tuple[str, ...]]:
        """Every group of people who are above one another, each once, in order."""
        managers = {k: set(v) for k, v in self._managers.items()}
        while True:
            # Whoever has nobody above, or nobody below, stands in no ring.
            managing = set().union(*managers.values())
            left = {k: v & managers.keys() for k, v in managers.items() if k in managing}
            left = {k: v for k, v in left.items() if v}
            if left == managers:
                break
            managers = left
        found, done = [], set[str]()
        for start in sorted(managers):
            if start in done:
                continue
            ring, todo = {start}, [start]
            while todo:
                key = todo.pop()
                near = managers[key] | {k for k, v in managers.items() if key in v}
                todo += near - ring
                ring |= near
            done |= ring
            found.append(tuple(sorted(ring)))
        return found


def kept_apart(pool: Pool, line: Line) -> Iterator[tuple[str, str]]:
    """(mentee id, mentor id) of everyone kept apart as named people.

    Themselves, their line of management, whom either would avoid, and what the
    coordinator has forbidden. Few compared with all pairs, hence listed.
    """
    mentors_by_key: dict[str, list[str]] = defaultdict(list)
    mentees_by_key: dict[str, list[str]] = defaultdict(list)
    for mentor in pool.mentors:
        mentors_by_key[line.key(mentor)].append(mentor.id)
    for mentee in pool.mentees:
        mentees_by_key[line.key(mentee)].append(mentee.id)
    for mentee in pool.mentees:
        key = line.key(mentee)
        yield from _with(mentee.id, key, mentors_by_key)
        for above in line.above(key):
            yield from _with(mentee.id, above, mentors_by_key)
        for avoided in mentee.avoid:
            yield mentee.id, avoided
    for mentor in pool.mentors:
        for above in line.above(line.key(mentor)):
            for mentee_id in mentees_by_key.get(above, ()):
                yield mentee_id, mentor.id
        for avoided in mentor.avoid:
            yield avoided, mentor.id
    yield from pool.forbidden


def _with(mentee: str, key: str, by_key: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    return ((mentee, mentor) for mentor in by_key.get(key, ()))
