"""Why these two, what else was close, and why someone has nobody yet."""

from __future__ import annotations

import numpy as np

from .columns import Columns, Ints, Truths
from .features import Shorts
from .optimise import Outcome
from .pairwise import common_modes, offers_of, parts_of, rules_against, score_of
from .people import Mentee, Mentor, Pool, hours_of
from .points import topics_of
from .regret import chains, worth_row
from .relations import Line
from .result import Alternative, Fact, Pair, Param, Unmatched, fact
from .scoring import STOPPED, Meeting, Scores, plain_scores, stops

SHOWN = 3  # alternatives and names in one reason

# What could be asked of someone, the smallest first. What is not here never
# bends: a line manager, a wish to be kept apart, who may take part.
CHANGES = (
    "too_few_hours",
    "no_common_mode",
    "too_far",
    "no_common_language",
    "asked_profession",
    "same_profession",
    "not_ahead_in_topic",
    "not_ahead",
    "same_team",
)


class Explainer:
    """Explains one outcome. Holds who has whom, so that each answer is quick."""

    def __init__(
        self, pool: Pool, line: Line, columns: Columns, scores: Scores, outcome: Outcome
    ) -> None:
        self._pool, self._line, self._c = pool, line, columns
        self._scores, self._outcome = scores, outcome
        match = outcome.match
        used = np.bincount(match[match >= 0], minlength=len(columns.mentors))
        self._free = columns.capacity - used
        self._wish = {
            (int(i), int(j)): int(w)
            for i, j, w in zip(columns.wish_i, columns.wish_j, columns.wish, strict=True)
        }
        self._chains = chains(columns, scores, outcome)
        self._holders: dict[int, list[int]] = {}
        for i, j in enumerate(match.tolist()):
            self._holders.setdefault(j, []).append(i)

    def pair(self, i: int) -> Pair:
        """The pair of row i, with its parts and what else was close."""
        j = int(self._outcome.match[i])
        mentee, mentor = self._c.mentees[i], self._c.mentors[j]
        parts = parts_of(mentee, mentor, self._pool)
        return Pair(
            mentee=mentee.id,
            mentor=mentor.id,
            score=score_of(parts),
            parts=parts,
            alternatives=self._alternatives(i, j),
            wish=self._wish.get((i, j), 0),
        )

    def _alternatives(self, i: int, j: int) -> tuple[Alternative, ...]:
        row = self._scores.row(i)
        worth = worth_row(self._c, self._scores, self._outcome, i)
        few = min(SHOWN + 1, len(row))
        near = np.argpartition(-row, few - 1)[:few] if few < len(row) else np.arange(few)
        order = sorted(near.tolist(), key=lambda k: (-int(row[k]), self._c.mentors[k].id))
        order = [k for k in order if k != j and row[k] > STOPPED][:SHOWN]
        return tuple(
            Alternative(self._c.mentors[k].id, int(row[k]), self._why_else(i, j, k, worth))
            for k in order
        )

    def _why_else(self, i: int, j: int, k: int, worth: Ints) -> Fact:
        """What choosing mentor k for row i would cost everyone together."""
        mentor = self._c.mentors[k].id
        holders = self._holders.get(k, [])
        names = tuple(sorted(self._c.mentees[h].id for h in holders))[:SHOWN]
        full = self._free[k] <= 0
        if self._wish.get((i, j), 0) > self._wish.get((i, k), 0):
            return fact("asked_for_the_other", mentee=self._c.mentees[i].id, mentor=mentor)
        if full and holders and all(self._wish.get((h, k), 0) for h in holders):
            return fact("places_with_wishes", mentor=mentor, holders=names, places=len(holders))
        if self._chains is None:
            # Too many mentors to follow every chain: say only what is certain.
            return fact("would_move" if full else "place_free", mentor=mentor, holders=names)
        loss = int(worth[j]) - int(worth[k]) + int(self._chains[k, j])
        matched, wishes, total = self._outcome.tiers.difference(loss)
        if matched > 0:
            return fact("fewer_matched", mentor=mentor, holders=names)
        if wishes > 0:
            return fact("wish_lost", mentor=mentor, holders=names)
        if total > 0:
            return fact("total_falls", mentor=mentor, by=total, holders=names if full else ())
        return fact("as_good", mentor=mentor, holders=names if full else ())

    def unmatched(self, i: int) -> Unmatched:
        """Why row i has nobody, and the smallest change that would match them.

        In the best assignment nobody who is left over could take a free place,
        so either every mentor who fits is full, or a rule stops each of them.
        """
        mentee = self._c.mentees[i]
        meeting = Meeting.of(self._c, i, i + 1)
        masks = {code: mask[0] for code, mask in stops(self._c, i, i + 1, meeting)}
        plain = plain_scores(self._c, i, i + 1, meeting)[0]
        if not self._c.left.open[i]:
            closed = "mentee_not_eligible" if not mentee.eligible else "mentee_profession_closed"
            reason = fact(closed, mentee=mentee.id, profession=mentee.profession)
            return Unmatched(mentee.id, reason, fact("who_may_join", mentee=mentee.id))
        here = self._c.right.open
        if not here.any():
            return Unmatched(
                mentee.id, fact("no_mentors", mentee=mentee.id), self._one_more(mentee, "")
            )
        count = np.zeros(len(plain), dtype=np.int64)
        for code, mask in masks.items():
            count += mask if code != "no_places" else 0
        if (count == 0).any():
            return self._full(mentee, np.flatnonzero(count == 0), plain)
        return self._stopped(mentee, masks, count, plain)

    def _full(self, mentee: Mentee, fits: Ints, plain: Shorts) -> Unmatched:
        best = self._best(fits, plain)
        topic, offering = self._topic(mentee, fits)
        reason = fact(
            "all_full",
            mentee=mentee.id,
            count=offering or len(fits),
            topic=topic,
            mentors=self._ids(best),
        )
        change = fact("one_more_place", mentee=mentee.id, mentors=self._ids(best[:2]))
        return Unmatched(mentee.id, reason, change)

    def _stopped(
        self, mentee: Mentee, masks: dict[str, Truths], count: Ints, plain: Shorts
    ) -> Unmatched:
        alone = count == 1
        free = self._free > 0
        for with_place in (True, False):
            for code in CHANGES:
                if code not in masks:
                    continue
                only = masks[code] & alone & (free if with_place else True)
                if not only.any():
                    continue
                best = self._best(np.flatnonzero(only), plain)
                reason = self._reason(mentee, code, np.flatnonzero(masks[code] & alone), masks)
                if with_place:
                    return Unmatched(mentee.id, reason, self._change(mentee, code, best))
                return Unmatched(mentee.id, reason, self._one_more(mentee, code))
        open_ = self._c.right.open
        most = max(masks, key=lambda code: (int((masks[code] & open_).sum()), code))
        reason = self._reason(mentee, most, np.flatnonzero(masks[most] & open_), masks)
        return Unmatched(mentee.id, reason, self._one_more(mentee, most))

    def _reason(self, mentee: Mentee, code: str, stopped: Ints, masks: dict[str, Truths]) -> Fact:
        topic, offering = self._topic(mentee, stopped)
        params: dict[str, Param] = {
            "mentee": mentee.id,
            "count": offering or len(stopped),
            "topic": topic,
        }
        if code == "apart" and len(stopped):
            first = self._c.mentors[int(stopped[0])]
            against = rules_against(mentee, first, self._pool, self._line)
            return fact(f"none_{against[0].code}", mentor=first.id, **params)
        if code == "too_few_hours":
            params["least"] = self._pool.rules.min_shared_hours
        if code == "asked_profession":
            params["asked"] = tuple(sorted(mentee.professions))
            fitting = np.flatnonzero(masks["apart"] & ~masks[code])
            if len(fitting) == 1:
                only = self._c.mentors[int(fitting[0])]
                why = rules_against(mentee, only, self._pool, self._line)[0].code
                params.update(only=only.id, why=why)
        return fact(f"none_{code}", **params)

    def _change(self, mentee: Mentee, code: str, best: list[int]) -> Fact:
        """The change to ask for, with up to two mentors who have a place for it."""
        first = self._c.mentors[best[0]]
        params: dict[str, Param] = {"mentee": mentee.id, "mentors": self._ids(best[:1])}
        if code == "too_few_hours":
            day, part = _busiest_missing(mentee, first)
            return fact("another_time", day=day, part=part, **params)
        if code in ("no_common_mode", "too_far"):
            modes = common_modes(mentee, first)
            online = "online" not in (mentee.modes or modes)
            return fact("meet_online" if online else "meet_in_person", **params)
        if code == "no_common_language":
            languages = tuple(sorted(first.languages))
            return fact("another_language", languages=languages, **params)
        params["mentors"] = self._ids(best[:2])
        if code == "asked_profession":
            return fact("another_profession", profession=first.profession, **params)
        return fact("ease_rule", rule=code, **params)

    def _one_more(self, mentee: Mentee, code: str) -> Fact:
        topics = topics_of(mentee)
        return fact(
            "one_more_mentor", mentee=mentee.id, topic=topics[0] if topics else "", rule=code
        )

    def _topic(self, mentee: Mentee, among: Ints) -> tuple[str, int]:
        """The most wanted topic that some of these mentors offer, and how many do."""
        for topic in topics_of(mentee):
            count = sum(topic in offers_of(self._c.mentors[k]) for k in among.tolist())
            if count:
                return topic, count
        return "", 0

    def _best(self, among: Ints, plain: Shorts) -> list[int]:
        key = [(-int(plain[k]), self._c.mentors[k].id, k) for k in among.tolist()]
        return [k for _, _, k in sorted(key)[:SHOWN]]

    def _ids(self, mentors: list[int]) -> tuple[str, ...]:
        return tuple(self._c.mentors[k].id for k in mentors)


def _busiest_missing(mentee: Mentee, mentor: Mentor) -> tuple[int, str]:
    """The weekday and part of the day when the mentor has most time that the mentee lacks."""
    counts: dict[tuple[int, str], int] = {}
    for day, hour in hours_of(mentor.times & ~mentee.times):
        part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
        counts[day, part] = counts.get((day, part), 0) + 1
    return max(counts, key=lambda k: (counts[k], -k[0], k[1])) if counts else (0, "")


def locked_pair(mentee: Mentee, mentor: Mentor, pool: Pool, wish: int) -> Pair:
    """A pair that the coordinator locked: it is kept, and still explained."""
    parts = parts_of(mentee, mentor, pool)
    return Pair(mentee.id, mentor.id, score_of(parts), parts, (), wish, locked=True)
