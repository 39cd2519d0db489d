"""Who is who, and who manages whom: the rules that concern two named people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .people import Mentee, Mentor, Pool
from .points import same


class Line:
    """Lines of management among the people of a pool.

    A person is known by e-mail address where one is given, else by id, so that
    a manager given as an address, and someone who stands in both lists under
    two ids, are still recognised.
    """

    def __init__(self, pool: Pool) -> None:
        people: tuple[Mentee | Mentor, ...] = (*pool.mentees, *pool.mentors)
        self._key = {same(p.id): self.key(p) for p in people}
        self._manager: dict[str, str] = {}
        for p in people:
            if p.manager and same(p.manager):
                manager = same(p.manager)
                self._manager[self.key(p)] = self._key.get(manager, manager)
        self._whole = pool.rules.whole_line

    @staticmethod
    def key(person: Mentee | Mentor) -> str:
        return same(person.email) or same(person.id)

    def above(self, key: str) -> frozenset[str]:
        """The people above this one, nearest alone unless the whole line counts."""
        seen: set[str] = set()
        while key in self._manager and self._manager[key] not in seen:
            key = self._manager[key]
            seen.add(key)
            if not self._whole:
                break
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
        """Every ring of people who manage one another, each once."""
        found: list[tuple[str, ...]] = []
        done: set[str] = set()
        for start in sorted(self._manager):
            path: list[str] = []
            key = start
            while key in self._manager and key not in done:
                done.add(key)
                path.append(key)
                key = self._manager[key]
            if key in path:
                found.append(tuple(path[path.index(key) :]))
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
