"""One free hour and a hundred who want it.

The site is served by four threads a process (``devtools/serve.py``); the hundred wait in line as
they do there, and what each waited is counted from the moment all of them asked.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from alongside.data.models import BookedTime, Meeting, OutboxMessage
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

SERVED_BY = 4


@pytest.mark.parametrize("shift", [0, 10], ids=["the same hour", "hours that overlap in part"])
def test_a_hundred_clients_get_one_booking_and_ninety_nine_clear_refusals(shift: int) -> None:
    mentor = factories.person()
    programme = factories.programme()
    factories.participation(programme, "mentor", mentor, capacity=50)
    pairs = [factories.relationship(programme, mentor=mentor) for _ in range(50)]
    clients = []
    for pair in pairs:
        for person in (factories.mentee_of(pair), mentor):
            client = Client(raise_request_exception=False)
            client.force_login(person)
            clients.append((client, reverse("meeting_book", args=[pair.pk])))
    day = dt.datetime(2027, 3, 2, 10, 0)
    said, took = Counter[int](), []

    def book(number: int) -> None:
        client, where = clients[number]
        at = day + dt.timedelta(minutes=shift * (number % 6))
        form = {
            "start": "other", "date": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}", "mode": "online",
            "kind": "session", "form_key": f"client-{number}",
        }  # fmt: skip
        said[client.post(where, form).status_code] += 1
        took.append(time.perf_counter() - asked)

    asked = time.perf_counter()
    with ThreadPoolExecutor(SERVED_BY) as line:
        list(line.map(book, range(100)))
        list(line.map(lambda _: connections.close_all(), range(SERVED_BY)))
    print(f"p99 {statistics.quantiles(took, n=100)[98]:.2f} s, clients and server in one process")
    assert said == {302: 1, 409: 99}
    assert Meeting.objects.filter(state="booked").count() == 1
    assert BookedTime.objects.count() == 2
    assert OutboxMessage.objects.filter(kind="meeting_booked").count() == 2
