"""The review workbook: what a reviewer decides is what the records say afterwards, and what cannot be done is told of by its cell."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from workbooks import DAY, Edits, fill, make, row_numbers

from resolution_parser import Resolution, from_json, parse, parse_text
from resolution_parser.errors import FileMissing, HostileFile, InputError
from resolution_parser.evaluate import evaluate
from resolution_parser.review import Applied, apply_review, corrections_json, gold_json, read_review
from resolution_parser.review.columns import COLUMNS, Words

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"
TEXT = """РЕШЕНИЕ районного совещания

24 мая 2021 года в зале было холодно.

Участники отмечают:
- за год открыты 3 клуба;
- выросла посещаемость.

Отделу культуры администрации района:
1. Купить костюмы для хора до 1 сентября 2021 года.
2. Починить крышу клуба в Ольховке.
3. Провести не менее 4 концертов.

Школам района:
1. Принять участие в концертах.
"""


@pytest.fixture(scope="module")
def decision() -> Resolution:
    made = parse_text(TEXT, name="doc.txt")
    assert [item.id for item in made.items()] == ["finding-1", "finding-2", "task-1", "task-2", "task-3", "task-4"]
    return made


def apply(path: Path, edits: Edits, **options: Any) -> tuple[Applied, list[tuple[str, str]]]:
    """The first document after the edits, and the faults as pairs."""
    applied, faults = apply_review(read_review(fill(path, edits, **options)))
    return applied[0], [(fault.cell, fault.message) for fault in faults]


@pytest.fixture
def workbook(decision: Resolution, tmp_path: Path) -> Path:
    return make(tmp_path / "review.xlsx", decision)


@pytest.mark.parametrize("name", ["rasskazovo_2021.txt", "kruglyi_stol_2022.docx", "komissiya_2022.pdf", "slet_2023.html", "pedsovet_2024.txt"])
@pytest.mark.parametrize("decided", ["верно", None], ids=["confirmed", "untouched"])
def test_what_was_not_changed_comes_back_as_it_was(name: str, decided: str | None, tmp_path: Path) -> None:
    resolution = parse(EXAMPLES / name)
    applied, faults = apply(make(tmp_path / "review.xlsx", resolution), {}, rest=decided)
    assert faults == []
    assert applied.resolution == resolution
    assert [correction.decision for correction in applied.corrections.corrections] == ["confirm"] * (sum(1 for _ in resolution.items()) if decided else 0)
    assert applied.judged is bool(decided)


def test_a_hand_made_resolution_with_every_field_comes_back_as_it_was(resolution: Resolution, tmp_path: Path) -> None:
    applied, faults = apply(make(tmp_path / "review.xlsx", resolution), {}, rest="верно")
    assert (applied.resolution, faults) == (resolution, [])


def test_a_corrected_text_moves_the_record_to_its_words(workbook: Path, decision: Resolution) -> None:
    applied, faults = apply(workbook, {("task-2", "decision"): "исправить", ("task-2", "text"): "починить крышу"})
    assert faults == []
    task = applied.resolution.tasks[1]
    assert (task.text, task.rule, task.confidence) == ("починить крышу", "review", 1.0)
    assert [TEXT[span.start:span.end] for span in task.spans] == ["Починить крышу"]
    assert task.bodies == decision.tasks[1].bodies
    (correction,) = applied.corrections.corrections
    assert [(change.field, change.was, change.now) for change in correction.changes] == [("text", "Починить крышу клуба в Ольховке", "починить крышу")]
    assert (correction.id, correction.new_id, correction.row) == ("task-2", "task-2", row_numbers(workbook)["task-2"])


def test_a_text_that_the_document_does_not_have_stays_where_the_record_was(workbook: Path, decision: Resolution) -> None:
    """A misprint that the reviewer has mended."""
    applied, faults = apply(workbook, {("task-2", "decision"): "исправить", ("task-2", "text"): "починить кровлю клуба"})
    assert faults == []
    assert applied.resolution.tasks[1].spans == decision.tasks[1].spans


def test_a_deleted_record_is_gone_and_the_others_are_counted_anew(workbook: Path) -> None:
    applied, _ = apply(workbook, {("task-1", "decision"): "удалить"}, rest="верно")
    assert [task.id for task in applied.resolution.tasks] == ["task-1", "task-2", "task-3"]
    assert applied.resolution.tasks[0].text == "Починить крышу клуба в Ольховке"
    ids = {correction.id: correction.new_id for correction in applied.corrections.corrections}
    assert (ids["task-1"], ids["task-2"], ids["task-4"]) == (None, "task-1", "task-3")


def test_another_kind_takes_what_it_can_hold(workbook: Path) -> None:
    applied, faults = apply(workbook, {("task-4", "decision"): "исправить", ("task-4", "kind"): "предложение"})
    assert faults == []
    assert [(proposal.id, proposal.text, proposal.action) for proposal in applied.resolution.proposals] == [("proposal-1", "Принять участие в концертах", "принять")]
    assert len(applied.resolution.tasks) == 3
    changed = {change.field: change.now for change in applied.corrections.corrections[0].changes}
    assert (changed["kind"], changed["executors"], changed["modality"]) == ("proposals", (), None)


def test_an_added_record_stands_where_its_words_are(workbook: Path) -> None:
    applied, faults = apply(workbook, {
        ("new-1", "decision"): "добавить", ("new-1", "kind"): "проблема", ("new-1", "text"): "в зале  было холодно", ("new-1", "comment"): "пропущено"})
    assert faults == []
    (problem,) = applied.resolution.problems
    assert (problem.id, problem.rule) == ("problem-1", "review")
    assert [TEXT[span.start:span.end] for span in problem.spans] == ["в зале было холодно"]
    (correction,) = applied.corrections.corrections
    assert (correction.decision, correction.id, correction.new_id, correction.comment) == ("add", None, "problem-1", "пропущено")


def test_an_added_record_takes_words_that_no_other_record_holds(workbook: Path) -> None:
    """«клуба» stands in the first finding, too; that place is taken."""
    applied, faults = apply(workbook, {
        ("task-2", "decision"): "удалить", ("new-1", "decision"): "добавить", ("new-1", "kind"): "проблема", ("new-1", "text"): "клуба"})
    assert faults == []
    assert applied.resolution.problems[0].spans[0].start == TEXT.index("крышу клуба") + len("крышу ")


def test_an_added_task_can_have_everything(workbook: Path) -> None:
    applied, faults = apply(workbook, {
        ("new-3", "decision"): "Добавить", ("new-3", "kind"): "задача", ("new-3", "text"): "в зале было холодно", ("new-3", "executors"): "Школы района;\nДом культуры ; ",
        ("new-3", "partners"): "Отдел культуры администрации района", ("new-3", "deadline"): "к весне", ("new-3", "deadline_end"): "01.03.2022",
        ("new-3", "modality"): "просьба", ("new-3", "action"): "топить", ("new-3", "topic"): "Тепло", ("new-3", "label"): "7."})
    assert faults == []
    task = next(task for task in applied.resolution.tasks if task.rule == "review")
    assert [(body.name, body.role) for body in task.bodies] == [("Школы района", "executor"), ("Дом культуры", "executor"), ("Отдел культуры администрации района", "partner")]
    assert task.bodies[0].text == "Школам района"  # as printed where the document names it
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.start, task.deadline.end, task.deadline.kind) == ("к весне", None, "2022-03-01", "date")
    assert (task.modality, task.action, task.topic, task.label) == ("request", "топить", "Тепло", "7.")


@pytest.mark.parametrize(("edits", "deadline"), [
    ({"deadline_end": datetime.date(2021, 10, 5)}, ("до 1 сентября 2021 года", None, "2021-10-05", "date")),  # only the date: the words stay
    ({"deadline": "до 5 октября 2021 года"}, ("до 5 октября 2021 года", None, "2021-10-05", "date")),         # only the words: dates are read from them
    ({"deadline": "постоянно", "deadline_end": None, "deadline_kind": "постоянно"}, ("постоянно", None, None, "ongoing")),
    ({"deadline": None, "deadline_end": None, "deadline_kind": None}, None),                                   # cleared: there is none
    ({"deadline_start": "2021-06-01", "deadline_kind": "период"}, ("до 1 сентября 2021 года", "2021-06-01", "2021-09-01", "period")),
], ids=["date", "words", "always", "none", "range"])
def test_a_deadline_is_corrected_in_words_or_dates(edits: dict[str, object], deadline: tuple[object, ...] | None, workbook: Path) -> None:
    applied, faults = apply(workbook, {("task-1", "decision"): "исправить", **{("task-1", name): value for name, value in edits.items()}})
    assert faults == []
    found = applied.resolution.tasks[0].deadline
    assert (found and (found.text, found.start, found.end, found.kind)) == deadline


FAULTS: list[tuple[str, Edits, str, str]] = [
    ("changed without saying so", {("task-2", "text"): "починить"}, "Записи!E5", "решение не «исправить»"),
    ("changed, but right", {("task-2", "decision"): "верно", ("task-2", "topic"): "Крыши"}, "Записи!O5", "решение не «исправить»"),
    ("correct without a change", {("task-2", "decision"): "исправить"}, "Записи!C5", "ничего не изменено"),
    ("unknown decision", {("task-2", "decision"): "да"}, "Записи!C5", "верно, исправить, удалить"),
    ("add to an old row", {("task-2", "decision"): "добавить"}, "Записи!C5", "уже есть"),
    ("unknown kind", {("task-2", "decision"): "исправить", ("task-2", "kind"): "мечта"}, "Записи!D5", "«мечта» нет в списке"),
    ("kind removed", {("new-1", "decision"): "добавить", ("new-1", "text"): "было холодно"}, "Записи!D8", "не выбран вид"),
    ("text removed", {("task-2", "decision"): "исправить", ("task-2", "text"): None}, "Записи!E5", "нет текста"),
    ("changed id", {("task-2", "id"): "task-99"}, "Записи!B5", "нет записи «task-99»"),
    ("id twice", {("task-2", "id"): "task-1"}, "Записи!B5", "впервые в строке 4"),
    ("unknown document", {("task-2", "document"): "other"}, "Записи!A5", "нет документа «other»"),
    ("broken date", {("task-1", "decision"): "исправить", ("task-1", "deadline_end"): "31.02.2022"}, "Записи!J4", "«31.02.2022» — не дата"),
    ("backwards", {("task-1", "decision"): "исправить", ("task-1", "deadline_start"): "01.01.2030"}, "Записи!J4", "раньше, чем начинается"),
    ("dates without words", {("task-2", "decision"): "исправить", ("task-2", "deadline_end"): "01.01.2030"}, "Записи!J5", "не написано, как срок назван"),
    ("words without dates", {("task-1", "decision"): "исправить", ("task-1", "deadline"): "когда-нибудь"}, "Записи!H4", "даты не прочитать"),
    ("formula", {("task-2", "decision"): "исправить", ("task-2", "text"): "=A1"}, "Записи!E5", "формула"),
    ("field of another kind", {("finding-1", "decision"): "исправить", ("finding-1", "executors"): "Школы"}, "Записи!F2", "для вида «констатация»"),
    ("added, not in the document", {("new-1", "decision"): "добавить", ("new-1", "kind"): "цель", ("new-1", "text"): "мир во всём мире"}, "Записи!E8", "такого текста нет"),
    ("added half a word", {("new-1", "decision"): "добавить", ("new-1", "kind"): "цель", ("new-1", "text"): "пить костюмы"}, "Записи!E8", "такого текста нет"),
    ("filled in, not added", {("new-1", "text"): "было холодно"}, "Записи!C8", "решение не «добавить»"),
]


@pytest.mark.parametrize(("edits", "cell", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_cannot_be_applied_is_told_of_by_its_cell(edits: Edits, cell: str, message: str, workbook: Path, decision: Resolution) -> None:
    applied, faults = apply(workbook, edits)
    assert cell in [where for where, _ in faults]
    assert message in next(what for where, what in faults if where == cell)
    assert applied.resolution == decision  # the row was not applied by halves
    assert not applied.judged
    assert cell in [fault.cell for fault in applied.corrections.refused]


def test_a_row_that_is_gone_is_told_of(workbook: Path) -> None:
    book = load_workbook(workbook)
    book.worksheets[1].delete_rows(5)
    book.save(workbook)
    _, faults = apply(workbook, {})
    assert [message for _, message in faults] == [Words.of("ru").fault("missing_row", value="doc: task-2")]


def test_a_fault_in_one_row_costs_no_other(workbook: Path) -> None:
    applied, faults = apply(workbook, {("task-1", "decision"): "удалить", ("task-2", "decision"): "исправить", ("task-2", "kind"): "мечта"})
    assert len(faults) == 1
    assert [task.text.split()[0] for task in applied.resolution.tasks] == ["Починить", "Провести", "Принять"]


@pytest.mark.parametrize(("reviewer", "day", "cell"), [(None, DAY, "Инструкция!B3"), ("  ", DAY, "Инструкция!B3"), ("Петрова", None, "Инструкция!B4"), ("Петрова", "вчера", "Инструкция!B4")])
def test_without_a_reviewer_and_a_date_nothing_is_applied(reviewer: str | None, day: object, cell: str, workbook: Path) -> None:
    applied, faults = apply_review(read_review(fill(workbook, {("task-1", "decision"): "удалить"}, reviewer=reviewer, day=day)))
    assert applied == ()
    assert [fault.cell for fault in faults] == [cell]


def test_text_that_found_a_place_is_no_longer_left_over(tmp_path: Path) -> None:
    resolution = _with_left_over()
    left = next(warning for warning in resolution.warnings if warning.code == "unassigned")
    assert left.span is not None
    words = resolution.text[left.span.start:left.span.end]
    applied, faults = apply(make(tmp_path / "review.xlsx", resolution), {("new-1", "decision"): "добавить", ("new-1", "kind"): "констатация", ("new-1", "text"): words})
    assert faults == []
    assert left not in applied.resolution.warnings
    assert applied.resolution.coverage > resolution.coverage


def _with_left_over() -> Resolution:
    from resolution_parser.records import Span, Warning

    resolution = parse_text(TEXT)
    start = TEXT.index("в зале")
    span = Span(start=start, end=start + len("в зале было холодно"), page=None, paragraph=1)
    return replace(resolution, coverage=0.9, warnings=(Warning(code="unassigned", message="left", span=span),))


def test_ids_are_locked_and_the_rest_is_open(workbook: Path) -> None:
    sheet = load_workbook(workbook).worksheets[1]
    assert sheet.protection.sheet
    locked = {name: sheet.cell(2, at).protection.locked for at, name in enumerate(COLUMNS, start=1)}
    assert [name for name, state in locked.items() if state] == ["document", "id", "indicators", "page", "confidence", "rule"]
    new = row_numbers(workbook)["new-1"]
    assert not sheet.cell(new, COLUMNS.index("document") + 1).protection.locked


def test_drop_downs_hold_the_words_of_the_language(decision: Resolution, tmp_path: Path) -> None:
    def lists(path: Path) -> set[str]:
        return {rule.formula1 for rule in load_workbook(path).worksheets[1].data_validations.dataValidation}

    assert {'"верно,исправить,удалить"', '"добавить"', '"цель,констатация,проблема,предложение,задача,контроль"'} <= lists(make(tmp_path / "ru.xlsx", decision))
    assert {'"right,correct,delete"', '"add"', '"goal,finding,problem,proposal,task,control"'} <= lists(make(tmp_path / "en.xlsx", decision, language="en"))


def test_an_english_workbook_works_like_a_russian_one(decision: Resolution, tmp_path: Path) -> None:
    applied, faults = apply(make(tmp_path / "en.xlsx", decision, language="en"), {("task-4", "decision"): "correct", ("task-4", "kind"): "finding"})
    assert faults == []
    assert [finding.text for finding in applied.resolution.findings][-1] == "Принять участие в концертах"


def test_words_of_both_languages_say_the_same_things() -> None:
    def keys(value: object) -> object:
        return {key: keys(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    assert keys(Words.of("ru").tables) == keys(Words.of("en").tables)


def test_hostile_texts_stay_texts(decision: Resolution, tmp_path: Path) -> None:
    wild = "=HYPERLINK(\"http://x\") \x07 \ufffe _x0041_"
    items = tuple(replace(task, text=wild, topic="+1", label="@x", lead="-2") for task in decision.tasks[:1])
    resolution = replace(decision, tasks=items + decision.tasks[1:], title="=1+1")
    path = make(tmp_path / "review.xlsx", resolution)
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    applied, faults = apply(path, {}, rest="верно")
    assert (faults, applied.resolution) == ([], resolution)


def test_a_text_longer_than_a_cell_is_whole_in_the_records(decision: Resolution, tmp_path: Path) -> None:
    long = "слово " * 10_000
    resolution = replace(decision, tasks=(replace(decision.tasks[0], text=long.strip()), *decision.tasks[1:]))
    applied, faults = apply(make(tmp_path / "review.xlsx", resolution), {("task-1", "decision"): "исправить", ("task-1", "topic"): "Слова"})
    assert faults == []
    assert (applied.resolution.tasks[0].text, applied.resolution.tasks[0].topic) == (long.strip(), "Слова")


def broken_copies(good: bytes, tmp_path: Path) -> list[tuple[str, bytes]]:
    store = tmp_path / "store.xlsx"

    def changed(edit: Any) -> bytes:
        store.write_bytes(good)
        book = load_workbook(store)
        edit(book)
        book.save(store)
        return store.read_bytes()

    def rename(book: Any) -> None:
        for row in range(2, book["resolution-parser"].max_row + 1):
            book["resolution-parser"].cell(row, 1).value = "../../evil"

    return [
        ("empty", b""), ("no zip", b"junk" * 100), ("cut off", good[:len(good) // 2]), ("a document", (EXAMPLES / "kruglyi_stol_2022.docx").read_bytes()),
        ("no store", changed(lambda book: book.remove(book["resolution-parser"]))),
        ("store changed", changed(lambda book: book["resolution-parser"].cell(2, 3, "AAAA"))),
        ("store of another format", changed(lambda book: book["resolution-parser"].cell(1, 2, 99))),
        ("a name that leads out", changed(rename)),
        ("headings changed", changed(lambda book: book.worksheets[1].cell(1, 5, "Слова"))),
        ("no records", changed(lambda book: book.remove(book.worksheets[1]))),
    ]


def test_what_is_no_review_workbook_is_refused_with_advice(workbook: Path, tmp_path: Path) -> None:
    for name, data in broken_copies(workbook.read_bytes(), tmp_path):
        (tmp_path / "bad.xlsx").write_bytes(data)
        with pytest.raises(InputError) as caught:
            read_review(tmp_path / "bad.xlsx")
        assert caught.value.hint, name
        assert "bad.xlsx" in caught.value.where, name
    with pytest.raises(FileMissing):
        read_review(tmp_path / "none.xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused(workbook: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(workbook.read_bytes())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet99.xml", b" " * 20_000_000)
    with pytest.raises(HostileFile):
        read_review(bomb)


@pytest.mark.parametrize("cut", range(0, 100, 9))
def test_a_damaged_workbook_never_ends_in_a_traceback(cut: int, workbook: Path, tmp_path: Path) -> None:
    data = bytearray(workbook.read_bytes())
    at = len(data) * cut // 100
    data[at:at + 40] = bytes(40)
    (tmp_path / "bad.xlsx").write_bytes(data)
    with suppress(InputError):  # some bytes of a zip archive do not matter
        read_review(tmp_path / "bad.xlsx")


# The commands


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "resolution_parser", *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def test_the_commands_go_from_documents_to_gold_that_evaluate_takes(tmp_path: Path) -> None:
    book, out = tmp_path / "review.xlsx", tmp_path / "out"
    assert run("review", EXAMPLES / "pedsovet_2024.txt", EXAMPLES / "sbornik_2023.txt", "--out", book).returncode == 0
    sheet = load_workbook(book).worksheets[1]
    rows = {(sheet.cell(row, 1).value, sheet.cell(row, 2).value): row for row in range(2, sheet.max_row + 1)}
    filled = load_workbook(book)
    filled.worksheets[0]["B3"], filled.worksheets[0]["B4"] = "Петрова А.А.", DAY
    for (document, identity), row in rows.items():
        if identity:
            deleted = (document, identity) == ("pedsovet_2024", "task-2")
            filled.worksheets[1].cell(row, 3).value = "удалить" if deleted else "верно"
    filled.save(book)
    done = run("apply", book, "--out", out, "--gold")
    assert done.returncode == 0, done.stderr
    names = ["pedsovet_2024", "sbornik_2023", "sbornik_2023.part2"]
    assert files(out) == sorted(f"{name}{suffix}" for name in names for suffix in (".json", ".corrections.json", ".gold.json", ".txt"))
    assert evaluate(out, out).wholly_right.right == 3
    assert evaluate(out).wholly_right.right == 2  # the parser still finds what was deleted
    corrections = json.loads((out / "pedsovet_2024.corrections.json").read_text("utf-8"))
    assert (corrections["reviewer"], corrections["date"], corrections["workbook"]) == ("Петрова А.А.", "2026-11-20", "review.xlsx")
    assert [entry["id"] for entry in corrections["corrections"] if entry["decision"] == "delete"] == ["task-2"]
    assert len(from_json((out / "sbornik_2023.json").read_text("utf-8")).tasks) == 1


def test_with_a_fault_nothing_is_written_unless_asked(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(workbook, {("task-1", "decision"): "удалить", ("task-2", "kind"): "мечта", ("task-2", "decision"): "исправить"}, rest="верно")
    done = run("apply", workbook, "--out", out)
    assert (done.returncode, files(out)) == (1, [])
    assert "review.xlsx: Записи!D5: «мечта» нет в списке" in done.stderr
    done = run("apply", workbook, "--out", out, "--partial", "--gold")
    assert (done.returncode, files(out)) == (1, ["doc.corrections.json", "doc.json"])
    assert len(from_json((out / "doc.json").read_text("utf-8")).tasks) == 3
    assert [fault["cell"] for fault in json.loads((out / "doc.corrections.json").read_text("utf-8"))["refused"]] == ["Записи!D5"]


def test_gold_is_written_only_of_what_was_judged_whole(workbook: Path, tmp_path: Path) -> None:
    done = run("apply", fill(workbook, {("task-1", "decision"): "верно"}), "--out", tmp_path / "out", "--gold")
    assert done.returncode == 1
    assert "finding-1, finding-2, task-2" in done.stderr
    assert files(tmp_path / "out") == ["doc.corrections.json", "doc.json"]


def test_the_same_workbook_gives_the_same_files(workbook: Path, tmp_path: Path) -> None:
    fill(workbook, {("task-1", "decision"): "удалить"}, rest="верно")
    for out in ("one", "two"):
        assert run("apply", workbook, "--out", tmp_path / out, "--gold").returncode == 0
    assert [(tmp_path / "one" / name).read_bytes() for name in files(tmp_path / "one")] == [(tmp_path / "two" / name).read_bytes() for name in files(tmp_path / "one")]


def test_gold_leaves_out_what_nobody_judged(workbook: Path) -> None:
    applied, _ = apply(workbook, {("task-3", "decision"): "исправить", ("task-3", "topic"): "Концерты"}, rest="верно")
    gold = json.loads(gold_json(applied))
    assert sorted(gold) == ["control", "findings", "goals", "problems", "proposals", "tasks"]
    assert ["indicators" in task for task in gold["tasks"]] == [True, True, False, True]
    assert not {"id", "spans", "section", "confidence", "rule"} & set(gold["tasks"][0])
    assert corrections_json(applied.corrections).count('"field"') == 1


def test_the_workbook_must_have_the_name_of_one(tmp_path: Path) -> None:
    done = run("review", EXAMPLES / "pedsovet_2024.txt", "--out", tmp_path / "review.csv")
    assert (done.returncode, files(tmp_path)) == (2, [])


def test_a_document_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"\0\1")
    done = run("review", EXAMPLES / "pedsovet_2024.txt", tmp_path / "bad.pdf", "--out", tmp_path / "review.xlsx")
    assert done.returncode == 1
    assert "bad.pdf" in done.stderr
    assert (tmp_path / "review.xlsx").exists()
