"""A whole negotiation at the desk in a real browser, in both languages, down to the debrief.

One lab is started; the desk's notebook of each language is opened in it, played to an agreement
with the page's own sliders and buttons, and its debrief read.
"""

import re
import shutil

import pytest

from ka_helpers.exercises.curriculum import NOTEBOOKS
from ka_helpers.exercises.materials.chapter_08_ladder import rung
from ka_helpers.exercises.materials.chapter_08_table import hidden_style
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.negotiation.issues import steps_of
from ka_helpers.widgets.negotiation_desk import negotiation_desk
from tests.browser.test_lab import Lab, ended, started, wait_for_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTEBOOK = "workbench/negotiation_desk.ipynb"
SEATED = "sit_down(desk, seed=1)"


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """Return a running English lab, the Chinese desk laid beside the English one."""
    running = started(tmp_path_factory.mktemp("desk"), "en")
    shutil.copytree(NOTEBOOKS / "zh" / "workbench", running.workspace / "zh" / "workbench")
    yield running
    assert ended(running) == 0


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1100})
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()


def seated(page, lab: Lab, language):
    """Open the notebook, run it down to the desk, and return the desk's output."""
    page.goto(lab.address(f"{language}/{NOTEBOOK}") + "&reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    wait_for_kernel(page, lab)
    bar = page.locator(".lm-MenuBar-itemLabel")
    bar.get_by_text("Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    cell = page.locator(".jp-CodeCell", has_text=SEATED).last
    desk = cell.locator(".ka-negotiation")
    desk.wait_for(timeout=120_000)
    desk.scroll_into_view_if_needed()
    return desk


def answers(desk):
    """Return how many sentences have been said at the table."""
    return desk.locator(".ka-talk").first.locator("p").count()


def press(page, desk, name):
    """Press a button and wait until something has been said on it, and shown after the end."""
    before = answers(desk)
    desk.locator(f".ka-{name}").first.click()
    page.wait_for_function(
        "([desk, before]) => desk.querySelectorAll('.ka-talk')[0].querySelectorAll('p').length"
        " > before",
        arg=[desk.element_handle(), before],
        timeout=30_000,
    )
    page.wait_for_timeout(400)


def slide(page, desk, issue, value):
    """Move an issue's slider with the keyboard to the value nearest to `value`."""
    values = steps_of(issue)
    place = min(range(len(values)), key=lambda at: abs(values[at] - value))
    handle = desk.locator(f".ka-issue-{issue.key} .noUi-handle")
    handle.focus()
    page.keyboard.press("Home")
    for _ in range(place):
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negotiation_from_the_first_word_to_the_debrief(page, lab, language):
    own = negotiation_desk("beverage_china", language=language)
    desk = seated(page, lab, language)
    worth = desk.locator(".ka-worth")
    before = worth.inner_text()
    for key, value in rung(own.lesson, 1).items():
        slide(page, desk, own.agenda.by_key[key], value)
    page.wait_for_function("([worth, before]) => worth.innerText != before",
                           arg=[worth.element_handle(), before], timeout=20_000)  # fmt: skip
    assert not desk.locator(".ka-debrief").count()
    press(page, desk, "offer")
    shot(page, desk, lab, f"{language}-1-offered")
    press(page, desk, "warm")
    rebate = own.agenda.by_key["rebate"]
    for number in range(2, 8):
        slide(page, desk, rebate, rung(own.lesson, number)["rebate"])
        page.wait_for_timeout(400)
        press(page, desk, "condition")
        if desk.locator(".ka-debrief").count():
            break
    else:
        press(page, desk, "accept")
    debrief = desk.locator(".ka-debrief")
    debrief.wait_for(timeout=30_000)
    said = debrief.inner_text()
    style = say(f"buyer.style_{hidden_style(1)}", language)
    for heard in (style, *(say(f"desk.{name}", language) for name in
                           ("result_title", "lessons_title", "score_total"))):  # fmt: skip
        assert heard in said
    assert debrief.locator("img").count() == 1
    assert re.search(r"¥[\d.,]+", said)
    assert desk.locator("button.ka-offer").is_disabled()
    shot(page, desk, lab, f"{language}-2-debrief")
    press_again(page, desk)
    assert page.faults == []


def press_again(page, desk):
    """Begin again: the debrief goes, the buttons work."""
    desk.locator(".ka-again").click()
    desk.locator(".ka-debrief").wait_for(state="detached", timeout=20_000)
    assert desk.locator("button.ka-offer").is_enabled()


def shot(page, desk, lab, name):
    """Keep a picture of the whole desk: the page is made as high as the desk is."""
    page.set_viewport_size({"width": 1280, "height": 3600})
    page.wait_for_timeout(300)
    desk.scroll_into_view_if_needed()
    desk.screenshot(path=lab.workspace.parents[1] / f"{name}.png")
