"""Two people in one session, each in their own browser, seeing what the other does."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.servers.site import Site

MAKE = """
import datetime as dt, json
from django.conf import settings
from django.test import Client
from django.utils import timezone
from alongside.actions import wellbeing
from tests import factories as make
now = make.NOW = timezone.now()
pair = make.relationship(mentee=make.person("Amara Okafor"), mentor=make.person("Ruth Abernethy"))
met = make.meeting(pair, starts_at=now - dt.timedelta(minutes=5))
make.agenda_item(pair, "The rota")
make.agenda_item(pair, "A home visit", position=2)
people = [make.mentee_of(pair), make.mentor_of(pair)]
found = {"path": f"/sessions/{met.pk}/session/", "name": settings.SESSION_COOKIE_NAME, "who": []}
for one in people:
    wellbeing.give_consent(by=one, now=now)
    client = Client()
    client.force_login(one)
    found["who"].append(client.cookies[settings.SESSION_COOKIE_NAME].value)
print("MADE" + json.dumps(found))
"""
#: A change reaches the other within this long.
SECONDS = 10_000
NOTE = ".item.now textarea"


@pytest.fixture
def two(empty_site: Site, person: Callable[..., Page]) -> tuple[Page, Page]:
    """Amara at a desk and Ruth on a phone, in their session."""
    said = empty_site.manage("shell", "--no-imports", "-c", MAKE)
    made = json.loads(said.partition("MADE")[2])
    pages = person(), person(phone=True)
    for page, cookie in zip(pages, made["who"], strict=True):
        page.context.add_cookies([{"name": made["name"], "value": cookie, "url": empty_site.url}])
        page.goto(empty_site.url + made["path"])
    return pages


@pytest.mark.capability("S0.12", "S0.1")
def test_each_sees_the_other_s_change_within_seconds(
    two: tuple[Page, Page], accessible: Callable[[Page], None]
) -> None:
    amara, ruth = two
    expect(amara.get_by_text("Ruth is here")).to_be_visible(timeout=SECONDS)
    amara.locator("#stress-6").check()
    amara.locator("#energy-4").check()
    expect(amara.locator("#part-check .saved")).to_contain_text("Saved")
    assert "arrived with stress" not in ruth.content()
    amara.locator("#shared").check()
    expect(ruth.get_by_text("Amara arrived with stress")).to_be_visible(timeout=SECONDS)

    ruth.locator(".item", has_text="The rota").get_by_text("Talk about this").click()
    expect(amara.locator(".item.now h3")).to_have_text("The rota", timeout=SECONDS)
    accessible(amara)
    accessible(ruth)

    # Amara writes and stays in the box, Ruth adds an item: it comes in beside the box.
    amara.locator(NOTE).fill("We looked at February.")
    expect(amara.locator(".note-state .saved")).to_be_visible(timeout=SECONDS)
    expect(ruth.locator(NOTE)).to_have_value("We looked at February.", timeout=SECONDS)
    ruth.locator("#add_text").fill("Something new")
    ruth.get_by_role("button", name="Add", exact=True).click()
    expect(amara.get_by_role("heading", name="Something new")).to_be_visible(timeout=SECONDS)
    expect(amara.locator(NOTE)).to_be_focused()
    expect(ruth.locator("#add_text")).to_have_value("")

    # The mentee keeps an action; the mentor sees it.
    amara.locator("#act_text").fill("Draw up February together")
    amara.locator("#act_sure-5").check()
    expect(amara.get_by_text("What would make it a 7? Make it smaller")).to_be_visible()
    amara.get_by_role("button", name="Keep this action").click()
    expect(ruth.get_by_role("heading", name="Draw up February together")).to_be_visible(
        timeout=SECONDS
    )


def test_both_write_in_one_note_and_nothing_is_lost(two: tuple[Page, Page]) -> None:
    amara, ruth = two
    amara.locator(".item", has_text="The rota").get_by_text("Talk about this").click()
    amara.locator(NOTE).fill("It began in May.")
    expect(ruth.locator(NOTE)).to_have_value("It began in May.", timeout=SECONDS)

    # In different places: put together.
    ruth.locator(NOTE).focus()
    amara.locator(NOTE).fill("A call first.\nIt began in May.")
    expect(amara.locator(".note-state .saved")).to_be_visible(timeout=SECONDS)
    ruth.locator(NOTE).fill("It began in May.\nThen leave.")
    expect(ruth.locator(NOTE)).to_have_value(
        "A call first.\nIt began in May.\nThen leave.", timeout=SECONDS
    )
    amara.locator("h1").click()
    amara.evaluate("() => document.activeElement.blur()")
    expect(amara.locator(NOTE)).to_have_value(
        "A call first.\nIt began in May.\nThen leave.", timeout=SECONDS
    )

    # In the same place: both stand side by side until one of them chooses.
    ruth.locator(NOTE).focus()
    amara.locator(NOTE).fill("All of it is Amara’s.")
    expect(ruth.locator(".here-t")).to_be_visible()
    amara.wait_for_timeout(2500)
    ruth.locator(NOTE).fill("All of it is Ruth’s.")
    expect(ruth.locator(".conflict")).to_contain_text("Amara’s.", timeout=SECONDS)
    expect(ruth.locator(".conflict")).to_contain_text("Ruth’s.")
    amara.evaluate("() => document.activeElement.blur()")
    expect(amara.locator(".conflict")).to_contain_text("Ruth’s.", timeout=SECONDS)
    amara.get_by_role("button", name="Keep both").click()
    both = "All of it is Amara’s.\n\nAll of it is Ruth’s."
    expect(amara.locator(NOTE)).to_have_value(both, timeout=SECONDS)
    expect(ruth.locator(NOTE)).to_have_value(both, timeout=SECONDS)
    expect(ruth.locator(".conflict")).to_have_count(0)


def test_a_lost_connection_and_a_lost_sign_in_keep_what_was_typed(
    two: tuple[Page, Page],
) -> None:
    amara, _ruth = two
    amara.locator(".item", has_text="The rota").get_by_text("Talk about this").click()
    expect(amara.locator(NOTE)).to_be_visible(timeout=SECONDS)
    amara.context.set_offline(True)
    amara.locator(NOTE).fill("Typed on the train.")
    amara.wait_for_timeout(1500)
    amara.context.set_offline(False)
    expect(amara.locator(".note-state .saved")).to_be_visible(timeout=SECONDS)

    amara.context.clear_cookies()
    amara.locator(NOTE).fill("Typed on the train. And after it.")
    expect(amara.get_by_text("You have been signed out")).to_be_visible(timeout=SECONDS)
    expect(amara.locator(NOTE)).to_have_value("Typed on the train. And after it.")


def test_the_whole_session_works_without_javascript(
    empty_site: Site, person: Callable[..., Page]
) -> None:
    said = empty_site.manage("shell", "--no-imports", "-c", MAKE)
    made = json.loads(said.partition("MADE")[2])
    amara = person(java_script_enabled=False)
    amara.context.add_cookies(
        [{"name": made["name"], "value": made["who"][0], "url": empty_site.url}]
    )
    amara.goto(empty_site.url + made["path"])
    amara.locator("#stress-6").check()
    amara.locator("#energy-4").check()
    amara.locator("#check-form").get_by_role("button", name="Save").click()
    expect(amara.locator("#part-check .saved")).to_contain_text("Saved")
    amara.locator(".item", has_text="The rota").get_by_text("Talk about this").click()
    amara.locator(NOTE).fill("We looked at February.")
    amara.locator(".item.now form.note").get_by_role("button", name="Save").click()
    expect(amara.locator(NOTE)).to_have_value("We looked at February.")
    amara.locator(".item.now button", has_text="Talked through").click()
    amara.locator("#close_learned").fill("Ask early.")
    amara.get_by_role("button", name="Close the session").click()
    expect(amara.get_by_role("heading", name="What you and Ruth talked through")).to_be_visible()
    expect(amara.locator("#id_learned")).to_have_value("Ask early.")
