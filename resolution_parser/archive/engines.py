"""Where documents are converted: in worker processes of this machine, or on an engine that the office has already."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Protocol

from resolution_parser.archive import worker
from resolution_parser.archive.outcome import Outcome
from resolution_parser.archive.worker import Job, Settings
from resolution_parser.errors import OutOfMemory, ResolutionError, TooSlow, WorkerDied

if TYPE_CHECKING:
    from pebble import ProcessPool

DOCUMENTS_A_PROCESS = 5_000  # then it is replaced, in case a library leaks
_settings: Settings | None = None  # of a worker process; set once, when it starts


class Engine(Protocol):
    """Converts batches of documents. ``batch`` is how many travel together, ``window`` how many batches are handed over at a time."""

    batch: int
    window: int

    def submit(self, jobs: Sequence[Job]) -> Future[tuple[Outcome, ...]]:
        """Hand over a batch."""
        ...

    def close(self, *, at_once: bool) -> None:
        """Let go of the engine; ``at_once`` kills what it is doing."""
        ...


class LocalEngine:
    """Worker processes of this machine, each of which can be killed: by the clock, or by the system where it wants too much memory.

    ``seconds`` and ``memory`` (bytes; only where the system can limit it) are for each document.
    """

    batch = 1

    def __init__(self, settings: Settings, *, workers: int, seconds: float | None, memory: int | None) -> None:
        from pebble import ProcessPool

        self.window = 4 * workers
        self._seconds = seconds
        # Forked from a process of one thread that has loaded the modules: safe beside threads, and quick to start anew.
        can_fork = "forkserver" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if can_fork else "spawn")
        if can_fork:
            context.set_forkserver_preload(["resolution_parser.archive.preload"])
        self._pool: ProcessPool = ProcessPool(
            max_workers=workers, max_tasks=DOCUMENTS_A_PROCESS, initializer=start_worker, initargs=[settings, memory], context=context)

    def submit(self, jobs: Sequence[Job]) -> Future[tuple[Outcome, ...]]:
        future: Future[tuple[Outcome, ...]] = self._pool.schedule(convert_here, args=[tuple(jobs)], timeout=self._seconds)
        return future

    def close(self, *, at_once: bool) -> None:
        if at_once:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()


class ExecutorEngine:
    """Any executor with the interface of :class:`concurrent.futures.Executor`.

    Documents travel in batches, since engines cost milliseconds a task. Time and memory are limited by the engine, if at all. The executor
    is not shut down.
    """

    def __init__(self, settings: Settings, executor: Executor, *, batch: int, workers: int) -> None:
        self.batch = batch
        self.window = 3 * workers
        self._settings = settings
        self._executor = executor

    def submit(self, jobs: Sequence[Job]) -> Future[tuple[Outcome, ...]]:
        return self._executor.submit(worker.convert_batch, self._settings, tuple(jobs))

    def close(self, *, at_once: bool) -> None:
        """Leaves the executor to whoever made it."""


def explain_loss(cause: BaseException, *, seconds: float | None) -> ResolutionError:
    """Why an engine has lost a document, as an error of ours."""
    name = type(cause).__name__
    if isinstance(cause, TimeoutError):
        return TooSlow(f"not done within {seconds:g} seconds" if seconds else "not done in time", hint="raise --timeout if it is genuine")
    if isinstance(cause, MemoryError):
        return OutOfMemory("reading it needs more memory than it was given", hint="raise --memory if it is genuine")
    if isinstance(cause, ResolutionError):
        return cause
    code = getattr(cause, "exitcode", None)
    how = f" (exit code {code})" if isinstance(code, int) else f" ({name}: {cause})"
    return WorkerDied(f"the process that read it was ended{how}", hint="raise --memory if it is large, else please report it")


# In the worker process


def start_worker(settings: Settings, memory: int | None) -> None:
    """Called once in every worker process."""
    import signal
    import threading

    global _settings
    _settings = settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent lets documents in hand finish
    if memory is not None:
        _limit_memory(memory)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def convert_here(jobs: tuple[Job, ...]) -> tuple[Outcome, ...]:
    """What a worker process does with a batch."""
    assert _settings is not None, "start_worker was called"
    return worker.convert_batch(_settings, jobs)


def _limit_memory(memory: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))  # not RLIMIT_AS, which counts what is only reserved


def _die_with_parent() -> None:
    """A killed parent must not leave workers behind that write into a folder which the next run has taken over."""
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
