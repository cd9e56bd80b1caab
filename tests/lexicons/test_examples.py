"""Every rule of every lexicon is proved by its own examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from resolution_parser.errors import LexiconError
from resolution_parser.lexicon import Lexicon, Rule

LEXICON = Lexicon.default()
RULES = [rule for group in LEXICON.groups() for rule in LEXICON.rules(group)]
FILES = sorted((file for file in (resources.files("resolution_parser") / "lexicons").iterdir() if file.name.endswith(".toml")),
               key=lambda file: file.name)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_ESCAPE = re.compile(r"\[[^\]]*\]|\\[A-Za-z]|\(\?P<\w+>|\(\?[a-z]+[:)]|\(\?P=\w+\)|\{[a-z_]+\}|/[a-z]+\b")  # in a regular expression or a cue


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.group}:{rule.name}")
def test_a_rule_matches_its_examples_and_not_its_counter_examples(rule: Rule) -> None:
    assert rule.examples, "a rule without an example proves nothing"
    missed = [text for text in rule.examples if not rule.matches(text)]
    caught = [text for text in rule.counter_examples if rule.matches(text)]
    assert (missed, caught) == ([], []), "missed examples, caught counter-examples"


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{path}.{key}")
            yield f"{path}.{key}", key
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts(part, f"{path}[{at}]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_word_mixes_scripts(file: Path) -> None:
    """A Latin «c» in a Russian word is a rule that never speaks. In an example it may be the very point."""
    mixed = [
        f"{path}: {word}"
        for path, text in _texts(tomllib.loads(file.read_text("utf-8")))
        if ".examples" not in path and ".counter_examples" not in path
        for word in _WORD.findall(_ESCAPE.sub(" ", text))
        if _LATIN.search(word) and _CYRILLIC.search(word)
    ]
    assert mixed == []


def test_a_file_of_an_office_adds_a_rule_without_python(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text('[[cues]]\nname = "office.do"\nkind = "tasks"\nscope = "heading"\ncue = "к исполнение :"\nexamples = ["К исполнению:"]\n', "utf-8")
    extended = LEXICON.extend(file)
    assert extended.rules("cues")[0].name == "office.do", "its rules come first"
    assert extended.rules("cues")[0].matches("К исполнению:")
    assert len(extended.rules("cues")) == len(LEXICON.rules("cues")) + 1


@pytest.mark.parametrize(("text", "what"), [
    ("[[cues]", "not valid TOML"),
    ('[[cues]]\ncue = "цель"', "no name"),
    ('[[cues]]\nname = "a"', "either a cue or a shape"),
    ('[[cues]]\nname = "a"\nshape = "("', "not valid"),
    ('[[cues]]\nname = "a"\nshape = "{nowhere}"', "unknown macro"),
    ('[[cues]]\nname = "a"\ncue = "… цель"', "cannot open with a gap"),
    ('[[cues]]\nname = "goals.noun"\ncue = "цель"', "taken"),  # the name of a built-in rule
    ("[words.a]\nvalues = 1", "no list or map"),
    ('words = 1', "words is no table"),
    ("[macros]\na = 1", "macro 'a' is no text"),
    ('cues = ["цель"]', "cues is no list of rules"),
    ('[cues]\nname = "a"\ncue = "цель"', "two brackets"),  # a single bracket would be passed over without a word
    ('[[cuez]]\nname = "a"\ncue = "цель"', "no stage reads [[cuez]]"),
    ('[[cues]]\nname = "a"\ncue = "цель"\nexamples = "Цель:"', "examples of the rule 'a' is no list"),
    ('[[cues]]\nname = "a"\ncue = 1', "pattern of the rule 'a' is no text"),
    ('[[cues]]\nname = "a"\ncue = "наш …x цель"', "'x' is no number of words"),
    ('[[cues]]\nname = "a"\ncue = "наш …0 цель"', "'0' is no number of words"),  # it would stand for nothing
    ('[[cues]]\nname = "a"\ncue = "="', "a word is missing in '='"),
    ('[[cues]]\nname = "a"\ncue = "цель|"', "a word is missing in 'цель|'"),
    ('[macros]\na = "{b}"\nb = "{a}"\n[[cues]]\nname = "x"\nshape = "{a}"', "circle"),
])
def test_a_faulty_lexicon_is_told_of(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "office.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=re.escape(what)):
        LEXICON.extend(file)


def test_a_missing_lexicon_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        LEXICON.extend(tmp_path / "none.toml")
