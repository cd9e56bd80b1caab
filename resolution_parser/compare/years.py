"""The spine: resolutions in, a comparison out. Documents are taken in one after the other, so that a later one changes nothing earlier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from resolution_parser.compare.aliases import NO_ALIASES, Aliases, read_aliases
from resolution_parser.compare.assignment import Pair
from resolution_parser.compare.bodies import BodyBook
from resolution_parser.compare.body_names import load_body_words
from resolution_parser.compare.body_texts import find_renamings
from resolution_parser.compare.changes import end_of, make_links
from resolution_parser.compare.comparison import (
    SCHEMA_VERSION,
    BodyMention,
    ComparedDocument,
    ComparedKind,
    Comparison,
    Decision,
    LinkEnd,
    Occurrence,
    ProblemHint,
)
from resolution_parser.compare.duties import Duty, make_duty, names_in
from resolution_parser.compare.hints import hint_tasks
from resolution_parser.compare.inputs import order_resolutions
from resolution_parser.compare.matching import MEMORY, Match, Meaning, match_duties, show_relation
from resolution_parser.compare.rarity import Weights
from resolution_parser.compare.register import EMPTY_REGISTER, Register, judge_decisions, known_ids, read_register
from resolution_parser.compare.summary import summarize
from resolution_parser.compare.threads import follow_threads
from resolution_parser.compare.wording import Wording, load_wording
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import Problem, Resolution, Task

RARE_NAME = 6.5  # weight of a proper name in titles and bodies that ties two documents together: unknown to the table, or nearly
SURE_FLOW = 0.7  # score of a link from which on it tells where the duties of a body have gone


def compare(
    resolutions: Iterable[Resolution], *, aliases: Aliases | str | Path | None = None, register: Register | str | Path | None = None,
    kind: ComparedKind = "tasks", semantic: Meaning | None = None, lexicon: Lexicon | None = None,
) -> Comparison:
    """Follow every task (or problem) of two and more resolutions through the years.

    ``aliases``: a file of names that mean one body (TOML or CSV), or what :func:`read_aliases` made of it; ``register``: a file that keeps
    ids of threads and holds the office's decisions, or what :func:`read_register` made of it (nothing is written, see
    :func:`updated_register`); ``semantic``: a measure of meaning, see :func:`resolution_parser.compare.semantic.meaning_of_sentences`.

    The order of the resolutions does not count; a further, later one changes no link and no id among the others.
    Raises UsageError where there are fewer than two, and what reading the files raises.

    >>> from resolution_parser import parse_text
    >>> one, two = (parse_text(f"РЕШЕНИЕ от 1.09.{year}\\n\\nПоручить школам: отремонтировать спортивный зал.") for year in (2021, 2022))
    >>> [link.relation for link in compare([two, one]).links]
    ['same']
    """
    documents = order_resolutions(resolutions)
    run = _Run(
        documents=documents, kind=kind, lexicon=lexicon or Lexicon.default(), semantic=semantic,
        aliases=aliases if isinstance(aliases, Aliases) else NO_ALIASES if aliases is None else read_aliases(aliases),
        register=register if isinstance(register, Register) else EMPTY_REGISTER if register is None else read_register(register))
    for step in range(len(documents)):
        run.take_in(step)
    return run.result()


@dataclass(slots=True)
class _Run:
    """What is known while the documents are taken in."""

    documents: tuple[Resolution, ...]
    kind: ComparedKind
    lexicon: Lexicon
    semantic: Meaning | None
    aliases: Aliases
    register: Register
    wording: Wording = field(init=False)
    weights: Weights = field(init=False)
    table: Weights = field(init=False)
    book: BodyBook = field(init=False)
    decisions: tuple[Decision, ...] = field(init=False)
    duties: list[tuple[Duty, ...]] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    series: list[int] = field(default_factory=list)
    hints: tuple[ProblemHint, ...] = ()

    def __post_init__(self) -> None:
        self.wording, self.weights = load_wording(self.lexicon), Weights()
        self.table = Weights()
        self.book = BodyBook(load_body_words(self.lexicon), self.aliases)
        ends = {(one.source.name, item.id): LinkEnd(source=one.source.name, year=one.year, item=item.id)
                for one in self.documents for item in self._items(one)}
        self.decisions = judge_decisions(self.register, ends)

    def take_in(self, step: int) -> None:
        document = self.documents[step]
        duties = tuple(self._duties(document, self._items(document), step))
        self.weights.learn([[concept.lemma for concept in duty.concepts] for duty in duties])
        names = [body.name for item in self._items(document) if isinstance(item, Task) for body in item.bodies]
        self.book.learn(names, find_renamings(document, self.lexicon), step=step, year=document.year)
        self._relate(step)
        earlier = self._open(step, duties)
        forced, forbidden = self._decided(earlier, duties)
        found = match_duties(
            earlier, duties, weights=self.weights, body_key=self.book.key, meaning=self.semantic, related=self._related(step),
            forced=forced, forbidden=forbidden)
        if show_relation(sum(1 for match in found if match.earlier.step == step - 1), earlier, duties):
            self.series = [step if series == self.series[step - 1] else series for series in self.series]
        self.book.learn_flow(_flow(found))
        self.duties.append(duties)
        self.matches += found
        if self.kind == "problems" and step == len(self.documents) - 1:
            tasks = tuple(self._duties(document, document.tasks, step))
            self.hints = hint_tasks(duties, tasks, self.weights)

    def result(self) -> Comparison:
        occurrences = [[self._canonical(duty.occurrence) for duty in group] for group in self.duties]
        years = [one.year for one in self.documents]
        decided = {(one.earlier, one.later): f"{one.author}, {one.date}" for one in self.decisions if one.ruling == "must_link"}
        links = make_links(self.matches, canonical=self.book.canonical, years=years, decided=decided)
        known = known_ids(self.register, (one for group in occurrences for one in group))
        threads = follow_threads(occurrences, links, years=years, kind=self.kind, known=known)
        documents = tuple(
            ComparedDocument(source=one.source.name, year=one.year, title=one.title, date=one.event.start, items=len(self._items(one)))
            for one in self.documents)
        return Comparison(
            schema_version=SCHEMA_VERSION, kind=self.kind, documents=documents, links=links, threads=threads, bodies=self.book.bodies(),
            summary=summarize(documents, occurrences, links, threads), decisions=self.decisions, hints=self.hints)

    def _items(self, document: Resolution) -> Sequence[Task | Problem]:
        return document.tasks if self.kind == "tasks" else document.problems

    def _duties(self, document: Resolution, items: Sequence[Task | Problem], step: int) -> Iterable[Duty]:
        for rank, item in enumerate(items):
            action = item.action if isinstance(item, Task) else None
            yield make_duty(_occurrence(document, item), step=step, rank=rank, size=len(items), action=action, wording=self.wording)

    def _open(self, step: int, later: Sequence[Duty]) -> tuple[Duty, ...]:
        """What the items of a document may continue: those of the one before, and those dropped since; whatever a decision names."""
        continued = {end_of(match.earlier.occurrence) for match in self.matches}
        ends = {end_of(duty.occurrence) for duty in later}
        asked = {one.earlier for one in self.decisions if one.later in ends and one.state not in ("withdrawn", "unmatched")}
        return tuple(
            duty for at, group in enumerate(self.duties) for duty in group
            if at == step - 1 or at >= step - 1 - MEMORY and end_of(duty.occurrence) not in continued or end_of(duty.occurrence) in asked)

    def _decided(self, earlier: Sequence[Duty], later: Sequence[Duty]) -> tuple[frozenset[Pair], frozenset[Pair]]:
        left = {end_of(duty.occurrence): at for at, duty in enumerate(earlier)}
        right = {end_of(duty.occurrence): at for at, duty in enumerate(later)}
        pairs = [(one.ruling, (left[one.earlier], right[one.later])) for one in self.decisions
                 if one.state != "withdrawn" and one.earlier in left and one.later in right]
        return (frozenset(pair for ruling, pair in pairs if ruling == "must_link"),
                frozenset(pair for ruling, pair in pairs if ruling == "must_not_link"))

    def _relate(self, step: int) -> None:
        """Put a document to those that it belongs with: they name the same place or body, by a proper name that is rare."""
        names = frozenset(word for word in self._names(self.documents[step]) if self.table.weight(word) >= RARE_NAME)
        kin = {self.series[at] for at in range(max(0, step - 1 - MEMORY), step) if names & self.names[at]}
        self.names.append(names)
        self.series = [step if series in kin else series for series in self.series] + [step]

    def _related(self, step: int) -> frozenset[int]:
        return frozenset(at for at in range(step) if self.series[at] == self.series[step])

    def _names(self, document: Resolution) -> frozenset[str]:
        bodies = (body.name for task in document.tasks for body in task.bodies)
        texts = [document.title or "", document.event.name or "", document.event.place or "", *bodies]
        return frozenset(word for text in texts for word in names_in(text, self.wording))

    def _canonical(self, occurrence: Occurrence) -> Occurrence:
        bodies = tuple(replace(body, canonical=self.book.canonical(body.name)) for body in occurrence.bodies)
        return replace(occurrence, bodies=bodies)


def _occurrence(document: Resolution, item: Task | Problem) -> Occurrence:
    bodies = item.bodies if isinstance(item, Task) else ()
    return Occurrence(
        source=document.source.name, year=document.year, item=item.id, text=item.text, label=item.label, lead=item.lead, topic=item.topic,
        bodies=tuple(BodyMention(name=body.name, canonical=body.name, role=body.role) for body in bodies),
        deadline=item.deadline if isinstance(item, Task) else None, indicators=item.indicators, spans=item.spans,
    )


def _flow(matches: Sequence[Match]) -> Counter[tuple[str, str]]:
    """Where the sure links lead, from body to body; of items with several bodies nothing is learnt."""
    flow: Counter[tuple[str, str]] = Counter()
    for match in matches:
        before, after = match.earlier.occurrence.bodies, match.later.occurrence.bodies
        if match.score >= SURE_FLOW and len(before) == len(after) == 1:
            flow[before[0].name, after[0].name] += 1
    return flow


