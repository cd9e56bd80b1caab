"""Converting an archive: every file that is found gives one outcome, whatever happens to it."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue

from resolution_parser.archive.duplicates import mark_duplicates
from resolution_parser.archive.engines import Engine, ExecutorEngine, LocalEngine, explain_loss
from resolution_parser.archive.found import Found, Search
from resolution_parser.archive.manifest import Manifest
from resolution_parser.archive.outcome import Entry, Fault, Outcome, Versions
from resolution_parser.archive.worker import Job, Settings
from resolution_parser.errors import FileMissing, OutOfMemory, OutputError, ResolutionError, UsageError
from resolution_parser.exporters.files import TEMPORARY
from resolution_parser.parser import Parser
from resolution_parser.records import SCHEMA_VERSION

LOCK = ".lock"
SECONDS = 120.0
MEMORY = 2_000_000_000
BATCH = 16
_LOST = {OutOfMemory.__name__}
Batch = tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How an archive is converted.

    ``seconds`` (wall clock) and ``memory`` (bytes; Linux) limit each document; None is no limit. ``workers``: processes, by default one
    for each core. ``force`` does everything anew, ``retry_failed`` only what has failed. ``unique`` leaves out duplicates. ``executor`` is
    an engine of your own, with ``batch`` documents a task. ``stop`` is asked before each document whether to end early.
    """

    encoding: str | None = None
    workers: int | None = None
    seconds: float | None = SECONDS
    memory: int | None = MEMORY
    force: bool = False
    retry_failed: bool = False
    unique: bool = False
    follow_links: bool = False
    executor: Executor | None = None
    batch: int = BATCH
    stop: Callable[[], bool] | None = None


def parse_archive(
    paths: Iterable[str | os.PathLike[str]], *, out: str | os.PathLike[str] | None = None, parser: Parser | None = None,
    options: Options | None = None,
) -> Iterator[Outcome]:
    """Convert all documents among ``paths`` (files, folders, zip archives) and yield what became of each, as they are done.

    With ``out``, JSON files and ``manifest.jsonl`` are written there, and a second call does only what is new, changed or made by another
    version. Without it, the records are in the outcomes. What goes wrong with a document is in its outcome; raised are only
    ``FileMissing`` (no such path), ``UsageError``, and ``OutputError`` where the folder cannot be written or another run holds it.

    >>> [(outcome.path, outcome.status) for outcome in parse_archive(["examples/office/planerka_2024.txt"])]
    [('planerka_2024.txt', 'ok')]
    """
    given = tuple(paths)
    options = options or Options()
    folder = None if out is None else Path(os.path.abspath(out))
    _check(given, options)
    parser = parser or Parser()
    settings = Settings(parser=parser, versions=versions_of(parser, options.encoding), out=folder, encoding=options.encoding)
    search = Search(limits=parser.limits, skip=folder, follow_links=options.follow_links)
    files = search.find(given)
    if folder is None:
        yield from _account(files, options, lambda found: _convert_all(found, settings, options, known=lambda path: None))
        return
    first = next(files, None)
    if first is None:
        return  # and nothing is made
    with hold(folder):
        yield from _convert_into(folder, chain([first], files), settings, options, sole_root=len(given) == 1 and Path(given[0]).is_dir())


def _convert_into(folder: Path, files: Iterator[Found], settings: Settings, options: Options, *, sole_root: bool) -> Iterator[Outcome]:
    """With a manifest: what is done already is not done again, and every outcome is written down before it is told of."""
    manifest = Manifest(folder)
    seen: set[str] = set()
    try:
        noted = _noted(files, seen)
        for outcome in _account(noted, options, lambda found: _convert_all(found, settings, options, known=manifest.get)):
            if outcome.is_new:
                _remove_outdated(folder, manifest.get(outcome.path), outcome.entry)
                manifest.append(outcome.entry)
            yield outcome
    except BaseException:
        manifest.abandon()
        raise
    is_whole = sole_root and not (options.stop is not None and options.stop())
    mark_duplicates(manifest, folder, unique=options.unique)
    manifest.close(keep=seen.__contains__ if is_whole else lambda path: True)


def _account(
    files: Iterator[Found], options: Options, convert: Callable[[Iterator[Found]], Iterator[Outcome]]
) -> Iterator[Outcome]:
    """What ``convert`` tells of the files; raises where, at the end of a run that nobody stopped, any file has no outcome or two."""
    open_files: Counter[str] = Counter()

    def counted() -> Iterator[Found]:
        for found in files:
            open_files[found.path] += 1
            yield found

    for outcome in convert(counted()):
        open_files[outcome.path] -= 1
        if not open_files[outcome.path]:
            del open_files[outcome.path]
        yield outcome
    if open_files and not (options.stop is not None and options.stop()):
        raise ResolutionError("not every file has one outcome", where=", ".join(sorted(open_files)[:5]), hint="please report it")


def _remove_outdated(folder: Path, old: Entry | None, new: Entry) -> None:
    """What an earlier run made of a file must not stand beside what it gives now: other names, or nothing at all."""
    for output in set(old.outputs) - set(new.outputs) if old is not None else ():
        (folder / output).unlink(missing_ok=True)


def _noted(files: Iterator[Found], seen: set[str]) -> Iterator[Found]:
    for found in files:
        seen.add(found.path)
        yield found


def versions_of(parser: Parser, encoding: str | None) -> Versions:
    """What the records of this parser depend on."""
    from resolution_parser import __version__

    model = "" if parser.model is None else str(parser.model)
    settings = f"{encoding or ''} {parser.limits} {model} {sorted(parser.readers or ())}"
    return Versions(program=__version__, schema=SCHEMA_VERSION, lexicon=parser.lexicon.fingerprint,
                    settings=hashlib.sha256(settings.encode()).hexdigest()[:12])


def _check(paths: Sequence[str | os.PathLike[str]], options: Options) -> None:
    if not paths:
        raise UsageError("no path is given", hint="give files, folders or zip archives")
    missing = [os.fspath(path) for path in paths if not os.path.lexists(path)]
    if missing and len(missing) == len(paths):
        raise FileMissing("there is no such file or folder", where=", ".join(missing), hint="check the path")
    for name in ("workers", "seconds", "memory", "batch"):
        value = getattr(options, name)
        if value is not None and value <= 0:
            raise UsageError(f"{name} must be more than nothing", where=f"{name}={value}", hint="leave it out for the default")


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the output folder, made if need be: a second run is refused until this one ends, however it ends."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, blocking=False)
        lock.acquire()
    except Timeout as cause:
        hint = "wait for it, or choose another --out"
        raise OutputError("another run is writing into this folder", where=str(folder), hint=hint) from cause
    except OSError as cause:
        what = f"cannot be used as the output folder: {cause.strerror or cause}"
        raise UsageError(what, where=str(folder), hint="choose another --out") from cause
    try:
        _remove_temporary(folder)
        yield
    finally:
        lock.release()


def _remove_temporary(folder: Path) -> None:
    """Sweep up what killed runs have left of the files that they were writing."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(TEMPORARY) and name.endswith(".tmp"):
                Path(place, name).unlink(missing_ok=True)


# The flow of documents


def _convert_all(
    files: Iterator[Found], settings: Settings, options: Options, *, known: Callable[[str], Entry | None]
) -> Iterator[Outcome]:
    """Outcomes of all files, as they are done; documents that are lost are tried once more, alone, at the end."""
    stopped = options.stop or (lambda: False)
    lost: list[Job] = []
    engine: Engine | None = None
    at_once = True
    try:
        engine = _engine(settings, options)
        others: deque[Outcome] = deque()
        jobs = _jobs(files, settings, options, known, others)
        for done in _flow(engine, _batches(jobs, engine.batch, stopped)):
            yield from _drain(others)
            if isinstance(done, _Lost):
                lost.extend(done.jobs)
            elif done is not None:
                yield done
        yield from _drain(others)
        for job in lost:
            if not stopped():
                yield from _once_more(engine, job, settings, options)
        at_once = False
    finally:
        if engine is not None:
            engine.close(at_once=at_once)


@dataclass(frozen=True, slots=True)
class _Lost:
    jobs: Batch


def _jobs(
    files: Iterator[Found], settings: Settings, options: Options, known: Callable[[str], Entry | None], others: deque[Outcome]
) -> Iterator[Job | None]:
    """The documents to be handed over; what needs no worker goes to ``others``, and gives None so that it can be told of at once."""
    for found in files:
        old = known(found.path)
        if not found.is_document:
            entry = _refused(found)
            others.append(Outcome(entry=entry, is_new=entry != old))
            yield None
            continue
        usable = old if old is not None and _is_usable(old, found, settings, options) else None
        yield Job(path=found.path, target=found.target, file=found.file, members=found.members, known=usable)


def _refused(found: Found) -> Entry:
    if found.fault is not None:
        return Entry(path=found.path, status="failed", size=found.size, error=found.fault)
    return Entry(path=found.path, status="skipped", size=found.size, reason=found.reason)


def _is_usable(old: Entry, found: Found, settings: Settings, options: Options) -> bool:
    """Whether an earlier run's work still stands, if the bytes are the same."""
    if options.force or old.versions != settings.versions or (options.retry_failed and old.status == "failed"):
        return False
    if old.reason == "duplicate" or (old.outputs and old.outputs[0] != found.target) or settings.out is None:
        return False
    try:
        return sum((settings.out / output).stat().st_size for output in old.outputs) == old.output_bytes
    except OSError:
        return False


def _batches(jobs: Iterator[Job | None], size: int, stopped: Callable[[], bool]) -> Iterator[Batch]:
    """Jobs in batches; an empty one where none of the next files needs a worker."""
    while not stopped():
        taken = list(islice(jobs, size))
        if not taken:
            return
        yield tuple(job for job in taken if job is not None)


def _flow(engine: Engine, batches: Iterator[Batch]) -> Iterator[Outcome | _Lost | None]:
    """Keep the engine busy, and yield what comes back, in the order in which it does. None: nothing yet."""
    done: SimpleQueue[tuple[Batch, Future[tuple[Outcome, ...]]]] = SimpleQueue()
    in_hand = 0
    for batch in batches:
        if not batch:
            yield None
            continue
        _hand_over(engine, batch, done)
        in_hand += 1
        while in_hand >= engine.window or not done.empty():
            yield from _collect(*done.get())
            in_hand -= 1
    for _ in range(in_hand):
        yield from _collect(*done.get())


def _hand_over(engine: Engine, batch: Batch, done: SimpleQueue[tuple[Batch, Future[tuple[Outcome, ...]]]]) -> None:
    try:
        future = engine.submit(batch)
    except RuntimeError as cause:  # a broken or closed executor: its documents are lost, as in a worker that dies
        future = Future()
        future.set_exception(cause)
    future.add_done_callback(lambda future: done.put((batch, future)))


def _collect(batch: Batch, future: Future[tuple[Outcome, ...]]) -> Iterator[Outcome | _Lost]:
    error = future.exception()
    if isinstance(error, OutputError):
        raise error
    if error is not None:
        yield _Lost(batch)
        return
    for job, outcome in zip(batch, future.result(), strict=True):
        yield _Lost((job,)) if outcome.error is not None and outcome.error.type in _LOST else outcome


def _once_more(engine: Engine, job: Job, settings: Settings, options: Options) -> Iterator[Outcome]:
    """A document that was lost, alone: nobody else takes the memory or the time now."""
    try:
        yield from engine.submit((job,)).result()
    except OutputError:
        raise
    except Exception as cause:  # noqa: BLE001 - of what kind depends on the engine
        error = explain_loss(cause, seconds=options.seconds)
        yield Outcome(entry=Entry(path=job.path, status="failed", size=_size_of(job), versions=settings.versions,
                                  error=Fault(type=type(error).__name__, message=error.what, hint=error.hint)))


def _size_of(job: Job) -> int | None:
    try:
        return None if job.members else os.stat(job.file).st_size
    except OSError:
        return None


def _drain(outcomes: deque[Outcome]) -> Iterator[Outcome]:
    while outcomes:
        yield outcomes.popleft()


def _engine(settings: Settings, options: Options) -> Engine:
    if options.executor is not None:
        return ExecutorEngine(settings, options.executor, batch=options.batch, workers=options.workers or 8)
    return LocalEngine(settings, workers=options.workers or os.cpu_count() or 1, seconds=options.seconds, memory=options.memory)
