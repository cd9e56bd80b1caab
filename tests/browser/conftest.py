"""A real headless browser for pages that the package writes: Debian's chromium and chromium-driver, or Chrome with its driver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

HINT = "a browser and its driver are needed: apt-get install chromium chromium-driver, pip install selenium (or set CHROMIUM and CHROMEDRIVER)"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def start_browser() -> Iterator[Callable[..., Chrome]]:
    """Starts a browser that can reach no network; ``scripts=False`` runs no JavaScript of pages. All are closed at the end."""
    webdriver = pytest.importorskip("selenium.webdriver", reason=HINT)
    binary = os.environ.get("CHROMIUM") or next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip(HINT)
    started: list[Chrome] = []

    def start(*, scripts: bool = True) -> Chrome:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
                         "--proxy-server=127.0.0.1:9", "--window-size=1280,900", "--lang=ru"):
            options.add_argument(argument)
        if not scripts:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
        started.append(browser)
        return browser

    yield start
    for browser in started:
        browser.quit()


@pytest.fixture(scope="session")
def browser(start_browser: Callable[..., Chrome]) -> Chrome:
    """One browser for all tests that run scripts; each test opens its own page."""
    return start_browser()


@pytest.fixture(scope="session")
def plain_browser(start_browser: Callable[..., Chrome]) -> Chrome:
    """One that runs no JavaScript of pages."""
    return start_browser(scripts=False)


@pytest.fixture
def open_page(browser: Chrome) -> Callable[[Path], Chrome]:
    """Opens a file in the browser, whose logs are empty then but for what this page says and asks for."""
    def open_file(page: Path) -> Chrome:
        browser.get("about:blank")
        browser.set_window_size(1280, 900)
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.get(page.as_uri())
        return browser

    return open_file
