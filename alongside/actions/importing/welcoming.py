"""An invitation to people who came in from a list: sent when the coordinator says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access.programmes import check_can_coordinate
from alongside.actions import base
from alongside.actions import people as people_actions
from alongside.actions.importing.checking import Stopped, Tell
from alongside.data.models import Person, Programme, Task
from alongside.reads import importing as reads

KIND = "welcome"
#: People are written to in groups, so that a stop between two of them is exact.
GROUP = 50


def welcome(programme: Programme, *, by: Person, now: datetime, key: str = "") -> int:
    """Invite everybody who came by a list and was not invited yet, in the background.

    How many they are. Raises NotVisible; Refused when there is nobody, or it is under way.
    """
    check_can_coordinate(by, programme)

    def go() -> dict[str, Any]:
        waiting = reads.uninvited(programme).count()
        if not waiting:
            raise Refused(_("Everybody has been invited already. Nothing was sent."))
        if _under_way(programme):
            raise Refused(_("The invitations are on their way already. Nothing was sent twice."))
        with transaction.atomic():
            base.start_task(KIND, by=by, now=now, programme=str(programme.pk))
            base.record("welcome sent", by=by, now=now, thing=programme, programme=programme,
                        people=waiting)  # fmt: skip
        return {"people": waiting}

    return int(base.once(key, by=by, now=now, do=go)["people"])


def _under_way(programme: Programme) -> bool:
    return Task.objects.filter(
        kind=KIND, params__programme=str(programme.pk), state__in=("waiting", "running")
    ).exists()


def welcome_in_background(
    programme_id: str, *, by: Person | None, now: datetime, tell: Tell, stopped: Stopped
) -> dict[str, Any]:
    """The work of the task: one invitation each; nobody is written to twice."""
    if by is None:
        return {}
    programme = Programme.objects.get(pk=programme_id)
    check_can_coordinate(by, programme)
    total = reads.uninvited(programme).count()
    sent = 0
    while not stopped():
        group = list(reads.uninvited(programme).select_related("person")[:GROUP])
        if not group:
            break
        with transaction.atomic():
            for place in group:
                people_actions.invite(
                    place.person.email, place.person.full_name,
                    programme=programme, side=place.side, by=by, now=now,
                )  # fmt: skip
        sent += len(group)
        tell(min(sent, total), total, _("Writing invitations"))
    return {"sent": sent}
