"""What a link says beside the score: the relation, and what moved with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from resolution_parser.compare.comparison import Link, LinkEnd, Occurrence, Relation
from resolution_parser.compare.deadlines import is_equal, is_shifted
from resolution_parser.compare.matching import Match
from resolution_parser.compare.wording import lemma_of
from resolution_parser.normalize import fold
from resolution_parser.records import Indicator

Canonical = Callable[[str], str]


def make_links(
    matches: Sequence[Match], *, canonical: Canonical, years: Sequence[int | None], decided: Mapping[tuple[LinkEnd, LinkEnd], str],
) -> tuple[Link, ...]:
    """Links from matches, in the order of the later documents; ``years`` are those of the documents by their steps."""
    following = Counter(end_of(match.earlier.occurrence) for match in matches)
    preceding = Counter(end_of(match.later.occurrence) for match in matches)
    ordered = sorted(matches, key=lambda match: (match.later.step, match.later.rank, match.earlier.step, match.earlier.rank))
    return tuple(_links(ordered, following, preceding, canonical, years, decided))


def _links(
    matches: Sequence[Match], following: Mapping[LinkEnd, int], preceding: Mapping[LinkEnd, int], canonical: Canonical,
    years: Sequence[int | None], decided: Mapping[tuple[LinkEnd, LinkEnd], str],
) -> Iterator[Link]:
    for match in matches:
        one, other = match.earlier.occurrence, match.later.occurrence
        ends = end_of(one), end_of(other)
        before, after = _bodies(one, canonical), _bodies(other, canonical)
        shifted = is_shifted(one.deadline, other.deadline, by=(other.year or 0) - (one.year or 0))
        between = {year for year in years[match.earlier.step + 1: match.later.step] if year is not None} - {one.year, other.year}
        yield Link(
            earlier=ends[0], later=ends[1],
            relation=_relation(following[ends[0]], preceding[ends[1]], match.earlier.fingerprint == match.later.fingerprint),
            bodies_changed=set(before) != set(after), added=tuple(name for name in after if name not in before),
            removed=tuple(name for name in before if name not in after),
            deadline_changed=not shifted and not is_equal(one.deadline, other.deadline), deadline_shifted=shifted,
            indicators_changed=_targets(one.indicators) != _targets(other.indicators), skipped=tuple(sorted(between)),
            score=match.score, why=match.why, decided=decided.get(ends),
        )


def end_of(occurrence: Occurrence) -> LinkEnd:
    """The end of a link that an occurrence is."""
    return LinkEnd(source=occurrence.source, year=occurrence.year, item=occurrence.item)


def _relation(parts: int, wholes: int, is_same: bool) -> Relation:
    if parts > 1 or wholes > 1:
        return "split" if parts >= wholes else "merged"
    return "same" if is_same else "reworded"


def _bodies(occurrence: Occurrence, canonical: Canonical) -> tuple[str, ...]:
    return tuple(dict.fromkeys(canonical(body.name) for body in occurrence.bodies))


def _targets(indicators: Sequence[Indicator]) -> Counter[tuple[float, float | None, tuple[str, ...], str]]:
    return Counter((one.value, one.value_max, _unit(one.unit), one.comparator) for one in indicators)


def _unit(unit: str) -> tuple[str, ...]:
    """A unit by its dictionary forms: «человек» and «человека» are one."""
    return tuple(lemma_of(word) or word for word in fold(unit).casefold().split())

