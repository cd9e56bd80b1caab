"""The same conversion on a real cluster of Dask, one worker of which is killed while it works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from resolution_parser import parse_archive
from resolution_parser.archive import Options, read_manifest

WORKERS = 2
DOCUMENTS = 80


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as started:
        yield started


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for rank in range(DOCUMENTS):
        body = "\n".join(f"{number}. Поручить школам № {rank}-{number} провести смотр до {number % 28 + 1} мая." for number in range(60))
        path = tmp_path / "in" / str(rank % 7) / f"{rank}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"РЕШЕНИЕ съезда\n\nСъезд решил:\n{body}\n", "utf-8")
    (tmp_path / "in" / "empty.txt").touch()
    return tmp_path / "in"


def worker_processes(cluster: LocalCluster) -> list[int]:
    with Client(cluster) as client:
        return sorted(client.run(os.getpid).values())


def test_a_worker_that_is_killed_costs_no_document(tmp_path: Path, archive: Path, cluster: LocalCluster) -> None:
    victim = worker_processes(cluster)[0]
    done = []
    with Client(cluster) as client:
        for outcome in parse_archive([archive], out=tmp_path / "out", options=Options(executor=client.get_executor(pure=False), batch=8)):
            if not done:
                os.kill(victim, signal.SIGKILL)
            done.append(outcome)
    assert sorted(outcome.status for outcome in done) == ["failed"] + ["ok"] * DOCUMENTS
    assert len(list(read_manifest(tmp_path / "out"))) == DOCUMENTS + 1
    assert len(list((tmp_path / "out").rglob("*.json"))) == DOCUMENTS


def test_the_workers_write_into_the_shared_folder_what_the_parent_would_have_written(tmp_path: Path, archive: Path, cluster: LocalCluster) -> None:
    for out, more in (("here", []), ("there", ["--dask", cluster.scheduler_address])):
        run = [sys.executable, "-m", "resolution_parser", "convert", str(archive), "--out", str(tmp_path / out), "--quiet", *more]
        assert subprocess.run(run, check=False).returncode == 1, "one file is empty"
    here = {path.relative_to(tmp_path / "here"): path.read_bytes() for path in (tmp_path / "here").rglob("*.json")}
    assert here == {path.relative_to(tmp_path / "there"): path.read_bytes() for path in (tmp_path / "there").rglob("*.json")}
    assert len(here) == DOCUMENTS


def test_the_records_come_back_where_there_is_no_shared_folder(archive: Path, cluster: LocalCluster) -> None:
    with Client(cluster) as client:
        done = list(parse_archive([archive / "0"], options=Options(executor=client.get_executor(pure=False))))
    assert all(len(outcome.resolutions[0].tasks) == 60 for outcome in done)
    assert len(done) == 12
