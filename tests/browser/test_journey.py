"""Whole ways through the workbook, as a person goes them."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import Running, kernel_of, wait_until
from talking import SIGNS
from walking import (
    NAMED,
    answer_all,
    arrived,
    begin,
    choose,
    choose_letter,
    every_step,
    field,
    fill_letter,
    focused,
    go,
    invoice_file,
    look_around,
    progress,
    tab_to,
)

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]


@pytest.fixture
def running(fresh_server: Running) -> Running:
    return fresh_server


def _saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_client_from_the_first_click_to_the_letter_by_mouse(
    running: Running, browser_page: Page, tmp_path: Path
) -> None:
    page = browser_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.url)
    begin(page, "Anna Bakery")

    go(page, "client")
    page.get_by_label("Files with invoices, hours or messages").set_input_files(
        invoice_file(tmp_path)
    )
    expect(page.locator(".cf-report")).to_contain_text("rows in the file")
    page.get_by_label("In your records this client is called").select_option(NAMED)
    page.get_by_role("button", name="That’s them").click()
    expect(page.get_by_text("Here of this client")).to_be_visible()

    go(page, "signs")
    expect(field(page, "late_payment")).to_contain_text(re.compile(r"From \d+ invoices, "))
    choose(page, "late_payment", "Always")
    expect(field(page, "late_payment")).to_contain_text("Yours counts")
    choose(page, "strain", "Often")
    field(page, "strain").get_by_role("button", name="Note").click()
    field(page, "strain").get_by_label("Your note").fill("At dinner, too.")
    progress(page, 2)
    page.get_by_role("button", name="See the reading").click()
    arrived(page, "reading")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Anna Bakery can’t be read clearly yet."
    )
    asked = page.locator(".cf-card .cf-link")
    words = asked.inner_text()
    asked.click()
    arrived(page, "signs")
    expect(page.locator("fieldset:focus-within legend")).to_have_text(words)

    answer_all(page, "Sometimes", besides=("late_payment", "strain"))
    for line in ("threats", "harassment", "illegal"):
        choose(page, line, "No")
    choose(page, "again", "Not sure")
    progress(page, 11)
    go(page, "reading")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Bakery reads as")
    expect(page.locator(".cf-stage")).to_contain_text("Every sign has an answer.")
    expect(page.locator(".cf-stage")).to_contain_text("You are not sure")

    page.get_by_role("button", name="Find the words").click()
    arrived(page, "letter")
    choose_letter(page)
    expect(page.get_by_text("The letter appears here when")).to_be_visible()
    fill_letter(page)
    text = page.get_by_label("Your letter").input_value()
    subject = page.get_by_label("Subject").input_value()
    name, data = _saved(page, "Text (Markdown)")
    assert re.fullmatch(r"Anna Bakery.*\.md", name)
    assert "Dear Maria," in data.decode()
    name, data = _saved(page, "E-mail draft")
    mail = message_from_bytes(data, policy=policy.default)
    assert re.fullmatch(r"Anna Bakery.*\.eml", name)
    assert (mail["X-Unsent"], mail["Subject"]) == ("1", subject)
    assert mail.get_content().splitlines() == text.splitlines()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{subject}\n\n{text}"
    page.get_by_label("Your letter").fill("Dear Maria,\n\nin my own words.")
    expect(page.get_by_text("You have changed these words")).to_be_visible()

    page.reload()
    arrived(page, "letter")
    expect(page.get_by_label("Your letter")).to_have_value("Dear Maria,\n\nin my own words.")
    page.go_back()  # to the letter that was proposed first
    expect(page.get_by_role("heading", level=1)).not_to_have_text("The end of our work")
    page.go_back()
    arrived(page, "reading")
    page.go_back()
    arrived(page, "signs")
    expect(field(page, "strain").get_by_label("Often")).to_be_checked()
    expect(field(page, "rework").get_by_label("Sometimes")).to_be_checked()
    field(page, "strain").get_by_role("button", name="Note").click()
    expect(field(page, "strain").get_by_label("Your note")).to_have_value("At dinner, too.")
    page.go_forward()
    arrived(page, "reading")
    page.go_forward()
    arrived(page, "letter")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("The end of our work")
    expect(page.get_by_label("Your letter")).to_have_value("Dear Maria,\n\nin my own words.")


def test_the_same_by_keyboard_alone(running: Running, browser_page: Page, tmp_path: Path) -> None:
    page, keys = browser_page, browser_page.keyboard
    page.on("filechooser", lambda _: None)  # the browser is told early that nobody looks at one
    page.goto(running.url)
    expect(page.get_by_label("The client’s name")).to_be_visible()
    tab_to(page, "new-name")
    keys.type("Anna Bakery")
    keys.press("Enter")
    arrived(page, "signs")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    # One Tab stop a question: the eleven, the red lines and the gut, each once and in order.
    stops = tab_to(page, "again")
    assert stops == [*SIGNS, "threats", "harassment", "illegal", "again"]
    for _ in stops[1:]:
        keys.press("Shift+Tab")
    assert focused(page) == "strain"

    # Space takes the first answer, each arrow the next one.
    for number, sign in enumerate(SIGNS, start=1):
        assert focused(page) == sign
        keys.press("Space")
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        expect(field(page, sign).get_by_label("Sometimes")).to_be_checked()
        progress(page, number)
        keys.press("Tab")
    for line in ("threats", "harassment", "illegal"):
        keys.press("Space")
        keys.press("ArrowDown")
        expect(field(page, line).get_by_label("No", exact=True)).to_be_checked()
        keys.press("Tab")
    assert focused(page) == "again"
    for _ in range(4):
        keys.press("Shift+Tab")

    keys.press("w")
    expect(field(page, "poor_match").locator(".cf-why")).to_be_visible()
    keys.press("w")
    expect(field(page, "poor_match").locator(".cf-why")).to_be_hidden()
    keys.press("Delete")
    progress(page, 10)
    keys.press("Space")
    progress(page, 11)
    keys.press("n")
    expect(field(page, "poor_match").get_by_label("Your note")).to_be_focused()
    keys.type("We laugh a lot. New words wait: delete none.")
    tab_to(page, "See the reading")
    keys.press("Enter")
    arrived(page, "reading")
    tab_to(page, "letter")
    keys.press("Enter")
    arrived(page, "letter")
    tab_to(page, "which")
    keys.type("The end of our")
    expect(page.get_by_role("heading", level=1)).to_have_text("The end of our work")

    tab_to(page, "their_name")
    keys.type("Maria")
    tab_to(page, "my_name")
    keys.type("Sam Okoro")
    for fact, downs in (("reason", 0), ("open_work", 1), ("owes", 1), ("alternative", 2)):
        tab_to(page, fact)
        keys.press("Space")
        for _ in range(downs):
            keys.press("ArrowDown")
    expect(page.get_by_label("Your letter")).to_have_value(re.compile("^Dear Maria,"))
    tab_to(page, "letter")
    keys.press("Control+End")
    keys.type("\nPS: thank you.")
    tab_to(page, "letter.md")
    with page.expect_download() as waiting:
        keys.press("Enter")
    assert "PS: thank you." in Path(waiting.value.path()).read_text("utf-8")

    for _ in range(60):
        keys.press("Shift+Tab")
        if focused(page) == "all":
            break
    keys.press("Enter")
    arrived(page, "all")
    tab_to(page, "records")
    with page.expect_file_chooser() as choosing:
        keys.press("Enter")
    choosing.value.set_files(invoice_file(tmp_path))
    expect(page.locator(".cf-report")).to_contain_text("rows in the file")
    assert focused(page) == "records"

    page.reload()
    arrived(page, "all")
    tab_to(page, "Anna Bakery")
    keys.press("Enter")
    arrived(page, "reading")
    go(page, "signs")
    progress(page, 11)
    expect(field(page, "poor_match").get_by_label("Sometimes")).to_be_checked()


def test_every_question_in_words_has_its_why_within_reach_of_the_keyboard(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    go(page, "letter")
    tab_to(page, "my_name")
    page.keyboard.type("Sam w n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page, "my_name").locator(".cf-why")).to_be_visible()
    expect(field(page, "my_name").get_by_role("textbox")).to_have_value("Sam w n")


def test_the_browsers_history_leads_back_to_the_beginning_and_forward_again(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    go(page, "reading")
    page.go_back()
    arrived(page, "signs")
    page.go_back()
    expect(page.get_by_label("The client’s name")).to_be_visible()
    page.go_forward()
    arrived(page, "signs")
    page.go_forward()
    arrived(page, "reading")
    expect(page.locator(".cf-about")).to_have_text("About Anna Bakery")


def test_all_clients_sort_by_every_column(running: Running, browser_page: Page) -> None:
    page = browser_page
    page.goto(running.url)
    for name, answer in (("Borek", "Never"), ("anna", "Often"), ("Cleo", None)):
        if page.get_by_role("button", name="Add a client").is_visible():
            page.get_by_role("button", name="Add a client").click()
        begin(page, name)
        if answer:
            answer_all(page, answer)
            progress(page, 11)
        go(page, "all")
    names = page.locator("tbody .cf-cell-name")
    expect(names).to_have_text(["anna", "Borek", "Cleo"])  # answers first, then the last change
    for column, worst_last in (
        ("Client", ["anna", "Borek", "Cleo"]),
        ("Strain", ["anna", "Borek", "Cleo"]),
        ("Reading", ["Cleo", "Borek", "anna"]),
    ):
        head = page.get_by_role("columnheader", name=column)
        head.get_by_role("button").click()
        expect(names).to_have_text(worst_last)
        first = head.get_attribute("aria-sort")
        head.get_by_role("button").click()
        expect(names).to_have_text(worst_last[::-1])
        assert {first, head.get_attribute("aria-sort")} == {"ascending", "descending"}
        expect(page.locator("[aria-sort]")).to_have_count(1)


def test_two_windows_on_one_workbook_lose_no_answer(running: Running, new_page: NewPage) -> None:
    one, two = new_page(), new_page()
    one.goto(running.url)
    begin(one, "Anna Bakery")
    two.goto(one.url)
    arrived(two, "signs")
    for number, sign in enumerate(SIGNS):
        choose((one, two)[number % 2], sign, "Rarely")
    choose(one, "again", "Yes")
    for window in (one, two):
        expect(window.locator(".cf-progress")).not_to_contain_text("Saving…")
    # Turning to a window shows what the other one has changed.
    for window in (one, two):
        window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        progress(window, 11)
    for window in (one, two):
        window.reload()
        progress(window, 11)
        for sign in SIGNS:
            expect(field(window, sign).get_by_label("Rarely")).to_be_checked()
        expect(field(window, "again").get_by_label("Yes")).to_be_checked()


def test_what_is_said_while_the_kernel_dies_is_kept_and_arrives_after_going_on(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    choose(page, "strain", "Often")
    progress(page, 1)
    kernel = running.kernels()[kernel_of(page)]
    kernel.send_signal(signal.SIGSTOP)  # it hears nothing any more, and nobody knows yet
    choose(page, "rework", "Always")
    field(page, "haggling").get_by_role("button", name="Note").click()
    field(page, "haggling").get_by_label("Your note").fill("Every single time.")
    expect(page.locator(".cf-progress")).to_contain_text("Saving…")
    expect(field(page, "rework").get_by_label("Always")).to_be_checked()
    kernel.kill()
    expect(page.locator("#cf-connection")).to_be_visible()
    choose(page, "abuse", "Never")  # the page may be used meanwhile
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Go on").click()
    progress(page, 3)
    expect(page.locator("#cf-connection")).to_be_hidden()
    expect(field(page, "strain").get_by_label("Often")).to_be_checked()
    expect(field(page, "rework").get_by_label("Always")).to_be_checked()
    expect(field(page, "abuse").get_by_label("Never")).to_be_checked()
    field(page, "haggling").get_by_role("button", name="Note").click()
    expect(field(page, "haggling").get_by_label("Your note")).to_have_value("Every single time.")
    assert page.evaluate("sessionStorage.length") == 0


def test_words_typed_the_moment_before_a_reload_are_kept(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    field(page, "strain").get_by_role("button", name="Note").click()
    page.keyboard.type("In a hurry")
    page.reload()
    arrived(page, "signs")
    field(page, "strain").get_by_role("button", name="Note").click()
    expect(field(page, "strain").get_by_label("Your note")).to_have_value("In a hurry")


def test_an_error_stands_at_its_field_until_it_is_mended(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    go(page, "client")
    field(page, "attempts").get_by_role("textbox").fill("many")
    box, alert = (
        field(page, "attempts").get_by_role("textbox"),
        field(page, "attempts").get_by_role("alert"),
    )
    expect(alert).to_contain_text("does not fit")
    expect(box).to_have_value("many")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("2")
    expect(alert).to_be_hidden()
    expect(box).to_have_attribute("aria-invalid", "false")


def test_an_error_of_the_page_is_told_and_goes_when_something_works(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    begin(page, "Anna Bakery")
    go(page, "all")
    page.get_by_role("button", name="Add a client").click()
    page.get_by_label("The client’s name").fill("Anna Bakery")
    page.get_by_role("button", name="Begin").click()
    alert = page.locator(".cf-notice[role=alert]")
    expect(alert).to_be_visible()
    page.get_by_label("The client’s name").fill("Borek")
    page.get_by_role("button", name="Begin").click()
    arrived(page, "signs")
    expect(alert).to_be_hidden()


SMALL = """() => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .map((one) => [one, (one.labels?.[0] && one.type === "radio" ? one.labels[0] : one)
    .getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""


def test_on_a_telephone_no_step_scrolls_sideways_and_every_target_is_large_enough(
    running: Running, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(running.url)

    def fits(where: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, where
        assert page.evaluate(SMALL) == [], where

    expect(page.get_by_label("The client’s name")).to_be_visible()
    fits("the beginning")
    look_around(page)
    for step in every_step(page):
        fits(step)
    page.get_by_label("Files with invoices, hours or messages").set_input_files(
        invoice_file(tmp_path)
    )
    expect(page.locator(".cf-report")).to_be_visible()
    fits("the report")
    page.get_by_role("button", name="Your records name").click()
    wait_until(lambda: page.locator("tbody tr").count() > 3)
    fits("many clients")
    go(page, "client")
    page.get_by_role("button", name="Delete this client").click()
    fits("the question before deleting")
    go(page, "signs")
    page.get_by_text("More questions, if you like").click()
    fits("more questions")


def test_the_questionnaire_and_the_dashboard_show_their_part_of_the_same_file(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(running.url)
    begin(page, "Anna Bakery")
    answer_all(page, "Sometimes")
    progress(page, 11)

    questions = new_page()
    questions.goto(running.url + "questionnaire")
    expect(questions.locator("nav button")).to_have_text(["Client", "Signs", "Reading"])
    questions.get_by_role("button", name="Anna Bakery").click()
    arrived(questions, "signs")
    progress(questions, 11)
    choose(questions, "strain", "Always")
    questions.get_by_role("button", name="See the reading").click()
    arrived(questions, "reading")
    expect(questions.get_by_role("button", name="Find the words")).to_have_count(0)

    table = new_page()
    table.goto(running.url + "dashboard")
    expect(table.locator("nav button")).to_have_text(["All clients"])
    expect(table.locator("tbody .cf-cell-name")).to_have_text(["Anna Bakery"])
    expect(table.get_by_role("button", name="Add a client")).to_have_count(0)
    # There is no other step to go to: what is known of a client opens in place.
    table.get_by_role("button", name="Anna Bakery").click()
    expect(table.get_by_role("heading", name="Anna Bakery", exact=True)).to_be_focused()
    expect(table.locator(".cf-profile")).to_contain_text("no invoices, hours or messages")
