"""The check of an office's own rules: each fault that it promises to find, and none in a sound file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from resolution_parser import Lexicon
from resolution_parser.errors import LexiconError, UsageError
from resolution_parser.lexicon_check import LexiconReport, check_lexicon, groups_text, rules_text, to_text

OFFICE = Path(__file__).parents[2] / "examples" / "office.toml"
SOUND = """
[[cues]]
name = "office.pencil"
kind = "tasks"
scope = "heading"
cue = "=на карандаш :"
examples = ["На карандаш:"]
"""


def check(tmp_path: Path, text: str) -> LexiconReport:
    file = tmp_path / "office.toml"
    file.write_text(text, "utf-8")
    return check_lexicon(file)


def test_the_example_of_the_readme_is_sound() -> None:
    assert check_lexicon(OFFICE).remarks == ()
    assert to_text(check_lexicon(OFFICE)) == "1 rule, 0 faults, 0 notes\n"


def rule(group: str = "cues", **changes: str) -> str:
    """The sound rule with some lines changed; an empty value takes the line out. Values are TOML."""
    lines = {"name": '"office.pencil"', "kind": '"tasks"', "scope": '"heading"', "cue": '"=на карандаш :"', "examples": '["На карандаш:"]'}
    return f"[[{group}]]\n" + "".join(f"{key} = {value}\n" for key, value in (lines | changes).items() if value)


@pytest.mark.parametrize(("text", "code", "message"), [
    pytest.param(rule(group="cue"), "unknown-group", "is 'cues' meant?", id="no stage reads the group"),
    pytest.param(rule(scop='"heading"'), "unknown-key", "is 'scope' meant?", id="a key with a slip"),
    pytest.param(rule(kind='"task"'), "unknown-value", "none of goals", id="a kind that is none"),
    pytest.param(rule(scope='"headings"'), "unknown-value", "none of heading", id="a scope that is none"),
    pytest.param(rule(kind=""), "unknown-value", "no kind", id="a cue without a kind"),
    pytest.param(rule(name='"goals.noun"'), "duplicate-name", "taken in cues.toml", id="the name of a built-in rule"),
    pytest.param(SOUND + SOUND, "duplicate-name", "taken in this file", id="a name twice in the file"),
    pytest.param(rule(cue='"=на каpандаш :"'), "mixed-script", "'p' is Latin", id="a Latin letter in a Russian word"),
    pytest.param(SOUND + '[words.contrast]\nvalues = ["oднако"]\n', "mixed-script", "'o' is Latin", id="likewise among words"),
    pytest.param(rule(examples=""), "no-example", "proves nothing", id="no example"),
    pytest.param(rule(examples='["На карандаш:", "К сведению:"]'), "missed-example", "«К сведению:»", id="an example that is not matched"),
    pytest.param(rule(counter_examples='["На карандаш:"]'), "caught-counter-example", "«На карандаш:»", id="a counter-example that is"),
    pytest.param(rule(examples='["К сведению:"]'), "dead", "matches none", id="a rule that matches no example"),
    pytest.param(rule(cue='"участник"', examples='["Участники конференции отмечают:"]'), "conflict", "(findings) wins",
                 id="a built-in cue of another kind stands later in the heading and wins"),
    pytest.param(rule(cue='"участник"', examples='["Участники конференции отмечают:"]'), "dead", "wins on none", id="so the rule is dead"),
    pytest.param(rule(shape='"на карандаш:"', cue=""), "never-asked", "asks for cues only", id="a shape where cues are asked for"),
    pytest.param(SOUND + '[[notes]]\nname = "office.note"\nkind = "deadline"\ncue = "дата :"\nexamples = ["Дата: 1 мая"]\n', "never-asked",
                 "asks for shapes only", id="a cue where shapes are asked for"),
    pytest.param(SOUND + '[words.nowhere]\nvalues = ["слово"]\n', "unknown-words", "asks for these words", id="words that nobody asks for"),
    pytest.param(rule(cue='"("', shape='"("'), "malformed", "either a cue or a shape", id="cue and shape"),
    pytest.param(rule(cue="", shape='"("'), "not-loaded", "not valid", id="a shape that is no regular expression"),
    pytest.param(rule(cue='"{nowhere} :"'), "not-loaded", "no words 'nowhere'", id="words that are not there"),
    pytest.param(rule(name=""), "malformed", "no name", id="no name"),
    pytest.param(rule(examples='"На карандаш:"'), "malformed", "list of strings", id="a bare example, which would be read letter by letter"),
    pytest.param(rule(cue="1"), "malformed", "must be a string", id="a number for a cue"),
    pytest.param(SOUND.replace("[[cues]]", "[cues]"), "malformed", "two brackets: [[cues]]", id="one bracket, which would be passed over"),
    pytest.param('cues = "x"\n', "malformed", "neither a rule", id="a string for a group"),
    pytest.param('cues = ["x"]\n', "malformed", "neither a rule", id="strings for rules"),
    pytest.param("words = 1\n", "malformed", "must be a table", id="a number for all words"),
    pytest.param("[words]\na = 1\n", "malformed", "named values", id="a number for words"),
    pytest.param("[macros]\na = 1\n", "malformed", "a macro is a string", id="a number for a macro"),
])
def test_a_fault_is_found(tmp_path: Path, text: str, code: str, message: str) -> None:
    found = [remark.message for remark in check(tmp_path, text).faults if remark.code == code]
    assert found, to_text(check(tmp_path, text))
    assert any(message in line for line in found), found


@pytest.mark.parametrize(("text", "code", "message"), [
    pytest.param(rule(kind='"findings"', cue='"участник|сосед"', examples='["Участники конференции отмечают:", "Соседи:"]'), "covered",
                 "of the same kind", id="a built-in rule of the same kind wins already"),
    pytest.param(rule(colon="true", examples='["На карандаш:", "На карандаш : взять."]'), "covered", "conditions do not hold",
                 id="the words are there, the colon at the end is not"),
    pytest.param(rule(cue='"проблема/noun :"', examples='["Проблемы:"]'), "takes-over", "problems.noun (problems) won",
                 id="a rule that takes the headings of problems"),
    pytest.param(SOUND + '[macros]\nday = "день"\n', "unused-macro", "{day}", id="a macro that no rule uses"),
])
def test_a_note_is_made_and_is_no_fault(tmp_path: Path, text: str, code: str, message: str) -> None:
    report = check(tmp_path, text)
    assert report.faults == (), to_text(report)
    assert any(message in remark.message for remark in report.remarks if remark.code == code), to_text(report)


@pytest.mark.parametrize("text", [
    pytest.param(SOUND, id="a cue"),
    pytest.param("", id="nothing"),
    pytest.param(SOUND + '[words.contrast]\nvalues = ["зато"]\n', id="more words of a built-in list"),
    pytest.param('[words.office_verbs]\nvalues = ["взять", "поставить"]\n' + rule(cue='"{office_verbs} =на карандаш :"', examples='["Взять на карандаш:"]'),
                 id="own words in an own cue"),
    pytest.param(rule(cue='"=на каpандаш :"'.replace("p", "р"), examples='["На карандаш:", "На каpандаш:"]'), id="an example may mix scripts"),
])
def test_a_sound_file_has_no_faults(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text).faults == ()


def test_faults_are_told_with_file_line_and_code(tmp_path: Path) -> None:
    report = check(tmp_path, SOUND + '\n[[cues]]\nname = "office.other"\nkind = "task"\ncue = "слово"\nexamples = ["Слово:"]\n')
    assert to_text(report).splitlines() == [
        f"{tmp_path / 'office.toml'}:10: fault: office.other: kind = 'task' is none of goals, findings, problems, proposals, tasks, control, none "
        "[unknown-value]",
        "2 rules, 1 fault, 0 notes",
    ]


@pytest.mark.parametrize("content", [b"[[cues", b"\xff"])
def test_a_file_that_is_no_lexicon_at_all_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "office.toml").write_bytes(content)
    with pytest.raises(LexiconError, match=r"office\.toml"):
        check_lexicon(tmp_path / "office.toml")


def test_a_file_saved_by_the_editor_of_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes(b"\xef\xbb\xbf" + OFFICE.read_bytes().replace(b"\n", b"\r\n"))
    assert check_lexicon(tmp_path / "office.toml").faults == check_lexicon(OFFICE).faults
    assert Lexicon.default().extend(tmp_path / "office.toml").fingerprint == Lexicon.default().extend(OFFICE).fingerprint


def test_the_list_names_groups_and_rules_in_order_of_precedence() -> None:
    lexicon = Lexicon.default().extend(OFFICE)
    assert any(line.split() == ["cues", str(len(lexicon.rules("cues"))), "rules"] for line in groups_text(lexicon).splitlines())
    first, example, *_ = rules_text(lexicon, "cues").splitlines()
    assert first.split() == ["office.pencil", "kind=tasks", "scope=heading", str(OFFICE)]
    assert example.strip() == "На карандаш:"


def test_an_unknown_group_is_told_of() -> None:
    with pytest.raises(UsageError, match="is 'cues' meant"):
        rules_text(Lexicon.default(), "cue")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "resolution_parser", "lexicon", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_exit_code_is_two_where_there_are_faults(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(rule(kind='"task"'), "utf-8")
    sound, bad, missing = run("check", OFFICE), run("check", tmp_path / "bad.toml"), run("check", tmp_path / "none.toml")
    assert [sound.returncode, bad.returncode, missing.returncode] == [0, 2, 2]
    assert "[unknown-value]" in bad.stdout


def test_the_command_lists_groups_and_rules() -> None:
    assert "\ncues " in run("list").stdout
    assert run("list", "cues", "--lexicon", OFFICE).stdout.startswith("office.pencil")
    assert run("list", "nothing").returncode == 2
