"""Every page that a person of the demonstration can get to, as that person, by following links.

A page added later is looked at without a word here, as soon as something leads to it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import pages
from tests.servers.site import Site

pytestmark = pytest.mark.browser

#: Who looks, where they begin, and the pages they must be able to get to from there (looked at
#: on a phone in the dark, too).
WHO = {
    "anybody": ("/", "home programmes programme programme_join privacy help accessibility"),
    "Amara": (
        "/start/",
        "today mentoring relationship agenda session meeting meeting_prepare agreement goals "
        "actions journal week learning wellbeing you your_data",
    ),
    "Ruth": ("/start/", "today mentoring relationship agenda session meeting agreement you"),
    "Siân": (
        "/start/",
        "overview people person matching matching_run matching_letters relationships pair "
        "announcements outcomes programme_settings importing",
    ),
    "Dele": ("/site/", "site site_tasks site_mail site_people site_programmes site_events"),
}


@pytest.mark.parametrize("name", WHO)
def test_every_page_can_be_used_by_everybody(
    name: str,
    demonstration: Site,
    person: Callable[..., Page],
    accessible: Callable[[Page], None],
) -> None:
    """No violation of WCAG 2.2 A and AA at a desk, nor on a phone in the dark; nothing refused
    by the content policy; nothing kept by a cache; one heading; no sideways scrolling."""
    page = person(reduced_motion="reduce")
    watching = pages.watch(page)
    start, expected = WHO[name]
    if name != "anybody":
        pages.be(page, demonstration.url, name)
    problems: list[str] = []
    visited: list[str] = []

    def look() -> None:
        try:
            accessible(page)
        except AssertionError as found:
            problems.append(f"{visit}\n    {found}")

    within = start if name == "Dele" else "/"
    for visit in pages.crawl(page, demonstration.url, start, within=within):
        visited.append(visit.route)
        wrong = pages.faults(page, visit, watching, private=name != "anybody")
        # What anybody can read is looked at as anybody.
        if name == "anybody" or visit.route not in WHO["anybody"][1].split():
            look()
        with pages.as_on_a_phone(page):
            wrong += pages.too_wide(page)
            if visit.route in expected.split():
                look()
        problems += [f"{visit}\n    {fault}" for fault in wrong]
    unreached = sorted(set(expected.split()) - set(visited))
    if unreached:
        problems.append(f"nothing leads {name} to {unreached}; seen: {sorted(visited)}")
    assert not problems, f"{len(visited)} pages, {len(problems)} problems\n" + "\n".join(problems)
