"""Writes about people's places in programmes."""

from alongside.actions.participations.answers import ANSWERS, write_place, write_profile
from alongside.actions.participations.joining import apply, confirm, confirm_new, join
from alongside.actions.participations.keeping import (
    accept,
    change,
    come_back,
    decide_several,
    forget_unconfirmed,
    rest,
    set_eligible,
    turn_down,
    wake_rested,
    withdraw,
)
from alongside.actions.participations.rows import (
    Upserted,
    link_wishes,
    upsert_from_row,
    upsert_from_rows,
)

__all__ = [
    "ANSWERS",
    "Upserted",
    "accept",
    "apply",
    "change",
    "come_back",
    "confirm",
    "confirm_new",
    "decide_several",
    "forget_unconfirmed",
    "join",
    "link_wishes",
    "rest",
    "set_eligible",
    "turn_down",
    "upsert_from_row",
    "upsert_from_rows",
    "wake_rested",
    "withdraw",
    "write_place",
    "write_profile",
]
