"""Who may invite, see and change people's accounts."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.access.answers import NotVisible
from alongside.access.programmes import can_coordinate, check_site_admin
from alongside.data.models import Person, Programme


def check_can_invite(by: Person, programme: Programme | None, side: str) -> None:
    """A programme's coordinators invite into it; who runs the site appoints coordinators.

    Raises NotVisible.
    """
    if side == "site" or programme is None:
        check_site_admin(by)
    elif side == "coordinator" and by.is_site_admin:
        return
    elif not can_coordinate(by, programme):
        raise NotVisible


def accounts(by: Person) -> QuerySet[Person]:
    """Every account, for whoever runs the site; raises NotVisible for anyone else."""
    check_site_admin(by)
    return Person.objects.all()
