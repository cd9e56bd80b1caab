"""The promises themselves: each one notices when it is broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolution_parser import Resolution, parse_text
from resolution_parser.records import Task
from tests.properties.invariants import broken

WHOLE = parse_text(
    "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам до 1 мая 2021 года провести смотр.\n"
    "2. Поручить отделу культуры исполнить Указ Президента Российской Федерации от 21 июля 2020 г. № 474.\n"
)
FIRST, SECOND = WHOLE.tasks


def with_first(task: Task) -> Resolution:
    return replace(WHOLE, tasks=(task, SECOND))


BROKEN = [
    ("item_spans_clean_to_the_text", with_first(replace(FIRST, text="провести осмотр"))),
    ("item_spans_clean_to_the_text", replace(WHOLE, text="Я" + WHOLE.text)),
    ("item_spans_are_in_order_and_apart", with_first(replace(FIRST, spans=SECOND.spans))),
    ("item_spans_are_in_order_and_apart", with_first(replace(FIRST, spans=(replace(FIRST.spans[0], end=FIRST.spans[0].start),)))),
    ("mentions_stand_at_their_spans", with_first(replace(FIRST, bodies=(replace(FIRST.bodies[0], span=FIRST.spans[0]),)))),
    ("mentions_stand_at_their_spans", replace(WHOLE, references=(replace(WHOLE.references[0], text="Указ № 475"),))),
    ("sections_partition_the_text", replace(WHOLE, sections=WHOLE.sections[:-1])),
    ("sections_partition_the_text", replace(WHOLE, sections=WHOLE.sections[:1] + WHOLE.sections)),
    ("ids_count_up_in_document_order", replace(WHOLE, tasks=(SECOND, FIRST))),
    ("ids_count_up_in_document_order", replace(WHOLE, sections=WHOLE.sections[::-1])),
    ("items_name_a_section", with_first(replace(FIRST, section="section-99"))),
    ("shares_are_shares", replace(WHOLE, coverage=1.01)),
    ("shares_are_shares", with_first(replace(FIRST, confidence=-0.1))),
    ("texts_are_not_empty", with_first(replace(FIRST, text=" "))),
    ("texts_are_not_empty", with_first(replace(FIRST, bodies=(replace(FIRST.bodies[0], name=""),)))),
    ("json_comes_back", replace(WHOLE, coverage=float("nan"))),
]


def test_the_whole_resolution_keeps_all_promises() -> None:
    assert broken(WHOLE) == []


@pytest.mark.parametrize(("promise", "resolution"), BROKEN)
def test_each_promise_notices_that_it_is_broken(promise: str, resolution: Resolution) -> None:
    if promise == "json_comes_back":
        with pytest.raises(Exception, match="coverage"):  # null is no number
            broken(resolution)
        return
    assert promise in {fault.split(":")[0] for fault in broken(resolution)}
