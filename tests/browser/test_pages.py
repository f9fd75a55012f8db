"""The pages in a real browser: no script error, nothing wider than the screen, sorting works."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.rendering.batch import render_batch
from ka_helpers.rendering.planning import BatchRequest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390)
HIDDEN_OVERFLOW = """() => [...document.querySelectorAll('.ka-page *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('.ka-table, .ka-scroll, .ka-trace');
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    accounts = load_case("beverage_china").account_ids[:2]
    request = BatchRequest("beverage_china", "2026Q2", folder, ("en", "zh"), accounts, workers=2)
    outcomes = render_batch(request, lambda *_: None)
    assert not [outcome.failure for outcome in outcomes if outcome.failure]
    return folder


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


def pages_of(out):
    return sorted(out.rglob("*.html"))


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_the_screen_and_ask_for_nothing_outside(out, browser, width):
    for path in pages_of(out):
        page = browser.new_page(viewport={"width": width, "height": 900})
        errors, requests = [], []
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.on("request", lambda request, requests=requests: requests.append(request.url))
        page.goto(path.as_uri())
        assert not errors
        assert all(url.startswith(("file:", "data:")) for url in requests)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(HIDDEN_OVERFLOW) == [], path
        page.close()


def test_every_link_of_the_index_leads_to_a_page(out, browser):
    page = browser.new_page()
    for language in ("en", "zh"):
        page.goto((out / language / "index.html").as_uri())
        links = page.eval_on_selector_all("table a", "links => links.map(a => a.href)")
        assert len(links) == 2
        for link in links:
            assert page.goto(link)
            assert page.locator("h1").inner_text()


def test_a_click_sorts_the_table_by_its_numbers(out, browser):
    page = browser.new_page()
    page.goto((out / "en" / "index.html").as_uri())
    page.locator("th button", has_text="Sales").first.click()
    read = "cells => cells.map(c => +c.dataset.value)"
    rising = page.eval_on_selector_all("table.ka-sortable td:nth-child(3)", read)
    page.locator("th button", has_text="Sales").first.click()
    falling = page.eval_on_selector_all("table.ka-sortable td:nth-child(3)", read)
    assert rising == sorted(rising)
    assert falling == rising[::-1]


def test_a_review_prints_to_pdf(out, browser, tmp_path):
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(next((out / "zh" / "accounts").glob("*.html")).as_uri())
    page.pdf(path=tmp_path / "review.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "review.pdf").pages) >= 3
