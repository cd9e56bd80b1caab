"""Parses files in processes of their own and tells what each cost: ``python -m tests.hostile.measure FILE...``.

Memory is the peak of the child's resident set over that of the warm parent, so that what lxml, zlib and pdfium take counts too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

from resolution_parser import Parser, ResolutionError

WARM_UP = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам до 1 мая 2021 года провести смотр."


def parse_in_child(parser: Parser, path: str) -> dict[str, Any]:
    """The outcome of one file: the error's class or None, its exit code, seconds of the processor, megabytes."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.write(writing, json.dumps(_outcome(parser, path)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status, usage = os.wait4(child, 0)
    outcome: dict[str, Any] = json.loads(told) if told else {"error": f"died of {status}", "exit_code": -1}
    return {**outcome, "seconds": usage.ru_utime + usage.ru_stime}


def _outcome(parser: Parser, path: str) -> dict[str, Any]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error, code, said = None, 0, ""
    try:
        parser.parse(path)
    except ResolutionError as refused:
        error, code, said = type(refused).__name__, refused.exit_code, str(refused)
    except BaseException as raised:  # noqa: BLE001 the test names whatever comes
        error, code = f"{type(raised).__name__}: {raised}"[:300], -1
    return {"error": error, "exit_code": code, "said": said, "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def main() -> None:
    """One line of JSON for each file, in order."""
    start = time.perf_counter()
    parser = Parser()
    parser.parse_text(WARM_UP)
    for honest in sys.argv[1].split(os.pathsep):
        parser.parse(honest)  # loads the reader's libraries
    for path in sys.argv[2:]:
        print(json.dumps(parse_in_child(parser, path)), flush=True)
    print(f"{time.perf_counter() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
