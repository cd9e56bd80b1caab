"""The words of reports, by language: data in ``ru.toml`` and ``en.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from resolution_parser.compare.comparison import ComparedKind
from resolution_parser.errors import UsageError


@dataclass(frozen=True, slots=True)
class Words:
    """What a language says; ``labels`` fit what is compared (tasks or problems), ``plurals`` hold the forms of nouns."""

    lang: str
    labels: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def say(self, key: str, **values: object) -> str:
        """A label with its gaps filled."""
        return self.labels[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """A number with its noun in the right form.

        >>> [load_words("ru", "tasks").count("item", number) for number in (1, 22, 5, 11)]
        ['1 задача', '22 задачи', '5 задач', '11 задач']
        >>> load_words("en", "problems").count("item", 2)
        '2 problems'
        """
        return f"{number} {self.noun(key, number)}"

    def noun(self, key: str, number: int) -> str:
        """The noun alone, in the form that goes with the number; of three forms as Russian has them, else of one and many."""
        forms = self.plurals[key]
        if len(forms) == 3:
            few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
            return forms[0 if number % 10 == 1 and number % 100 != 11 else 1 if few else 2]
        return forms[0 if number == 1 else -1]

    def reason(self, reason: str) -> str:
        """A piece of evidence as :class:`Link` and :class:`CanonicalBody` hold it, in this language where its beginning is known.

        >>> load_words("ru", "tasks").reason("words: навигатор")
        'общие слова: навигатор'
        """
        head, colon, tail = reason.partition(":")
        return f"{self.reasons.get(head, head)}{colon}{tail}"


@lru_cache(maxsize=4)
def load_words(lang: str, kind: ComparedKind) -> Words:
    """The words of a language; raises UsageError where there are none."""
    import tomllib

    file = resources.files("resolution_parser.compare.report") / f"{lang}.toml"
    if lang not in ("ru", "en"):
        raise UsageError(f"no words for the language {lang!r}", where="--lang", hint="use ru or en")
    tables = tomllib.loads(file.read_text("utf-8"))
    return Words(
        lang=lang, labels={**tables["labels"], **tables[kind]["labels"]}, reasons=tables["reasons"],
        plurals={key: tuple(forms) for key, forms in {**tables["plurals"], **tables[kind]["plurals"]}.items()})
