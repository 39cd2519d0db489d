"""Several aims in one whole number, the first outweighing all that follow.

The worth of a pair is `match` + `wish` x its wish + its score. A step of an
earlier aim is worth more than everything the later ones could add up to, so
the highest sum is the best by the first aim, then the second, then the third.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tiers:
    """What one match, and one point of a wish, are worth in points of score."""

    match: int
    wish: int

    @staticmethod
    def over(pairs: int, top_score: int, all_wishes: int) -> Tiers:
        """Tiers for at most `pairs` pairs, scores of 0 to `top_score` each, and
        wishes that add up to at most `all_wishes`."""
        # Twice what the later aims can add up to, so that a difference between
        # two assignments, which may gain by one aim and lose by another, can
        # be read back too.
        wish = 2 * (pairs * top_score + 1)
        return Tiers(match=wish * 2 * (all_wishes + 1), wish=wish)

    def split(self, worth: int) -> tuple[int, int, int]:
        """(matched, points of wishes, total score) of a sum of worths."""
        matched, rest = divmod(worth, self.match)
        wishes, total = divmod(rest, self.wish)
        return matched, wishes, total

    def difference(self, worth: int) -> tuple[int, int, int]:
        """(matched, points of wishes, total score) of a difference of worths.

        Each may be of either sign.
        """
        matched = (2 * worth + self.match) // (2 * self.match)
        rest = worth - matched * self.match
        wishes = (2 * rest + self.wish) // (2 * self.wish)
        return matched, wishes, rest - wishes * self.wish
