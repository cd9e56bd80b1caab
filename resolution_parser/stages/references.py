"""Acts that a document refers to: decrees, laws, orders, strategies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold
from resolution_parser.stages.dates import FoundDate, find_dates
from resolution_parser.stages.moments import hinted
from resolution_parser.stages.quotes import Mask, closing_quote

_WINDOW = 220  # characters from the kind of an act to its first detail
_BETWEEN = re.compile(r"[\s,(-]{0,4}")
_AFTER_NUMBER = re.compile(r"\s[^\",;.()№]{1,80}?\s(?=\w{2}\s{0,2}\d)")
_GAP_END = re.compile(r"[;:]|[.!?]\s+(?=[А-ЯЁA-Z][а-яё]{3})")
_SENTENCE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SPACES_OF_NUMBER = re.compile(r"\s+")
_HEADS = frozenset({"NOUN"})
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_CUES = re.compile(r"\d|[\"«»“”„]")


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A mention of an act: half-open offsets; ``date`` is an ISO date, ``issuer`` stands in the nominative."""

    start: int
    end: int
    type: str
    issuer: str | None
    number: str | None
    date: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class _Details:
    start: int
    end: int
    number: str | None = None
    date: str | None = None
    title: str | None = None


def find_references(text: str, *, lexicon: Lexicon) -> tuple[FoundReference, ...]:
    """The acts that a line refers to with a number, a date or a quoted title, in order.

    >>> found, = find_references("во исполнение Указа Президента РФ от 21 июля 2020 г. № 474", lexicon=Lexicon.default())
    >>> found.type, found.issuer, found.number, found.date
    ('указ', 'Президент РФ', '474', '2020-07-21')
    """
    if _CUES.search(text) is None:
        return ()
    folded = fold(text)
    dates = {found.start: found for found in find_dates(text, lexicon=lexicon, default_year=None)}
    named = list(_named(text, folded, dates, lexicon))
    mask = Mask(len(text))
    for found in named:
        mask.take(found.start, found.end)
    coded = [found for found in _coded(folded, lexicon) if mask.is_free(found.start, found.end)]
    return tuple(sorted((*named, *coded), key=lambda found: found.start))


def _coded(folded: str, lexicon: Lexicon) -> Iterator[FoundReference]:
    for rule in hinted(lexicon.rules("act_codes"), folded):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            yield FoundReference(match.start(), match.end(), rule.get("type"), None, _squeeze(match["number"]), None, None)


def _squeeze(number: str) -> str:
    return _SPACES_OF_NUMBER.sub("", number)


def _kinds(folded: str, lexicon: Lexicon) -> list[tuple[int, int, Rule, str]]:
    """Where kinds of acts are named, the more specific first where two overlap."""
    taken: list[tuple[int, int, Rule, str]] = []
    mask = Mask(len(folded))
    for rule in hinted(lexicon.rules("act_types"), folded):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            if mask.is_free(*match.span()):
                taken.append((*match.span(), rule, _type(rule, match, lexicon)))
                mask.take(*match.span())
    return sorted(taken, key=lambda kind: kind[0])


def _type(rule: Rule, match: re.Match[str], lexicon: Lexicon) -> str:
    adjective = match["adjective"].lower() if rule.get("adjective") else ""
    return f"{lexicon.mapping('law_adjectives').get(adjective, '')} {rule.get('type')}".strip()


def _named(text: str, folded: str, dates: dict[int, FoundDate], lexicon: Lexicon) -> Iterator[FoundReference]:
    kinds = _kinds(folded, lexicon)
    at = 0
    for rank, (start, end, rule, type_) in enumerate(kinds):
        if start < at or (start == 0 and rule.get("own_heading") and text[:end].isupper()):
            continue
        limit = min(end + _WINDOW, kinds[rank + 1][0] if rank + 1 < len(kinds) else len(folded))
        for found in _of_kind(text, folded, (start, end, limit), rule, type_, dates, lexicon):
            yield found
            at = max(at, found.end)


def _of_kind(
    text: str, folded: str, place: tuple[int, int, int], rule: Rule, type_: str, dates: dict[int, FoundDate], lexicon: Lexicon,
) -> Iterator[FoundReference]:
    start, end, limit = place
    first = _first_detail(folded, end, limit, rule, dates, lexicon)
    details = _details(text, folded, first, rule, dates, lexicon) if first is not None else None
    gap = text[end: details.start] if details is not None else ""
    if details is None or not _is_enough(rule, details) or not _may_be_gap(gap, details, lexicon):
        if rule.get("title") == "only" and _first_match(lexicon.rules("act_approvals"), folded[end: end + 300]):
            yield FoundReference(start, _title_end(folded, end), type_, None, None, None, None)
        return
    issuer = _issuer(gap, lexicon)
    yield FoundReference(start, details.end, type_, issuer, details.number, details.date, details.title)
    yield from _listed(text, folded, details, rule, type_, issuer, dates, lexicon)


def _title_end(folded: str, at: int) -> int:
    stop = re.search(r"[,;(.]", folded[at:])
    return at + stop.start() if stop is not None else len(folded)


def _listed(
    text: str, folded: str, before: _Details, rule: Rule, type_: str, issuer: str | None, dates: dict[int, FoundDate], lexicon: Lexicon,
) -> Iterator[FoundReference]:
    for _ in range(20):
        match = _first_match(lexicon.rules("act_lists"), folded[before.end: before.end + 40])
        if match is None:
            return
        more = _details(text, folded, before.end + match.end(), rule, dates, lexicon)
        if more is None or (more.number is None and more.title is None):
            return
        date = more.date or (before.date if more.number is not None else None)
        yield FoundReference(more.start, more.end, type_, issuer, more.number, date, more.title)
        before = _Details(more.start, more.end, more.number, date, more.title)


def _first_detail(folded: str, at: int, limit: int, rule: Rule, dates: dict[int, FoundDate], lexicon: Lexicon) -> int | None:
    stop = _GAP_END.search(folded, at, limit)
    limit = stop.start() + 1 if stop is not None else limit
    starts: list[int] = []
    for detail in lexicon.rules("act_details"):
        if rule.get("title") == "only" and detail.name != "detail.title":
            continue
        for match in detail.shape.finditer(folded, at, limit + 20) if detail.shape is not None else ():
            if match.start() < limit and (detail.name != "detail.date" or match.end() in dates):
                starts.append(match.start())
                break
    return min(starts, default=None)


def _details(
    text: str, folded: str, at: int, rule: Rule, dates: dict[int, FoundDate], lexicon: Lexicon,
) -> _Details | None:
    start, end = at, at
    number: str | None = None
    date: str | None = None
    title: str | None = None
    shapes = {detail.name: detail.shape for detail in lexicon.rules("act_details") if detail.shape is not None}
    for _ in range(4):
        found_number = shapes["detail.number"].match(folded, at) if number is None else None
        found_date = shapes["detail.date"].match(folded, at) if date is None else None
        quoted = _quoted_title(text, folded, at, rule, lexicon) if title is None else None
        if found_number is not None:
            number, end = _squeeze(found_number["number"] or found_number["code"]).rstrip("-/."), found_number.end()
        elif found_date is not None and found_date.end() in dates:
            date, end = dates[found_date.end()].first.isoformat(), dates[found_date.end()].end
        elif quoted is not None:
            title, end = text[at + 1: quoted - 1].strip(), quoted
        else:
            break
        at = _next_detail(folded, end, number, date, dates, shapes["detail.date"])
    return _Details(start, end, number, date, title) if end > start else None


def _next_detail(
    folded: str, end: int, number: str | None, date: str | None, dates: dict[int, FoundDate], shape: re.Pattern[str],
) -> int:
    """Where the next detail can begin: at once, or after an issuer that stands between number and date."""
    between = _BETWEEN.match(folded, end)
    at = between.end() if between is not None else end
    if number is not None and date is None:
        gap = _AFTER_NUMBER.match(folded, end)
        opening = shape.match(folded, gap.end()) if gap is not None else None
        if gap is not None and opening is not None and opening.end() in dates:
            return gap.end()
    return at


def _quoted_title(text: str, folded: str, at: int, rule: Rule, lexicon: Lexicon) -> int | None:
    if folded[at: at + 1] != '"' or not rule.get("title"):
        return None
    if rule.get("title") == "about" and _first_match(lexicon.rules("act_titles"), folded[at: at + 12]) is None:
        return None
    return closing_quote(text, at)


def _is_enough(rule: Rule, details: _Details) -> bool:
    if rule.get("needs") == "number":
        return details.number is not None
    return not rule.get("needs") or details.number is not None or details.date is not None


def _may_be_gap(gap: str, details: _Details, lexicon: Lexicon) -> bool:
    """Whether what stands between the kind of an act and its details can name its issuer or its topic."""
    words = _SENTENCE_WORD.findall(gap)
    if not words:
        return not gap.strip(" -(")
    if "(" in gap.strip() and gap.rfind("(") > gap.rfind(")") and gap.partition("(")[2].strip() and gap.partition("(")[0].strip():
        return False  # «Кодекс чести (приложение N 1)»: the number is that of what stands in the bracket
    if "," in gap and (details.number is None or details.date is None):
        return False
    if _is_topic(f" {gap.strip()} ", lexicon):
        return details.number is not None and details.date is not None
    return _can_be_issuer(words[0], lexicon)


def _is_topic(gap: str, lexicon: Lexicon) -> bool:
    return any(rule.name == "gap.topic" and rule.shape is not None and rule.shape.search(fold(gap)) for rule in lexicon.rules("act_gaps"))


def _can_be_issuer(word: str, lexicon: Lexicon) -> bool:
    if any(reading.pos == "PREP" for reading in morph.readings(word)):
        return False
    return (word.isupper() and len(word) > 1) or _first_match(lexicon.rules("act_bodies"), word) is not None or any(
        reading.case == "gent" and (reading.pos in _HEADS or reading.pos in _ADJECTIVES) for reading in morph.readings(word)
    )


def _issuer(gap: str, lexicon: Lexicon) -> str | None:
    phrase = f" {gap.strip(' ,(-')} "
    if _is_topic(phrase, lexicon):
        return None
    for rule in lexicon.rules("act_gaps"):
        match = rule.shape.search(fold(phrase)) if rule.shape is not None else None
        if match is not None and rule.name != "gap.topic":
            phrase = phrase[: match.start()]
    return nominative_of_genitive(phrase.strip(), lexicon=lexicon) or None


def nominative_of_genitive(phrase: str, *, lexicon: Lexicon) -> str:
    """A body that stands in the genitive put into the nominative: its head and the adjectives before it; the rest as printed.

    >>> nominative_of_genitive("Правительства Российской Федерации", lexicon=Lexicon.default())
    'Правительство Российской Федерации'
    """
    words = phrase.split(" ")
    for rank, word in enumerate(words):
        if _is_adjective(word) and rank + 1 < len(words):
            continue
        head = _head_nominative(word, lexicon)
        gender = next((reading.gender for reading in morph.readings(word) if reading.case == "gent"), None)
        number = next((reading.number for reading in morph.readings(word) if reading.case == "gent"), None)
        wanted = "plur" if number == "plur" else "sing"
        adjectives = [
            morph.inflect(adjective, case="gent", number="plur" if wanted == "plur" else "sing", pos=_ADJECTIVES,
                          gender=None if wanted == "plur" else gender) or adjective
            for adjective in words[:rank]
        ]
        return " ".join((*adjectives, head, *words[rank + 1:]))
    return phrase


def _is_adjective(word: str) -> bool:
    found = morph.readings(word)
    return any(reading.pos in _ADJECTIVES and reading.case == "gent" for reading in found) and not (word.isupper() and len(word) > 1)


def _head_nominative(word: str, lexicon: Lexicon) -> str:
    if word.isupper() and len(word) > 1:
        return word
    for rule in lexicon.rules("act_bodies"):
        if rule.shape is not None and rule.shape.search(fold(word)):
            return word[:-1] if rule.get("cut") else word
    return morph.inflect(word, case="gent", pos=_HEADS) or word


def _first_match(rules: tuple[Rule, ...], text: str) -> re.Match[str] | None:
    for rule in rules:
        match = rule.shape.search(text) if rule.shape is not None else None
        if match is not None:
            return match
    return None
