"""Thousands of forms filled in by chance, sent to every route by each role: never our fault.

Bounded in time; what is sent depends on the seed alone, so that a fault can be had again.
"""

from __future__ import annotations

import random
import sys
import time
import uuid
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction

from tests.test_canary import addresses, client_of, sow

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SECONDS = {
    "anonymous": 2.0, "stranger": 2.0, "site_admin": 3.0, "coordinator": 7.0, "mentor": 6.0,
    "mentee": 7.0,
}  # fmt: skip
WORDS = (
    "", " ", "0", "1", "-1", "9" * 400, "1e400", "NaN", "inf", "٣", "½", "true", "null", "[]", "{}",
    "yes", "on", "other", "mentee", "mentor", "2026-11-02", "2026-02-30", "0000-00-00", "99999-01-01",
    "9999-12-31", "0001-01-01", "25:00", "10:00", "10:00:00+25:00", "2027-03-28T01:30:00+00:00",
    "2027-03-28T01:30", "2026-11-21T10:00:00+99:00", "9999-12-31T23:59:59+00:00",
    "0001-01-01T00:00:00+14:00", "\x00", "a\x00b", "\r\nBcc: x@example.org", "=1+1", "<b>",
    "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "../../etc/passwd", "💚" * 50, "\u202e\u0000", "é" * 9000,
    "a@b", "A@EXAMPLE.ORG", "not-a-uuid", str(uuid.UUID(int=0)), "1-10", "7-99", "-1--1", "a" * 70000,
)  # fmt: skip
#: Names that views read without showing a box for them.
NAMES = (
    "form_key", "row", "version", "base", "next", "q", "page", "start", "end", "week", "order",
    "do", "step", "text", "token", "ids", "chosen", "file", "confirm", "email", "hours",
)  # fmt: skip


@pytest.mark.parametrize("role", list(SECONDS))
def test_no_form_whatever_is_in_it_makes_the_site_fail(role: str) -> None:
    sown = sow()
    chance = random.Random(f"posts of a {role}")
    client = client_of(sown, role, raise_request_exception=False)
    targets: dict[str, set[str]] = {
        address: set() for name, address in addresses(sown) if name != "account_logout"
    }
    ours = [str(value) for value in sown.world.default.values()]
    values = [*WORDS, *ours]
    for address in list(targets):
        with transaction.atomic(), transaction.atomic(using="keys"):
            answer = client.get(address)
        is_page = "html" in answer.headers.get("Content-Type", "") and answer.content
        if answer.status_code == 200 and is_page:
            for form in lxml.html.fromstring(answer.content).xpath("//form"):
                found = targets.setdefault(str(form.get("action") or address), set())
                found |= {str(name) for name in form.xpath(".//@name")}
                values += [v for v in form.xpath(".//@value") if v and len(v) < 80][:10]
    faults: list[str] = []

    def note(sender: Any, request: Any, **kwargs: Any) -> None:
        kind, error, trace = sys.exc_info()
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        faults.append(f"{request.path} {kind.__name__ if kind else ''}: {error} ({place})"[:300])

    got_request_exception.connect(note)
    sent = refused = 0
    until = time.monotonic() + SECONDS[role]
    # Most chances go to the addresses that have a form.
    wide = [a for a, names in targets.items() if names] * 4 + list(targets)
    try:
        while time.monotonic() < until:
            address = chance.choice(wide)
            names = [*targets[address], *chance.sample(NAMES, 3)]
            body: dict[str, Any] = {}
            for name in names:
                if chance.random() < 0.8:
                    several = chance.random() < 0.15
                    body[name] = chance.choices(values, k=3) if several else chance.choice(values)
            if chance.random() < 0.05:
                name = chance.choice(["a.csv", "a.xlsx", "\u202e.ods", "../x.csv", "a"])
                content = (
                    chance.randbytes(200) if chance.random() < 0.5 else b"Name,E-mail\nA,a@b.cd\n"
                )
                body["file"] = SimpleUploadedFile(name, content)
            swap = {"HX-Request": "true"} if chance.random() < 0.2 else {}
            with transaction.atomic(), transaction.atomic(using="keys"):
                answer = client.post(address, body, headers=swap)
                transaction.set_rollback(True)
                transaction.set_rollback(True, using="keys")
            sent += 1
            refused += answer.status_code >= 400
            if answer.status_code >= 500:
                faults.append(f"{answer.status_code} {address} {body!r}"[:500])
    finally:
        got_request_exception.disconnect(note)
    print(f"{role}: {sent} posts, {refused} refused")
    assert sent > 20
    assert faults == []
