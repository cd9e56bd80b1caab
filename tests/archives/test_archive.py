"""Whole archives: which files are found, what each gives, and that nothing is lost whatever happens meanwhile."""

from __future__ import annotations

import io
import json
import os
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from archive_maker import make_archive
from troublesome_reader import TroublesomeReader

from resolution_parser import Lexicon, Parser, ResolutionError, from_json, parse_archive
from resolution_parser.archive import Entry, Found, Options, Outcome, read_manifest
from resolution_parser.archive.run import _account
from resolution_parser.archive.worker import Job, Settings, convert_document
from resolution_parser.errors import FileMissing, OutputError, UsageError

TEXT = "Съезд решил:\n1. Поручить школам {} провести смотр.\n"


def lay(folder: Path, *names: str, text: str = "") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or TEXT.format(name), "utf-8")


def statuses(folder: Path) -> dict[str, str]:
    return {entry.path: entry.status for entry in read_manifest(folder)}


def outputs(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))


def run(source: Path | list[Path], out: Path, **options: object) -> dict[str, Outcome]:
    paths = source if isinstance(source, list) else [source]
    return {outcome.path: outcome for outcome in parse_archive(paths, out=out, options=Options(**options))}  # type: ignore[arg-type]


# What is found, and what it is called


def test_folders_give_a_mirrored_tree(tmp_path: Path) -> None:
    lay(tmp_path / "in", "2021/план.txt", "2022/план.txt", "2022/план.html")
    run(tmp_path / "in", tmp_path / "out")
    assert outputs(tmp_path / "out") == ["2021/план.txt.json", "2022/план.html.json", "2022/план.txt.json"]


@pytest.mark.parametrize("whole_folder", [True, False])
def test_plain_files_of_one_folder_have_the_short_form_and_the_second_stem_keeps_its_suffix(tmp_path: Path, whole_folder: bool) -> None:
    lay(tmp_path / "in", "one.html", "one.txt", "two.txt")
    run(tmp_path / "in" if whole_folder else sorted((tmp_path / "in").iterdir()), tmp_path / "out")
    assert outputs(tmp_path / "out") == ["one.json", "one.txt.json", "two.json"]


def test_several_folders_keep_their_names_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    lay(tmp_path, "a/2021/x.txt", "b/2021/x.txt", "extra.txt")
    run([tmp_path / "a/2021", tmp_path / "b/2021", tmp_path / "extra.txt"], tmp_path / "out")
    assert outputs(tmp_path / "out") == ["2021/x.txt.json", "2021~2/x.txt.json", "extra.txt.json"]


@pytest.mark.parametrize(("name", "reason", "why"), [
    ("~$план.docx", "lock_file", "Word's lock file"),
    (".DS_Store", "hidden", "a Mac was here"),
    ("смета.csv", "unsupported", "a table is text, but no resolution"),
    ("foto.bmp2", "unsupported", "nothing that any reader knows"),
])
def test_files_that_are_no_documents_are_skipped_and_told_of(tmp_path: Path, name: str, reason: str, why: str) -> None:
    lay(tmp_path / "in", name, text="\x00\x01\x02" * 90 if name.startswith("foto") else "а;б")
    entry = run(tmp_path / "in", tmp_path / "out")[name].entry
    assert (entry.status, entry.reason) == ("skipped", reason), why
    assert outputs(tmp_path / "out") == []


@pytest.mark.parametrize(("name", "why"), [
    ("Решение от 12.05.2015", "a date is no suffix"), ("README", "no suffix at all"), ("ПЛАН.TXT", "capitals"),
])
def test_a_text_under_an_odd_name_is_read(tmp_path: Path, name: str, why: str) -> None:
    lay(tmp_path / "in", name)
    assert run(tmp_path / "in", tmp_path / "out")[name].status == "ok", why


def test_links_are_followed_only_where_asked_and_never_in_a_circle(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in/circle").symlink_to(tmp_path / "in")
    found = run(tmp_path / "in", tmp_path / "out")
    assert {path: outcome.entry.reason for path, outcome in found.items()} == {"a.txt": None, "link": "link", "circle": "link"}
    followed = run(tmp_path / "in", tmp_path / "out2", follow_links=True)
    assert {"a.txt", "link/b.txt"} == set(followed)


def test_the_output_folder_is_never_searched(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b/c.txt")
    for _ in range(2):
        assert set(run(tmp_path, tmp_path / "b" / "out")) == {"a.txt", "b/c.txt"}


def test_a_zip_archive_is_a_folder_also_with_old_russian_names_and_ways_out_of_it(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("глубоко.txt", TEXT)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xxxxxxx.txt", TEXT)
        archive.writestr("../../побег.txt", TEXT)
        archive.writestr("ещё.zip", inner.getvalue())
    packed = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(packed.replace(b"xxxxxxx", "решение".encode("cp866")))  # as Russian Windows packs
    found = run([tmp_path / "a.zip", tmp_path / "a.zip"], tmp_path / "out")
    assert {path: outcome.status for path, outcome in found.items()} == {
        "решение.txt": "ok", "побег.txt": "ok", "ещё.zip/глубоко.txt": "ok"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "out"], "nothing is written beside the output folder"


def test_one_bomb_in_a_zip_archive_costs_one_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b" " * 40_000_000)
        archive.writestr("good.txt", TEXT)
    found = run([tmp_path / "a.zip"], tmp_path / "out")
    assert (found["good.txt"].status, found["bomb.txt"].status) == ("ok", "failed")
    assert found["bomb.txt"].error is not None
    assert found["bomb.txt"].error.type == "HostileFile"


def test_a_zip_that_is_none_fails_as_one_file(tmp_path: Path) -> None:
    lay(tmp_path / "in", "b/a.txt")
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    found = run(tmp_path / "in", tmp_path / "out")
    assert {path: outcome.status for path, outcome in found.items()} == {"b/a.txt": "ok", "broken.zip": "failed"}


def test_a_name_as_long_as_the_file_system_allows_gets_an_output(tmp_path: Path) -> None:
    name = "д" * 125 + ".txt"
    lay(tmp_path / "in", f"deep/{name}", f"deep/{'д' * 124}e.txt")
    found = run(tmp_path / "in", tmp_path / "out")
    made = [outcome.entry.outputs[0] for outcome in found.values()]
    assert len(set(made)) == 2
    assert all((tmp_path / "out" / output).is_file() for output in made)


# What comes back


def test_without_an_output_folder_the_records_come_back(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b.txt")
    (tmp_path / "c.txt").touch()
    done = {outcome.path: outcome for outcome in parse_archive([tmp_path])}
    assert done["a.txt"].resolutions[0].tasks[0].text == "Поручить школам a.txt провести смотр"
    assert (done["c.txt"].status, done["c.txt"].resolutions) == ("failed", ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "c.txt"], "nothing was written"


def test_the_manifest_says_of_every_file_what_became_of_it(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a/x.txt")
    (tmp_path / "in/a/empty.txt").touch()
    run(tmp_path / "in", tmp_path / "out")
    empty, good = (json.loads(line) for line in (tmp_path / "out/manifest.jsonl").read_text("utf-8").splitlines())
    assert (empty["path"], empty["status"], empty["error"]["type"]) == ("a/empty.txt", "failed", "EmptyFile")
    assert (good["path"], good["status"], good["reader"], good["outputs"]) == ("a/x.txt", "ok", "txt", ["a/x.txt.json"])
    assert (good["counts"]["tasks"], good["counts"]["documents"], good["size"]) == (1, 1, len(TEXT.format("a/x.txt").encode()))
    assert set(good["versions"]) == {"program", "schema", "lexicon", "settings"}


def test_two_runs_give_the_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    lay(tmp_path / "in", *(f"{rank}/x.txt" for rank in range(9)))
    for out, workers in (("one", 1), ("two", 2)):
        run(tmp_path / "in", tmp_path / out, workers=workers)
    for name in outputs(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    lines = [[{**json.loads(line), "seconds": 0} for line in (tmp_path / out / "manifest.jsonl").open("rb")] for out in ("one", "two")]
    assert lines[0] == lines[1]


def test_duplicates_name_the_first_of_their_kind_and_can_be_left_out(tmp_path: Path) -> None:
    text = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам города провести смотр художественной самодеятельности.\n"
    lay(tmp_path / "in", "a/x.txt", "b/same.txt", text=text)
    lay(tmp_path / "in", "b/other.html", text="".join(f"<p>{line}</p>" for line in text.split("\n") if line))
    lay(tmp_path / "in", "c.txt")
    run(tmp_path / "in", tmp_path / "out")
    assert {entry.path: entry.duplicate_of for entry in read_manifest(tmp_path / "out")} == {
        "a/x.txt": None, "b/same.txt": "a/x.txt", "b/other.html": "a/x.txt", "c.txt": None}
    run(tmp_path / "in", tmp_path / "out", unique=True)
    assert statuses(tmp_path / "out") == {"a/x.txt": "ok", "b/same.txt": "skipped", "b/other.html": "skipped", "c.txt": "ok"}
    assert outputs(tmp_path / "out") == ["a/x.txt.json", "c.txt.json"]
    run(tmp_path / "in", tmp_path / "out")
    assert set(statuses(tmp_path / "out").values()) == {"ok"}, "what was left out comes back"


# Trouble


def test_a_document_that_hangs_dies_or_eats_memory_costs_itself_only(tmp_path: Path) -> None:
    lay(tmp_path / "in", *(f"{rank}.txt" for rank in range(12)))
    for name in ("HANG", "DIE", "EAT", "FAULT"):
        lay(tmp_path / "in", f"{name}.txt")
    parser = Parser(readers={"txt": TroublesomeReader()})
    options = Options(workers=2, seconds=2, memory=600_000_000)
    done = {outcome.path: outcome for outcome in parse_archive([tmp_path / "in"], out=tmp_path / "out", parser=parser, options=options)}
    failed = {path: outcome.error.type for path, outcome in done.items() if outcome.error is not None}
    assert failed == {"HANG.txt": "TooSlow", "DIE.txt": "WorkerDied", "EAT.txt": "OutOfMemory", "FAULT.txt": "ResolutionError"}
    assert Counter(outcome.status for outcome in done.values()) == {"ok": 12, "failed": 4}
    assert len(done) == len(statuses(tmp_path / "out")) == 16


def test_a_file_that_vanishes_is_a_failed_file_and_the_sum_is_right(tmp_path: Path) -> None:
    lay(tmp_path / "in", *(f"{rank:03}.txt" for rank in range(60)))
    done = []
    for outcome in parse_archive([tmp_path / "in"], out=tmp_path / "out", options=Options(workers=1)):
        done.append(outcome)
        (tmp_path / "in" / "059.txt").unlink(missing_ok=True)
    assert Counter(outcome.status for outcome in done) == {"ok": 59, "failed": 1}
    assert done[-1].error is not None
    assert done[-1].error.type == "FileMissing"


def test_a_file_that_changes_while_it_is_read_is_never_read_by_halves(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 30_000_000)
    enough = threading.Event()

    def write_on() -> None:
        with path.open("ab", buffering=0) as file:
            while not enough.is_set():
                file.write(b"y")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        parser = Parser()
        settings = Settings(parser=parser, versions=None, out=tmp_path / "out")  # type: ignore[arg-type]
        entry = convert_document(settings, Job(path="a.txt", target="a.json", file=str(path))).entry
    finally:
        enough.set()
        writer.join()
    assert entry.status == "failed"
    assert entry.error is not None
    assert "changes while it is read" in entry.error.message


def test_an_output_name_that_is_taken_fails_its_file_only(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "b.txt")
    (tmp_path / "out" / "a.json").mkdir(parents=True)  # a folder has taken the name
    done = run(tmp_path / "in", tmp_path / "out")
    assert {path: outcome.status for path, outcome in done.items()} == {"a.txt": "failed", "b.txt": "ok"}
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.endswith(".tmp")] == []


def test_a_second_run_into_one_folder_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "in", *(f"{rank}.txt" for rank in range(30)))
    first = parse_archive([tmp_path / "in"], out=tmp_path / "out", options=Options(workers=1))
    next(first)
    with pytest.raises(OutputError, match="another run is writing"):
        next(parse_archive([tmp_path / "in"], out=tmp_path / "out"))
    assert sum(1 for _ in first) == 29, "the first one goes on"


@pytest.mark.parametrize(("paths", "options", "error"), [
    ([], {}, UsageError), (["nowhere"], {}, FileMissing), (["."], {"workers": 0}, UsageError), (["."], {"seconds": -1.0}, UsageError),
])
def test_calls_that_make_no_sense_say_so(paths: list[str], options: dict[str, float], error: type[ResolutionError]) -> None:
    with pytest.raises(error):
        next(parse_archive(paths, options=Options(**options)))  # type: ignore[arg-type]


def test_one_path_of_several_that_is_missing_is_a_failed_file(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    done = run([tmp_path / "a.txt", tmp_path / "none.txt"], tmp_path / "out")
    assert {path: outcome.status for path, outcome in done.items()} == {"a.txt": "ok", "none.txt": "failed"}


def test_a_file_that_would_be_forgotten_is_told_of(tmp_path: Path) -> None:
    files = [Found(path=name, target=f"{name}.json", file=str(tmp_path / name)) for name in ("a.txt", "b.txt")]

    def forgetful(found: Iterator[Found]) -> Iterator[Outcome]:
        yield from [Outcome(entry=Entry(path=one.path, status="ok")) for one in found][:1]

    with pytest.raises(ResolutionError, match=r"b\.txt: not every file has one outcome"):
        list(_account(iter(files), Options(), forgetful))
    assert len(list(_account(iter(files), Options(stop=lambda: True), forgetful))) == 1, "who stops a run knows that it is not whole"


def test_the_suffix_of_a_reader_of_one_s_own_is_that_of_a_document(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.reso")
    reader = TroublesomeReader()
    reader.suffixes = (".reso",)  # type: ignore[assignment]
    (done,) = parse_archive([tmp_path / "in"], parser=Parser(readers={"txt": reader}))
    assert done.status == "ok"


# A second run


def test_a_second_run_does_only_what_is_new_or_changed(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a/1.txt", "a/2.txt")
    (tmp_path / "in/a/3.txt").touch()
    assert all(outcome.is_new for outcome in run(tmp_path / "in", tmp_path / "out").values())
    lay(tmp_path / "in", "a/2.txt", text="Съезд решил:\n1. Одобрить отчёт.")
    lay(tmp_path / "in", "a/4.txt")
    os.utime(tmp_path / "in/a/1.txt", (1, 1))  # touched, not changed
    second = run(tmp_path / "in", tmp_path / "out")
    assert {path: outcome.is_new for path, outcome in second.items()} == {"a/1.txt": False, "a/2.txt": True, "a/3.txt": False, "a/4.txt": True}
    assert from_json((tmp_path / "out/a/2.txt.json").read_bytes()).proposals[0].text == "Одобрить отчёт"


@pytest.mark.parametrize(("options", "again"), [({}, set()), ({"retry_failed": True}, {"b.txt"}), ({"force": True}, {"a.txt", "b.txt"})])
def test_what_a_second_run_does_anew_can_be_chosen(tmp_path: Path, options: dict[str, bool], again: set[str]) -> None:
    lay(tmp_path / "in", "a.txt")
    (tmp_path / "in/b.txt").touch()
    run(tmp_path / "in", tmp_path / "out")
    assert {path for path, outcome in run(tmp_path / "in", tmp_path / "out", **options).items() if outcome.is_new} == again


def test_another_lexicon_does_everything_anew(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    run(tmp_path / "in", tmp_path / "out")
    other = Parser(lexicon=Lexicon.default().without(["goals.noun"]))
    assert [outcome.is_new for outcome in parse_archive([tmp_path / "in"], out=tmp_path / "out", parser=other)] == [True]


def test_an_output_that_was_lost_or_cut_is_made_again(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out/a.json").unlink()
    os.truncate(tmp_path / "out/b.json", 100)
    assert {path for path, outcome in run(tmp_path / "in", tmp_path / "out").items() if outcome.is_new} == {"a.txt", "b.txt"}
    assert from_json((tmp_path / "out/b.json").read_bytes()).tasks


@pytest.mark.parametrize("damage", [b'{"path":"b.txt","sta', b"\0" * 50, b"nonsense\n", b'{"path": 7}\n'])
def test_a_manifest_with_a_torn_end_is_healed(tmp_path: Path, damage: bytes) -> None:
    lay(tmp_path / "in", "a.txt")
    run(tmp_path / "in", tmp_path / "out")
    with (tmp_path / "out/manifest.jsonl").open("ab") as file:
        file.write(damage)
    lay(tmp_path / "in", "b.txt")
    assert {path: outcome.is_new for path, outcome in run(tmp_path / "in", tmp_path / "out").items()} == {"a.txt": False, "b.txt": True}
    assert statuses(tmp_path / "out") == {"a.txt": "ok", "b.txt": "ok"}


def test_a_file_that_is_gone_leaves_the_manifest_but_its_records_stay(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "b.txt")
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in/b.txt").unlink()
    run(tmp_path / "in", tmp_path / "out")
    assert statuses(tmp_path / "out") == {"a.txt": "ok"}
    assert outputs(tmp_path / "out") == ["a.json", "b.json"]


def test_a_flat_folder_that_gets_folders_changes_to_the_mirrored_form_and_leaves_no_old_names(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    run(tmp_path / "in", tmp_path / "out")
    lay(tmp_path / "in", "2022/b.txt")
    run(tmp_path / "in", tmp_path / "out")
    assert outputs(tmp_path / "out") == ["2022/b.txt.json", "a.txt.json"]


# Engines, and the whole


@pytest.mark.parametrize("make", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_can_be_the_engine(tmp_path: Path, make: type[ThreadPoolExecutor] | type[ProcessPoolExecutor]) -> None:
    lay(tmp_path / "in", *(f"{rank}/a.txt" for rank in range(20)))
    (tmp_path / "in/empty.txt").touch()
    with make(2) as executor:
        done = run(tmp_path / "in", tmp_path / "out", executor=executor, batch=4)
    assert Counter(outcome.status for outcome in done.values()) == {"ok": 20, "failed": 1}
    assert len(outputs(tmp_path / "out")) == 20


def test_an_executor_that_breaks_fails_its_documents_and_the_sum_is_right(tmp_path: Path) -> None:
    lay(tmp_path / "in", *(f"{rank}.txt" for rank in range(9)))
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    done = run(tmp_path / "in", tmp_path / "out", executor=executor, batch=2)
    assert {outcome.error.type if outcome.error else None for outcome in done.values()} == {"WorkerDied"}
    assert len(done) == len(statuses(tmp_path / "out")) == 9


def test_an_archive_of_five_hundred_documents_is_accounted_for_file_by_file(tmp_path: Path) -> None:
    made = {file.path: file.status for file in make_archive(tmp_path / "in", 500)}
    done = run(tmp_path / "in", tmp_path / "out")
    assert {path: outcome.status for path, outcome in done.items()} == made
    assert statuses(tmp_path / "out") == made
    for entry in read_manifest(tmp_path / "out"):
        assert all((tmp_path / "out" / output).is_file() for output in entry.outputs)
        assert bool(entry.outputs) == (entry.status in ("ok", "partial")), entry.path
    assert not any(outcome.is_new for outcome in run(tmp_path / "in", tmp_path / "out").values())
