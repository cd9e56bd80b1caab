"""The wording of resolutions, as data: loads, merges, validates and compiles the TOML lexicons.

A lexicon file holds tables of three kinds:

``[words.NAME]``   a list of dictionary forms (``values = [...]``) or a map (``values = {...}``), asked for by name;
``[macros]``       named pieces of regular expressions, used in shapes as ``{name}``;
``[[GROUP]]``      rules. A rule has a unique ``name``, ``examples`` it must match and ``counter_examples`` it must not, and either

* ``cue``: a pattern over dictionary forms or a list of them (see :class:`CuePattern`); ``{name}`` in it stands for any of the phrases
  of ``[words.name]``, or
* ``shape``: a regular expression over the folded text (:func:`resolution_parser.normalize.fold`: ё is е, quotes are ``"``,
  dashes ``-``), case ignored, verbose off; ``{macro}`` is replaced;

and any further keys, which the stage that uses the group understands (``kind``, ``modality``, …).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeGuard

from resolution_parser import morph
from resolution_parser.errors import LexiconError
from resolution_parser.normalize import fold

_MOST_KNOWN = 20_000  # words whose rules an index keeps at hand: more than any archive of resolutions has
MAX_GAP = 12  # words that "…" may stand for; longer cues are not cues any more
_PATTERN_HINT = "see «Your own wording» in the README for what a cue may hold; a shape is a regular expression"
_MACRO = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(
    r"(?<!\w)(?:[^\W\d_] ){3,30}[^\W\d_](?!\w)"  # Р Е Ш И Л О
    r"|[^\W_]+(?:-[^\W_]+)*|[^\w\s]|_+"
)


class Token(NamedTuple):
    """A word or a sign of the folded text, with its half-open offsets in it and the dictionary forms of a word."""

    text: str
    start: int
    end: int
    lemmas: frozenset[str]

    @property
    def is_word(self) -> bool:
        return bool(self.lemmas)


@lru_cache(maxsize=512)
def tokenize(text: str) -> tuple[Token, ...]:
    """Words and signs of a text that has been folded; a sign has no lemmas. Kept for the several stages that ask of one text.

    >>> [token.text for token in tokenize("Срок - 2 дня.")]
    ['Срок', '-', '2', 'дня', '.']
    """
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    nothing: frozenset[str] = frozenset()
    for match in _TOKEN.finditer(text):
        word = match.group()
        if " " in word and _opens_with_conjunction(word):  # «и Т Р Е Б У Е Т»: the conjunction is a word of its own
            yield Token(word[0], match.start(), match.start() + 1, morph.cue_forms(word[0]))
            yield Token(word[2:].replace(" ", ""), match.start() + 2, match.end(), morph.cue_forms(word[2:].replace(" ", "")))
            continue
        if word[0].isalpha():
            word = word.replace(" ", "")
            lemmas = morph.cue_forms(word)
        elif word[0].isdigit():
            lemmas = frozenset({word})
        else:
            lemmas = nothing
        yield Token(word, match.start(), match.end(), lemmas)


def _opens_with_conjunction(spaced: str) -> bool:
    joined = spaced.replace(" ", "")
    return not morph.is_known(joined) and morph.is_known(joined[1:])


@dataclass(frozen=True, slots=True)
class _Term:
    words: frozenset[str]
    exact: frozenset[str]
    signs: frozenset[str]
    optional: bool
    gap: int

    def matches(self, token: Token) -> bool:
        return (bool(self.words & token.lemmas) or token.text.lower() in self.exact or token.text in self.signs)


class CuePattern:
    """A pattern over dictionary forms, or several of which any one will do.

    Terms are parted by spaces. A term is ``слово`` (any form of that dictionary form), ``=словом`` (that form only),
    ``слово/verb`` (a form of it that is a finite verb; likewise ``infn``, ``grnd``, ``prtf``, ``prts``, ``noun``), ``a|b`` (either),
    ``слово?`` (may be missing), ``…`` (up to twelve words or signs, no sentence end or colon among them), ``…3`` (up to three),
    a sign such as ``:`` or ``-``; ``^`` at the start ties the pattern to the beginning of the text, ``$`` to its end.

    >>> CuePattern("^ вместе =с =тем … отмечать|указывать").search(tokenize("Вместе с тем участники отмечают проблемы")) is not None
    True
    """

    def __init__(self, *patterns: str) -> None:
        if not patterns:
            raise ValueError("the cue is empty")
        self.alternatives = tuple(_Sequence(pattern) for pattern in patterns)

    def search(self, tokens: Sequence[Token]) -> tuple[int, int] | None:
        """Half-open range of the tokens of the first match, or None."""
        for start in range(len(tokens) or 1):
            end = self.match(tokens, start)
            if end is not None:
                return start, end
        return None

    def match(self, tokens: Sequence[Token], start: int) -> int | None:
        """The end of a match that begins at token ``start``, or None."""
        for sequence in self.alternatives:
            end = sequence.match(tokens, start)
            if end is not None:
                return end
        return None


class _Sequence:
    """One sequence of terms."""

    def __init__(self, pattern: str) -> None:
        parts = pattern.split()
        self.at_start = bool(parts) and parts[0] == "^"
        self.at_end = bool(parts) and parts[-1] == "$"
        parts = parts[self.at_start: len(parts) - self.at_end]
        if not parts:
            raise ValueError("the pattern is empty")
        self.terms = tuple(_term(part) for part in parts)
        self.is_open = self.terms[0].gap > 0 or self.terms[0].optional
        if self.is_open and not self.at_start:
            raise ValueError("a pattern cannot open with a gap or an optional word unless ^ ties it to the start")

    def match(self, tokens: Sequence[Token], start: int) -> int | None:
        if self.at_start and start:
            return None
        return self._match(tokens, start, 0)

    def _match(self, tokens: Sequence[Token], at: int, term_at: int) -> int | None:
        if term_at == len(self.terms):
            return at if not self.at_end or at == len(tokens) else None
        term = self.terms[term_at]
        if term.gap:
            return self._match_gap(tokens, at, term_at, term.gap)
        if at < len(tokens) and term.matches(tokens[at]):
            end = self._match(tokens, at + 1, term_at + 1)
            if end is not None:
                return end
        return self._match(tokens, at, term_at + 1) if term.optional else None

    def _match_gap(self, tokens: Sequence[Token], at: int, term_at: int, gap: int) -> int | None:
        for skip in range(min(gap, len(tokens) - at) + 1):
            end = self._match(tokens, at + skip, term_at + 1)
            if end is not None:
                return end
            if at + skip < len(tokens) and tokens[at + skip].text in ".:!?;":
                return None
        return None


def _term(part: str) -> _Term:
    if part.startswith("…"):
        return _Term(frozenset(), frozenset(), frozenset(), False, _gap(part[1:]))
    optional = part.endswith("?") and len(part) > 1
    words, exact, signs = set(), set(), set()
    for choice in (part[:-1] if optional else part).split("|"):
        if choice in ("", "="):
            raise ValueError(f"a word is missing in {part!r}")
        if choice.startswith("=") and len(choice) > 1:
            exact.add(choice[1:].lower().replace("ё", "е"))
        elif choice[:1].isalnum():
            words.add(choice.lower().replace("ё", "е"))
        else:
            signs.add(choice)
    return _Term(frozenset(words), frozenset(exact), frozenset(signs), optional, 0)


def _gap(number: str) -> int:
    if number and not (number.isascii() and number.isdigit() and int(number)):
        raise ValueError(f"{number!r} is no number of words that … may stand for")
    return int(number or MAX_GAP)


@dataclass(frozen=True)
class Rule:
    """One rule of the lexicon. ``fields`` are the keys that its group defines."""

    group: str
    name: str
    order: int
    cue: CuePattern | None
    shape: re.Pattern[str] | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    origin: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: str = "") -> str:
        """A string field of the rule."""
        return str(self.fields.get(key, default))

    def matches(self, text: str) -> bool:
        """Whether the rule speaks for a text as printed."""
        folded = fold(text)
        if self.shape is not None:
            return self.shape.search(folded) is not None
        return self.cue is not None and self.cue.search(tokenize(folded)) is not None


class CueIndex:
    """The cue rules of a group, found by the words that can open them, so that most tokens cost one look-up."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_word: dict[str, list[tuple[Rule, _Sequence]]] = {}
        self._at_start: list[tuple[Rule, _Sequence]] = []
        self._known: dict[frozenset[str] | str, list[tuple[Rule, _Sequence]]] = {}
        for rule in rules:
            for sequence in rule.cue.alternatives if rule.cue is not None else ():
                if sequence.is_open:
                    self._at_start.append((rule, sequence))
                    continue
                first = sequence.terms[0]
                for word in first.words | first.exact | first.signs:
                    self._by_word.setdefault(word, []).append((rule, sequence))

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[Rule, int, int]]:
        """Every rule that speaks, with the half-open range of its tokens, in the order of the text."""
        for at, token in enumerate(tokens):
            candidates = self._candidates(token) if at else [*self._at_start, *self._candidates(token)]
            if not candidates:
                continue
            seen: set[str] = set()
            for rule, sequence in candidates:
                if rule.name in seen or (sequence.at_start and at):
                    continue
                end = sequence.match(tokens, at)
                if end is not None:
                    seen.add(rule.name)
                    yield rule, at, end

    def _candidates(self, token: Token) -> list[tuple[Rule, _Sequence]]:
        key = token.lemmas or token.text.lower()
        known = self._known.get(key)
        if known is not None:
            return known
        by_word = self._by_word
        words = token.lemmas or (token.text.lower(),)
        found = [entry for word in words if word in by_word for entry in by_word[word]]
        found.sort(key=lambda entry: entry[0].order)  # the lemmas are a set: its order must not show
        if len(self._known) < _MOST_KNOWN:
            self._known[key] = found
        return found


Values: TypeAlias = "tuple[str, ...] | Mapping[str, Any]"


class Lexicon:
    """All rules, words and macros. Immutable; :meth:`extend` gives a new one.

    >>> Lexicon.default().rules("deadlines") is not None
    True
    """

    def __init__(self, tables: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        self._tables = tuple(tables)
        self._macros: dict[str, str] = {}
        self._words: dict[str, Values] = {}
        self._rules: dict[str, list[Rule]] = {}
        for origin, table in self._tables:
            self._take_words(origin, table)
        names: dict[str, str] = {}
        for origin, table in self._tables:
            for group, rules in table.items():
                if group in ("words", "macros"):
                    continue
                if not isinstance(rules, list) or not all(isinstance(raw, dict) for raw in rules):
                    raise LexiconError(f"{group} is no list of rules", where=origin, hint=f"open each rule with [[{group}]], two brackets")
                for raw in rules:
                    self._take_rule(origin, group, raw, names)

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> Lexicon:
        """The lexicons of the package."""
        folder = resources.files("resolution_parser") / "lexicons"
        files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
        return Lexicon([(entry.name, _parse_toml(entry.read_text("utf-8"), entry.name)) for entry in files])

    def extend(self, path: str | Path) -> Lexicon:
        """This lexicon and the rules of a file, which win over built-in rules of the same group and equal strength."""
        path = Path(path)
        try:
            text = path.read_text("utf-8-sig")  # the editor of Windows puts a BOM before it
        except (OSError, UnicodeDecodeError) as cause:
            reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else "it is not UTF-8 text"
            raise LexiconError(f"cannot be read: {reason}", where=str(path), hint="check the path, and save the file as UTF-8") from cause
        return self.extend_text(text, origin=str(path))

    def extend_text(self, text: str, *, origin: str) -> Lexicon:
        """As :meth:`extend`, with the content of a file; ``origin`` stands for it in messages.

        >>> "рул" in Lexicon.default().extend_text("[words.never_final]\\nvalues = ['рул']", origin="own").words("never_final")
        True
        """
        table = _parse_toml(text, origin)
        for group in sorted(table.keys() - {"words", "macros"} - self._rules.keys()):
            raise LexiconError(f"no stage reads [[{group}]]", where=origin, hint="see `resolution-parser lexicon list`")
        return Lexicon([(origin, table), *self._tables])

    def without(self, names: Collection[str]) -> Lexicon:
        """This lexicon less the rules of these names: what is each rule worth?

        >>> len(Lexicon.default().without(["goals.noun"]).rules("cues")) - len(Lexicon.default().rules("cues"))
        -1
        """
        def kept(entries: Any) -> Any:
            return [raw for raw in entries if raw["name"] not in names] if isinstance(entries, list) else entries

        return Lexicon([(origin, {group: kept(entries) for group, entries in table.items()}) for origin, table in self._tables])

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Travels to another process as its tables, the built-in one as no more than its name."""
        return (Lexicon.default, ()) if self is Lexicon.default() else (Lexicon, (self._tables,))

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change whenever any wording does; the places of the files do not count.

        >>> rules = Lexicon.default()
        >>> rules.fingerprint == rules.without([]).fingerprint != rules.without(["goals.noun"]).fingerprint
        True
        """
        tables = json.dumps([table for _, table in self._tables], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(tables.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def rules(self, group: str) -> tuple[Rule, ...]:
        """The rules of a group in order of precedence."""
        return self._ordered.get(group, ())

    def groups(self) -> tuple[str, ...]:
        """The names of all groups of rules."""
        return tuple(sorted(self._rules))

    def words(self, name: str) -> frozenset[str]:
        """A named set of dictionary forms."""
        return self._forms.get(name, frozenset())

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A named map."""
        values = self._words.get(name, {})
        return values if isinstance(values, Mapping) else {}

    @cached_property
    def _ordered(self) -> dict[str, tuple[Rule, ...]]:
        return {group: tuple(rules) for group, rules in self._rules.items()}

    @cached_property
    def _forms(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(values) for name, values in self._words.items()}

    @cached_property
    def _indexes(self) -> dict[str, CueIndex]:
        return {group: CueIndex(rules) for group, rules in self._rules.items()}

    def cues(self, group: str) -> CueIndex:
        """The cue rules of a group as an index."""
        return self._indexes.get(group) or CueIndex(())

    def macro(self, name: str) -> str:
        """A macro, expanded."""
        return self._expand(self._macros[name], name, 0)

    def search(self, group: str, folded: str) -> tuple[Rule, re.Match[str]] | None:
        """The first shape of a group that is found in a folded text, with its match."""
        for rule in self._rules.get(group, ()):
            match = rule.shape.search(folded) if rule.shape is not None else None
            if match is not None:
                return rule, match
        return None

    def _take_words(self, origin: str, table: Mapping[str, Any]) -> None:
        for name, macro in _table(table, "macros", origin).items():
            if not isinstance(macro, str):
                raise LexiconError(f"the macro {name!r} is no text", where=origin, hint="put it in quotes")
            self._macros.setdefault(name, macro)
        for name, entry in _table(table, "words", origin).items():
            values = entry.get("values") if isinstance(entry, dict) else None
            if not isinstance(values, dict) and not _is_texts(values):
                raise LexiconError(f"words.{name} has no list or map named values", where=origin, hint="add values = […]")
            old = self._words.get(name)
            if isinstance(values, dict):
                self._words[name] = {**values, **(old if isinstance(old, Mapping) else {})}
            else:
                self._words[name] = (*(old if isinstance(old, tuple) else ()), *values)

    def _take_rule(self, origin: str, group: str, raw: Mapping[str, Any], names: dict[str, str]) -> None:
        known = {"name", "cue", "shape", "examples", "counter_examples"}
        name = raw.get("name")
        if not isinstance(name, str) or not name:
            raise LexiconError(f"a rule of [[{group}]] has no name", where=origin, hint="add name = \"…\", unlike all others")
        if name in names:
            raise LexiconError(f"the rule name {name!r} is taken in {names[name]}", where=origin, hint="choose another")
        names[name] = origin
        for key in ("examples", "counter_examples"):
            if not _is_texts(raw.get(key, [])):
                raise LexiconError(f"{key} of the rule {name!r} is no list of texts", where=origin, hint=f"write {key} = [\"…\"]")
        if ("cue" in raw and not isinstance(raw["cue"], str) and not _is_texts(raw["cue"])) or not isinstance(raw.get("shape", ""), str):
            raise LexiconError(f"the pattern of the rule {name!r} is no text", where=origin, hint="put it in quotes")
        if ("cue" in raw) == ("shape" in raw):
            raise LexiconError(f"the rule {name!r} needs either a cue or a shape", where=origin, hint="give it one of them, not both")
        try:
            cue = CuePattern(*self._alternatives(raw["cue"])) if "cue" in raw else None
            shape = re.compile(self._expand(raw["shape"], name, 0), re.IGNORECASE) if "shape" in raw else None
        except (ValueError, re.error) as cause:
            raise LexiconError(f"the pattern of the rule {name!r} is not valid: {cause}", where=origin, hint=_PATTERN_HINT) from cause
        rules = self._rules.setdefault(group, [])
        rules.append(Rule(
            group=group, name=name, order=len(rules), cue=cue, shape=shape, examples=tuple(raw.get("examples", ())),
            counter_examples=tuple(raw.get("counter_examples", ())), origin=origin,
            fields={key: value for key, value in raw.items() if key not in known},
        ))

    def _alternatives(self, cue: str | list[str]) -> list[str]:
        """The patterns of a cue: one or a list; ``{name}`` stands for any phrase of the words of that name."""
        patterns = [cue] if isinstance(cue, str) else list(cue)
        expanded: list[str] = []
        for pattern in patterns:
            macro = _MACRO.search(pattern)
            if macro is None:
                expanded.append(pattern)
                continue
            phrases = self._words.get(macro.group(1))
            if not phrases:
                raise ValueError(f"there are no words {macro.group(1)!r}")
            exact = (" ".join(f"={word}" if word[0].isalpha() else word for word in phrase.split()) for phrase in phrases)
            expanded.extend(self._alternatives([pattern.replace(macro.group(), phrase, 1) for phrase in exact]))
        return expanded

    def _expand(self, pattern: str, name: str, depth: int) -> str:
        if depth > 10:
            raise LexiconError(f"the macros of {name!r} run in a circle", hint="write one of them out")

        def replace(match: re.Match[str]) -> str:
            if match.group(1) not in self._macros:
                raise LexiconError(f"{name!r} uses the unknown macro {{{match.group(1)}}}", hint="define it in [macros]")
            return self._expand(self._macros[match.group(1)], name, depth + 1)

        return _MACRO.sub(replace, pattern)


def _table(tables: Mapping[str, Any], name: str, origin: str) -> Mapping[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise LexiconError(f"{name} is no table", where=origin, hint=f"write [{name}.NAME]" if name == "words" else f"write [{name}]")
    return table


def _is_texts(values: object) -> TypeGuard[list[str]]:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _parse_toml(text: str, origin: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise LexiconError(f"not valid TOML: {cause}", where=origin, hint="mend the file there") from cause
