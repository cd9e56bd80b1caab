"""Pages as offices set them: footnotes, running heads that change, items cut by page ends, columns, letterheads, widened letters."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from pdf_makers import HEIGHT, INDENT, LEFT, REGULAR, RIGHT, Sheet, draw, wrap

from resolution_parser import Parser, Resolution

FIRST = "1. Поручить отделу образования подготовить до 1 октября 2021 года план работы с одарёнными детьми."
CUT = (
    "2. Рекомендовать школам района продолжить работу по внедрению новых методов обучения и воспитания, образовательных технологий, "
    "обеспечивающих освоение обучающимися базовых навыков и умений, повышение их мотивации к обучению."
)
LAST = "3. Рекомендовать библиотекам района провести в 2022 году не менее 12 встреч с писателями."
WANTED = [text[3:-1] for text in (FIRST, CUT, LAST)]


def parse(pen: Callable[[Sheet], object]) -> Resolution:
    return Parser().parse(io.BytesIO(draw(pen)), name="a.pdf")


def items(resolution: Resolution) -> list[str]:
    return [item.text for item in resolution.items()]


def furniture(resolution: Resolution) -> list[str]:
    return [resolution.text[part.span.start:part.span.end] for part in resolution.sections if part.kind == "furniture"]


def cut_by_page(sheet: Sheet, *, before: Callable[[Sheet], object], after: Callable[[Sheet], object] = lambda _: None) -> None:
    """A decision whose second item runs over the page's end; ``before`` draws on the first page, ``after`` on the second."""
    sheet.centred("РЕШЕНИЕ районной конференции", bold=True)
    sheet.skip(12)
    sheet.line("Конференция решила:")
    sheet.paragraph(FIRST)
    lines = wrap(CUT, width=RIGHT - LEFT, first=INDENT)
    sheet.justified([*lines[:2], ""][:2], first=INDENT)
    before(sheet)
    sheet.turn_page()
    after(sheet)
    for line in lines[2:]:
        sheet.line(line)
    sheet.paragraph(LAST)


def head(text: str, *, size: float = 9) -> Callable[[Sheet], object]:
    return lambda sheet: sheet.put(text, y=HEIGHT - 30, size=size)


def notes(*lines: str) -> Callable[[Sheet], object]:
    def pen(sheet: Sheet) -> None:
        sheet.canvas.line(LEFT, 112, LEFT + 140, 112)
        for rank, line in enumerate(lines):
            sheet.put(line, y=100 - 12 * rank, size=9)

    return pen


@pytest.mark.parametrize(("before", "after", "aside"), [
    pytest.param(head("Раздел первый. Образование"), head("Раздел второй. Культура"), ["Раздел первый. Образование", "Раздел второй. Культура"],
                 id="small heads that change"),
    pytest.param(notes("1 Указ Президента Российской Федерации от 21 июля 2020 г. № 474.", "2 Далее – Комитет."), lambda _: None,
                 ["1 Указ Президента Российской Федерации от 21 июля 2020 г. № 474.\n\n2 Далее – Комитет."], id="footnotes"),
    pytest.param(notes("* Принято единогласно при двух", "воздержавшихся."), lambda _: None,
                 ["* Принято единогласно при двух\n\nвоздержавшихся."], id="a footnote of two lines under an asterisk"),
    pytest.param(lambda sheet: (notes("1 Далее – Комитет.")(sheet), sheet.foot("1")), lambda sheet: sheet.foot("2"),
                 ["1 Далее – Комитет.\n\n1", "2"], id="a footnote over a page number"),
])
def test_item_cut_by_the_page_goes_on_behind_what_is_no_text(
    before: Callable[[Sheet], object], after: Callable[[Sheet], object], aside: list[str],
) -> None:
    resolution = parse(lambda sheet: cut_by_page(sheet, before=before, after=after))
    assert items(resolution) == WANTED
    assert furniture(resolution) == aside


def test_heads_of_left_and_right_pages_that_count_them_are_furniture() -> None:
    topics = ("школах", "библиотеках", "музеях", "клубах")

    def pen(sheet: Sheet) -> None:
        for rank, topic in enumerate(topics):
            sheet.put(f"{12 + rank}    Решения конференции" if rank % 2 else f"Работа в {topic}    {12 + rank}", y=HEIGHT - 30)
            sheet.paragraph(f"{rank + 1}. Рекомендовать обсудить на собраниях в {topic} работу за {2001 + 3 * rank} год.")
            sheet.turn_page()

    assert [text.split("\n")[0] for text in furniture(parse(pen))] == [
        "Работа в школах 12", "13 Решения конференции", "Работа в музеях 14", "15 Решения конференции"]


def test_text_that_ends_in_years_one_after_the_other_is_no_running_head() -> None:
    def pen(sheet: Sheet) -> None:
        for year, topic in ((2019, "школы"), (2020, "клубы"), (2021, "музеи")):
            sheet.line(f"Рекомендовать {topic} открыть в году {year}")
            sheet.turn_page()

    assert furniture(parse(pen)) == []


def test_small_print_under_a_signature_line_leaves_the_items_alone() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.line("Конференция решила:")
        for text in (FIRST, LAST):
            sheet.paragraph(text)
        sheet.skip(30)
        sheet.canvas.line(LEFT, sheet.y, LEFT + 120, sheet.y)
        sheet.skip(12)
        sheet.line("Исполнитель Иванова", size=9)

    resolution = parse(pen)
    assert items(resolution) == [WANTED[0], WANTED[2]]
    assert furniture(resolution) == []


def test_letterhead_beside_an_approval_leaves_title_and_items_alone() -> None:
    def pen(sheet: Sheet) -> None:
        for left, right in (("АДМИНИСТРАЦИЯ", "УТВЕРЖДАЮ"), ("Рассказовского района", "Глава района"), ("Тамбовской области", "И.И. Иванов")):
            sheet.put(left)
            sheet.line(right, LEFT + 290)
        sheet.skip(20)
        cut_by_page(sheet, before=lambda _: None)

    resolution = parse(pen)
    assert (resolution.title, items(resolution)) == ("РЕШЕНИЕ районной конференции", WANTED)


@pytest.mark.parametrize("spacing", [0.0, 1.5, 3.0])
def test_widened_letters_are_words(spacing: float) -> None:
    def pen(sheet: Sheet) -> None:
        text = sheet.canvas.beginText(LEFT, sheet.y)
        text.setFont(REGULAR, 12)
        text.setCharSpace(spacing)
        text.textLine("Конференция решила одобрить отчёт")
        sheet.canvas.drawText(text)

    assert parse(pen).text == "Конференция решила одобрить отчёт"


def test_columns_with_a_footnote_are_read_one_after_the_other() -> None:
    def column(sheet: Sheet, texts: Sequence[str], x: float) -> None:
        for text in texts:
            for line in wrap(text, width=205):
                sheet.line(line, x)

    def pen(sheet: Sheet) -> None:
        sheet.centred("РЕШЕНИЕ районной конференции", bold=True)
        sheet.skip(10)
        sheet.line("Конференция решила:")
        top = sheet.y
        column(sheet, (FIRST, CUT), LEFT)
        sheet.y = top
        column(sheet, (LAST,), LEFT + 245)
        column(sheet, ("4. Контроль за исполнением решения возложить на отдел культуры.",), LEFT + 245)
        notes("1 Далее – Отдел.")(sheet)

    resolution = parse(pen)
    assert items(resolution) == [*WANTED, "Контроль за исполнением решения возложить на отдел культуры"]
    assert furniture(resolution) == ["1 Далее – Отдел."]


def test_table_of_measures_on_three_pages_with_a_head_that_changes_is_one() -> None:
    xs = [LEFT, LEFT + 240, LEFT + 340, RIGHT]
    measures = [f"Провести смотр номер {rank}" for rank in ("один", "два", "три", "четыре", "пять", "шесть")]

    def pen(sheet: Sheet) -> None:
        sheet.line("РЕШЕНИЕ районной конференции", bold=True)
        sheet.line("Конференция решила утвердить план мероприятий:")
        for page in range(3):
            head(f"Часть {['первая', 'вторая', 'третья'][page]}")(sheet)
            sheet.skip(20)
            rows = [("Мероприятие", "Срок", "Ответственный"), *((text, "май 2022 г.", "Отдел культуры") for text in measures[2 * page: 2 * page + 2])]
            sheet.grid(xs, [sheet.y + 14 - 22 * rank for rank in range(len(rows) + 1)])
            for row in rows:
                for x, cell in zip(xs, row, strict=False):
                    sheet.put(cell, x + 4)
                sheet.skip(22)
            if page < 2:
                sheet.turn_page()

    tasks = parse(pen).tasks
    assert [task.text for task in tasks] == measures
    assert {(task.bodies[0].name, task.deadline.end if task.deadline else None) for task in tasks} == {("Отдел культуры", "2022-05-31")}
