"""What a long conversion shows: a bar on a terminal, plain lines elsewhere, JSON lines for machines, or nothing."""

from __future__ import annotations

import sys
import time
from abc import ABC, abstractmethod
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

if TYPE_CHECKING:
    from resolution_parser.archive import Outcome

SECONDS_BETWEEN_LINES = 30


class Progress(ABC):
    """Told of every outcome; a context that is open while documents are converted."""

    def __init__(self) -> None:
        self._statuses: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()
        self._done_before = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        return None

    def show(self, outcome: Outcome) -> None:
        """Count an outcome and show it."""
        self._statuses[outcome.status] += 1
        self._done_before += not outcome.is_new
        if outcome.status == "failed" and outcome.error is not None:
            self._errors[outcome.error.type] += 1
        self._tell(outcome)

    @abstractmethod
    def _tell(self, outcome: Outcome) -> None: ...

    def summarise(self) -> None:
        """The closing lines: files by status, failures by type of error."""
        counts = ", ".join(f"{self._statuses[status]} {status}" for status in ("ok", "partial", "failed", "skipped"))
        before = f" ({self._done_before} done before)" if self._done_before else ""
        found = sum(self._statuses.values())
        typer.echo(f"{found} {'file' if found == 1 else 'files'}: {counts}{before}", err=True)
        for kind, count in sorted(self._errors.items()):
            typer.echo(f"  {kind}: {count}", err=True)


class Silent(Progress):
    """Says nothing at all."""

    def _tell(self, outcome: Outcome) -> None:
        return None

    def summarise(self) -> None:
        return None


class JsonLines(Silent):
    """Each outcome as its line of the manifest, on stderr."""

    def _tell(self, outcome: Outcome) -> None:
        from resolution_parser.archive.manifest import encode

        sys.stderr.write(encode(outcome.entry).decode())


class Lines(Progress):
    """A line for each failure, and now and then how far it is."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total
        self._start = self._last = time.monotonic()

    def _tell(self, outcome: Outcome) -> None:
        if outcome.status == "failed":
            typer.echo(_failure(outcome), err=True)
        now = time.monotonic()
        if now - self._last > SECONDS_BETWEEN_LINES:
            self._last = now
            done = sum(self._statuses.values())
            rate = done / (now - self._start)
            left = max(self._total - done, 0) / rate / 60
            failed = self._statuses["failed"]
            typer.echo(f"{done} of {self._total}, {rate:.1f} a second, {left:.0f} min left, {failed} failed", err=True)


class Bar(Progress):
    """A bar with rate, remaining time and failures so far, on a terminal."""

    def __init__(self, total: int) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"), console=Console(stderr=True))
        self._task = self._bar.add_task("", total=total, rate="", failed="")
        self._start = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._bar.stop()

    def _tell(self, outcome: Outcome) -> None:
        if outcome.status == "failed":
            self._bar.console.print(_failure(outcome), markup=False, highlight=False)
        done = sum(self._statuses.values())
        rate = done / max(time.monotonic() - self._start, 0.001)
        failed = self._statuses["failed"]
        self._bar.update(self._task, completed=done, rate=f"{rate:.1f}/s", failed=f"{failed} failed" if failed else "")


def make_progress(total: int, *, quiet: bool, log_json: bool) -> Progress:
    """What fits the options and the stream."""
    if log_json:
        return JsonLines()
    if quiet:
        return Silent()
    return Bar(total) if sys.stderr.isatty() else Lines(total)


def _failure(outcome: Outcome) -> str:
    error = outcome.error
    return f"{outcome.path}: {error.message}; {error.hint}" if error is not None else outcome.path
