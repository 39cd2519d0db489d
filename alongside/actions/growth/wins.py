"""Wins: one's own, private until shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import relationships as access
from alongside.actions.base import found_if_raced, record, touch
from alongside.actions.growth.rows import words
from alongside.data.models import Person, Relationship, Win, WinShare
from alongside.engine import reference


def _known(codes: Iterable[str]) -> list[str]:
    """The codes that are in the list, in its order."""
    given = set(codes)
    return [code for code, _name in reference.WIN_CONTRIBUTOR_CHOICES if code in given]


@transaction.atomic
def add_win(
    *,
    text: str,
    helped: str = "",
    contributors: Iterable[str] = (),
    big: bool = False,
    on: date | None = None,
    share_with: Iterable[UUID | str] = (),
    by: Person,
    now: datetime,
) -> Win:
    """A win, big or small, in one's own journal (S0.5–S0.8)."""
    win = Win(
        person=by,
        text=words(text, _("A few words are enough.")),
        helped=helped.strip()[:2000],
        contributors=_known(contributors),
        big=big,
        on=min(on or now.date(), now.date()),
        created_at=now,
    )
    win.save(force_insert=True)
    record("win.added", by=by, now=now, thing=win)
    for relationship_id in share_with:
        _share(win, access.of(by, relationship_id), by=by, now=now)
    return win


def _own_win(person: Person, win_id: UUID | str) -> Win:
    win = Win.objects.select_for_update().filter(pk=win_id, person=person).first()
    if win is None:
        raise NotVisible
    return win


def _share(win: Win, relationship: Relationship, *, by: Person, now: datetime) -> None:
    """Put a copy under the pair's key, or bring the one that is there up to date."""
    access.check_begun(by, relationship)
    share = WinShare.objects.filter(win=win, relationship=relationship).first()
    new = share is None
    share = share or WinShare(win=win, relationship=relationship, at=now)
    share.text, share.helped = win.text, win.helped
    share.save(force_insert=new)
    if new:
        record("win.shared", by=by, now=now, thing=win, relationship=relationship)
    touch(relationship)


@transaction.atomic
def change_win(
    win_id: UUID | str,
    *,
    text: str,
    helped: str,
    contributors: Iterable[str],
    big: bool,
    on: date,
    by: Person,
    now: datetime,
) -> Win:
    """Change a win; the copies that were shared change with it."""
    win = _own_win(by, win_id)
    win.text = words(text, _("A few words are enough."))
    win.helped = helped.strip()[:2000]
    win.contributors = _known(contributors)
    win.big, win.on = big, min(on, now.date())
    win.save()
    for share in WinShare.objects.filter(win=win).select_related("relationship"):
        if share.relationship.state in ("agreeing", "active", "paused"):
            _share(win, share.relationship, by=by, now=now)
    record("win.changed", by=by, now=now, thing=win)
    return win


@transaction.atomic
def bring_win(
    win_id: UUID | str, relationship_id: UUID | str, *, bring: bool, by: Person, now: datetime
) -> None:
    """Bring a win to a relationship, or take it back (S0.6, S0.7)."""
    win = _own_win(by, win_id)
    relationship = access.of(by, relationship_id)
    if bring:
        if not WinShare.objects.filter(win=win, relationship=relationship).exists():
            _share(win, relationship, by=by, now=now)
        return
    WinShare.objects.filter(win=win, relationship=relationship).delete()
    record("win.kept_back", by=by, now=now, thing=win, relationship=relationship)
    touch(relationship)


@transaction.atomic
def remove_win(win_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Remove a win and every copy of it that was shared."""
    win = _own_win(by, win_id)
    for share in win.shares.select_related("relationship"):
        touch(share.relationship)
    record("win.removed", by=by, now=now, thing=win)
    win.delete()


@found_if_raced
@transaction.atomic
def keep_win(
    win_id: UUID,
    *,
    text: str,
    contributors: Iterable[str] = (),
    helped: str = "",
    big: bool = False,
    on: date,
    by: Person,
    now: datetime,
) -> Win | None:
    """A win written as it is typed: the same id changes the same win, an emptied one goes.

    ``on`` is the person's day; a win that is there already keeps its own. Returns None when
    there is nothing (any more).
    """
    win = Win.objects.filter(pk=win_id).first()
    if win and win.person_id != by.pk:
        raise NotVisible
    if not text.strip():
        if win:
            remove_win(win.pk, by=by, now=now)
        return None
    if win:
        return change_win(
            win.pk, text=text, helped=helped, contributors=contributors, big=big, on=win.on,
            by=by, now=now,
        )  # fmt: skip
    win = Win(id=win_id, person=by, on=on, created_at=now, big=big)
    win.text = words(text, "")
    win.helped, win.contributors = helped.strip()[:2000], _known(contributors)
    win.save(force_insert=True)
    record("win.added", by=by, now=now, thing=win)
    return win
