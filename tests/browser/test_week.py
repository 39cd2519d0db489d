"""The weekly five minutes through a real browser: few taps, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.servers.site import Site

pytestmark = pytest.mark.browser

PAIR = """
import json
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests import factories
from alongside.actions import growth
factories.NOW = now = timezone.now()
amara = factories.person("Amara Okonkwo", email="amara@example.org")
ruth = factories.person("Ruth Abernethy", email="ruth@example.org")
pair = factories.relationship(mentee=amara, mentor=ruth)
factories.meeting(pair)
factories.agenda_item(pair, "The rota", position=1, by=ruth)
factories.agenda_item(pair, "The band 6 post", position=2, by=ruth)
growth.add_action(pair, text="Leave on time twice", sure=5, by=amara, now=now)
client = Client()
client.force_login(amara)
name = settings.SESSION_COOKIE_NAME
print("MADE" + json.dumps({"name": name, "value": client.cookies[name].value}))
"""


@pytest.fixture
def site(empty_site: Site) -> Site:
    """A site with Amara and her mentor Ruth; ``cookie`` signs Amara in."""
    told = empty_site.manage("shell", "-v0", "-c", PAIR)
    empty_site.cookie = json.loads(told.partition("MADE")[2])  # type: ignore[attr-defined]
    return empty_site


class Hand:
    """Does what a person does, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions = page, 0

    def write(self, label: str, text: str) -> None:
        """Tap into a box and write: two interactions."""
        box = self.page.get_by_label(label, exact=True)
        box.click()
        box.press_sequentially(text)
        self.interactions += 2

    def tap(self, words: str, within: str) -> None:
        """One tap."""
        part = self.page.locator(within)
        part.get_by_text(words, exact=True).last.click()
        self.interactions += 1


def sign_in(page: Page, site: Site, there: str = "/week/") -> None:
    """Signed in, on a page."""
    cookie = site.cookie  # type: ignore[attr-defined]
    page.context.add_cookies([{**cookie, "url": site.url}])
    page.goto(f"{site.url}{there}")


@pytest.mark.capability("S0.4", "S0.5", "S1.9")
def test_a_whole_week_in_under_forty_interactions_on_a_phone(
    site: Site, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = person(phone=True)
    sign_in(page, site)
    hand = Hand(page)
    hand.write("A win", "Said no to the extra clinic")
    hand.tap("What helped?", "#wins")
    hand.tap("Asking for help", "#wins")
    hand.tap("A colleague", "#wins")
    hand.tap("A big one", "#wins")
    hand.write("A question, a case, a worry", "How do you say no kindly?")
    hand.write("What worked well?", "The list on the whiteboard")
    hand.write("What would you change a little?", "Start the day with it")
    hand.write("Leave on time twice", "Once, and nobody minded")
    hand.tap("The band 6 post", "#ahead")
    expect(page.locator("#ahead .saved").first).to_contain_text("First on the agenda")
    expect(page.locator("#arches .done")).to_have_count(5)
    accessible(page)
    page.reload()
    for text in (
        "Said no to the extra clinic", "How do you say no kindly?", "The list on the whiteboard",
        "Start the day with it", "Once, and nobody minded",
    ):  # fmt: skip
        values = page.locator("textarea").evaluate_all("all => all.map(one => one.value)")
        assert text in values
    page.get_by_role("button", name="That’s it for this week").click()
    hand.interactions += 1
    page.wait_for_url("**/today/")
    expect(page.get_by_text("Done for this week.")).to_be_visible()
    accessible(page)
    assert hand.interactions <= 20 < 40


def test_what_is_typed_without_a_connection_goes_when_it_is_back(
    site: Site, person: Callable[..., Page]
) -> None:
    page = person()
    sign_in(page, site)
    page.context.set_offline(True)
    box = page.get_by_label("What worked well?", exact=True)
    box.press_sequentially("Written in a tunnel")
    state = page.locator("#work .saved").first
    expect(state).to_contain_text("Not sent yet")
    page.context.set_offline(False)
    expect(state).to_contain_text("Saved, only for you")
    page.reload()
    expect(box).to_have_value("Written in a tunnel")


def test_what_is_typed_after_a_session_ran_out_is_there_after_signing_in(
    site: Site, person: Callable[..., Page]
) -> None:
    page = person()
    sign_in(page, site)
    page.context.clear_cookies()
    box = page.get_by_label("A win", exact=True)
    box.press_sequentially("Typed too late")
    expect(page.locator("#wins .saved").first).to_contain_text("Not sent yet")
    sign_in(page, site)
    expect(page.locator("#wins .saved").first).to_contain_text("Saved in your journal")
    page.reload()
    expect(page.locator("#wins textarea").first).to_have_value("Typed too late")
    expect(page.locator("#wins textarea")).to_have_count(2)


def test_without_scripts_each_box_has_its_button(site: Site, person: Callable[..., Page]) -> None:
    page = person(java_script_enabled=False)
    sign_in(page, site)
    page.get_by_label("A win", exact=True).fill("By hand")
    page.get_by_role("button", name="Save this win").click()
    expect(page.get_by_text("Saved in your journal")).to_be_visible()
    expect(page.locator("#wins textarea").first).to_have_value("By hand")


def test_bringing_a_win_by_htmx_shows_what_a_reload_shows(
    site: Site, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = person()
    sign_in(page, site, "/journal/")
    page.get_by_label("What went well this week?").fill("The home visit")
    page.get_by_text("Asking for help", exact=True).click()
    page.get_by_role("button", name="Keep this win").click()
    page.wait_for_url("**/journal/")
    assert page.get_by_label("What went well this week?").input_value() == ""
    page.locator(".bring").click()
    expect(page.get_by_text("sees these now. The rest stay yours.")).to_be_visible()
    swapped = page.locator("aside .tray").inner_html()
    page.reload()
    assert page.locator("aside .tray").inner_html() == swapped
    accessible(page)
