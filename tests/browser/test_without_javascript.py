"""With JavaScript off, everything that matters still works, by plain forms and full pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pages
from tests.servers.site import Site

pytestmark = pytest.mark.browser

MAKE = """
import datetime as dt, json
from django.utils import timezone
from tests import factories as make
now = make.NOW = timezone.now()
amara = make.person("Amara Okonkwo", email="amara@example.org")
pair = make.relationship(mentee=amara, mentor=make.person("Ruth Abernethy"))
met = make.meeting(pair, starts_at=now - dt.timedelta(minutes=5))
offer = make.relationship(
    make.programme(), mentee=amara, mentor=make.person("Grace Quaye"), state="offered",
    answer_by=now + dt.timedelta(days=20),
)
print("MADE" + json.dumps(
    {"pair": str(pair.pk), "met": str(met.pk), "offer": str(offer.pk), "password": make.PASSWORD}
))
"""


@pytest.fixture
def made(empty_site: Site) -> dict[str, str]:
    """Amara with her mentor Ruth in a session just now, and an offer of another mentor."""
    said = empty_site.manage("shell", "--no-imports", "-c", MAKE)
    return dict(json.loads(said.partition("MADE")[2]))


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def test_what_matters_works_by_plain_forms(
    empty_site: Site, made: dict[str, str], person: Callable[..., Page]
) -> None:
    page = person(phone=True, java_script_enabled=False)
    url = empty_site.url
    pages.sign_in(page, url, "amara@example.org", made["password"])
    expect(page).to_have_url(f"{url}/today/")
    for step in (accept_an_offer, add_an_agenda_item, check_in_at_a_session, the_weekly_page, book):
        try:
            step(page, url, made)
        except Exception as wrong:
            wrong.add_note(f"while: {step.__name__.replace('_', ' ')}")
            raise


def accept_an_offer(page: Page, url: str, made: dict[str, str]) -> None:
    page.goto(f"{url}/mentoring/{made['offer']}/")
    page.get_by_role("button", name="Yes, I would like to").click()
    says(page, "Your yes is kept.")


def add_an_agenda_item(page: Page, url: str, made: dict[str, str]) -> None:
    page.goto(f"{url}/mentoring/{made['pair']}/agenda/")
    form = page.locator("form#add")
    form.locator("textarea[name=text], input[name=text]").fill("The band 6 post")
    form.get_by_role("button", name="Add to the agenda").click()
    expect(page.locator("ol.items")).to_contain_text("The band 6 post")


def check_in_at_a_session(page: Page, url: str, made: dict[str, str]) -> None:
    page.goto(f"{url}/sessions/{made['met']}/session/")
    page.get_by_role("button", name="Yes, keep my check-ins").click()
    form = page.locator("#check-form")
    form.locator("#stress-7").check()
    form.locator("#energy-3").check()
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#stress-7")).to_be_checked()
    expect(page.locator("#part-check .saved").first).to_contain_text("Saved")
    # What came up, talked through and noted.
    item = page.locator("#agenda-items .item", has_text="The band 6 post")
    item.get_by_role("button", name=re.compile("^Talk about this")).click()
    page.locator(".item.now textarea").fill("Ask for the job description first.")
    page.locator(".item.now").get_by_role("button", name="Save").click()
    expect(page.locator(".item.now textarea")).to_have_value("Ask for the job description first.")
    page.locator("#write").get_by_label("What will you try?").fill("Ask Grace to read my form")
    page.get_by_role("button", name="Keep this action").click()
    expect(page.locator("#action-list")).to_contain_text("Ask Grace to read my form")


def the_weekly_page(page: Page, url: str, made: dict[str, str]) -> None:
    page.goto(f"{url}/week/")
    page.locator("#wins textarea").last.fill("A family thanked me by name")
    page.get_by_role("button", name="Save this win").last.click()
    page.locator("#questions textarea").last.fill("How do you say no to extra shifts?")
    page.get_by_role("button", name="Save this question").last.click()
    page.get_by_role("button", name="That’s it for this week").click()
    page.goto(f"{url}/mentoring/{made['pair']}/agenda/")
    expect(page.locator("ol.items")).to_contain_text("How do you say no to extra shifts?")
    page.goto(f"{url}/journal/")
    says(page, "A family thanked me by name")


def book(page: Page, url: str, made: dict[str, str]) -> None:
    page.goto(f"{url}/sessions/book/{made['pair']}/")
    start = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=3)
    page.locator("#id_date").fill(f"{start:%Y-%m-%d}")
    page.locator("#id_time").fill("12:30")
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Book this time").click()
    says(page, "Booked. The invitation is on its way")
    says(page, re.compile("12:30 to 13:30"))
