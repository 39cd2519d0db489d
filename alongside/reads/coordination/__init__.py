"""A programme's relationships as its coordinators may know them: dates and counts."""

from alongside.reads.coordination.one import PairPage, pair_page
from alongside.reads.coordination.pairs import SESSIONS, Pair, Who, both, pairs
from alongside.reads.coordination.table import NARROWED, Listing, listing, table

__all__ = [
    "NARROWED", "SESSIONS", "Listing", "Pair", "PairPage", "Who", "both", "listing", "pair_page",
    "pairs", "table",
]  # fmt: skip
