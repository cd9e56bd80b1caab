"""Noun phrases by case: where a body's name begins and ends, and which of its words agree with its head.

The head is the first noun that stands in the case asked for, with the adjectives and participles before it that agree. What
follows belongs to the name as long as it is a genitive, a phrase that hangs on a preposition, a quoted name, an abbreviation,
a number, a bracket, a name of a person or a participial clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case, Reading, is_known
from resolution_parser.stages.phrase_words import PhraseWord

MAX_MODIFIERS = 8
_ADJECTIVES = ("ADJF", "PRTF", "NUMR", "NPRO")
_NOUN, _ADJECTIVE = frozenset({"NOUN"}), frozenset({"ADJF", "PRTF"})
_OPEN_KINDS = ("quote", "bracket", "number", "abbreviation")


@dataclass(frozen=True, slots=True)
class Edit:
    """A word that agrees with the head: its rank, and the reading in which it does."""

    word: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a phrase: its rank, the words that agree with it, itself among them, and its reading where it has one."""

    word: int
    edits: tuple[Edit, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over the words ``first`` (included) to ``last`` (excluded)."""

    first: int
    last: int
    head: Head
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Grammar:
    """The word lists of a lexicon that phrases are cut by."""

    lexicon: Lexicon
    bodies: frozenset[str] = field(init=False)
    offices: frozenset[str] = field(init=False)
    substantives: frozenset[str] = field(init=False)
    organisations: frozenset[str] = field(init=False)
    topics: frozenset[str] = field(init=False)
    coordinators: frozenset[str] = field(init=False)
    head_shorts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for name, words in (
            ("bodies", "body_nouns"), ("offices", "office_nouns"), ("substantives", "substantive_modifiers"),
            ("organisations", "organisation_abbreviations"), ("topics", "topic_abbreviations"),
            ("coordinators", "coordinators"), ("head_shorts", "head_abbreviations"),
        ):
            object.__setattr__(self, name, self.lexicon.words(words))

    def is_body(self, word: PhraseWord) -> bool:
        """Whether a word can be the head noun of a body."""
        return bool(word.lemmas & self.bodies) or _first_half(word) in self.bodies or _is_compound(word, self.lexicon)

    def is_organisation(self, word: PhraseWord) -> bool:
        return word.kind == "abbreviation" and word.text in self.organisations

    def prepositions(self) -> dict[str, frozenset[str]]:
        return _prepositions(self.lexicon)


@lru_cache(maxsize=8)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a lexicon, made once."""
    return Grammar(lexicon)


def _first_half(word: PhraseWord) -> str:
    """«школа» of «школам-участницам»."""
    if "-" not in word.text or not word.readings:
        return ""
    return word.readings[0].lemma.partition("-")[0]


def _is_compound(word: PhraseWord, lexicon: Lexicon) -> bool:
    """«Минспорту», «Рособрнадзору»: a capital, a short form of an adjective, and no place."""
    if word.kind != "word" or not word.is_capital or len(word.text) < 6:
        return False
    top = word.readings[0] if word.readings else None
    if top is None or top.pos != "NOUN" or {"Geox", "Surn", "Name"} & top.tags:
        return False
    return not is_known(word.text) and word.text.lower().startswith(tuple(sorted(lexicon.words("body_prefixes"))))


@lru_cache(maxsize=8)
def _prepositions(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    return {word: frozenset(str(cases).split()) for word, cases in lexicon.mapping("prepositions_with_cases").items()}


# --- the head -------------------------------------------------------------------------------------------------------------------


def find_head(words: Sequence[PhraseWord], at: int, case: Case, *, grammar: Grammar) -> Head | None:
    """The head of a phrase in a case that begins at word ``at``, with its modifiers, or None."""
    return _head(words, at, case, (), False, grammar)


def _head(
    words: Sequence[PhraseWord], at: int, case: Case, modifiers: tuple[Edit, ...], joined: bool, grammar: Grammar,
) -> Head | None:
    if at >= len(words) or len(modifiers) > MAX_MODIFIERS:
        return None
    word = words[at]
    if word.kind == "abbreviation" or (word.kind == "quote" and modifiers) or (word.kind == "short" and word.lemmas & grammar.head_shorts):
        return Head(at, modifiers, None)
    if word.kind == "person":
        return None if modifiers else Head(at, (), None)
    if word.kind != "word":
        return None
    longer = _modified_head(words, at, case, modifiers, joined, grammar)
    if longer is not None:
        return longer
    noun = _agreeing(word, ("NOUN",), case, modifiers, joined)
    if noun is not None:
        return Head(at, (*modifiers, Edit(at, noun)), noun)
    surname = None if modifiers else _surname(word, case)
    if surname is not None:
        return Head(at, (Edit(at, surname),), surname)
    adjective = _agreeing(word, _ADJECTIVES, case, modifiers, joined)
    if adjective is not None and word.lemmas & grammar.substantives:
        return Head(at, (*modifiers, Edit(at, adjective)), adjective)
    return None


def _modified_head(
    words: Sequence[PhraseWord], at: int, case: Case, modifiers: tuple[Edit, ...], joined: bool, grammar: Grammar,
) -> Head | None:
    """The head that comes later, where the word at ``at`` is a modifier of it, or an adverb before one."""
    word = words[at]
    if modifiers and not word.has_case(case) and word.is_pos("ADVB") and not word.is_pos("INFN"):
        return _head(words, at + 1, case, modifiers, joined, grammar) if _is_modifier(words, at + 1, case) else None
    for reading in _distinct(word, _ADJECTIVES, case):
        if not _agrees(reading, modifiers, joined):
            continue
        longer = (*modifiers, Edit(at, reading))
        found = _head(words, at + 1, case, longer, joined, grammar)
        if found is not None:
            return found
        after = _after_separator(words, at + 1, grammar)
        if after > at + 1 and _is_modifier(words, after, case):
            found = _head(words, after, case, longer, True, grammar)
            if found is not None and found.word > after:
                return found
    return None


def _is_modifier(words: Sequence[PhraseWord], at: int, case: Case) -> bool:
    return at < len(words) and any(True for _ in _distinct(words[at], ("ADJF", "PRTF"), case))


def _distinct(word: PhraseWord, parts: tuple[str, ...], case: Case) -> list[Reading]:
    seen: dict[tuple[str | None, str | None], Reading] = {}
    for reading in word.readings:
        if reading.pos in parts and reading.case == case and "Surn" not in reading.tags:
            seen.setdefault((reading.number, reading.gender), reading)
    return list(seen.values())


def _agreeing(word: PhraseWord, parts: tuple[str, ...], case: Case, modifiers: tuple[Edit, ...], joined: bool) -> Reading | None:
    return next((reading for reading in _distinct(word, parts, case) if _agrees(reading, modifiers, joined)), None)


def _surname(word: PhraseWord, case: Case) -> Reading | None:
    """A surname without initials: «Петрову подготовить», «Отв.: Петров, Сидоров»."""
    if not word.is_capital or len(word.text) < 4:
        return None
    return next((reading for reading in word.readings
                 if "Surn" in reading.tags and reading.case == case and reading.number == "sing"), None)


def _agrees(reading: Reading, modifiers: tuple[Edit, ...], joined: bool) -> bool:
    """Number and gender as the modifiers have them; joined singular ones may go with a plural head (двум, трём районным)."""
    for edit in modifiers:
        other = edit.reading
        if other.number and reading.number and other.number != reading.number and not (joined and reading.number == "plur"):
            return False
        same_number = other.number == reading.number == "sing"
        if same_number and other.gender and reading.gender and other.gender != reading.gender and "ms-f" not in reading.tags:
            return False
    return True


# --- the tail -------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tail:
    """The state of reading on after the head; private to one call."""

    words: Sequence[PhraseWord]
    case: Case
    head: Head
    grammar: Grammar
    is_list: bool
    stops: frozenset[int]
    edits: list[Edit]
    run: frozenset[str] = frozenset()
    governor: int = 0
    in_clause: bool = False


def read_phrase(
    words: Sequence[PhraseWord], at: int, case: Case, *, grammar: Grammar, is_list: bool, stops: frozenset[int] = frozenset(),
) -> Phrase | None:
    """The noun phrase in ``case`` that begins at word ``at``, or None.

    ``is_list``: the text holds nothing but names, so that every preposition belongs to one; else the phrase is a part of a sentence
    and ends before what can be the sentence's own. ``stops``: ranks of words where it must end.
    """
    head = find_head(words, at, case, grammar=grammar)
    if head is None:
        return None
    tail = _Tail(words, case, head, grammar, is_list, stops, list(head.edits), governor=head.word)
    last = _apposition(tail, head.word + 1)
    while last < len(words) and last not in stops:
        after = _step(tail, last)
        if after == last:
            break
        last = after
    return Phrase(at, last, head, tuple(tail.edits))


def _apposition(tail: _Tail, at: int) -> int:
    """A second noun in the case right after the head: «врачу терапевту», «директору Иванову»; not what can be a genitive."""
    head = tail.head.reading
    if head is None or head.pos != "NOUN" or tail.case in ("nomn", "gent") or at >= len(tail.words) or at in tail.stops:
        return at
    word = tail.words[at]
    if word.kind != "word" or word.text[:1] == "-":
        return at
    second = next((reading for reading in _distinct_nouns(word, tail.case) if reading.number == head.number), None)
    if second is None:
        return at
    is_surname = word.is_capital and "Surn" in second.tags and head.animate
    if not is_surname and (word.has_case("gent") or (tail.case == "accs" and not second.animate) or not _may_appose(tail, second, word)):
        return at
    tail.edits.append(Edit(at, second))
    return at + 1


def _distinct_nouns(word: PhraseWord, case: Case) -> list[Reading]:
    return [reading for reading in word.readings if reading.pos == "NOUN" and reading.case == case]


def _may_appose(tail: _Tail, second: Reading, word: PhraseWord) -> bool:
    head = tail.head.reading
    if head is None or word.is_pos("INFN", "PREP"):
        return False
    if not tail.is_list and not tail.grammar.is_body(word):
        return False
    return head.animate == second.animate and not (head.lemma in _governors(tail.grammar.lexicon) and tail.case == "datv")


@lru_cache(maxsize=8)
def _governors(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("dative_governors")


def _step(tail: _Tail, at: int) -> int:
    """The rank after the next piece of the tail, or ``at`` where the tail ends."""
    word = tail.words[at]
    if word.kind in ("quote", "bracket", "number"):
        return at + 1
    if word.kind == "abbreviation":
        tail.governor = at
        return at + 1
    if word.kind == "short":
        return at + 1 if not word.lemmas & tail.grammar.head_shorts else at
    if word.kind == "person":
        return at + 1 if tail.words[at - 1].kind not in ("person", "bracket") else at
    if word.kind == "digits":
        return at + 1 if _counts_a_noun(tail, at) else at
    if word.kind == "sign":
        return _after_sign(tail, at)
    return _after_word(tail, at)


def _counts_a_noun(tail: _Tail, at: int) -> bool:
    if tail.is_list or tail.in_clause:
        return True
    following = _at(tail.words, at + 1)
    return following is not None and following.has_case("gent") and not following.lemmas & tail.grammar.lexicon.words("time_nouns")


def _at(words: Sequence[PhraseWord], rank: int) -> PhraseWord | None:
    return words[rank] if 0 <= rank < len(words) else None


def _after_sign(tail: _Tail, at: int) -> int:
    sign = tail.words[at].text
    if sign == ",":
        return _coordinated(tail, at)
    if sign in '"/\'':
        return at + 1
    if tail.is_list and sign == "-" and tail.in_clause:
        return at + 1
    return at


def _after_word(tail: _Tail, at: int) -> int:
    word, words = tail.words[at], tail.words
    if word.lemmas & tail.grammar.coordinators and word.text.islower() and not word.has_case("gent"):
        return _coordinated(tail, at)
    if is_infinitive(words, at):
        return at
    if tail.in_clause and (tail.is_list or not _ends_clause(word)):
        return at + 1
    cases = tail.grammar.prepositions().get(word.text.lower())
    if cases is not None:
        return _after_preposition(tail, at, cases)
    if _hangs_on(tail, word):
        if word.is_pos("NOUN"):
            tail.governor = at
        return at + 1
    if word.is_capital and _names_place(tail, at):
        return at + 1
    return at


def _ends_clause(word: PhraseWord) -> bool:
    return word.readings[:1] != () and word.readings[0].pos in ("VERB", "INFN")


def _hangs_on(tail: _Tail, word: PhraseWord) -> bool:
    """Whether a word goes on with the tail by its case."""
    cases = {reading.case for reading in word.readings if reading.pos in ("NOUN", *_ADJECTIVES)}
    top = word.readings[0].pos if word.readings else ""
    if top in ("VERB", "ADVB", "GRND", "PRED", "COMP", "CONJ", "PRCL") and "gent" not in {r.case for r in word.readings[:2]}:
        return False
    if "gent" in cases or cases & tail.run:
        return True
    governor = tail.words[tail.governor]
    if "ablt" in cases and governor.lemmas & tail.grammar.lexicon.words("ablative_governors"):
        tail.run |= {"ablt"}
        return True
    if "datv" in cases and governor.lemmas & _governors(tail.grammar.lexicon):
        tail.run |= {"datv"}
        return True
    return False


def _names_place(tail: _Tail, at: int) -> bool:
    before = tail.words[at - 1]
    places = tail.grammar.lexicon.words("place_nouns")
    if before.lemmas & places:
        agreeing = next((reading for reading in _distinct_nouns(tail.words[at], tail.case) if "Geox" in reading.tags), None)
        if at - 1 == tail.head.word and agreeing is not None:
            tail.edits.append(Edit(at, agreeing))
        return True
    return before.is_capital and bool(tail.words[at - 2].lemmas & places) and not tail.words[at].has_case(tail.case)


def _after_preposition(tail: _Tail, at: int, cases: frozenset[str]) -> int:
    """The rank after a preposition that belongs to the name, or ``at``."""
    following = _at(tail.words, at + 1)
    if following is None or at + 1 in tail.stops:
        return at
    if not tail.is_list and not _attaches(tail, at, following):
        return at
    if following.kind in _OPEN_KINDS or following.kind in ("digits", "short", "person"):
        tail.run = cases
        return at + 1
    if not any(following.has_case(case) for case in cases):
        return at
    tail.run = cases
    return at + 1


def _attaches(tail: _Tail, at: int, following: PhraseWord) -> bool:
    """In a sentence: whether the phrase that a preposition opens can belong to the name before it."""
    preposition, lexicon = tail.words[at].text.lower(), tail.grammar.lexicon
    if tail.in_clause:
        return True
    rule = lexicon.mapping("attached_prepositions").get(preposition)
    if rule is None:
        return False
    if rule == "condition":
        return not following.lemmas & lexicon.words("not_after_po") and following.kind != "digits"
    noun = _first_noun(tail.words, at + 1)
    if noun is None:
        return False
    if rule == "kind":
        return bool((noun.lemmas | following.lemmas) & lexicon.words("prepositions_of_kind"))
    if rule == "body":
        return tail.grammar.is_body(noun)
    if rule == "head":
        return tail.governor == tail.head.word and bool(tail.words[tail.head.word].lemmas & tail.grammar.substantives)
    return bool(noun.lemmas & lexicon.words("prepositions_of_place"))


def _first_noun(words: Sequence[PhraseWord], at: int) -> PhraseWord | None:
    for word in words[at: at + 4]:
        if word.kind != "word":
            return word if word.kind in ("abbreviation", "short") else None
        if word.readings and word.readings[0].pos == "NOUN":
            return word
        if not word.is_pos(*_ADJECTIVES):
            return word if word.is_pos("NOUN") else None
    return None


# --- commas and conjunctions ----------------------------------------------------------------------------------------------------


def _after_separator(words: Sequence[PhraseWord], at: int, grammar: Grammar) -> int:
    """The rank after commas and conjunctions that begin at ``at``; ``at`` itself where there are none."""
    while at < len(words):
        word = words[at]
        is_sign = word.kind == "sign" and word.text in ",;"
        if not is_sign and not (word.kind == "word" and word.text.islower() and word.lemmas & grammar.coordinators):
            break
        at += 1
    return at


def after_separator(words: Sequence[PhraseWord], at: int, *, grammar: Grammar) -> int:
    """The rank after the commas, semicolons and conjunctions at ``at``."""
    return _after_separator(words, at, grammar)


def _coordinated(tail: _Tail, at: int) -> int:
    """What a comma or a conjunction joins to the tail; ``at`` where a new body or the rest of the sentence begins."""
    words, after = tail.words, _after_separator(tail.words, at, tail.grammar)
    following = _at(words, after)
    if following is None or after in tail.stops or _begins_body(tail, after):
        return at
    if _opens_clause(tail, at, after):
        tail.in_clause = True
        return after + 1
    if tail.in_clause:
        return _within_clause(tail, at, after)
    if following.kind in ("quote", "number", "bracket", "digits") or following.text in tail.grammar.topics:
        return after + 1 if tail.is_list or following.kind != "digits" or _counts_a_noun(tail, after) else at
    if following.kind == "abbreviation":
        return after + 1 if words[at].kind == "word" else at
    if following.kind == "word" and not is_infinitive(words, after):
        cases = tail.grammar.prepositions().get(following.text.lower())
        if cases is not None and tail.run and (tail.is_list or words[at].kind == "word"):
            return after + 1 if _after_preposition(tail, after, cases) > after else at
        if _hangs_on(tail, following):
            return after if after > at else at
    return at


def _within_clause(tail: _Tail, at: int, after: int) -> int:
    if tail.is_list:
        return after
    if is_infinitive(tail.words, after) or tail.words[at].text == "," and not _hangs_in_clause(tail.words[after]):
        return at
    return after


def _hangs_in_clause(word: PhraseWord) -> bool:
    return word.kind != "word" or word.is_pos("NOUN", "ADJF", "PRTF") and not word.is_pos("ADVB", "COMP")


def _opens_clause(tail: _Tail, at: int, after: int) -> bool:
    """A participial or relative clause after a comma; participles that agree with the head are inflected with it."""
    words = tail.words
    if words[at].text != "," and not tail.in_clause:
        return False
    skip = after + 1 if words[after].is_pos("ADVB") and not words[after].has_case("gent") else after
    word = _at(words, skip)
    if word is None or word.kind != "word":
        return False
    relative = tail.grammar.lexicon.words("relative_words")
    if word.lemmas & relative or (word.is_pos("PREP") and (_at(words, skip + 1) or word).lemmas & relative):
        return True
    participles = [reading for reading in word.readings if reading.pos == "PRTF"]
    if not participles or tail.case == "nomn" and tail.in_clause:
        return False
    head = tail.head.reading
    agreeing = next((reading for reading in participles if reading.case == tail.case and _same_number(reading, head)), None)
    if agreeing is not None:
        tail.edits.append(Edit(skip, agreeing))
    return agreeing is not None or any(reading.case == "gent" for reading in participles)


def _same_number(reading: Reading, head: Reading | None) -> bool:
    if head is None:
        return True
    return reading.number == head.number and (reading.number == "plur" or reading.gender == head.gender)


def _begins_body(tail: _Tail, at: int) -> bool:
    """Whether a new body begins at ``at``: a head in the same case that cannot go on with the tail."""
    word, grammar = tail.words[at], tail.grammar
    separator = tail.words[at - 1]
    if word.kind == "person":
        return True
    if word.kind == "short":
        return bool(word.lemmas & grammar.head_shorts)
    if word.kind == "abbreviation":
        if word.text in grammar.topics:
            return False
        following = _at(tail.words, at + 1)
        quoted = following is not None and following.kind == "quote"
        return quoted or (grammar.is_organisation(word) and not tail.run) or separator.text in ",;"
    if word.kind != "word" or is_infinitive(tail.words, at):
        return False
    head = find_head(tail.words, at, tail.case, grammar=grammar)
    if head is None or (tail.in_clause and head.reading is not None and head.reading.pos == "PRTF"):
        return False
    noun = tail.words[head.word]
    is_body = grammar.is_body(noun) or noun.kind == "abbreviation" or (head.reading is not None and head.reading.animate)
    if head.reading is not None and "Surn" in head.reading.tags:
        return tail.is_list
    if _could_go_on(tail, at, head):
        return grammar.is_body(noun)
    return is_body or (tail.is_list or tail.case == "datv") and not tail.in_clause


def _could_go_on(tail: _Tail, at: int, head: Head) -> bool:
    """Whether all words up to the head can also be read as part of the tail."""
    for rank in range(at, head.word + 1):
        word = tail.words[rank]
        if word.kind != "word":
            continue
        if not word.has_case("gent") and not any(word.has_case(case) for case in tail.run):
            return False
    return True


def is_infinitive(words: Sequence[PhraseWord], at: int) -> bool:
    """Whether a word is an infinitive where it stands: «вести работу», but not «в печать», «районные вести»."""
    word = words[at]
    if word.kind != "word" or not word.is_pos("INFN"):
        return False
    if not word.is_pos("NOUN", "ADJF"):
        return True
    before = _at(words, at - 1)
    if before is not None and before.kind == "word" and (before.is_pos("PREP") or before.is_pos("ADJF") and before.is_pos("ADJF", "NUMR")):
        return before.is_pos("ADVB", "COMP") or _is_ground(before)
    return word.readings[0].pos == "INFN"


def _is_ground(word: PhraseWord) -> bool:
    return word.readings[0].pos not in ("PREP", "ADJF")
