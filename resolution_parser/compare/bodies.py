"""Which names mean one body. Names are taken in year by year; what is known of the earlier years never depends on the later ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from resolution_parser.compare.aliases import Aliases
from resolution_parser.compare.body_names import BodyParts, BodyWords, can_be_one, is_abbreviation_of, take_apart
from resolution_parser.compare.body_texts import Renaming
from resolution_parser.compare.comparison import BodyName, CanonicalBody

RENAMED = "renamed in the text"  # what the office says about territory and level counts for more than what the names look like
_FLOW = 0.6  # share of a body's sure links that must lead to another body for the two to be one under a new name


@dataclass(slots=True)
class _Cluster:
    """A body as far as it is known: its names, the documents that it stands in, and the alias group that owns it."""

    names: list[str]
    steps: set[int]
    group: int | None
    why: list[str]


class BodyBook:
    """Grows with the documents: :meth:`learn` takes in those of one, :meth:`canonical` tells what a name means by now."""

    def __init__(self, words: BodyWords, aliases: Aliases) -> None:
        self._words, self._aliases = words, aliases
        self._parts: dict[str, BodyParts] = {}
        self._clusters: dict[str, _Cluster] = {}
        self._years: dict[str, list[int]] = {}

    def learn(self, names: Sequence[str], renamings: Sequence[Renaming], *, step: int, year: int | None) -> None:
        """Take in the names of one document, in order, and what its text tells of renamings."""
        new = [name for name in dict.fromkeys(names) if name not in self._clusters]
        for name in dict.fromkeys(names):
            self._take_in(name, step, year)
        for name, other in self._neighbours(new):
            reason = self._certain(name, other)
            if reason:
                self._unite(name, other, reason, may_meet=True)
        for renaming in renamings:
            self._rename(renaming)
        for name, other in self._neighbours(new):
            reason = self._likely(name, other)
            if reason:
                self._unite(name, other, reason, may_meet=False)

    def _neighbours(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The pairs of new names and others that have a word in common, or one of which may be an abbreviation."""
        cores = {name: frozenset(parts.core) for name, parts in self._parts.items()}
        short = {name for name, parts in self._parts.items() if len(parts.core) == 1 or parts.abbreviation}
        return [(name, other) for name in names for other in cores
                if name != other and (name in short or other in short or cores[name] & cores[other])]

    def learn_flow(self, flow: Mapping[tuple[str, str], int]) -> None:
        """Take in where the sure links of a document lead: from the body of one year to that of the next, with their number."""
        given = Counter[str]()
        for (before, _), count in flow.items():
            given[before] += count
        for (before, after), count in sorted(flow.items()):
            if count > 1 and count >= _FLOW * given[before] and self._is_kin(before, after):
                self._unite(before, after, "the tasks went over", may_meet=False)

    def canonical(self, name: str) -> str:
        """One name for all that mean the body: the fullest so far."""
        return fullest(self._clusters[name].names, self._aliases)

    def key(self, name: str) -> int:
        """The same number for names that mean one body by now."""
        return id(self._clusters[name])

    def bodies(self) -> tuple[CanonicalBody, ...]:
        """All bodies with all their names, in the order of appearance."""
        clusters = {id(cluster): cluster for cluster in self._clusters.values()}
        return tuple(
            CanonicalBody(
                name=fullest(cluster.names, self._aliases), why=tuple(dict.fromkeys(cluster.why)),
                names=tuple(BodyName(name=name, years=tuple(sorted(set(self._years[name])))) for name in cluster.names))
            for cluster in clusters.values())

    def _take_in(self, name: str, step: int, year: int | None) -> None:
        if name not in self._clusters:
            self._parts[name] = take_apart(name, self._words)
            group = self._aliases.group_of(name)
            owner = next((one for one in self._clusters.values() if group is not None and one.group == group), None)
            if owner is None:
                self._clusters[name] = _Cluster([name], set(), group, [])
            else:
                owner.names.append(name)
                owner.why.append("aliases file")
                self._clusters[name] = owner
        self._clusters[name].steps.add(step)
        self._years.setdefault(name, []).extend([] if year is None else [year])

    def _unite(self, name: str, other: str, why: str, *, may_meet: bool) -> None:
        """Make two bodies one; not where the aliases say otherwise, nor, unless they ``may_meet``, where one document names both."""
        one, two = self._clusters[name], self._clusters[other]
        if one is two or (one.group is not None and two.group is not None) or (not may_meet and one.steps & two.steps):
            return
        if why != RENAMED and not all(can_be_one(self._parts[a], self._parts[b], self._words) for a in one.names for b in two.names):
            return
        order = {known: at for at, known in enumerate(self._clusters)}
        merged = _Cluster(sorted((*one.names, *two.names), key=order.__getitem__), one.steps | two.steps,
                          one.group if one.group is not None else two.group, [*one.why, *two.why, f"{why}: {other} = {name}"])
        for known in merged.names:
            self._clusters[known] = merged

    def _certain(self, name: str, other: str) -> str | None:
        """Why two names surely mean one body: the same own words, or an abbreviation."""
        one, two = self._parts[name], self._parts[other]
        if name == other or not can_be_one(one, two, self._words):
            return None
        if one.core == two.core and not (one.person and two.person and one.person != two.person):
            return "the same words"
        return "abbreviation" if not (one.is_plural or two.is_plural) and _is_short(one, two) else None

    def _likely(self, name: str, other: str) -> str | None:
        """Why two names may well mean one body, if no document names both."""
        one, two = self._parts[name], self._parts[other]
        if name == other or not can_be_one(one, two, self._words):
            return None
        if one.core == two.core:
            return "the same office"
        if _is_short(one, two) and not (self._has_full_name(name) and self._has_full_name(other)):
            return "abbreviation"
        if one.is_plural or two.is_plural:
            return None
        short, full = sorted((one.core, two.core), key=len)
        is_part = full[: len(short)] == short or full[-len(short):] == short
        if is_part if len(short) > 1 else short and self._is_only(short, full):
            return "holds the name"
        if len(short) > 1 and short[1:] == full[1:] and {short[0], full[0]} <= self._words.heads:
            return "another kind of office, the same field"
        return None

    def _has_full_name(self, name: str) -> bool:
        """Whether it is known what the letters stand for: «РОО» for an office is not then taken for a class of bodies."""
        return any(len(self._parts[one].core) > 1 for one in self._clusters[name].names)

    def _is_only(self, short: Sequence[str], full: Sequence[str]) -> bool:
        """Whether a single word can mean but one body: all names that begin with it are that body's."""
        if full[0] != short[0]:
            return False
        longer = (name for name, parts in self._parts.items() if len(parts.core) > 1 and parts.core[0] == short[0])
        return len({id(self._clusters[name]) for name in longer}) == 1

    def _is_kin(self, before: str, after: str) -> bool:
        """Whether two names have a word in common beside kinds of office."""
        one, two = self._parts[before], self._parts[after]
        common = (set(one.core) & set(two.core)) - self._words.heads
        return bool(common) and can_be_one(one, two, self._words) and one.is_plural == two.is_plural

    def _rename(self, renaming: Renaming) -> None:
        """Join the names that a text says to be one body: on each side the name next to the cue, of several there the longest."""
        before, after = self._named(renaming.before, from_end=True), self._named(renaming.after, from_end=False)
        if before and after and before != after:
            self._unite(after, before, RENAMED, may_meet=renaming.is_short_name)

    def _named(self, lemmas: Sequence[str], *, from_end: bool) -> str | None:
        found = [(_at(lemmas, self._parts[name].core, from_end), name) for name in self._clusters]
        held = [(-at, len(self._parts[name].core), -rank, name) for rank, (at, name) in enumerate(found) if at is not None]
        return max(held)[-1] if held else None


def _is_short(one: BodyParts, two: BodyParts) -> bool:
    return is_abbreviation_of(one, two) or is_abbreviation_of(two, one)


def _at(lemmas: Sequence[str], core: Sequence[str], from_end: bool) -> int | None:
    """How far from the near end of a text the words of a name stand, one after the other; None where they do not."""
    places = [at for at in range(len(lemmas) - len(core) + 1) if core and tuple(lemmas[at: at + len(core)]) == tuple(core)]
    if not places:
        return None
    return len(lemmas) - places[-1] - len(core) if from_end else places[0]


def fullest(names: Iterable[str], aliases: Aliases) -> str:
    """The name for a body: the first of its aliases, else the longest, of equal ones the first by the alphabet."""
    chosen = next((aliases.name_of(name) for name in names if aliases.name_of(name)), None)
    return chosen or max(sorted(names), key=lambda name: (len(name.split()), len(name)))
