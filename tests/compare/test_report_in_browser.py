"""The report of a comparison in a real browser without a window: it loads, filters, prints, and asks nobody for anything.

Needs chromium and its driver (on Debian the packages chromium and chromium-driver); without them these tests are skipped.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resolution_parser.compare import compare
from resolution_parser.compare.inputs import find_sources, read_resolutions
from resolution_parser.compare.outputs import write_comparisons
from tests.compare.makers import resolution, task

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.select import Select  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

SERIES = Path(__file__).parents[2] / "examples" / "series"
YEARS = [SERIES / "2021.txt", SERIES / "2022.txt", SERIES / "2023.docx"]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium and chromium-driver are not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the series of the examples, in a folder of its own."""
    folder = tmp_path_factory.mktemp("report")
    for file in YEARS:
        shutil.copy(file, folder)
    target = folder / "report.html"
    write_comparisons(compare(read_resolutions([folder])), [target], documents=find_sources([folder]))
    return target


def open_page(browser: Any, page: Path) -> list[str]:
    """Open a page; gives all addresses that the browser asked for."""
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri())
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]


def shown(browser: Any, selector: str) -> list[Any]:
    return [element for element in browser.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]


def states(browser: Any) -> set[str]:
    return {card.get_attribute("data-state") for card in shown(browser, "article")}


def test_the_page_loads_without_errors_and_asks_for_nothing_but_itself(browser: Any, report: Path) -> None:
    assert open_page(browser, report) == [report.as_uri()]
    assert browser.get_log("browser") == []
    assert len(shown(browser, "article")) == 14


def test_the_policy_of_the_page_lets_no_other_script_run(browser: Any, report: Path, tmp_path: Path) -> None:
    smuggled = tmp_path / "smuggled.html"
    smuggled.write_text(report.read_text("utf-8").replace("<main>", "<main><script>window.ran = true</script>"), "utf-8")
    open_page(browser, smuggled)
    assert browser.execute_script("return window.ran === undefined")
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))


def test_filters_by_state_body_change_and_text_hide_cards_and_rows_alike(browser: Any, report: Path) -> None:
    open_page(browser, report)
    browser.find_element(By.CSS_SELECTOR, "input[value=dropped]").click()
    assert states(browser) == {"dropped"}
    browser.find_element(By.CSS_SELECTOR, "input[value=returned]").click()
    assert states(browser) == {"dropped", "returned"}
    assert len(shown(browser, "article")) == len(shown(browser, "#matrix tbody tr")) == 6
    assert browser.find_element(By.NAME, "shown").text == "Показано 6 из 14"

    browser.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    Select(browser.find_element(By.NAME, "body")).select_by_visible_text("МКУ «Информационно-методический центр Липовского района»")
    assert {card.find_element(By.CSS_SELECTOR, ".text").text.split()[0] for card in shown(browser, "article")} == {
        "организовать", "создать", "провести", "закрепить"}

    browser.find_element(By.CSS_SELECTOR, "input[value=handed_over]").click()
    assert [card.get_attribute("id") for card in shown(browser, "article")] == ["t4"]  # the museums went from one body to another

    browser.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    browser.find_element(By.NAME, "text").send_keys("ПОДЪЕМА флага")  # ё as е, any case, words in any order
    assert [row.get_attribute("data-thread") for row in shown(browser, "#matrix tbody tr")] == ["t13"]
    browser.find_element(By.NAME, "text").send_keys(" шиншилла")
    assert shown(browser, ".nothing")
    assert browser.get_log("browser") == []


def test_a_link_to_a_card_that_a_filter_hides_shows_it(browser: Any, report: Path) -> None:
    open_page(browser, report)
    browser.find_element(By.CSS_SELECTOR, "input[value=new]").click()
    assert not browser.find_element(By.ID, "t1").is_displayed()
    browser.execute_script("location.hash = 't1'")
    WebDriverWait(browser, 5).until(lambda _: browser.find_element(By.ID, "t1").is_displayed())


def test_without_scripts_all_text_is_there_and_no_dead_filter(browser: Any, report: Path) -> None:
    open_page(browser, report)
    with_scripts = browser.find_element(By.TAG_NAME, "main").text
    filters = browser.find_element(By.ID, "filters").text
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(browser, report)
        assert not browser.find_element(By.ID, "filters").is_displayed()
        without = browser.find_element(By.TAG_NAME, "main").text
        assert without.split() == with_scripts.replace(filters, "").split()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_changed_words_are_marked_side_by_side(browser: Any, report: Path) -> None:
    open_page(browser, report)
    card = browser.find_element(By.ID, "t1")
    columns = card.find_elements(By.CSS_SELECTOR, ".year")
    assert len({column.location["y"] for column in columns}) == 1
    assert [mark.text for mark in columns[1].find_elements(By.CSS_SELECTOR, "ins")] == ["и Полянской школ", "2022"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_at_the_side(browser: Any, report: Path, width: int) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500})
    try:
        open_page(browser, report)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        for box in browser.find_elements(By.CSS_SELECTOR, ".scroll"):  # they may scroll where there are many years; three fit
            assert box.get_property("scrollWidth") <= box.get_property("clientWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_links_lead_to_the_documents_beside_the_report(browser: Any, report: Path) -> None:
    open_page(browser, report)
    link = browser.find_element(By.CSS_SELECTOR, "#t3 .entry a")
    assert link.get_attribute("href").startswith(f"{(report.parent / '2021.txt').as_uri()}#:~:text=")
    link.click()
    assert "подключить к скоростному интернету" in browser.find_element(By.TAG_NAME, "body").text


def test_it_prints_on_a4_with_all_texts_and_without_the_filters(browser: Any, report: Path, tmp_path: Path) -> None:
    import pypdfium2

    open_page(browser, report)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    document = pypdfium2.PdfDocument(base64.b64decode(printed["data"]))
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    assert "Показать всё" not in text
    assert "закрепить за каждым молодым учителем" in text


def test_hostile_texts_are_shown_as_they_are(browser: Any, tmp_path: Path) -> None:
    text = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'> \"&quot; купить мел </title></style>"
    page = tmp_path / "hostile.html"
    write_comparisons(compare([resolution(year, task(text, text), place=text) for year in (2021, 2022)]), [page])
    assert open_page(browser, page) == [page.as_uri()]
    assert browser.get_log("browser") == []  # a script that the policy stopped would stand here: there must be none to stop
    assert browser.execute_script("return window.ran === undefined")
    assert browser.find_element(By.CSS_SELECTOR, ".text").text == text
