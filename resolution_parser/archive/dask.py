"""A Dask cluster as the engine of a conversion: a scheduler and workers that the office runs already. Needs the extra ``dask``."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from resolution_parser.errors import MissingExtra, UsageError

CONNECT_SECONDS = 10


@contextmanager
def connect(address: str) -> Iterator[Executor]:
    """The executor of the cluster whose scheduler is at ``address``, as ``tcp://host:8786``; the connection is closed afterwards.

    A task that its worker takes down with it is tried on others as often as the scheduler allows, then its documents one by one.
    Raises ``MissingExtra`` without Dask, ``UsageError`` where nobody answers.
    """
    try:
        from distributed import Client  # 700 ms
    except ImportError as cause:
        raise MissingExtra("Dask is not installed", where="--dask", hint="pip install 'resolution-parser[dask]'") from cause
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TimeoutError) as cause:
        raise UsageError(f"no Dask scheduler answers: {cause}", where=address, hint="start one with `dask scheduler`") from cause
    with client:
        yield client.get_executor(pure=False)
