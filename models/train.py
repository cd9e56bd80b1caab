"""The seeded training of the model of roles, on one core, without the network, in about a minute.

    python -m models.train             # trains on the whole corpus and writes models/role
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, load_config, load_model_from_config, registry

from models.corpus import Passage, gold_documents, label_document

HERE = Path(__file__).resolve().parent
MODEL = HERE / "role"
CONFIG = HERE / "config.cfg"
META = {
    "name": "resolution_roles", "version": "1.0", "spacy_version": ">=3.8,<4.0", "license": "MIT",
    "description": "Roles of the passages of Russian resolutions, for those that the rules of resolution_parser leave open",
}


def train(passages: Sequence[Passage], folder: Path) -> None:
    """Train a pipeline on labelled passages and write it; the same passages give the same weights, to the byte."""
    config = load_config(CONFIG)
    settings = config.pop("training")
    fix_random_seed(settings["seed"])
    nlp = load_model_from_config(config, auto_fill=True, meta=META)
    optimizer = registry.resolve({"optimizer": settings["optimizer"]})["optimizer"]
    examples = list(_examples(nlp, passages))
    nlp.initialize(lambda: examples)
    order = random.Random(settings["seed"])
    for _ in range(settings["max_epochs"]):
        order.shuffle(examples)
        for at in range(0, len(examples), settings["batch_size"]):
            nlp.update(examples[at:at + settings["batch_size"]], sgd=optimizer, drop=settings["dropout"])
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(folder, exclude=["vocab"])  # spacy.load asks for the tokenizer, though the model is never given a text


def _examples(nlp: Language, passages: Iterable[Passage]) -> Iterator[Example]:
    labels = sorted({passage.label for passage in passages})
    for passage in passages:
        words = Doc(nlp.vocab, words=list(passage.words))
        yield Example.from_dict(words, {"cats": {label: float(label == passage.label) for label in labels}})


if __name__ == "__main__":
    corpus = [passage for document in gold_documents() for passage in label_document(document)]
    train(corpus, MODEL)
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    sys.stdout.write(f"{len(corpus)} passages, {size} bytes in {MODEL}\n")
