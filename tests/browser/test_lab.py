"""The classroom in a real browser: JupyterLab as `ka-kit lab` opens it, a chapter worked through.

The answers typed in are worked out from the exercises' own definitions, so that the test does not
know what a chapter asks.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ka_helpers.exercises.curriculum import NOTEBOOKS, plan_of
from ka_helpers.exercises.kinds import Choice
from ka_helpers.exercises.lesson import lesson_for
from ka_helpers.i18n import say
from ka_helpers.widgets.contact_map_desk import MOST_WEEKS, contact_map, contact_map_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHAPTER = "02"
RUN = "import sys; from ka_helpers.cli import main; sys.exit(main())"
MENUS = {
    "en": ("Run", "Run All Cells", ("File", "Edit", "View", "Run", "Kernel", "Settings", "Help")),
    "zh": ("运行", "运行所有单元格", ("文件", "编辑", "查看", "运行", "内核", "设置", "帮助")),
}
IDLE = """() => {
  const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')];
  const shown = prompts.map(prompt => prompt.textContent.trim());
  return shown.some(text => /\\[\\d+\\]/.test(text)) && !shown.some(text => text.includes('*'));
}"""
PICTURE = ".jp-OutputArea svg:has(text)"
OUTCOME = ".ka-outcome"
TYPED = int | float | str


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


@dataclass
class Lab:
    """A running lab: its process, its workspace, and where it answers."""

    process: subprocess.Popen
    workspace: Path
    server: dict

    def address(self, path):
        return f"{self.server['url']}lab/tree/{path}?token={self.server['token']}"


def started(place, language):
    """Start `ka-kit lab` as a trainee does, in a home of its own, and wait until it answers."""
    workspace, runtime = place / "张 三" / "KA Kit", place / "runtime"
    lab = [sys.executable, "-c", RUN, "lab", "--language", language, "--no-browser"]
    own = {"HOME": str(place / "home"), "JUPYTER_RUNTIME_DIR": str(runtime)}
    with (place / "lab.log").open("wb") as log:
        process = subprocess.Popen(
            [*lab, "--workspace", str(workspace)],
            env={**os.environ, **own},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        for info in runtime.glob("jpserver-*.json"):
            try:
                return Lab(process, workspace, json.loads(info.read_text(encoding="utf-8")))
            except ValueError:
                continue
        time.sleep(0.2)
    process.kill()
    pytest.fail((place / "lab.log").read_text(encoding="utf-8"))


def ended(lab):
    """End the lab with Ctrl-C, which goes to all of its processes, and return its exit code."""
    os.killpg(lab.process.pid, signal.SIGINT)
    return lab.process.wait(30)


@pytest.fixture(scope="module", params=["zh", "en"])
def lab(request, tmp_path_factory):
    running = started(tmp_path_factory.mktemp(f"lab-{request.param}"), request.param)
    running.language = request.param
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(30)


@pytest.fixture
def page(browser, lab):
    """Return a page that keeps what went wrong on it and whom it asked for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("websocket", lambda socket: page.asked.append(socket.url))
    yield page
    context.close()


def chapter_path(language):
    found = sorted((NOTEBOOKS / language).glob(f"{CHAPTER}_*.ipynb"))
    return f"{language}/{found[0].name}"


def opened(page, lab, path=""):
    """Open the chapter, or the notebook at `path`, and run it all by the trainee's own menu."""
    run, run_all, menus = MENUS[lab.language]
    page.goto(lab.address(path or chapter_path(lab.language)) + "&reset" * bool(path))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    bar = page.locator(".lm-MenuBar-itemLabel")
    page.wait_for_function("n => document.querySelectorAll('.lm-MenuBar-itemLabel').length >= n",
                           arg=len(menus))  # fmt: skip
    assert set(menus) <= {text.strip() for text in bar.all_inner_texts()}
    wait_for_kernel(page, lab)
    bar.get_by_text(run, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(run_all, exact=True).click()
    page.wait_for_function(IDLE, timeout=120_000)


def wait_for_kernel(page, lab):
    """Wait, as a reader does, until the notebook has its kernel."""
    asked = f"{lab.server['url']}api/sessions?token={lab.server['token']}"
    end = time.monotonic() + 60
    while time.monotonic() < end:
        sessions = page.request.get(asked).json()
        kernels = [session["kernel"] for session in sessions if session["kernel"]]
        if any(each["connections"] and each["execution_state"] == "idle" for each in kernels):
            page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
            return
        page.wait_for_timeout(250)
    pytest.fail("no kernel came up")


def a_question():
    """Return the first question whose answer and a known mistake can be typed in, with those."""
    plan = plan_of(CHAPTER)
    lesson = lesson_for(plan.check_suits, "beverage_china")
    for exercise in plan.exercises:
        right = dict(exercise.right(lesson))
        for name, mistaken in exercise.mistakes.items():
            wrong = {**right, **mistaken(lesson)}
            if all(isinstance(value, TYPED) for value in (*right.values(), *wrong.values())):
                return lesson, exercise, name, right, wrong
    raise AssertionError("no question of this chapter takes a number or a choice")


def answer(page, exercise, values):
    """Type an answer into the exercise's cell, run it, and return what came of it."""
    cell = page.locator(".jp-CodeCell", has_text=f'check("{exercise.number}"').last
    cell.scroll_into_view_if_needed()
    editor = cell.locator(".cm-content")
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    parts = ", ".join(f"{name}={name}" for name in values)
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("\n".join([*lines, f'check("{exercise.number}", {parts})']))
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "([cell, before]) => /\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt').innerText)"
        " && cell.querySelector('.jp-InputPrompt').innerText != before",
        arg=[cell.element_handle(), before],
        timeout=60_000,
    )
    return cell.locator(OUTCOME)


def shot(page, lab, name):
    page.screenshot(path=lab.workspace.parents[1] / f"{lab.language}-{name}.png")


def test_a_mistake_is_named_and_mended(page, lab):
    opened(page, lab)
    shot(page, lab, "1-opened")
    lesson, exercise, mistake, right, wrong = a_question()
    outcome = answer(page, exercise, wrong)
    said = say(exercise.key(f"mistake_{mistake}"), lab.language, **exercise.figures(lesson))
    outcome.get_by_text(said).wait_for(timeout=10_000)
    shot(page, lab, "2-mistake")
    outcome = answer(page, exercise, right)
    head = say("exercises.correct", lab.language, question=exercise.number, score=1.0)
    outcome.get_by_text(head).wait_for(timeout=10_000)
    assert answered(lab)[-1] == (exercise.number, "correct")
    shot(page, lab, "3-correct")
    assert page.faults == []
    outside = [url for url in page.asked
               if not url.startswith((lab.server["url"], lab.server["url"].replace("http", "ws", 1),
                                      "data:", "blob:"))]  # fmt: skip
    assert outside == []


def test_a_slider_moves_the_picture(page, lab):
    opened(page, lab)
    cell = page.locator(".jp-CodeCell").filter(has=page.locator(".noUi-handle")).first
    handle = cell.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    before = cell.locator(PICTURE).first.inner_html()
    shot(page, lab, "4-before-the-slider")
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([cell, picture, before]) => cell.querySelector(picture)?.innerHTML != before",
        arg=[cell.element_handle(), PICTURE, before],
        timeout=20_000,
    )
    assert cell.locator(PICTURE).count()
    shot(page, lab, "5-after-the-slider")
    assert page.faults == []


def test_an_answer_clicked_reaches_python(page, lab):
    opened(page, lab)
    plan = plan_of(CHAPTER)
    lesson = lesson_for(plan.check_suits, "beverage_china")
    source = next((NOTEBOOKS / lab.language).glob(f"{CHAPTER}_*.ipynb")).read_text("utf-8")
    exercise = next(
        each
        for each in plan.exercises
        if type(each.parts[0]) is Choice and f'quiz(chapter, \\"{each.number}\\")' in source
    )
    cell = page.locator(".jp-CodeCell", has_text=f'quiz(chapter, "{exercise.number}")')
    cell.scroll_into_view_if_needed()
    quiz = cell.locator(".ka-quiz")
    right = next(iter(exercise.right(lesson).values()))
    wrong = next(option for option in exercise.options(lesson) if option != right)
    for chosen, code in ((wrong, "incorrect"), (right, "correct")):
        quiz.locator(f"input[value='{chosen}']").click()
        quiz.locator("button.ka-submit").click()
        head = say(f"exercises.{code}", lab.language, question=exercise.number, score=0.0)
        quiz.locator(".ka-result").get_by_text(head).wait_for(timeout=20_000)
        assert answered(lab)[-1] == (exercise.number, code)
    shot(page, lab, "6-quiz")
    assert page.faults == []


@pytest.mark.parametrize("lab", ["zh"], indirect=True)
def test_the_contact_map_follows_account_and_weeks(page, lab):
    desk = contact_map_desk("beverage_china", language=lab.language)
    opened(page, lab, f"{lab.language}/workbench/contact_map.ipynb")
    cell = page.locator(".jp-CodeCell", has_text="explore(desk, contact_map").last
    cell.scroll_into_view_if_needed()
    account = desk.accounts[1]
    cell.locator("select").select_option(label=desk.lesson.name_of(account))
    cell.locator(".noUi-handle").first.focus()
    page.keyboard.press("End")
    _, said, listed = contact_map(desk, account, weeks=MOST_WEEKS)
    cell.get_by_text(str(said)).wait_for(timeout=20_000)
    shown = cell.locator(PICTURE).first.text_content()
    people = [person.name for person in desk.people(account).people]
    assert people and all(name.split()[0] in shown for name in people)
    assert cell.locator("tbody tr").count() == len(listed.rows)
    shot(page, lab, "7-contact-map")
    assert page.faults == []


def answered(lab):
    """Return the questions answered in this workspace and what came of them, oldest first."""
    progress = lab.workspace / ".ka-kit" / "progress.jsonl"
    kept = [json.loads(line) for line in progress.read_text(encoding="utf-8").splitlines()]
    return [(each["question"], each["outcome"]) for each in kept if each["what"] == "answer"]


def test_ctrl_c_ends_it(lab):
    assert ended(lab) == 0
