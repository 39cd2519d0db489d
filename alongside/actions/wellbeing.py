"""Check-ins on stress and energy, kept only with consent and shared only by choice."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import meetings as access
from alongside.actions.base import record, touch
from alongside.data.models import CheckIn, CheckInShare, Meeting, Person, WellbeingConsent


@transaction.atomic
def give_consent(*, by: Person, now: datetime) -> WellbeingConsent:
    """Consent to keep one's own check-ins. Giving it twice is giving it once."""
    consent, made = WellbeingConsent.objects.get_or_create(
        person=by, withdrawn_at=None, defaults={"given_at": now}
    )
    if made:
        record("wellbeing.consented", by=by, now=now, thing=consent)
    return consent


@transaction.atomic
def withdraw_consent(*, by: Person, now: datetime) -> int:
    """Withdraw consent: every check-in and every shared copy goes at once. Returns how many."""
    WellbeingConsent.objects.filter(person=by, withdrawn_at=None).update(withdrawn_at=now)
    for share in CheckInShare.objects.filter(check_in__person=by).select_related("relationship"):
        touch(share.relationship)
    _all, by_model = CheckIn.objects.filter(person=by).delete()
    gone = by_model.get("data.CheckIn", 0)
    record("wellbeing.withdrawn", by=by, now=now, thing=by)
    return gone


def _figure(value: int | None) -> int | None:
    if value is None:
        return None
    if not 0 <= value <= 10:
        raise Refused(_("Choose a number from 0 to 10."))
    return value


@transaction.atomic
def check_in(
    meeting: Meeting | UUID | str,
    *,
    stress: int | None,
    energy: int | None,
    words: str = "",
    shared: bool,
    by: Person,
    now: datetime,
) -> CheckIn:
    """Save how somebody arrives at a session; saving again changes it.

    ``stress`` and ``energy`` are 0 to 10 or None. With ``shared`` the other person sees a copy;
    without it a copy that stood before is taken back.
    """
    meeting = access.of(by, meeting.pk if isinstance(meeting, Meeting) else meeting)
    access.check_can_open(by, meeting)
    if not WellbeingConsent.objects.filter(person=by, withdrawn_at=None).exists():
        raise Refused(_("Say first that Alongside may keep your check-ins. Nothing was kept."))
    figures = json.dumps({"stress": _figure(stress), "energy": _figure(energy)})
    row = CheckIn.objects.filter(person=by, meeting=meeting).first() or CheckIn(
        person=by, meeting=meeting
    )
    row.figures, row.words, row.at = figures, words.strip()[:500], now
    row.save()
    CheckInShare.objects.filter(check_in=row).delete()
    if shared:
        CheckInShare(
            check_in=row,
            relationship=meeting.relationship,
            figures=row.figures,
            words=row.words,
            at=now,
        ).save(force_insert=True)
    record("wellbeing.checked_in", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    touch(meeting.relationship)
    return row
