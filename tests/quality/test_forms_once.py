"""The same form sent twenty times at the same moment: one effect, and the same answer to each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import lxml.html
import pytest
from django.apps import apps
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.test_canary import Sown, client_of, filled, sow

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

#: Who, the page with the form, the route it goes to, and what one form makes.
FORMS = (
    ("mentee", "journal", "journal", "Win"),
    ("mentee", "reflections", "reflections", "Reflection"),
    ("mentee", "goals", "goals", "Goal"),
    ("mentee", "actions", "actions", "Action"),
    ("mentor", "agenda", "agenda_add", "AgendaItem"),
    ("mentee", "thanks", "thanks", "ThankYou"),
    ("mentor", "feedback", "feedback", "Feedback"),
    ("mentee", "purpose", "purpose", "Purpose"),
    ("mentee", "meeting_book", "meeting_book", "Meeting"),
    ("mentee", "meeting_prepare", "prepare_add", "AgendaItem"),
    ("mentee", "learning_add", "learning_add", "CpdEntry"),
    ("coordinator", "announcement_new", "announcement_new", "Announcement"),
    ("coordinator", "people_invite", "people_invite", "Invitation"),
    ("stranger", "programme_join", "programme_join", "Participation"),
)
#: What the boxes of a form need beyond what it suggests itself.
MORE: dict[str, dict[str, Any]] = {
    "meeting_book": {"start": "other", "date": "2027-03-02", "time": "10:00", "mode": "online"},
    "learning_add": {"type": "mentoring", "on": "2026-11-02"},
    "announcement_new": {"audience": "mentees", "publish": "1"},
    "people_invite": {"addresses": "new.person@example.net", "side": "mentee"},
}


def counts() -> dict[str, int]:
    models = apps.get_app_config("data").get_models()
    return {model.__name__: model._default_manager.count() for model in models}


def form_of(sown: Sown, role: str, page: str, route: str) -> tuple[str, dict[str, Any]]:
    def address(name: str) -> str:
        kwargs = {p: sown.world.default[p] for p in PARAMETERS.get(name, ())}
        return reverse(name, kwargs=kwargs)

    client = client_of(sown, role)
    content = client.get(address(page)).content
    wanted = address(route)
    for form in lxml.html.fromstring(content).xpath("//form[@method='post']"):
        where, values, written = filled(form, address(page))
        if where == wanted and written:
            return where, values
    raise AssertionError(f"{page} has no form that goes to {wanted}")


PARAMETERS = {
    **dict.fromkeys(
        ["goals", "actions", "agenda", "agenda_add", "thanks", "feedback", "purpose", "meeting_book"],
        ("relationship",),
    ),
    **dict.fromkeys(["meeting_prepare", "prepare_add"], ("meeting",)),
    **dict.fromkeys(["announcement_new", "people_invite"], ("slug",)),
    "programme_join": ("slug", "side"),
}  # fmt: skip


def sent(client: Client, where: str, values: dict[str, Any]) -> tuple[int, str]:
    reply = client.post(where, values)
    return reply.status_code, reply.headers.get("Location", "")


def test_a_form_sent_twenty_times_has_one_effect() -> None:
    sown = sow()
    wrong = []
    for role, page, route, makes in FORMS:
        where, values = form_of(sown, role, page, route)
        values.update(MORE.get(route, {}))
        before = counts()
        clients = [client_of(sown, role, raise_request_exception=False) for _ in range(20)]
        with ThreadPoolExecutor(8) as at_once:
            said = list(at_once.map(lambda c, w=where, v=values: sent(c, w, v), clients))
            list(at_once.map(lambda _: connections.close_all(), range(8)))
        made = {name: n - before[name] for name, n in counts().items() if n != before[name]}
        if len(set(said)) != 1 or said[0][0] >= 400:
            wrong.append(f"{route}: answers {sorted(set(said))}")
        if made.get(makes) != 1:
            wrong.append(f"{route}: made {made}")
    assert not wrong, "\n".join(wrong)
