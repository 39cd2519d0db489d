"""The main job in one story: from a spreadsheet of applicants to a first session, and out again.

A real site with its worker, real mail, and three people at three browsers: the coordinator and
the mentor each at a desk, the mentee on a phone. Each step is a function in the words of what it
is for; they share a Story and run in the order of the test at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from zoneinfo import ZoneInfo

import docx
import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser import pages
from tests.browser.applicants import Applicants, make_applicants
from tests.servers.mail import MailServer
from tests.servers.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "lanterns over quiet fields"
PROGRAMME = "Fenland AHP mentoring"
CARYS = "carys@example.org"
LEARNED = "I look for what the person wants to do before I look at what they can’t."


@dataclass
class Story:
    """The site, its mail, who sits where, and what one step leaves for the next."""

    site: Site
    mail: MailServer
    applicants: Applicants
    coordinator: Page
    mentee: Page
    mentor: Page
    stranger: Page
    slug: str = ""
    mentee_name: str = ""
    mentor_name: str = ""
    relationship: str = ""
    session: str = ""

    @property
    def mentee_first(self) -> str:
        return self.mentee_name.split()[0]

    @property
    def mentor_first(self) -> str:
        return self.mentor_name.split()[0]

    def address(self, name: str) -> str:
        return self.applicants.addresses[name]

    def letter(self, to: str, subject: str, text: str = "") -> EmailMessage:
        """The letter to somebody with these words in subject and text, once it has come."""

        def found() -> EmailMessage | None:
            fits = [
                m for m in self.mail.to(to) if subject in m["Subject"] and text in plain_text(m)
            ]
            return fits[-1] if fits else None

        try:
            return pages.until(found, f"“{subject}” to {to}", seconds=45)
        except AssertionError as late:
            have = [(m["X-Handed-To"], m["Subject"]) for m in self.mail.messages]
            raise AssertionError(f"{late}; there is {have}") from None


# Small ones --------------------------------------------------------------------------------------


def plain_text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None, "every letter has a plain text"
    return str(body.get_content())


def link_in(letter: EmailMessage) -> str:
    """The first link of a letter's plain text."""
    found = re.search(r"https?://\S+/\S+", plain_text(letter))
    assert found, plain_text(letter)
    return found.group()


def press(where: Page | Locator, name: str | re.Pattern[str]) -> None:
    where.get_by_role("button", name=name).first.click()


def follow(where: Page | Locator, name: str | re.Pattern[str]) -> None:
    where.get_by_role("link", name=name).first.click()


def heading(page: Page, words: str | re.Pattern[str], **more: float) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words, **more)


def said(where: Page | Locator, words: str | re.Pattern[str]) -> None:
    """The page shows these words."""
    expect(where.get_by_text(words).first).to_be_visible()


def choose_a_password(page: Page, link: str) -> None:
    """An invitation's page: a password, a tick, and in."""
    page.goto(link)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label(re.compile("I have read who sees what")).check()
    press(page, "Accept and begin")
    page.wait_for_url(lambda address: "/join/" not in address)


def soon(minutes: int) -> datetime:
    """A time of today's or tonight's, in the zone that everyone here lives in."""
    return datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=minutes)


# 1. A programme ----------------------------------------------------------------------------------


def the_first_administrator_appoints_a_coordinator(story: Story) -> None:
    page = story.stranger
    page.goto(story.site.manage("firstadmin").split()[-1])
    page.get_by_label("Your name").fill("Dele O’Brien")
    page.get_by_label("E-mail address").fill("dele@example.org")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label(re.compile("I have read who sees what")).check()
    press(page, "Accept and begin")
    heading(page, re.compile("All is well|Something needs a look"))
    page.goto(f"{story.site.url}/site/programmes/")
    follow(page, "Create a programme")
    page.get_by_label("Name", exact=True).first.fill(PROGRAMME)
    page.get_by_label("Who runs it").fill("Fenland Partnership")
    for form in ("reverse", "peer", "cross", "group", "multi", "automatic", "targeted"):
        expect(page.locator(f"input[name=form][value*={form}]")).to_have_count(1)
    page.get_by_label("Confidence").first.check()
    page.get_by_label("Length, in months").fill("9")
    press(page, "Keep as a draft")
    heading(page, "Settings")
    story.slug = page.url.split("/run/")[1].split("/")[0]
    page.goto(f"{story.site.url}/site/programmes/{story.slug}/appoint/")
    page.get_by_label("Name").fill("Carys Ní Bhriain")
    page.get_by_label("E-mail address").fill(CARYS)
    press(page, "Appoint")


def the_coordinator_opens_the_programme(story: Story) -> None:
    page = story.coordinator
    choose_a_password(page, link_in(story.letter(CARYS, PROGRAMME)))
    page.goto(f"{story.site.url}/run/{story.slug}/settings/")
    follow(page, re.compile("^Open"))
    press(page, re.compile("^Open"))
    said(page, "Its page is public from now on.")
    public = story.stranger.context.browser.new_context().new_page()
    public.goto(f"{story.site.url}/programmes/{story.slug}/")
    heading(public, PROGRAMME)
    public.context.close()


# 2. Applicants from a spreadsheet ----------------------------------------------------------------


def a_spreadsheet_with_every_fault_is_read(story: Story) -> None:
    page = story.coordinator
    page.goto(f"{story.site.url}/run/{story.slug}/import/")
    page.get_by_label("Your list").set_input_files(
        {
            "name": "Applicants, final (2).xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": story.applicants.workbook,
        }
    )
    press(page, "Upload and look")
    # The title and the groups above the headings are no headings; odd names are understood.
    expect(page.get_by_label(re.compile("Prof. Reg. No, is taken for"))).to_have_value(
        "registration_number"
    )
    expect(page.get_by_label(re.compile("What would you like from a mentor"))).not_to_have_value(
        "ignore"
    )
    press(page, "Look at the rows")
    # A spreadsheet of this size is looked at in a moment, by the worker.
    heading(page, "to mend before they can come in", timeout=45_000)


def the_coordinator_mends_a_row_and_leaves_one_out(story: Story) -> None:
    page, who = story.coordinator, story.applicants
    bad = page.locator(f"#r{who.without_address}")
    expect(bad).to_contain_text("person at home")
    bad.get_by_label(re.compile("[Ee]-mail.* in row")).fill("mended@example.org")
    if page.locator(f"#r{who.misspelt}").count():
        press(page.locator(f"#r{who.misspelt}"), re.compile("^Use “Physio"))
    else:
        press(page, "Save and look again")
    heading(page, "1 row to mend", timeout=45_000)
    expect(page.locator(f"#r{who.twice}")).to_contain_text(re.compile("twice|also|same|already"))
    press(page.locator(f"#r{who.twice}"), "Leave out")
    heading(page, "Every row can come in", timeout=45_000)
    press(page, re.compile(r"^Import \d+ people"))
    heading(page, f"{len(who.addresses)} people added", timeout=45_000)


# 3. Matching -------------------------------------------------------------------------------------


def run_the_matching(story: Story, button: str) -> None:
    page = story.coordinator
    press(page, button)
    expect(page.get_by_role("heading", name="Proposed pairs")).to_be_visible(timeout=60_000)
    # It opens with those worth a look, where there are any.
    follow(page, re.compile(r"^All \d+"))


def rows_of_pairs(page: Page) -> list[Locator]:
    return page.locator("table.pairs > tbody").all()


def names_of(row: Locator) -> tuple[str, str]:
    mentee, mentor = row.locator("th b").all_inner_texts()
    return mentee, mentor.removeprefix("with ")


def decide(story: Story, row: Locator, decision: str) -> None:
    with story.coordinator.expect_response(
        lambda r: "/pair/" in r.url and r.request.method == "POST"
    ):
        row.get_by_text(decision, exact=True).click()


def proposals_come_with_their_reasons(story: Story) -> None:
    page = story.coordinator
    page.goto(f"{story.site.url}/run/{story.slug}/matching/")
    run_the_matching(story, "Run the matching")
    rows = rows_of_pairs(page)
    assert len(rows) >= 4, page.locator("main").inner_text()
    first = rows[0]
    why = first.locator("td").first.inner_text()
    assert len(why.split()) > 5, why
    follow(first, re.compile("^More"))
    expect(first.get_by_role("heading", name=re.compile("What makes up"))).to_be_visible()
    expect(page.get_by_text("Smallest change that would match").first).to_be_visible()


def one_pair_is_locked_and_one_forbidden(story: Story) -> None:
    page = story.coordinator
    pairs = [names_of(row) for row in rows_of_pairs(page)]
    # Not the one whose address was mended: its letters go elsewhere.
    known = set(story.applicants.addresses) - {story.applicants.mentees[3]}
    story.mentee_name, story.mentor_name = next(p for p in pairs if p[0] in known)
    away = next(p for p in pairs if p[0] != story.mentee_name and p[1] != story.mentor_name)
    decide(story, rows_of_pairs(page)[pairs.index((story.mentee_name, story.mentor_name))], "Lock")
    decide(story, rows_of_pairs(page)[pairs.index(away)], "Forbid")
    run_the_matching(story, "Run again with these")
    expect(page.get_by_role("heading", name="Since run 1")).to_be_visible(timeout=60_000)
    again = [names_of(row) for row in rows_of_pairs(page)]
    assert (story.mentee_name, story.mentor_name) in again
    assert away not in again


def nothing_reaches_anyone_before_it_is_published(story: Story) -> None:
    told = {m["X-Handed-To"] for m in story.mail.messages}
    assert told <= {CARYS, "dele@example.org"}, told
    page = story.coordinator
    press(page, re.compile("^Publish"))
    expect(page.get_by_role("heading", name="Pairs", exact=True)).to_be_visible(timeout=60_000)


# 4. A relationship begins ------------------------------------------------------------------------


def both_are_told_by_mail_and_see_each_other(story: Story) -> None:
    for page, name, other in (
        (story.mentee, story.mentee_name, story.mentor_name),
        (story.mentor, story.mentor_name, story.mentee_name),
    ):
        letter = story.letter(story.address(name), other)
        html = letter.get_body(("html",))
        assert html is not None and 'name="viewport"' in html.get_content()
        choose_a_password(page, link_in(letter))
        # The page that opens says who; with several offers, each by its name.
        one = page.locator("section, article").filter(has=page.get_by_role("heading", name=other))
        follow(one.last, re.compile("answer|Read", re.IGNORECASE))
        heading(page, other)
        expect(page.get_by_role("heading", name="Why you two")).to_be_visible()
    story.relationship = story.mentee.url
    assert story.relationship == story.mentor.url


def both_accept(story: Story) -> None:
    press(story.mentor, "Yes, I would like to")
    said(story.mentor, "Your yes is kept.")
    story.mentee.reload()
    said(story.mentee, f"{story.mentor_first} has said yes")
    press(story.mentee, "Yes, I would like to")
    said(story.mentee, "You have both said yes.")
    story.letter(story.address(story.mentor_name), "both said yes")


def the_twenty_minute_introduction_is_booked(story: Story) -> None:
    page = story.mentee
    follow(page, "Find a time for you both")
    said(page, "Twenty minutes to say hello.")
    # Times that both have given, in the spreadsheet. Next week's are well away from the session.
    follow(page, "Week after")
    page.locator(".time-day label").last.click()
    page.get_by_label("Online").check()
    press(page, "Book the 20 minutes")
    said(page, "Booked. The invitation is on its way")
    for name in (story.mentee_name, story.mentor_name):
        event = invitation_in(story.letter(story.address(name), "Booked:", "20-minute"))
        assert event.end - event.start == timedelta(minutes=20)
        assert event.get("SEQUENCE", 0) == 0


def it_moves_to_an_earlier_time_and_takes_place(story: Story) -> None:
    """Moving asks why, in the same step; both calendars follow; then they say hello."""
    page = story.mentee
    follow(page, "Change the time")
    start = another_time(page, soon(minutes=5))
    press(page, "Move it")
    said(page, "Say in a word why it moves.")
    page.get_by_label("Family or home").check()
    press(page, "Move it")
    said(page, "Moved. Both calendars hear of it.")
    letter = story.letter(story.address(story.mentor_name), "Moved:")
    event = invitation_in(letter)
    assert event["SEQUENCE"] == 1 and event.end - event.start == timedelta(minutes=20)
    assert f"{event.start.astimezone(start.tzinfo):%H:%M}" == f"{start:%H:%M}"
    page = story.mentor
    page.goto(link_in(letter))
    follow(page, "Start the session")
    close_it(page)


def another_time(page: Page, start: datetime) -> datetime:
    """Write a day and a time of one's own, below those on offer."""
    other = page.locator("details", has_text="Another time")
    if other.get_attribute("open") is None:
        other.locator("summary").click()
    other.locator("#id_date").fill(f"{start:%Y-%m-%d}")
    other.locator("#id_time").fill(f"{start:%H:%M}")
    if page.locator("#t-other").count():
        page.locator("label[for=t-other]").click()
    return start


def close_it(page: Page, learned: str = "") -> None:
    """The last step of session mode, with the first of the dates that suit both."""
    close = page.locator("#part-close")
    if not close.locator("#close-form").is_visible():
        close.locator("#close-fold summary").click()
    if learned:
        close.get_by_label("What do you take away?").fill(learned)
        close.locator(".chips label").first.click()
    press(close, "Close the session")
    said(page, "Closed. What you took away is in your learning record.")


def invitation_in(letter: EmailMessage) -> icalendar.Event:
    """The event of a letter's invitation, the same in the message and in the file beside it."""
    parts = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    files = [p for p in letter.walk() if p.get_filename("").endswith(".ics")]
    assert parts and files, [p.get_content_type() for p in letter.walk()]
    assert parts[0].get_param("method") == "REQUEST"
    calendar = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True))
    assert calendar["METHOD"] == "REQUEST"
    assert files[0].get_payload(decode=True) == parts[0].get_payload(decode=True)
    return calendar.walk("VEVENT")[0]


def the_agreement_is_changed_and_signed_by_both(story: Story) -> None:
    page = story.mentee
    page.goto(story.relationship)
    follow(page, "Read and sign it")
    follow(page, "Change something")
    page.locator("form textarea").first.fill("To trust my own reasoning on a busy ward.")
    press(page, re.compile("^Keep|^Save"))
    press(page, "Sign it")
    said(page, "It holds once the other has signed too.")
    page = story.mentor
    page.goto(link_in(story.letter(story.address(story.mentor_name), "has signed your agreement")))
    said(page, "To trust my own reasoning on a busy ward.")
    press(page, "Sign it")
    said(page, "Signed by you both. It holds from today.")


# 5. A session ------------------------------------------------------------------------------------


def a_session_is_booked_with_an_invitation_for_both(story: Story) -> None:
    page = story.mentor
    page.goto(story.relationship.replace("/mentoring/", "/sessions/book/"))
    heading(page, story.mentee_first)
    start = another_time(page, soon(minutes=20))
    page.get_by_label("In person").check()
    page.get_by_label("Link, place or number").fill("Library, room 2")
    press(page, "Book this time")
    said(page, "Booked. The invitation is on its way")
    story.session = page.url.rstrip("/")
    for name in (story.mentee_name, story.mentor_name):
        letter = story.letter(story.address(name), "Booked:", " a session with ")
        event = invitation_in(letter)
        assert f"{event.start.astimezone(ZoneInfo('Europe/London')):%H:%M}" == f"{start:%H:%M}"


def the_weekly_five_minutes(story: Story) -> None:
    page = story.mentee
    page.goto(f"{story.site.url}/week/")
    page.locator("#wins textarea").last.fill("A family thanked me by name")
    with page.expect_response(lambda r: "/week/save/" in r.url):
        page.locator("#questions textarea").last.fill("How do you say no to extra shifts?")
    # It saves itself; another page shows that it did.
    pages.until(
        lambda: "A family thanked me by name" in _text_of(page, f"{story.site.url}/journal/"),
        "the win to save itself",
    )
    page.goto(f"{story.site.url}/week/")
    press(page, "That’s it for this week")


def _text_of(page: Page, url: str) -> str:
    """What another tab of the same person shows."""
    answer = page.context.request.get(url)
    return answer.text()


def the_mentee_prepares(story: Story) -> None:
    page = story.mentee
    page.goto(f"{story.session}/prepare/")
    win = page.locator(".prep-row", has_text="A family thanked me by name")
    with page.expect_response(lambda r: "/prepare/win/" in r.url) as answer:
        press(win, re.compile("^Bring it"))
    assert answer.value.status < 400, answer.value.status
    said(win, f"You and {story.mentor_first}")
    page.get_by_label("Something else to talk about").fill("Whether to apply for band 6")
    press(page.locator("#agenda"), "Add")
    expect(page.locator("#agenda")).to_contain_text("Whether to apply for band 6")
    expect(page.locator("#agenda")).to_contain_text("How do you say no to extra shifts?")
    press(page, "I’m ready")
    story.mentor.goto(story.session + "/")
    said(story.mentor, f"{story.mentee_first} is ready")


def each_checks_in_with_their_consent(story: Story) -> None:
    follow(story.mentor, "Start the session")
    story.mentee.goto(f"{story.session}/session/")
    page = story.mentee
    press(page, "Yes, keep my check-ins")
    check = page.locator("#check-form")
    check.locator("#stress-6").check()
    with page.expect_response(lambda r: "/session/check/" in r.url):
        check.locator("#energy-4").check()
    if not check.locator("#shared").is_checked():
        with page.expect_response(lambda r: "/session/check/" in r.url):
            check.locator("#shared").check()
    expect(story.mentor.locator("#part-check .theirs")).to_contain_text(
        f"{story.mentee_first} arrived with stress 6, energy 4", timeout=12_000
    )


def two_people_see_what_the_other_adds_within_seconds(story: Story) -> None:
    for page, other, words in (
        (story.mentee, story.mentor, "A line manager who never answers"),
        (story.mentor, story.mentee, "What I wish I had known at band 6"),
    ):
        page.locator("#add_text").fill(words)
        press(page.locator("#add-form"), "Add")
        expect(page.locator("#agenda-items")).to_contain_text(words)
        expect(other.locator("#agenda-items")).to_contain_text(words, timeout=12_000)


def an_item_is_talked_through_and_the_rest_carries_forward(story: Story) -> None:
    page = story.mentor
    item = page.locator("#agenda-items .item", has_text="How do you say no to extra shifts?")
    press(item, re.compile("^Talk about this"))
    note = page.locator("#agenda-items .item.now textarea")
    note.fill("Offer a swap, not a reason.")
    expect(story.mentee.locator("#agenda-items .item.now textarea")).to_have_value(
        "Offer a swap, not a reason.", timeout=15_000
    )
    press(item, re.compile("^Talked through"))
    expect(story.mentee.locator("#ag-count")).to_contain_text("1 of 4", timeout=12_000)


def the_mentee_keeps_an_action(story: Story) -> None:
    page = story.mentee
    form = page.locator("#write")
    form.get_by_label("What will you try?").fill("Swap one shift this month, without explaining")
    form.get_by_role("radio", name="8").check()
    form.get_by_label("What could get in the way?").fill("A short rota")
    press(form, "Keep this action")
    expect(story.mentor.locator("#action-list")).to_contain_text("Swap one shift", timeout=12_000)


def each_closes_with_what_they_take_away_and_the_next_date(story: Story) -> None:
    page = story.mentee
    close_it(page, LEARNED)
    expect(page.locator("body")).to_contain_text("Swap one shift this month")
    story.mentor.goto(story.relationship)
    # The rest carried forward by itself, and the next date stands.
    expect(story.mentor.locator("body")).to_contain_text("Whether to apply for band 6")
    expect(story.mentor.locator("body")).to_contain_text("A line manager who never answers")
    story.mentor.goto(story.session + "/")
    assert LEARNED not in story.mentor.content(), "a line is its writer’s own"
    story.mentor.get_by_label("What you take away").fill("Silence is a question, too.")
    press(story.mentor, "Save")
    said(story.mentor, "Saved, and kept in your own learning record.")


# 8. What it was for ------------------------------------------------------------------------------


def the_learning_record_is_taken_along(story: Story) -> None:
    page = story.mentee
    page.goto(f"{story.site.url}/learning/")
    expect(page.locator("body")).to_contain_text(LEARNED)
    texts = []
    for name in ("Download as PDF", "Download for Word"):
        with page.expect_download() as coming:
            follow(page, name)
        content = coming.value.path().read_bytes()
        if content.startswith(b"%PDF"):
            texts.append("\n".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages))
        else:
            document = docx.Document(BytesIO(content))
            cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
            texts.append("\n".join([p.text for p in document.paragraphs] + cells))
    for text in texts:
        assert "before I look at what they can" in " ".join(text.split()), text
        assert "A mentoring session" in " ".join(text.split())


def the_overview_shows_how_far_people_are(story: Story) -> None:
    page = story.coordinator
    page.goto(f"{story.site.url}/run/{story.slug}/overview/")
    text = page.locator("main").inner_text()
    assert "Who needs you, and why" in text
    # The funnel has its numbers in a table, one tap away.
    funnel = page.locator("figure, .picture").filter(has_text=re.compile("[Aa]pplied")).first
    expect(funnel).to_be_visible()
    for secret in ("Whether to apply for band 6", LEARNED, "Swap one shift"):
        assert secret not in page.content()


def for_everybody_else_there_is_nothing_there(story: Story) -> None:
    for who in (story.stranger, story.coordinator):
        for address in (
            story.relationship,
            f"{story.relationship}agenda/",
            f"{story.relationship}agreement/",
            f"{story.session}/",
            f"{story.session}/session/",
            f"{story.session}/prepare/",
        ):
            answer = who.goto(address)
            assert answer is not None and answer.status == 404, (who.url, answer and answer.status)
            assert story.mentor_name not in who.content()


# 7. The end --------------------------------------------------------------------------------------


def a_look_back_a_thank_you_and_an_end_without_fault(story: Story) -> None:
    page = story.mentee
    page.goto(f"{story.relationship}ending/")
    follow(page, "Look back")
    page.locator("form textarea").first.fill("I ask for what I need, in one sentence.")
    press(page, "Keep it")
    page.goto(f"{story.relationship}thanks/")
    page.get_by_label(re.compile("What did they do")).fill("You told me of your own worst week.")
    press(page, "Say it")
    story.letter(story.address(story.mentor_name), "thank-you")
    page.goto(f"{story.relationship}finish/")
    page.locator("input[type=radio]").first.check(force=True)
    press(page, "Finish")
    story.letter(story.address(story.mentor_name), "is finished")
    page = story.mentor
    page.goto(f"{story.relationship}ending/")
    said(page, "You told me of your own worst week.")
    page.goto(story.relationship)
    said(page, "What is here stays yours to read")
    page.goto(f"{story.site.url}/learning/")
    said(page, "A mentoring session")
    said(page, "Silence is a question, too.")


@pytest.mark.capability(
    *("S0.1", "S0.4", "S0.5", "S0.6", "S0.7", "S0.12", "S0.15", "S1.2", "S1.3", "S1.5", "S1.6"),
    *("S2.7", "S2.8", "S2.10", "S2.11", "S2.12", "S3.2", "S3.10", "B1", "B4", "B5"),
)
def test_from_a_spreadsheet_of_applicants_to_a_first_session_and_out_again(
    empty_site: Site, outgoing_mail: MailServer, person: Callable[..., Page]
) -> None:
    story = Story(
        empty_site,
        outgoing_mail,
        make_applicants(),
        coordinator=person(),
        mentee=person(phone=True),
        mentor=person(),
        stranger=person(),
    )
    watched = {
        name: pages.watch(getattr(story, name)) for name in ("coordinator", "mentee", "mentor")
    }
    for step in STEPS:
        try:
            step(story)
        except Exception as wrong:
            wrong.add_note(f"while: {step.__name__.replace('_', ' ')}")
            raise
    # What was refused on purpose (a move without its why) is no complaint.
    complaints = {
        name: [words for words in watching.take() if "status of 422" not in words]
        for name, watching in watched.items()
    }
    complaints["coordinator"] = [w for w in complaints["coordinator"] if "status of 404" not in w]
    assert not any(complaints.values()), complaints


#: In the order in which it happens; the learning record before the end, and again after it.
STEPS: tuple[Callable[[Story], None], ...] = (
    the_first_administrator_appoints_a_coordinator,
    the_coordinator_opens_the_programme,
    a_spreadsheet_with_every_fault_is_read,
    the_coordinator_mends_a_row_and_leaves_one_out,
    proposals_come_with_their_reasons,
    one_pair_is_locked_and_one_forbidden,
    nothing_reaches_anyone_before_it_is_published,
    both_are_told_by_mail_and_see_each_other,
    both_accept,
    the_twenty_minute_introduction_is_booked,
    it_moves_to_an_earlier_time_and_takes_place,
    the_agreement_is_changed_and_signed_by_both,
    a_session_is_booked_with_an_invitation_for_both,
    the_weekly_five_minutes,
    the_mentee_prepares,
    each_checks_in_with_their_consent,
    two_people_see_what_the_other_adds_within_seconds,
    an_item_is_talked_through_and_the_rest_carries_forward,
    the_mentee_keeps_an_action,
    each_closes_with_what_they_take_away_and_the_next_date,
    the_overview_shows_how_far_people_are,
    for_everybody_else_there_is_nothing_there,
    a_look_back_a_thank_you_and_an_end_without_fault,
    the_learning_record_is_taken_along,
)
