"""What tests of several folders share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ka_helpers.i18n import speaking

# A shared machine pauses: how long one example takes says nothing about the code.
settings.register_profile("kit", deadline=None, print_blob=True)
settings.load_profile("kit")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
INSTALLED_APART = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(os.environ.get("PROGRAMFILES", "")) / "Google/Chrome/Application/chrome.exe",
    Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Microsoft/Edge/Application/msedge.exe",
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin each test in English: a chapter that a test before it opened may speak Chinese."""
    with speaking("en"):
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium; without one, fail in CI and skip elsewhere."""
    found = [shutil.which(name) for name in BROWSERS] + [
        str(path) for path in INSTALLED_APART if path.is_file()
    ]
    browser = next((path for path in found if path), None)
    if browser is None:
        missing = "no Chromium here; .ci/run installs one on Debian"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return browser
