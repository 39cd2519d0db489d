"""What pages need to know about people's places in programmes."""

from alongside.reads.participations.for_coordinators import (
    InvitationsPage,
    PeoplePage,
    PlacePage,
    Tab,
    invitations,
    one,
    people,
    row,
    table,
)
from alongside.reads.participations.own import (
    JoinPage,
    MyPlace,
    confirmable,
    join_page,
    my_place,
    own_row,
)
from alongside.reads.participations.words import state_words

__all__ = [
    "InvitationsPage",
    "JoinPage",
    "MyPlace",
    "PeoplePage",
    "PlacePage",
    "Tab",
    "confirmable",
    "invitations",
    "join_page",
    "my_place",
    "one",
    "own_row",
    "people",
    "row",
    "state_words",
    "table",
]
