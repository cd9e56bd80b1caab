"""The scores are those of score.py, whatever the prediction; the faults, the calibration and the reports say what is so."""

from __future__ import annotations

import copy
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from resolution_parser import Parser
from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.evaluate import Evaluation, Graded, evaluate, score_document, to_html, to_json, to_text
from resolution_parser.evaluate.calibration import calibrate
from resolution_parser.evaluate.floors import find_falls, held_figures, raise_floors, read_floors, write_floors
from resolution_parser.evaluate.report import figures
from resolution_parser.records import ITEM_KINDS
from tests.gold.scoring import Scorer

GOLD = Path(__file__).parents[1] / "gold"
GOLD_FILES = sorted(GOLD.rglob("*.gold.json"))
Record = dict[str, Any]


# Agreement with score.py

def oracle(pairs: list[tuple[str, Record, Record]]) -> Record:
    scorer = Scorer()
    for name, gold, predicted in pairs:
        scorer.document(name, gold, predicted)
    return scorer.report()


def ours(pairs: list[tuple[str, Record, Record]]) -> tuple[Record, Evaluation]:
    evaluation = Evaluation(tuple(score_document(name, gold, predicted) for name, gold, predicted in pairs))
    return {key: value for key, value in figures(evaluation).items() if key not in ("documents", "wholly_right")}, evaluation


def items_of(record: Record) -> list[tuple[str, int]]:
    return [(kind, at) for kind in ITEM_KINDS for at in range(len(record.get(kind) or []))]


def drop_item(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    del record[kind][at]


def repeat_item(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    record[kind].append(copy.deepcopy(record[kind][at]))


def move_item(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    record.setdefault(chance.choice(ITEM_KINDS), []).append(record[kind].pop(at))


def touch_text(record: Record, chance: random.Random) -> None:
    """Near or far, by the length of what is added."""
    kind, at = chance.choice(items_of(record))
    record[kind][at]["text"] += " и прочее" * chance.choice((1, 1, 2, 9))


def restyle_text(record: Record, chance: random.Random) -> None:
    """What counts as the same."""
    kind, at = chance.choice(items_of(record))
    record[kind][at]["text"] = " " + record[kind][at]["text"].upper().replace("«", '"').replace("»", "”").replace("-", " – ") + ";"


def spoil_field(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    item = record[kind][at]
    field = chance.choice(("lead", "topic", "label", "action", "modality", "status", "deadline"))
    if field == "deadline":
        item[field] = chance.choice((None, {"start": None, "end": "2031-01-01", "kind": "date", "text": "x"}))
    else:
        item[field] = chance.choice((None, "иное", item.get(field)))


def spoil_parts(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    item = record[kind][at]
    for key, part in (("bodies", {"name": "кто-то", "role": "partner"}), ("indicators", {"value": 7, "unit": "%", "comparator": "ge"})):
        parts = item.get(key) or []
        if parts and chance.random() < 0.5:
            parts.pop(chance.randrange(len(parts)))
        else:
            item[key] = [*parts, part, part][: len(parts) + chance.choice((1, 2))]


def lose_key(record: Record, chance: random.Random) -> None:
    kind, at = chance.choice(items_of(record))
    keys = [key for key in record[kind][at] if key != "text"]
    if keys:
        del record[kind][at][chance.choice(keys)]


def spoil_mentions(record: Record, chance: random.Random) -> None:
    field = chance.choice(("references", "programmes", "persons"))
    mentions = record.get(field) or []
    if mentions and chance.random() < 0.5:
        mentions.pop(chance.randrange(len(mentions)))
    else:
        record[field] = [*mentions, {"type": "закон", "number": "7", "name": "Некто Н.Н."}, *mentions[:1]]


def spoil_meta(record: Record, chance: random.Random) -> None:
    key = chance.choice(("title", "kind", "year", "event", "period"))
    if isinstance(record.get(key), dict) and chance.random() < 0.7:
        record[key][chance.choice(sorted(record[key]))] = chance.choice((None, "иное"))
    else:
        record[key] = None


SPOILERS: tuple[Callable[[Record, random.Random], None], ...] = (
    drop_item, repeat_item, move_item, touch_text, restyle_text, spoil_field, spoil_parts, lose_key, spoil_mentions, spoil_meta,
)


def spoil(record: Record, chance: random.Random, times: int) -> Record:
    spoilt = copy.deepcopy(record)
    for _ in range(times):
        if items_of(spoilt):
            chance.choice(SPOILERS)(spoilt, chance)
    return spoilt


def make_optional(gold: Record, chance: random.Random) -> Record:
    """Gold leaves some things to taste, and judges some not at all."""
    gold = copy.deepcopy(gold)
    for kind, at in items_of(gold):
        if chance.random() < 0.1:
            gold[kind][at]["optional"] = True
    for field in ("references", "programmes", "persons"):
        for mention in gold.get(field) or []:
            if chance.random() < 0.2:
                mention["optional"] = True
    if chance.random() < 0.3:
        del gold[chance.choice(sorted(gold))]
    return gold


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_predictions_get_the_figures_of_the_agreed_score(seed: int) -> None:
    assert GOLD_FILES
    chance = random.Random(seed)
    pairs = []
    for path in GOLD_FILES:
        gold = json.loads(path.read_text("utf-8"))
        pairs.append((path.name, make_optional(gold, chance) if seed % 2 else gold, spoil(gold, chance, chance.choice((0, 1, 4, 30)))))
    got, evaluation = ours(pairs)
    assert got == oracle(pairs)
    assert not evaluation.tally("items_core_exact").is_perfect, "the predictions are spoilt, or the test proves nothing"
    assert evaluation.tally("items_core_exact") != evaluation.tally("items_core_near")


@pytest.mark.parametrize("seed", range(6))
def test_a_document_is_wholly_right_just_where_all_its_figures_are(seed: int) -> None:
    chance = random.Random(100 + seed)
    verdicts = set()
    for path in GOLD_FILES:
        gold = json.loads(path.read_text("utf-8"))
        score = score_document(path.name, gold, spoil(gold, chance, chance.choice((0, 0, 1, 2))))
        perfect = all(figure.is_perfect for figure in (*score.tallies.values(), *score.shares.values()))
        assert score.is_wholly_right == perfect, score.faults
        verdicts.add(perfect)
    assert verdicts == {True, False}


@pytest.mark.parametrize(("gold", "predicted"), [
    pytest.param({"tasks": [{"text": "а"}, {"text": "а"}]}, {"tasks": [{"text": "а"}]}, id="twins, one found"),
    pytest.param({"tasks": [{"text": "а"}]}, {"tasks": [{"text": "а"}, {"text": "А."}]}, id="one, twins found"),
    pytest.param({"tasks": [{"text": "а", "optional": True}]}, {"tasks": [{"text": "а"}]}, id="optional, found"),
    pytest.param({"tasks": [{"text": "а", "optional": True}], "problems": []}, {"problems": [{"text": "а"}]}, id="optional, under another kind"),
    pytest.param({"tasks": [{"text": "а"}, {"text": "а", "optional": True}]}, {"tasks": [{"text": "а"}] * 3}, id="one optional of three found"),
    pytest.param({"tasks": []}, {"problems": [{"text": "а"}]}, id="a kind that the gold does not judge"),
    pytest.param({"event": None}, {"event": {"name": "съезд"}}, id="no event wanted, one found"),
    pytest.param({"event": {"name": "съезд"}}, {"event": None}, id="an event wanted, none found"),
    pytest.param({"event": {"name": None}}, {}, id="null wanted, nothing said"),
    pytest.param({"control": [{"text": "а", "bodies": [{"name": "б"}]}]}, {"control": [{"text": "а", "bodies": [{"name": "б", "role": "partner"}]}]},
                 id="a body without a role executes"),
    pytest.param({"control": [{"text": "а", "bodies": [{"name": "б"}]}]}, {}, id="the bodies of a missed item count as missed"),
    pytest.param({"persons": [{"name": "Г.В. Скакалина"}] * 2}, {"persons": [{"name": "Скакалина Г. В."}]}, id="a name in another order, twice"),
    pytest.param({"tasks": [{"text": "усилить охрану школ района"}, {"text": "усилить охрану школ края"}]},
                 {"tasks": [{"text": "усилить охрану школ края и"}, {"text": "усилить охрану школ района и"}]}, id="two near pairs, crossed"),
    pytest.param({"tasks": [{"text": "а", "deadline": None}]}, {"tasks": [{"text": "а", "deadline": {"start": None, "end": None, "kind": "ongoing"}}]},
                 id="a deadline that is none"),
])
def test_a_doubtful_case_is_judged_as_the_agreed_score_judges_it(gold: Record, predicted: Record) -> None:
    pairs = [("a", gold, predicted)]
    assert ours(pairs)[0] == oracle(pairs)


# Faults

def faults_of(gold: Record, predicted: Record | None) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(fault.sort, fault.kind, fault.field, fault.wanted, fault.got) for fault in score_document("a", gold, predicted).faults]


BODY = {"name": "школы", "role": "executor"}


@pytest.mark.parametrize(("gold", "predicted", "faults"), [
    pytest.param({"tasks": [{"text": "купить мел"}]}, {"title": "x"}, [("missed", "tasks", "text", "купить мел", None)], id="missed"),
    pytest.param({"tasks": []}, {"tasks": [{"text": "купить мел"}]}, [("extra", "tasks", "text", None, "купить мел")], id="extra"),
    pytest.param({"tasks": [{"text": "купить мел и доски"}]}, {"tasks": [{"text": "купить мел и доску"}]},
                 [("near", "tasks", "text", "купить мел и доски", "купить мел и доску")], id="near: one fault, with both texts"),
    pytest.param({"tasks": [{"text": "купить мел"}], "proposals": []}, {"proposals": [{"text": "купить мел"}]},
                 [("moved", "tasks", "kind", "tasks", "proposals")], id="under another kind: one fault, not two"),
    pytest.param({"tasks": [{"text": "а", "bodies": [BODY, {"name": "сады", "role": "partner"}]}]}, {"tasks": [{"text": "а", "bodies": [BODY]}]},
                 [("wrong", "tasks", "bodies", "сады, partner", None)], id="only the body that differs is told"),
    pytest.param({"tasks": [{"text": "а", "bodies": [BODY]}]}, {"title": "x"}, [("missed", "tasks", "text", "а", None)],
                 id="the bodies of a missed task make no fault of their own"),
    pytest.param({"tasks": [{"text": "а", "deadline": {"text": "до мая", "start": None, "end": "2022-04-30", "kind": "date"}}]},
                 {"tasks": [{"text": "а", "deadline": None}]}, [("wrong", "tasks", "deadline", "date … – 2022-04-30 (до мая)", None)], id="deadline"),
    pytest.param({"tasks": [{"text": "а", "indicators": []}]},
                 {"tasks": [{"text": "а", "indicators": [{"value": 3, "value_max": 7, "unit": "%", "comparator": "range"}]}]},
                 [("wrong", "tasks", "indicators", None, "range 3–7 %")], id="indicator"),
    pytest.param({"year": 2021}, {"year": 2022}, [("wrong", "document", "year", "2021", "2022")], id="fact about the document"),
    pytest.param({"persons": [{"name": "Ким А.А."}]}, {"persons": [{"name": "Ли Б.Б."}]},
                 [("missed", "persons", "mention", "Ким А.А.", None), ("extra", "persons", "mention", None, "Ли Б.Б.")], id="mentions"),
    pytest.param({"tasks": []}, None, [("no_output", "document", "", None, None)], id="no output is a fault even where nothing was wanted"),
    pytest.param({"tasks": [{"text": "а", "optional": True}]}, {"title": "x"}, [], id="optional"),
])
def test_a_fault_says_what_was_wanted_and_what_came(gold: Record, predicted: Record | None, faults: list[Any]) -> None:
    assert faults_of(gold, predicted) == faults


# Calibration

def test_calibration_counts_only_items_that_are_exactly_right() -> None:
    gold = {"tasks": [{"text": "купить мел", "action": "купить"}, {"text": "усилить охрану школ"}, {"text": "мыть", "optional": True}]}
    predicted = {"tasks": [
        {"text": "купить мел", "action": None, "confidence": 0.95},  # right, but not wholly
        {"text": "усилить охрану школы", "confidence": 0.92},        # near is not right
        {"text": "мыть", "confidence": 0.1},                         # optional: neither way
        {"text": "прочее", "confidence": 0.31},
    ], "problems": [{"text": "не судимо", "confidence": 0.5}]}       # the gold does not judge problems
    graded = score_document("a", gold, predicted).graded
    assert sorted((item.confidence, item.right, item.whole) for item in graded) == [
        (0.31, False, False), (0.92, False, False), (0.95, True, False),
    ]


def test_bins_hold_their_lower_edge_and_the_last_one_holds_one() -> None:
    graded = [Graded(confidence=value, right=True, whole=True) for value in (0.0, 0.3, 0.29, 0.9, 1.0)]
    assert [(part.low, part.items) for part in calibrate(graded).bins] == [(0.0, 1), (0.2, 1), (0.3, 1), (0.9, 2)]


def test_the_gap_is_nothing_where_confidence_is_the_share_right() -> None:
    graded = [Graded(confidence=0.75, right=at > 0, whole=True) for at in range(4)]
    assert calibrate(graded).gap == 0


@pytest.mark.parametrize(("right", "wrong", "order"), [
    ([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.1], [0.5], 0.5), ([0.9], [], None), ([], [0.9], None),
])
def test_order_is_the_chance_that_right_items_come_before_wrong_ones(right: list[float], wrong: list[float], order: float | None) -> None:
    graded = [Graded(confidence=value, right=True, whole=True) for value in right]
    graded += [Graded(confidence=value, right=False, whole=False) for value in wrong]
    assert calibrate(graded).order == order


def test_no_items_calibrate_to_nothing() -> None:
    calibration = calibrate([])
    assert (calibration.bins, calibration.gap, calibration.order) == ((), 0.0, None)


# Folders

TEXT = "РЕШЕНИЕ\nсъезда учителей\n\nСъезд решил:\n1. Одобрить отчёт.\n2. Рекомендовать школам до 1 мая 2022 года усилить охрану.\n"
WANTED = {"proposals": [{"text": "Одобрить отчёт", "label": "1.", "action": "одобрить"}], "tasks": []}


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "съезд.gold.json").write_text(json.dumps(WANTED, ensure_ascii=False), "utf-8")
    (folder / "съезд.txt").write_text(TEXT, "utf-8")
    return folder


def test_without_predictions_the_documents_beside_the_gold_are_parsed(gold_dir: Path) -> None:
    evaluation = evaluate(gold_dir, parser=Parser())
    assert [document.name for document in evaluation.documents] == ["съезд"]
    assert evaluation.tally("exact.proposals").is_perfect
    assert evaluation.tally("exact.tasks").extra == 1, "the gold wants no task"


def test_predictions_are_read_where_there_are_some(gold_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "съезд.json").write_text('{"proposals": [], "tasks": []}', "utf-8")
    evaluation = evaluate(gold_dir, out)
    assert (evaluation.tally("exact.proposals").missed, evaluation.tally("exact.tasks").extra) == (1, 0)


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 cut off"])
def test_a_document_that_gives_no_output_counts_as_empty(gold_dir: Path, content: bytes | None) -> None:
    (gold_dir / "съезд.txt").unlink()
    if content is not None:
        (gold_dir / "съезд.pdf").write_bytes(content)
    evaluation = evaluate(gold_dir)
    assert evaluation.documents[0].faults[0].sort == "no_output"
    assert evaluation.tally("exact.proposals").missed == 1


@pytest.mark.parametrize("form", ["съезд.json", "съезд.txt.json"])
def test_gold_in_folders_below_has_the_folder_in_its_name(gold_dir: Path, tmp_path: Path, form: str) -> None:
    (gold_dir / "2022").mkdir()
    (gold_dir / "2022" / "съезд.gold.json").write_text(json.dumps(WANTED, ensure_ascii=False), "utf-8")
    (gold_dir / "2022" / "съезд.txt").write_text(TEXT, "utf-8")
    assert [document.name for document in evaluate(gold_dir).documents] == ["2022/съезд", "съезд"]
    assert evaluate(gold_dir).tally("exact.proposals").right == 2
    assert len(evaluate(gold_dir, only="съ*").documents) == 2
    assert [document.name for document in evaluate(gold_dir, only="2022/*").documents] == ["2022/съезд"]
    (tmp_path / "out" / "2022").mkdir(parents=True)
    (tmp_path / "out" / "2022" / form).write_text(json.dumps(WANTED, ensure_ascii=False), "utf-8")
    below, top = evaluate(gold_dir, tmp_path / "out").documents
    assert (below.is_wholly_right, top.faults[0].sort) == (True, "no_output")


def test_predictions_of_other_documents_are_an_error_and_no_table_of_zeros(gold_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "сход.json").write_text("{}", "utf-8")
    done = run("evaluate", gold_dir, tmp_path / "out")
    assert (done.returncode, done.stdout) == (3, "")
    assert "none of the 1 documents with gold has its JSON here: there is no съезд.json" in done.stderr


def test_only_some_documents_can_be_scored(gold_dir: Path) -> None:
    (gold_dir / "b.gold.json").write_text("{}", "utf-8")
    assert [document.name for document in evaluate(gold_dir, only="съ*").documents] == ["съезд"]
    with pytest.raises(FileMissing, match="there is no x"):
        evaluate(gold_dir, only="x*")


def test_faulty_files_are_told_of_by_name(gold_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="no such folder"):
        evaluate(gold_dir, tmp_path / "none")
    for text in ("[1]", "{", "", '{"tasks": 3}', '{"tasks": [3]}', '{"event": 5}'):
        (gold_dir / "съезд.gold.json").write_text(text, "utf-8")
        with pytest.raises(SchemaError, match=re.escape("съезд.gold.json")):
            evaluate(gold_dir)


# Reports

class _Page(HTMLParser):
    """Collects the text of a page, what it marks, and all that could make a browser fetch or run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.marked: list[str] = []
        self.tags: Counter[str] = Counter()
        self.active: list[str] = []
        self._in_mark = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self._in_mark |= tag == "mark"
        self.active += [name for name, _ in attrs if name in ("src", "href", "style", "background") or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        self._in_mark &= tag != "mark"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in_mark:
            self.marked.append(data)


HOSTILE = "<script>alert(1)</script> & <img src=x onerror=y> \"'\x1b[31m\x00 {{ 7 * 7 }}"


def hostile_score() -> Evaluation:
    gold = {"title": HOSTILE, "tasks": [{"text": f"купить мел {HOSTILE}", "action": "купить"}]}
    predicted = {"text": f"До\n1) купить мел {HOSTILE}\nпосле", "tasks": [{"text": f"купить мел {HOSTILE}", "action": HOSTILE}]}
    return Evaluation((score_document("<b>имя", gold, predicted),))


def test_the_page_escapes_all_that_documents_say() -> None:
    page = _Page(to_html(hostile_score()))
    assert page.tags["script"] == page.tags["img"] == page.tags["b"] == page.tags["link"] == 0
    assert page.active == [], "nothing to fetch or run"
    assert "<script>alert(1)</script>" in "".join(page.words), "shown as it is"
    assert "49" not in "".join(page.words), "not run as a template"
    assert not re.search("[\x00\x1b]", "".join(page.words))


def score_in_place(gold: Record, predicted: Record) -> _Page:
    return _Page(to_html(Evaluation((score_document("a", gold, predicted),))))


@pytest.mark.parametrize(("gold", "found", "marked"), [
    pytest.param([], [{"text": "купить мел", "spans": [{"start": 13, "end": 23}]}], "купить мел", id="an extra one, by its span: the second place"),
    pytest.param([{"text": "мыть полы, стены"}], [], "мыть полы,\nстены", id="a missed one, found over a line break"),
    pytest.param([{"text": "мыть полы"}], [], "мыть полы", id="a missed one"),
])
def test_each_fault_stands_in_its_place_in_the_text(gold: list[Record], found: list[Record], marked: str) -> None:
    text = "купить мел;\n\nкупить мел;\nмыть полы,\nстены"
    page = score_in_place({"tasks": gold}, {"text": text, "tasks": found})
    assert "".join(page.marked) == marked


def test_a_fault_that_stands_nowhere_is_shown_with_its_text() -> None:
    page = score_in_place({"tasks": [{"text": "чего нет"}]}, {"text": "совсем другое"})
    assert page.marked == []
    assert "чего нет" in page.words


def test_the_text_shows_faults_only_when_asked_and_without_control_signs() -> None:
    evaluation = hostile_score()
    assert "- купить" not in to_text(evaluation)
    shown = to_text(evaluation, errors=5)
    assert "    - купить\n" in shown
    assert "\x1b" not in shown
    assert shown.count("wrong") == 2
    assert to_text(evaluation, errors=1).count("wrong") == 1


def test_the_json_holds_the_figures_of_the_agreed_score_and_more() -> None:
    report = json.loads(to_json(hostile_score()))
    assert report["documents"] == 1
    assert report["fields"]["action"] == {"acc": 0.0, "of": 1}
    assert set(report) - set(oracle([])) == {"documents", "wholly_right", "calibration", "errors"}
    assert [error["field"] for error in report["errors"]] == ["title", "action"]
    assert len(json.loads(to_json(hostile_score(), errors=1))["errors"]) == 1


# Floors

def scored(*, action: str) -> Evaluation:
    gold = {"tasks": [{"text": "купить мел", "action": "купить"}]}
    return Evaluation((score_document("a", gold, {"tasks": [{"text": "купить мел", "action": action}]}),))


def test_floors_rise_and_never_fall(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert "fields.action" in write_floors(file, "dev", scored(action="купить"))
    assert write_floors(file, "dev", scored(action="иное")) == ()
    assert read_floors(file)["dev"]["fields.action"] == 1.0
    assert find_falls(read_floors(file)["dev"], held_figures(scored(action="иное"))) == (
        "fields.action: 0.0000 is below its floor 1.0000", "wholly_right: 0.0000 is below its floor 1.0000",
    )


def test_another_set_has_floors_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    write_floors(file, "dev", scored(action="купить"))
    write_floors(file, "other", scored(action="иное"))
    assert [read_floors(file)[name]["fields.action"] for name in ("dev", "other")] == [1.0, 0.0]


def test_what_the_gold_does_not_ask_has_no_floor() -> None:
    assert "fields.deadline" not in held_figures(scored(action="купить"))


def test_a_figure_that_is_no_longer_measured_is_a_fall() -> None:
    assert find_falls({"bodies": 0.0}, {}) == ("bodies: no longer measured, its floor is 0.0000",)
    assert raise_floors({"bodies": 0.5}, {}) == {"bodies": 0.5}


def test_a_file_that_holds_no_floors_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"dev": 1}', "utf-8")
    with pytest.raises(SchemaError, match="not a file of floors"):
        read_floors(tmp_path / "floors.json")


# The command

def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "resolution_parser", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_command_writes_text_json_and_html(gold_dir: Path, tmp_path: Path) -> None:
    text = run("evaluate", gold_dir, "--errors", "3")
    assert (text.returncode, text.stderr) == (0, "")
    assert "съезд: tasks.text: extra" in text.stdout
    assert json.loads(run("evaluate", gold_dir, "--format", "json").stdout)["exact"]["proposals"]["f1"] == 1.0
    page = tmp_path / "page.html"
    assert run("evaluate", gold_dir, "--format", "html", "-o", page).stdout == ""
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_command_uses_the_lexicon_of_an_office(gold_dir: Path, tmp_path: Path) -> None:
    (gold_dir / "съезд.txt").write_text("РЕШЕНИЕ съезда\n\nНа карандаш:\n- купить мел;\n- покрасить доску.\n", "utf-8")
    (gold_dir / "съезд.gold.json").write_text('{"tasks": [{"text": "купить мел"}, {"text": "покрасить доску"}]}', "utf-8")
    office = Path(__file__).parents[2] / "examples" / "office.toml"
    without, used = (json.loads(run("evaluate", gold_dir, "-f", "json", *more).stdout) for more in ((), ("--lexicon", office)))
    assert (without["exact"]["tasks"]["r"], used["exact"]["tasks"]["r"]) == (0.0, 1.0)


def test_the_command_raises_floors(gold_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert run("evaluate", gold_dir, "--write-floors", file).returncode == 0
    assert read_floors(file)["gold"]["exact.proposals"] == 1.0


@pytest.mark.parametrize(("arguments", "code"), [
    (("none",), 3), ((".", "--only", "nothing"), 3), ((".", ".", "--lexicon", "x.toml"), 2), ((".", "--format", "xml"), 2),
    ((".", "--only", "a*", "--write-floors", "f.json"), 2),
])
def test_wrong_usage_has_its_exit_code(arguments: tuple[str, ...], code: int) -> None:
    assert run("evaluate", *arguments).returncode == code
