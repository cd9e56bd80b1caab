"""The spaCy component: found without an import, the same spans and records after every way of saving and in every process."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from resolution_parser.errors import LexiconError, SchemaError, UsageError
from resolution_parser.parser import Parser, parse_text
from resolution_parser.records import Body, Deadline, Person, Reference, Section, Task
from resolution_parser.spacy_component import LABELS, displacy_options, register_extensions
from resolution_parser.spacy_component.extensions import USER_DATA_KEY

ROOT = Path(__file__).parents[2]
DISTRICT = (ROOT / "examples" / "data" / "rasskazovo_2021.txt").read_text("utf-8")
GOLD_TEXTS = sorted((ROOT / "tests" / "gold").rglob("*.txt"))
SHORT = (
    "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Одобрить отчёт.\n2. Поручить администрации района до 1 мая 2024 года отремонтировать клуб.\n"
    "3. Контроль возложить на начальника отдела культуры Петрову А.И.\n"
)
BROKEN_BY_A_PAGE = (
    "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Одобрить отчёт правления о работе\n\f\n- 2 -\n\nс молодёжью и ветеранами труда.\n"
    "2. Принять к сведению доклад.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_pipeline()


def make_pipeline(**settings: Any) -> Language:
    import resolution_parser.spacy_component.component  # noqa: F401  # the tests run from a folder that may not be the one that is installed

    pipeline = spacy.blank("ru")
    pipeline.add_pipe("resolution_parser", config=settings)
    return pipeline


def spans_of(doc: Doc) -> list[tuple[str, int, int, str, object]]:
    return [(span.label_, span.start, span.end, span.id_, span._.resolution_item) for span in doc.spans["resolution"]]


def assert_same(doc: Doc, other: Doc) -> None:
    assert spans_of(doc) == spans_of(other)
    assert doc._.resolution == other._.resolution


# --- by entry point --------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment that sees this package as an installed one, whatever else is installed: its metadata come first on the path."""
    place = tmp_path_factory.mktemp("installed")
    build = "from setuptools import build_meta as backend; import sys; backend.prepare_metadata_for_build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(place)], cwd=ROOT, check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(ROOT)]), "PYTHONUTF8": "1"}


def run_apart(code: str, environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_spacy_finds_the_component_without_an_import(installed: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import spacy, sys\nassert not [name for name in sys.modules if name.startswith('resolution')]\nnlp = spacy.blank('ru')\n"
        f"nlp.add_pipe('resolution_parser')\ndoc = nlp({SHORT!r})\n"
        "print([span.label_ for span in doc.spans['resolution']], doc._.resolution.year, len(doc._.resolution.tasks))"
    )
    assert run_apart(code, installed, tmp_path).split("] ")[1].split() == ["None", "1"]


def test_spacy_finds_the_scorer_without_an_import(installed: dict[str, str], tmp_path: Path) -> None:
    code = "import spacy\nprint(spacy.registry.scorers.get('resolution_parser.resolution_scorer.v1')().keywords)"
    assert run_apart(code, installed, tmp_path).strip() == "{'spans_key': 'resolution', 'only': None}"


def test_a_saved_pipeline_loads_where_nobody_imports_the_package(installed: dict[str, str], tmp_path: Path) -> None:
    make_pipeline().to_disk(tmp_path / "pipeline")
    code = f"import spacy\ndoc = spacy.load('pipeline')({SHORT!r})\nprint(doc._.resolution.tasks[0].bodies[0].name)"
    assert run_apart(code, installed, tmp_path).strip() == "администрация района"


# --- spans and records -----------------------------------------------------------------------------------------------------------------


def test_spans_and_records_say_what_the_text_says(nlp: Language) -> None:
    doc = nlp(SHORT)
    shown = [(span.label_, span.text, type(span._.resolution_item).__name__) for span in doc.spans["resolution"]]
    assert shown == [
        ("CUE", "Съезд решил:", "Section"),
        ("PROPOSAL", "Одобрить отчёт", "Proposal"),
        ("TASK", "Поручить администрации района до 1 мая 2024 года отремонтировать клуб", "Task"),
        ("BODY", "администрации района", "Body"),
        ("DEADLINE", "до 1 мая 2024 года", "Deadline"),
        ("CONTROL", "Контроль возложить на начальника отдела культуры Петрову А.И.", "Control"),
        ("BODY", "начальника отдела культуры Петрову А.И.", "Body"),
        ("PERSON", "Петрову А.И.", "Person"),
    ]
    assert doc._.resolution == parse_text(SHORT)


def test_every_span_leads_to_its_record(nlp: Language) -> None:
    doc = nlp(SHORT)
    items = {span.label_: span._.resolution_item for span in doc.spans["resolution"]}
    resolution = doc._.resolution
    assert items["TASK"] == resolution.tasks[0]
    assert items["DEADLINE"] == resolution.tasks[0].deadline
    assert items["BODY"] == resolution.control[0].bodies[0]
    assert items["PERSON"] == resolution.persons[0]
    assert items["CUE"] == next(section for section in resolution.sections if section.heading == "Съезд решил")
    assert {type(item) for item in items.values()} >= {Task, Deadline, Body, Person, Section}


def test_a_reference_leads_to_its_record(nlp: Language) -> None:
    doc = nlp(DISTRICT)
    items = [span._.resolution_item for span in doc.spans["resolution"] if span.label_ == "REFERENCE"]
    assert items
    assert tuple(items) == doc._.resolution.references
    assert isinstance(items[0], Reference)


@pytest.mark.parametrize("path", GOLD_TEXTS[::6], ids=lambda path: path.stem)
def test_spans_hold_the_characters_of_the_records_and_no_token_more_than_they_cut(path: Path, nlp: Language) -> None:
    doc = nlp(path.read_text("utf-8"))
    pieces = [span for span in doc.spans["resolution"] if span.label_ in LABELS[:6]]
    wanted = [(item.id, piece.start, piece.end) for item in doc._.resolution.items() for piece in item.spans]
    assert [span.id_ for span in pieces] == [record for record, _, _ in wanted]
    for span, (_, start, end) in zip(pieces, wanted, strict=True):
        assert span.start_char <= start
        assert end <= span.end_char
        assert span[0].idx + len(span[0]) > start
        assert span[-1].idx < end


def test_a_deadline_is_marked_where_it_stands_and_reads_as_in_the_record(nlp: Language) -> None:
    doc = nlp("РЕШЕНИЕ\n\nПоручить:\n1. Школе № 1 купить парты.\nСрок: до 1 мая 2022 г.\n2. Школе № 2 купить парты.\nСрок: до 2 мая 2022 г.\n")
    shown = [(span.id_, span.text, span._.resolution_item.text) for span in doc.spans["resolution"] if span.label_ == "DEADLINE"]
    assert shown == [
        ("task-1.deadline", "до 1 мая 2022 г.", "до 1 мая 2022 г."), ("task-2.deadline", "до 2 мая 2022 г.", "до 2 мая 2022 г."),
    ]


def test_an_item_broken_by_a_page_has_a_span_for_each_piece_and_one_record(nlp: Language) -> None:
    doc = nlp(BROKEN_BY_A_PAGE)
    pieces = [span for span in doc.spans["resolution"] if span.id_ == "proposal-1"]
    assert [span.text for span in pieces] == ["Одобрить отчёт правления о работе", "с молодёжью и ветеранами труда"]
    assert {span._.resolution_item.text for span in pieces} == {"Одобрить отчёт правления о работе с молодёжью и ветеранами труда"}


def test_a_heading_s_body_is_marked_once_however_many_tasks_it_has(nlp: Language) -> None:
    doc = nlp("РЕШЕНИЕ\n\nПоручить администрации района:\n- построить мост;\n- открыть клуб.\n")
    assert len(doc._.resolution.tasks) == 2
    assert [(span.text, span.id_) for span in doc.spans["resolution"] if span.label_ == "BODY"] == [("администрации района", "task-1.body-1")]


@pytest.mark.parametrize(("alignment", "texts"), [
    pytest.param("expand", ["1.Одобрить отчёт", "Принять доклад"], id="the token that the marker is stuck to is taken in"),
    pytest.param("contract", ["отчёт", "Принять доклад"], id="or left out"),
    pytest.param("strict", ["Принять доклад"], id="or the span is dropped"),
])
def test_tokens_that_a_record_cuts_go_by_the_setting(alignment: str, texts: list[str]) -> None:
    text = "Съезд решил:\n1.Одобрить отчёт.\n2. Принять доклад.\n"
    doc = make_pipeline(alignment=alignment)(text)
    assert [token.text for token in doc if "Одобрить" in token.text] == ["1.Одобрить"]
    assert [span.text for span in doc.spans["resolution"] if span.label_ == "PROPOSAL"] == texts
    assert len(doc._.resolution.proposals) == 2


def test_an_unknown_alignment_is_told_of() -> None:
    with pytest.raises(UsageError, match="there is no alignment 'nearest'"):
        make_pipeline(alignment="nearest")


@pytest.mark.parametrize(("raw", "why"), [
    ("Съезд решил:\r\n1. Одоб\u00adрить отчёт.\r\n2. Принять доклад.", "line ends of Windows, a soft hyphen"),
    ("Съезд решил:\n1. Одобрить отчет\u200b клуба.\n2. Построи\u0306ть мост.", "a zero-width space, an accent of its own"),
    ("\ufeffСъезд решил:\r\r\n1.\u00a0Одобрить отчёт.\x85\x00\n2. Принять доклад.", "a mark of the byte order, other line ends, a zero byte"),
])
def test_offsets_point_into_the_text_of_the_doc_whatever_cleaning_takes_out(raw: str, why: str, nlp: Language) -> None:
    doc = nlp(raw)
    resolution = doc._.resolution
    assert resolution.text == doc.text == raw
    clean = parse_text(raw)
    assert [item.text for item in resolution.items()] == [item.text for item in clean.items()]
    for item, cleaned in zip(resolution.items(), clean.items(), strict=True):
        (piece,), (other,) = item.spans, cleaned.spans
        assert parse_text(raw[piece.start:piece.end]).text == clean.text[other.start:other.end]
        assert raw[piece.start - 1].isspace()


def test_another_key_is_filled_if_it_is_asked_for() -> None:
    doc = make_pipeline(spans_key="protocol")(SHORT)
    assert set(doc.spans) == {"protocol"}
    assert all(span._.resolution_item is not None for span in doc.spans["protocol"])


def test_a_doc_that_is_read_again_holds_what_was_read_last(nlp: Language) -> None:
    doc = nlp(SHORT)
    once = spans_of(doc)
    assert spans_of(nlp.get_pipe("resolution_parser")(doc)) == once


def test_docs_and_spans_that_the_component_has_not_made_have_no_records(nlp: Language) -> None:
    doc = nlp(SHORT)
    assert doc[0:2]._.resolution_item is None
    assert Span(doc, 0, 2, label="TASK", span_id="task-99")._.resolution_item is None
    assert Span(doc, 0, 2, label="TASK", span_id="task-1.body-7")._.resolution_item is None
    assert nlp.make_doc(SHORT)._.resolution is None
    assert doc[3:9].as_doc(copy_user_data=True)._.resolution is None


def test_data_of_other_records_is_told_of(nlp: Language) -> None:
    doc = nlp(SHORT)
    doc.user_data[USER_DATA_KEY]["tasks"][0]["modality"] = "order"
    with pytest.raises(SchemaError):
        doc._.resolution  # noqa: B018
    with pytest.raises(SchemaError):
        [span._.resolution_item for span in doc.spans["resolution"]]


def test_an_extension_of_the_same_name_is_not_taken_over() -> None:
    old = Doc.remove_extension("resolution")
    try:
        Doc.set_extension("resolution", default="dpi")
        with pytest.raises(ValueError, match="E090"):
            register_extensions()
    finally:
        Doc.remove_extension("resolution")
        Doc.set_extension("resolution", getter=old[2])


# --- saving ----------------------------------------------------------------------------------------------------------------------------


def test_a_doc_is_the_same_after_to_bytes(nlp: Language) -> None:
    doc = nlp(DISTRICT)
    assert_same(Doc(spacy.blank("ru").vocab).from_bytes(doc.to_bytes()), doc)


def test_a_doc_is_the_same_after_pickle_and_copy(nlp: Language) -> None:
    doc = nlp(SHORT)
    assert_same(pickle.loads(pickle.dumps(doc)), doc)
    assert_same(doc.copy(), doc)


def test_docs_are_the_same_after_a_docbin(nlp: Language) -> None:
    docs = [nlp(text) for text in (DISTRICT, SHORT, "")]
    data = DocBin(store_user_data=True, docs=docs).to_bytes()
    for doc, other in zip(DocBin().from_bytes(data).get_docs(spacy.blank("ru").vocab), docs, strict=True):
        assert_same(doc, other)


def test_the_same_doc_has_the_same_bytes(nlp: Language) -> None:
    assert make_pipeline()(DISTRICT).to_bytes() == nlp(DISTRICT).to_bytes()


@pytest.fixture(params=["to_disk", "to_bytes"])
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Language], Language]:
    def save_and_load(pipeline: Language) -> Language:
        if request.param == "to_disk":
            pipeline.to_disk(tmp_path / "saved")
            return spacy.load(tmp_path / "saved")
        return spacy.blank("ru").from_config(pipeline.config).from_bytes(pipeline.to_bytes())

    return save_and_load


def test_a_pipeline_keeps_its_settings(saved: Any) -> None:
    loaded = saved(make_pipeline(spans_key="protocol", alignment="contract", use_model=False))
    component = loaded.get_pipe("resolution_parser")
    assert (component.spans_key, component.alignment, component.use_model) == ("protocol", "contract", False)
    assert_same_spans = spans_key_of(loaded(SHORT), "protocol")
    assert assert_same_spans == spans_key_of(make_pipeline(spans_key="protocol", alignment="contract", use_model=False)(SHORT), "protocol")


def spans_key_of(doc: Doc, key: str) -> list[tuple[str, int, int, str]]:
    return [(span.label_, span.start, span.end, span.id_) for span in doc.spans[key]]


def test_a_pipeline_keeps_the_wording_of_an_office_without_its_file(saved: Any, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "office" / "planerka_2024.txt").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_bytes((ROOT / "examples" / "office.toml").read_bytes())
    pipeline = make_pipeline()
    assert len(pipeline(text)._.resolution.tasks) == 0
    pipeline.get_pipe("resolution_parser").extend_lexicon(own)
    own.unlink()
    doc = saved(pipeline)(text)
    assert [task.rule for task in doc._.resolution.tasks] == ["office.pencil", "office.pencil"]


def test_initialize_takes_lexicons_from_the_config() -> None:
    pipeline = make_pipeline()
    pipeline.config["initialize"]["components"]["resolution_parser"] = {"lexicons": [str(ROOT / "examples" / "office.toml")]}
    pipeline.initialize()
    text = (ROOT / "examples" / "office" / "planerka_2024.txt").read_text("utf-8")
    assert len(pipeline(text)._.resolution.tasks) == 2


def test_a_bad_lexicon_is_told_of_and_changes_nothing(tmp_path: Path, nlp: Language) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("[[cues]]\nname = 1\n", "utf-8")
    component = make_pipeline().get_pipe("resolution_parser")
    before = component.to_bytes()
    for path in (bad, tmp_path / "none.toml"):
        with pytest.raises(LexiconError):
            component.extend_lexicon(path)
    assert component.to_bytes() == before


def test_damaged_saved_lexicons_are_told_of(tmp_path: Path) -> None:
    make_pipeline().to_disk(tmp_path)
    (tmp_path / "resolution_parser" / "lexicons.json").write_text('{"a": 1}', "utf-8")
    with pytest.raises(LexiconError, match="damaged"):
        spacy.load(tmp_path)


# --- processes and hostile texts -------------------------------------------------------------------------------------------------------


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [SHORT, DISTRICT, BROKEN_BY_A_PAGE, ""] * 2
    for one, other in zip(nlp.pipe(texts), nlp.pipe(texts, n_process=2, batch_size=2), strict=True):
        assert_same(one, other)


def test_the_component_travels_to_processes_that_are_spawned(nlp: Language) -> None:
    component = pickle.loads(pickle.dumps(nlp.get_pipe("resolution_parser")))
    assert spans_of(component(nlp.make_doc(SHORT))) == spans_of(nlp(SHORT))


def test_the_whole_of_a_long_text_is_read(nlp: Language) -> None:
    text = "Съезд решил:\n" + "".join(f"{rank}. Одобрить отчёт клуба № {rank}.\n" for rank in range(1, 1001))
    doc = nlp(text)
    assert [span.id_ for span in doc.spans["resolution"] if span.label_ == "PROPOSAL"] == [f"proposal-{rank}" for rank in range(1, 1001)]


def test_a_text_over_the_limit_of_the_readers_is_no_error() -> None:
    words = ["Съезд", "решил", ":", "\n" * Parser().limits.text_chars, "одобрить", "отчёт"]
    doc = make_pipeline().get_pipe("resolution_parser")(Doc(spacy.blank("ru").vocab, words=words))
    assert [item.text for item in doc._.resolution.items()] == ["одобрить отчёт"]


HOSTILE = st.lists(
    st.sampled_from([*"аб1.-:;()«» ", "\n", "\r", "\t", "\f", "\v", "\x00", "\x1a", "\u00ad", "\u200b", "\ufeff", "\u0306", "\u2028", "😀", "𗀀", "е\u0308",
                     "Съезд решил:\n", "Поручить школе ", "до 1 мая 2022 г.", "2021-2022", "Срок: ", "Контроль возложить на ", "Иванова И.И."]), max_size=40,
).map("".join)


@given(text=HOSTILE)
def test_no_text_raises_and_every_span_stands_where_its_record_does(text: str) -> None:
    doc = PIPELINE(text)
    resolution = doc._.resolution
    assert resolution.text == doc.text
    ids = {span.id_ for span in doc.spans["resolution"]}
    assert ids >= {item.id for item in resolution.items()}
    for span in doc.spans["resolution"]:
        assert span._.resolution_item is not None
        assert span.text.strip()
    assert_same(Doc(doc.vocab).from_bytes(doc.to_bytes()), doc)


@given(words=st.lists(st.text(max_size=6).filter(bool), max_size=12), spaces=st.randoms(use_true_random=False))
def test_no_tokens_raise_whoever_made_them(words: list[str], spaces: Any) -> None:
    words = [word.encode("utf-8", "ignore").decode() or "-" for word in words]
    doc = Doc(PIPELINE.vocab, words=words, spaces=[spaces.random() < 0.5 for _ in words])
    assert PIPELINE(doc)._.resolution.text == doc.text


PIPELINE = make_pipeline()


# --- what spaCy is told ----------------------------------------------------------------------------------------------------------------


def test_the_component_declares_what_it_assigns(nlp: Language) -> None:
    meta = nlp.get_pipe_meta("resolution_parser")
    assert meta.assigns == ["doc.spans", "doc._.resolution", "span._.resolution_item"]
    assert meta.requires == []
    assert nlp.pipe_labels == {"resolution_parser": list(LABELS)}
    assert nlp.analyze_pipes()["problems"] == {"resolution_parser": []}


def test_a_blank_pipeline_of_the_component_loads_no_lemmatizer_and_no_dictionary_of_spacy(nlp: Language) -> None:
    assert nlp.pipe_names == ["resolution_parser"]


def test_displacy_has_a_colour_of_its_own_for_every_label(nlp: Language) -> None:
    options = displacy_options()
    assert tuple(options["colors"]) == LABELS
    assert len(set(options["colors"].values())) == len(LABELS)
    page = spacy.displacy.render(nlp(SHORT), style="span", options=options, jupyter=False)
    assert options["colors"]["TASK"] in page
    assert "DEADLINE" in page
