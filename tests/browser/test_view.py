"""The page of a resolution in a real browser: tied, quiet, offline, safe, and readable without scripts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from resolution_parser import Resolution, parse, parse_text
from resolution_parser.exporters.pages import printable
from resolution_parser.exporters.view import to_page
from resolution_parser.records import Span, Warning

pytest.importorskip("selenium")

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"
Open = Callable[[Path], "Chrome"]
TEXT_OF_PAGE = "return document.querySelector('.text').textContent"
IN_VIEW = """
    const box = arguments[0].getBoundingClientRect(), pane = arguments[0].closest('main, aside').getBoundingClientRect();
    return box.bottom > pane.top && box.top < Math.min(pane.bottom, innerHeight)"""


@pytest.fixture(scope="module")
def rasskazovo() -> Resolution:
    return parse(EXAMPLES / "rasskazovo_2021.txt")


@pytest.fixture(scope="module")
def page(rasskazovo: Resolution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("view") / "page.html", rasskazovo)


def write(path: Path, resolution: Resolution) -> Path:
    path.write_text(to_page(resolution), "utf-8", newline="")
    return path


def press(browser: Chrome, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def one(browser: Chrome, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def click(browser: Chrome, selector: str) -> None:
    """A click of the mouse, as soon as the layout has settled: what comes into view gets its true height only then."""
    from selenium.common.exceptions import ElementClickInterceptedException
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10, ignored_exceptions=[ElementClickInterceptedException]).until(lambda _: one(browser, selector).click() is None)


def picked(browser: Chrome) -> str | None:
    """The text of the record that is selected, without its sign."""
    return browser.execute_script("""
        const card = document.querySelector('.r.on');
        return card && [...card.querySelector('p').childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('')""")  # type: ignore[no-any-return]


def complaints(browser: Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]


def addresses(browser: Chrome) -> list[str]:
    """What the page has asked for."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def test_the_page_says_nothing_to_the_console_and_asks_for_nothing(page: Path, open_page: Open) -> None:
    browser = open_page(page)
    press(browser, "j", "j", "k")
    assert complaints(browser) == []
    assert addresses(browser) == [page.as_uri()]


@pytest.mark.parametrize("name", ["rasskazovo_2021.txt", "kruglyi_stol_2022.docx", "komissiya_2022.pdf", "slet_2023.html"])
def test_all_text_and_all_records_are_on_the_page(name: str, open_page: Open, tmp_path: Path) -> None:
    resolution = parse(EXAMPLES / name)
    browser = open_page(write(tmp_path / "page.html", resolution))
    assert browser.execute_script(TEXT_OF_PAGE) == printable(resolution.text)
    cards = browser.execute_script("return [...document.querySelectorAll('.r p')].map(node => node.textContent)")
    missing = [item.text for item in resolution.items() if not any(card.endswith(item.text) for card in cards)]
    assert missing == []


def test_each_piece_of_a_record_is_marked_where_it_stands(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    browser = open_page(page)
    task = next(task for task in rasskazovo.tasks if len(task.spans) > 1)  # a blank line cuts it
    number = browser.execute_script("return cards.find(card => card.textContent.includes(arguments[0])).id.slice(1)", task.text)
    pieces = browser.execute_script("return marks(arguments[0]).map(mark => mark.textContent)", number)
    assert pieces == [rasskazovo.text[span.start:span.end] for span in task.spans]


def test_a_click_on_the_text_shows_the_record(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    browser = open_page(page)
    goal = rasskazovo.goals[1]
    click(browser, "mark.goals:nth-of-type(2)")
    assert picked(browser) == goal.text
    card = one(browser, ".r.on")
    assert browser.execute_script(IN_VIEW, card)


def test_a_click_on_a_record_shows_its_place(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    browser = open_page(page)
    browser.execute_script("document.querySelector('.tasks .r:last-child p').click()")
    mark = one(browser, "mark.on")
    assert browser.execute_script(IN_VIEW, mark)
    assert mark.get_attribute("textContent") in printable(rasskazovo.text)
    assert picked(browser) == next(task.text for task in rasskazovo.tasks if task.text.startswith(" ".join(str(picked(browser)).split()[:3])))


def test_a_body_in_the_text_leads_to_its_group_of_tasks(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    browser = open_page(page)
    bodies = browser.find_elements("css selector", "mark.body")
    assert [body.get_attribute("textContent") for body in bodies] == ["Отделу образования и защиты прав несовершеннолетних администрации Рассказовского района", "МКУ «ИМЦ Рассказовского района»", "Образовательным организациям района"]
    browser.execute_script("arguments[0].click()", bodies[2])
    group = one(browser, ".g.on")
    assert group.text == "Образовательные организации района"
    texts = browser.execute_script("return [...arguments[0].nextElementSibling.querySelectorAll('li > p')].map(node => node.lastChild.data)", group)
    wanted = [task.text for task in rasskazovo.tasks if [body.name for body in task.bodies] == ["Образовательные организации района"]]
    assert texts[:len(wanted)] == wanted


def test_hovering_ties_both_sides(page: Path, open_page: Open) -> None:
    from selenium.webdriver import ActionChains

    browser = open_page(page)
    card = one(browser, ".goals .r")
    ActionChains(browser).move_to_element(card).perform()
    assert len(browser.find_elements("css selector", "mark.near")) == 1
    assert "near" in card.get_attribute("class")
    ActionChains(browser).move_to_element(one(browser, "h1")).perform()
    assert browser.find_elements("css selector", ".near") == []


def test_the_keyboard_goes_through_the_records(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = open_page(page)
    seen = []
    for key in ("j", Keys.ARROW_DOWN, "j", "k", Keys.ARROW_UP, "k"):
        press(browser, key)
        seen.append(picked(browser))
    first, second, third = (goal.text for goal in rasskazovo.goals[:3])
    assert seen == [first, second, third, second, first, first]
    press(browser, Keys.ENTER)
    assert one(browser, ".r.on details").get_attribute("open")
    assert rasskazovo.goals[0].rule in one(browser, ".r.on details").text
    press(browser, Keys.ESCAPE)
    assert picked(browser) is None
    assert browser.find_elements("css selector", "mark.on") == []


def test_the_keys_work_in_the_russian_layout(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    browser = open_page(page)
    browser.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyDown", "code": "KeyJ", "key": "о", "text": "о"})
    assert picked(browser) == rasskazovo.goals[0].text


def test_keys_with_control_are_left_to_the_browser(page: Path, open_page: Open) -> None:
    browser = open_page(page)
    browser.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyDown", "code": "KeyJ", "key": "j", "modifiers": 2})
    assert picked(browser) is None


def test_an_address_with_a_record_opens_there(page: Path, open_page: Open) -> None:
    browser = open_page(page)
    browser.get(f"{page.as_uri()}#r9")
    assert one(browser, ".r.on").get_attribute("id") == "r9"


def test_warnings_are_marked_and_lead_to_the_unassigned_text(resolution: Resolution, open_page: Open, tmp_path: Path) -> None:
    browser = open_page(write(tmp_path / "page.html", resolution))
    click(browser, ".warnings .place")
    mark = one(browser, "mark.warnings.on")
    assert mark.get_attribute("textContent") == resolution.text[0:7]


HOSTILE = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'></div></mark>\"'><svg onload=window.pwned=3>{{ 7*7 }}<!--"


def test_a_hostile_document_stays_text(resolution: Resolution, open_page: Open, tmp_path: Path) -> None:
    text = f"{HOSTILE}\n{HOSTILE} javascript:window.pwned=4 \x1b[1m\n"
    span = Span(start=3, end=len(HOSTILE) + 5, page=None, paragraph=0)
    task = replace(resolution.tasks[0], text=HOSTILE, id=f"task-{HOSTILE}", topic=HOSTILE, rule=HOSTILE, spans=(span,), bodies=tuple(replace(body, name=HOSTILE) for body in resolution.tasks[0].bodies))
    resolution = replace(resolution, text=text, title=HOSTILE, tasks=(task,), warnings=(Warning(code="unassigned", message=HOSTILE, span=span),), source=replace(resolution.source, name=HOSTILE))
    browser = open_page(write(tmp_path / "page.html", resolution))
    press(browser, "j", "j")
    assert browser.execute_script("return window.pwned") is None
    assert browser.execute_script("return document.querySelectorAll('img, svg').length") == 0
    assert browser.execute_script(TEXT_OF_PAGE) == printable(text)
    assert complaints(browser) == []
    assert addresses(browser) == [(tmp_path / "page.html").as_uri()]


def test_no_other_script_can_run_on_the_page(page: Path, open_page: Open, tmp_path: Path) -> None:
    """The policy names the script by its hash: even what got past the escaping would not run."""
    changed = tmp_path / "page.html"
    changed.write_text(page.read_text("utf-8").replace("</aside>", "<script>window.pwned = 1</script></aside>"), "utf-8")
    browser = open_page(changed)
    assert browser.execute_script("return [window.pwned, typeof pick]") == [None, "function"]


def test_without_javascript_everything_can_be_read_and_followed(page: Path, rasskazovo: Resolution, plain_browser: Chrome) -> None:
    plain_browser.get(page.as_uri())
    assert one(plain_browser, ".text").get_attribute("textContent") == printable(rasskazovo.text)
    shown = one(plain_browser, ".records").text
    assert [item.text for item in rasskazovo.items() if item.text not in shown] == []
    assert not one(plain_browser, ".help").is_displayed()  # the keys do nothing here
    click(plain_browser, ".goals .r summary")
    assert rasskazovo.goals[0].rule in one(plain_browser, ".goals .r details").text
    click(plain_browser, ".tasks .place")
    assert plain_browser.current_url.endswith(one(plain_browser, ".tasks .place").get_attribute("href").partition("#")[2])
    assert one(plain_browser, "mark:target").get_attribute("textContent") == rasskazovo.text[rasskazovo.tasks[0].spans[0].start:rasskazovo.tasks[0].spans[0].end]


def test_a_telephone_shows_the_page_without_sideways_scrolling(page: Path, open_page: Open) -> None:
    browser = open_page(page)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    try:
        assert browser.execute_script("return document.documentElement.scrollWidth") == 390
        browser.execute_script("document.querySelector('mark.goals').click()")
        in_view = "const box = document.querySelector('.r.on').getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight"
        assert browser.execute_async_script(f"const done = arguments[0]; setTimeout(() => done((() => {{ {in_view} }})()), 200)")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_paper_stand_the_text_and_the_records(page: Path, rasskazovo: Resolution, open_page: Open) -> None:
    import pypdfium2

    browser = open_page(page)
    printed = pypdfium2.PdfDocument(base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"]))
    words = "".join("".join(page.get_textpage().get_text_range() for page in printed).split())
    last = "".join(rasskazovo.tasks[-1].text.split()).replace("-", "")
    assert words.replace("-", "").count(last) == 2  # in the text, and among the records
    assert "j или ↓".replace(" ", "") not in words


def test_five_megabytes_open_in_bearable_time(open_page: Open, tmp_path: Path) -> None:
    """Chromium takes 4 s on two slow cores; what a page must not do is hang for minutes."""
    import time

    small = parse_text("Съезд решил:\n" + "".join(f"{rank}. Поручить школам до 1 мая 2022 года усилить охрану № {rank}.\n" for rank in range(1, 200)))
    count = 5_000_000 // len(small.text)
    items = tuple(replace(task, id=f"task-{at}", spans=tuple(replace(span, start=span.start + turn * len(small.text), end=span.end + turn * len(small.text)) for span in task.spans), bodies=task.bodies)
                  for turn in range(count) for at, task in enumerate(small.tasks))
    large = replace(small, text=small.text * count, tasks=items)
    page = write(tmp_path / "large.html", large)
    assert page.stat().st_size < 12 * len(large.text.encode())
    start = time.monotonic()
    browser = open_page(page)
    press(browser, "j", "j")
    assert picked(browser) is not None
    assert time.monotonic() - start < 60
