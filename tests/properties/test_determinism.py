"""The same bytes give the same JSON: in this process, again, and in another one whose sets are in another order."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from resolution_parser import Parser, to_json
from tests.properties.grammar import random_text

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "examples" / "data").glob("*.*")) + sorted((ROOT / "tests" / "gold" / "corpus").glob("*.txt"))
SEEDS = range(60)
SCRIPT = "from tests.properties.test_determinism import digest; print(digest())"


def digest() -> str:
    """One sum over the JSON of all documents and of texts in which most rules compete."""
    parser = Parser()
    whole = hashlib.sha256()
    for path in DOCUMENTS:
        whole.update(to_json(parser.parse(path)).encode())
    for seed in SEEDS:
        whole.update(to_json(parser.parse_text(random_text(seed))).encode())
    return whole.hexdigest()


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 5


@pytest.fixture(scope="module")
def here() -> str:
    return digest()


def test_a_second_parser_gives_the_same_json(here: str) -> None:
    assert digest() == here


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_json(seed: str, here: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=300, cwd=ROOT)
    assert done.stdout.strip() == here


def test_the_order_of_documents_does_not_matter() -> None:
    """Caches must not carry anything from one document into another."""
    texts = [random_text(seed) for seed in SEEDS]
    forwards, backwards = Parser(), Parser()
    ahead = [to_json(forwards.parse_text(text)) for text in texts]
    assert ahead == [to_json(backwards.parse_text(text)) for text in reversed(texts)][::-1]
