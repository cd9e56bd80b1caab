"""Checks an office's own lexicon file: what is wrong in it, which rule wins on its examples, what it takes from the built-in rules.

A *fault* keeps a rule from doing what it says: the file must be mended. A *note* is something to look at.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

from resolution_parser.errors import LexiconError, UsageError
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.readers.base import Limits
from resolution_parser.readers.text import document_from_text
from resolution_parser.records import ITEM_KINDS
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.cues import Cue, heading_cue, sentence_cue
from resolution_parser.stages.units import Unit

Table: TypeAlias = Mapping[str, Any]
Severity: TypeAlias = Literal["fault", "note"]

CUES = "cues"
"""The group whose rules compete: one cue wins on a text, and its kind decides."""

_OWN_KEYS = ("name", "cue", "shape", "examples", "counter_examples")
_CLOSED_KEYS = ("kind", "scope", "modality", "case", "comparator")  # their values are those that the built-in rules of the group use
_PLACES = ("heading", "sentence")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_NO_WORDING = re.compile(r"\[[^\]]*\]|\\[A-Za-z]|\(\?P<\w+>|\(\?[a-z]+[:)]|\(\?P=\w+\)|\{[a-z_]+\}|/[a-z]+\b")  # in a shape or a cue
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said about a rule or an entry; ``line`` counts from 1 and is None where the entry has no line of its own.

    ``code`` is one of ``malformed``, ``unknown-group``, ``unknown-key``, ``unknown-value``, ``unknown-words``, ``unused-macro``,
    ``duplicate-name``, ``mixed-script``, ``not-loaded``, ``never-asked``, ``no-example``, ``missed-example``, ``caught-counter-example``,
    ``conflict``, ``dead``, ``covered``, ``takes-over``, ``also``.
    """

    severity: Severity
    code: str
    rule: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconReport:
    """What a check found in a file."""

    path: str
    rules: int
    remarks: tuple[Remark, ...]

    @property
    def faults(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.severity == "fault")


def check_lexicon(path: str | Path, *, base: Lexicon | None = None) -> LexiconReport:
    """Check a file against ``base``, the built-in lexicon by default.

    Where the file cannot be loaded, the report says why, and the examples are not run. Raises LexiconError where it is no TOML.
    """
    base = base or Lexicon.default()
    file = _LexiconFile(Path(path))
    remarks = [*_malformed(file)]
    if not remarks:
        remarks = [*_unknown(file, base), *_duplicates(file, base), *_mixed_scripts(file)]
        remarks += _run(file, base, is_sound=not any(remark.code == "duplicate-name" for remark in remarks))
    return LexiconReport(path=str(path), rules=len(file.rules), remarks=tuple(remarks))


def winners(text: str, rule: Rule, *, lexicon: Lexicon) -> tuple[Cue | None, ...]:
    """The cues that win on a text in the places that a rule speaks in: as a heading, as a sentence, or both."""
    paragraphs = heal_blocks(document_from_text(text, name="example", limits=Limits()), lexicon)
    if not paragraphs:
        return (None,)
    unit = Unit(paragraphs[0], paragraphs[0].body_start, len(paragraphs[0].text), paragraphs[0].marker)
    find = {"heading": heading_cue, "sentence": sentence_cue}
    return tuple(find[place](unit, lexicon=lexicon) for place in _PLACES if rule.get("scope", "both") in (place, "both"))


class _LexiconFile:
    """A file as it stands: its tables, its rules with their groups, and the lines of names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._text = path.read_text("utf-8-sig")
            self.tables: Table = tomllib.loads(self._text)
        except (OSError, UnicodeDecodeError) as cause:
            reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else "it is not UTF-8 text"
            raise LexiconError(f"cannot be read: {reason}", where=str(path), hint="check the path, and save the file as UTF-8") from cause
        except tomllib.TOMLDecodeError as cause:
            raise LexiconError(f"not valid TOML: {cause}", where=str(path), hint="mend the file there") from cause

    @cached_property
    def rules(self) -> tuple[tuple[str, Table], ...]:
        """All well-formed rules with their groups."""
        groups = ((group, raw) for group, raws in self.tables.items() if isinstance(raws, list) for raw in raws)
        return tuple((group, raw) for group, raw in groups if isinstance(raw, dict))

    def line(self, name: str) -> int | None:
        """The line that a rule's name or the header of a table stands in."""
        pattern = rf"^\s*(?:name\s*=\s*[\"']{re.escape(name)}[\"']|\[+\s*{re.escape(name)}\s*\]+)"
        match = re.search(pattern, self._text, re.MULTILINE)
        return self._text.count("\n", 0, match.end()) + 1 if match else None

    def remark(self, severity: Severity, code: str, rule: str, message: str) -> Remark:
        return Remark(severity=severity, code=code, rule=rule, line=self.line(rule), message=message)


# The file as data


def _malformed(file: _LexiconFile) -> Iterator[Remark]:
    """What is not even a rule, a macro or a list of words."""
    for name, value in file.tables.items():
        if name in ("words", "macros"):
            yield from _malformed_table(file, name, value)
        elif isinstance(value, dict):
            yield file.remark("fault", "malformed", name, f"rules are written with two brackets: [[{name}]]")
        elif not isinstance(value, list) or not all(isinstance(raw, dict) for raw in value):
            yield file.remark("fault", "malformed", name, "neither a rule, nor [words.…], nor [macros]")
    for group, raw in file.rules:
        for message in _malformed_rule(raw):
            yield file.remark("fault", "malformed", str(raw.get("name") or f"[[{group}]]"), message)


def _malformed_table(file: _LexiconFile, name: str, value: object) -> Iterator[Remark]:
    if not isinstance(value, dict):
        yield file.remark("fault", "malformed", name, f"[{name}] must be a table")
        return
    for entry, content in value.items():
        if name == "macros" and not isinstance(content, str):
            yield file.remark("fault", "malformed", f"macros.{entry}", "a macro is a string")
        if name == "words" and not (isinstance(content, dict) and isinstance(content.get("values"), (list, dict))):
            yield file.remark("fault", "malformed", f"words.{entry}", "needs a list or a map named values")


def _malformed_rule(raw: Table) -> Iterator[str]:
    if not isinstance(raw.get("name"), str) or not raw["name"]:
        yield "the rule has no name"
    if ("cue" in raw) == ("shape" in raw):
        yield "needs either a cue or a shape"
    if "cue" in raw and not isinstance(raw["cue"], str) and not _is_list_of_strings(raw["cue"]):
        yield "the cue must be a string or a list of strings"
    if "shape" in raw and not isinstance(raw["shape"], str):
        yield "the shape must be a string"
    for key in ("examples", "counter_examples"):
        if key in raw and not _is_list_of_strings(raw[key]):
            yield f"{key} must be a list of strings"


def _is_list_of_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _unknown(file: _LexiconFile, base: Lexicon) -> Iterator[Remark]:
    """Names that no stage asks for."""
    for group, raw in file.rules:
        if group not in base.groups():
            yield file.remark("fault", "unknown-group", raw["name"], f"no stage reads [[{group}]]{_meant(group, base.groups())}")
        else:
            yield from _unknown_fields(file, raw, base.rules(group))
    used = {name for _, raw in file.rules for name in _PLACEHOLDER.findall(f"{raw.get('cue', '')} {raw.get('shape', '')}")}
    used |= {name for macro in file.tables.get("macros", {}).values() for name in _PLACEHOLDER.findall(macro)}
    for name in file.tables.get("words", {}):
        if name not in used and not (base.words(name) or base.mapping(name)):
            yield file.remark("fault", "unknown-words", f"words.{name}", "no stage and no rule of the file asks for these words")
    for name in file.tables.get("macros", {}):
        if name not in used:
            yield file.remark("note", "unused-macro", "macros", f"{{{name}}} is used in no rule of the file")


def _unknown_fields(file: _LexiconFile, raw: Table, built_in: Sequence[Rule]) -> Iterator[Remark]:
    """Keys and values that the built-in rules of the group never use, so that no stage can know them."""
    keys = dict.fromkeys((*_OWN_KEYS, *(key for rule in built_in for key in rule.fields)))
    for key, value in raw.items():
        known = dict.fromkeys(str(rule.fields[key]) for rule in built_in if key in rule.fields)
        if (built_in[0].group, key) == (CUES, "kind"):
            known = dict.fromkeys((*ITEM_KINDS, "none"))
        if key not in keys:
            yield file.remark("fault", "unknown-key", raw["name"], f"no stage knows the key {key!r}{_meant(key, keys)}")
        elif key in _CLOSED_KEYS and str(value) not in known:
            yield file.remark("fault", "unknown-value", raw["name"], f"{key} = {value!r} is none of {', '.join(known)}")
    if "kind" not in raw and built_in and all("kind" in rule.fields for rule in built_in):
        yield file.remark("fault", "unknown-value", raw["name"], "the rule has no kind")


def _meant(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; is {close[0]!r} meant?" if close else ""


def _duplicates(file: _LexiconFile, base: Lexicon) -> Iterator[Remark]:
    taken = {rule.name: rule.origin for group in base.groups() for rule in base.rules(group)}
    for _, raw in file.rules:
        if raw["name"] in taken:
            yield file.remark("fault", "duplicate-name", raw["name"], f"the name is taken in {taken[raw['name']]}")
        taken.setdefault(raw["name"], "this file")


def _mixed_scripts(file: _LexiconFile) -> Iterator[Remark]:
    """A Latin «c» in a Russian word is a rule that never speaks. In an example it may be the very point."""
    named = (((raw["name"], key, value) for _, raw in file.rules for key, value in raw.items() if not key.endswith("examples")))
    entries = ((f"{table}.{name}", name, entry) for table in ("words", "macros") for name, entry in file.tables.get(table, {}).items())
    for owner, key, value in (*named, *entries):
        for word in dict.fromkeys(word for text in (key, *_strings(value)) for word in _WORD.findall(_NO_WORDING.sub(" ", text))):
            if _LATIN.search(word) and _CYRILLIC.search(word):
                latin = "".join(dict.fromkeys(_LATIN.findall(word)))
                yield file.remark("fault", "mixed-script", owner, f"the word {word!r} mixes scripts: {latin!r} is Latin")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (key, *_strings(part))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


# The rules at work


def _run(file: _LexiconFile, base: Lexicon, *, is_sound: bool) -> Iterator[Remark]:
    """Load the file over the base and run the examples of both."""
    if not is_sound:
        return
    try:
        lexicon = base.extend(file.path)
    except LexiconError as error:
        yield file.remark("fault", "not-loaded", str(error.where), error.what)
        return
    own = [rule for group in lexicon.groups() for rule in lexicon.rules(group) if rule.origin == str(file.path)]
    for rule in own:
        yield from _proof(file, rule)
        if rule.group == CUES and rule.cue is not None:
            yield from _contest(file, rule, lexicon, base)
        elif rule.group in base.groups():
            yield from _company(file, rule, lexicon, base)
    yield from _takeovers(file, base, lexicon)


def _proof(file: _LexiconFile, rule: Rule) -> Iterator[Remark]:
    """Whether a rule matches its examples, and not its counter-examples."""
    if not rule.examples:
        yield file.remark("fault", "no-example", rule.name, "a rule without an example proves nothing")
    missed = [text for text in rule.examples if not rule.matches(text)]
    for text in missed:
        yield file.remark("fault", "missed-example", rule.name, f"does not match its example «{text}»")
    for text in rule.counter_examples:
        if rule.matches(text):
            yield file.remark("fault", "caught-counter-example", rule.name, f"matches its counter-example «{text}»")
    if rule.examples and len(missed) == len(rule.examples):
        yield file.remark("fault", "dead", rule.name, "matches none of its examples")


def _contest(file: _LexiconFile, rule: Rule, lexicon: Lexicon, base: Lexicon) -> Iterator[Remark]:
    """Who wins on the examples of a cue."""
    matched = [text for text in rule.examples if rule.matches(text)]
    lost = [text for text in matched if not _wins(rule, winners(text, rule, lexicon=lexicon))]
    for text in matched:
        rival = next((cue for cue in winners(text, rule, lexicon=lexicon if text in lost else base) if cue is not None), None)
        if text not in lost:
            if rival is not None and rival.kind != rule.get("kind"):
                yield file.remark("note", "takes-over", rule.name, f"wins on its example «{text}», where {_told(rival.rule)} won")
        elif rival is None:
            yield file.remark("note", "covered", rule.name, f"matches «{text}», but its scope or conditions do not hold there")
        elif rival.kind != rule.get("kind"):
            yield file.remark("fault", "conflict", rule.name, f"on «{text}» {_told(rival.rule)} wins")
        else:
            yield file.remark("note", "covered", rule.name, f"on «{text}» {_told(rival.rule)} wins, of the same kind")
    if matched and len(lost) == len(matched):
        yield file.remark("fault", "dead", rule.name, "wins on none of its examples")


def _wins(rule: Rule, cues: Iterable[Cue | None]) -> bool:
    return any(cue is not None and cue.rule.name == rule.name for cue in cues)


def _company(file: _LexiconFile, rule: Rule, lexicon: Lexicon, base: Lexicon) -> Iterator[Remark]:
    """Other groups have no winner: their stages combine rules. So this tells which rules of other meaning speak as well."""
    if (rule.cue is None) == all(one.cue is not None for one in base.rules(rule.group)):
        needed = "cues" if rule.cue is None else "shapes"
        yield file.remark("fault", "never-asked", rule.name, f"the stage that reads [[{rule.group}]] asks for {needed} only")
    for text in rule.examples:
        others = [one for one in lexicon.rules(rule.group) if one.name != rule.name and one.fields != rule.fields and one.matches(text)]
        if others:
            yield file.remark("note", "also", rule.name, f"on «{text}» these match as well: {', '.join(map(_told, others))}")


def _takeovers(file: _LexiconFile, base: Lexicon, lexicon: Lexicon) -> Iterator[Remark]:
    """Examples of the built-in cues on which a rule of the file wins now, with another kind."""
    own = {rule.name for rule in lexicon.rules(CUES) if rule.origin == str(file.path)}
    for rule in base.rules(CUES) if own else ():
        for text in rule.examples:
            for before, now in zip(winners(text, rule, lexicon=base), winners(text, rule, lexicon=lexicon), strict=True):
                if now is not None and now.rule.name in own and (before is None or before.kind != now.kind):
                    lost = _told(before.rule) if before else "no rule"
                    yield file.remark("note", "takes-over", now.rule.name, f"wins on «{text}», an example of {rule.name}, where {lost} won")


def _told(rule: Rule) -> str:
    kind = rule.get("kind")
    return f"{rule.name} ({kind})" if kind else rule.name


# As text


def to_text(report: LexiconReport) -> str:
    """A line for each remark, as compilers print them, then the sum."""
    lines = [
        f"{report.path}:{f'{remark.line}:' if remark.line else ''} {remark.severity}: {remark.rule}: {remark.message} [{remark.code}]"
        for remark in report.remarks
    ]
    notes = len(report.remarks) - len(report.faults)
    return "\n".join([*lines, f"{_count(report.rules, 'rule')}, {_count(len(report.faults), 'fault')}, {_count(notes, 'note')}"]) + "\n"


def groups_text(lexicon: Lexicon) -> str:
    """The groups of rules, and how many rules each has."""
    return "".join(f"{group:24}  {_count(len(lexicon.rules(group)), 'rule')}\n" for group in lexicon.groups())


def rules_text(lexicon: Lexicon, group: str) -> str:
    """The rules of a group in order of precedence: name, keys, where it stands, its first example. UsageError for an unknown group."""
    if group not in lexicon.groups():
        meant = _meant(group, lexicon.groups()).removeprefix("; ")
        raise UsageError(f"there is no group {group!r}", hint=f"{meant} see `resolution-parser lexicon list`".lstrip())
    return "".join(
        f"{rule.name:28}  {' '.join(f'{key}={value}' for key, value in rule.fields.items()):40}  {rule.origin}\n"
        f"{'':4}{next(iter(rule.examples), '')}\n"
        for rule in lexicon.rules(group)
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
