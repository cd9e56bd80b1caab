"""The words by which duties are compared, made ready from the lexicon, and what a single word stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon

SHORTEST_ROOT = 4  # letters: «школ» of школа and школьный; with three, unrelated words fall together
_SILENT = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "PRED"})


@dataclass(frozen=True, slots=True)
class Family:
    """A family of synonyms, one of whose members may be a phrase."""

    name: str
    phrase: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Stock words, weak words, families of synonyms, abbreviations and suffixes of ``lexicons/compare.toml``."""

    stock: frozenset[str]
    weak: frozenset[str]
    abbreviations: Mapping[tuple[str, ...], str]
    suffixes: tuple[str, ...]
    families: tuple[Family, ...]

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[Family, ...]]:
        """The members of families by the word that they begin with."""
        found: dict[str, list[Family]] = {}
        for family in self.families:
            found.setdefault(family.phrase[0], []).append(family)
        return {word: tuple(members) for word, members in found.items()}

    @cached_property
    def _roots(self) -> dict[str, str]:
        return {}

    def root(self, lemma: str) -> str:
        """What is left of a dictionary form when suffixes are taken off.

        >>> wording = load_wording(Lexicon.default())
        >>> wording.root("наставничество") == wording.root("наставник")
        True
        """
        known = self._roots.get(lemma)
        if known is None:
            known = self._roots[lemma] = _strip(lemma, self.suffixes)
        return known

    @cached_property
    def _openings(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """What is abbreviated, by its first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.abbreviations, key=lambda phrase: (-len(phrase), phrase)):
            found.setdefault(phrase[0], []).append(phrase)
        return {word: tuple(phrases) for word, phrases in found.items()}

    def abbreviated_at(self, lemmas: Sequence[str], at: int) -> tuple[str, int] | None:
        """The abbreviation of the phrase that begins at a word, and the length of the phrase."""
        for phrase in self._openings.get(lemmas[at], ()):
            if tuple(lemmas[at: at + len(phrase)]) == phrase:
                return self.abbreviations[phrase], len(phrase)
        return None

    def families_at(self, lemmas: Sequence[str], at: int) -> Iterator[Family]:
        """The members of families that begin at a word."""
        for family in self.by_first_word.get(lemmas[at], ()):
            if tuple(lemmas[at: at + len(family.phrase)]) == family.phrase:
                yield family


def load_wording(lexicon: Lexicon) -> Wording:
    """The wording of a lexicon; an office's own lexicon adds to it."""
    groups = [text.split() for text in sorted(lexicon.words("duty_synonyms"))]
    return Wording(
        stock=frozenset(_lemmas(lexicon.words("duty_stock"))), weak=frozenset(_lemmas(lexicon.words("duty_weak"))),
        abbreviations={_lemmas(str(text).split()): name for name, text in lexicon.mapping("duty_abbreviations").items()},
        suffixes=tuple(sorted(lexicon.words("duty_suffixes"), key=lambda suffix: (-len(suffix), suffix))),
        families=tuple(Family(group[0], _lemmas(member.split("+"))) for group in groups for member in group),
    )


def _lemmas(words: Iterable[str]) -> tuple[str, ...]:
    """As the morphology gives them: of «обучающийся» it is «обучаться»."""
    return tuple(lemma_of(word) or word for word in words)


def _strip(lemma: str, suffixes: Sequence[str]) -> str:
    root, stripped = lemma, True
    while stripped:
        stripped = False
        for suffix in suffixes:
            if root.endswith(suffix) and len(root) - len(suffix) >= SHORTEST_ROOT:
                root, stripped = root[: -len(suffix)], True
                break
    return root


@lru_cache(maxsize=200_000)
def lemma_of(word: str) -> str | None:
    """The most probable dictionary form of a word, None for words that name nothing (prepositions, pronouns, particles).

    >>> lemma_of("педагогов"), lemma_of("для")
    ('педагог', None)
    """
    found = morph.readings(word)
    if not found:
        return word.lower()
    best = found[0]
    return None if best.pos in _SILENT else best.lemma
