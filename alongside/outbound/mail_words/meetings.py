"""Mail about meetings, with the calendar message that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.data.models import Meeting, Person
from alongside.outbound import calendar
from alongside.outbound.mail import Invite, NotNeeded, link, words


def _kind(meeting: Meeting) -> str:
    return {
        "introduction": _("a 20-minute introduction"),
        "session": _("a session"),
        "together": _("a session of learning by doing together"),
    }[meeting.kind]


def _mode(meeting: Meeting) -> str:
    return {"in_person": _("In person"), "phone": _("By phone")}.get(meeting.mode, _("Online"))


def _title(meeting: Meeting) -> str:
    # Neutral: a calendar is read over shoulders.
    return (
        _("Coaching session")
        if meeting.relationship.kind == "coaching"
        else (_("Mentoring session"))
    )


def _message(meeting: Meeting, people: list[Person]) -> calendar.MeetingMessage:
    name, address = parseaddr(settings.MAIL_FROM)
    by = meeting.booked_by_id
    return calendar.MeetingMessage(
        uid=meeting.uid,
        sequence=meeting.sequence,
        start=meeting.starts_at,
        end=meeting.ends_at,
        stamp=meeting.booked_at,
        organizer=calendar.Organizer(address, name or settings.SITE_NAME),
        attendees=tuple(
            calendar.Attendee(
                person.email,
                person.full_name,
                calendar.Reply.ACCEPTED if person.pk == by else calendar.Reply.NEEDS_ACTION,
            )
            for person in people
        ),
        title=_title(meeting),
        link=link(reverse("meeting", args=[meeting.pk])),
        place=meeting.where,
        cancelled=meeting.state == "cancelled",
    )


def _about(
    to: Person | None, params: dict[str, Any], *, state: str, invite: calendar.Method | None
) -> dict[str, Any]:
    meeting = (
        Meeting.objects.filter(pk=params["meeting"])
        .select_related("relationship__programme")
        .first()
    )
    # A later version of the meeting has its own message; this one would only confuse.
    if meeting is None or to is None or meeting.state != state:
        raise NotNeeded
    if meeting.sequence != params.get("sequence", meeting.sequence):
        raise NotNeeded
    people = [seat.person for seat in meeting.relationship.seats.select_related("person")]
    if to.pk not in {person.pk for person in people}:
        raise NotNeeded
    others = [person for person in people if person.pk != to.pk]
    by = params.get("by", "")
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    context: dict[str, Any] = {
        "kind": _kind(meeting),
        "other": _(" and ").join(person.full_name for person in others),
        "other_first": _(" and ").join(person.first_name for person in others),
        "by_me": by == str(to.pk),
        "day": date_format(start, "l j F Y"),
        "short_day": date_format(start, "j F"),
        "time": f"{date_format(start, 'H:i')}–{date_format(end, 'H:i')}",
        "how": _mode(meeting),
        "where": meeting.where,
        "link": link(reverse("meeting", args=[meeting.pk])),
    }
    if invite is not None:
        content = calendar.invitation(_message(meeting, people), invite)
        context["invite"] = Invite(content, invite.value)
    return context


def _kind_of_mail(kind: str, state: str, invite: calendar.Method | None) -> None:
    def find(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
        """``params``: meeting and by, ids; sequence, the version the message tells of."""
        return _about(to, params, state=state, invite=invite)

    register: Callable[[Any], Any] = words(kind)
    register(find)


_kind_of_mail("meeting_booked", "booked", calendar.Method.REQUEST)
_kind_of_mail("meeting_moved", "booked", calendar.Method.REQUEST)
_kind_of_mail("meeting_cancelled", "cancelled", calendar.Method.CANCEL)
_kind_of_mail("meeting_reminder", "booked", None)
