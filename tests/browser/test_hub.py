"""A JupyterHub serves chapter 1 to two trainees at once, by the configuration of docs/classroom."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from ka_helpers.exercises.curriculum import NOTEBOOKS, plan_of
from ka_helpers.exercises.lesson import lesson_for
from ka_helpers.i18n import say
from tests.browser.test_lab import IDLE, MENUS, Lab, answer, wait_for_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CONFIGURATION = Path(__file__).parents[2] / "docs" / "classroom" / "jupyterhub_config.py"
CHAPTER = "01"
MEMORY = 2 * 1024**3
ASK_FOR_PROGRESS = """import resource
print("granted", resource.getrlimit(resource.RLIMIT_DATA)[0])
progress("questions")"""


def free_ports(count):
    """Return ports that nothing listens on."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


@dataclass
class Hub:
    """A running hub: where it answers and where the class's work lies."""

    address: str
    folder: Path

    def entries(self, trainee):
        """Return the questions that a trainee answered and what came of them."""
        path = self.folder / "trainees" / trainee / "KA-Kit-Course" / ".ka-kit" / "progress.jsonl"
        if not path.is_file():
            return []
        kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [(each["question"], each["outcome"]) for each in kept if each["what"] == "answer"]


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub") / "class"
    port, hub_port, api_port = free_ports(3)
    address = f"http://127.0.0.1:{port}"
    named = {"KA_CLASS_FOLDER": folder, "KA_ADDRESS": address, "KA_SIGN_IN": "dummy",
             "KA_LANGUAGE": "zh"}  # fmt: skip
    arguments = [f"--JupyterHub.hub_port={hub_port}",
                 f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api_port}"]  # fmt: skip
    log = folder.parent / "hub.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(CONFIGURATION), *arguments],
            env={**os.environ, **{name: str(value) for name, value in named.items()}},
            cwd=folder.parent, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_it_answers(process, f"{address}/hub/health", log)
        yield Hub(address, folder)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_it_answers(process, address, log):
    opener = build_opener(ProxyHandler({}))
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            opener.open(address, timeout=3).close()
            return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail(log.read_text(encoding="utf-8"))


@contextmanager
def signed_in(browser, hub, trainee):
    """Sign a trainee in, as a class does, and open chapter 1, run whole."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{hub.address}/hub/login")
    page.fill("#username_input", trainee)
    page.fill("#password_input", "any")
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{trainee}/lab/tree/zh/00*", timeout=120_000)
    try:
        yield run_whole(page, hub, trainee)
    finally:
        page.screenshot(path=hub.folder.parent / f"{trainee}.png")
        context.close()


def run_whole(page, hub, trainee):
    """Open chapter 1 and run it all by the menu; return the page."""
    here = Lab(None, hub.folder, {"url": f"{hub.address}/user/{trainee}/", "token": ""})
    notebook = next((NOTEBOOKS / "zh").glob(f"{CHAPTER}_*.ipynb")).name
    page.goto(here.address(f"zh/{notebook}"))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    wait_for_kernel(page, here)
    run, run_all, _ = MENUS["zh"]
    page.locator(".lm-MenuBar-itemLabel").get_by_text(run, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(run_all, exact=True).click()
    page.wait_for_function(IDLE, timeout=120_000)
    return page


def asked(page):
    """Run the last cell again with a question for the limit in it, and return what it shows."""
    cell = page.locator(".jp-CodeCell", has_text="progress(").last
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(ASK_FOR_PROGRESS)
    page.keyboard.press("Control+Enter")
    shown = cell.locator(".jp-OutputArea")
    shown.get_by_text("granted").wait_for(timeout=60_000)
    shown.locator("table").wait_for(timeout=60_000)
    return shown.inner_text()


def test_two_trainees_have_a_chapter_and_a_progress_each(chromium, hub):
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        with signed_in(browser, hub, "anna") as anna, signed_in(browser, hub, "li") as li:
            exercise, values = right_answer()
            right = say("exercises.correct", "zh", question=exercise.number, score=1.0)
            answer(anna, exercise, values).get_by_text(right).wait_for(timeout=10_000)
            seen = [asked(page) for page in (anna, li)]
        browser.close()
    assert ("1.1", "correct") in hub.entries("anna")
    assert hub.entries("li") and ("1.1", "correct") not in hub.entries("li")
    state = say("exercises.state_correct", "zh")
    assert [state in each for each in seen] == [True, False], seen
    assert all(f"granted {MEMORY}" in each for each in seen), seen


def right_answer():
    """Return question 1.1 and its right answer as values that can be typed."""
    plan = plan_of(CHAPTER)
    right = plan["1.1"].right(lesson_for(plan.check_suits, "beverage_china"))
    typed = {
        name: value.item() if hasattr(value, "item") else value for name, value in right.items()
    }
    return plan["1.1"], typed
