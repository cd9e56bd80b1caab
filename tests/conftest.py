"""Settings and fixtures of all tests."""

from __future__ import annotations

from typing import TypeVar

import pytest
from hypothesis import settings

from resolution_parser.records import (
    SCHEMA_VERSION,
    Body,
    Control,
    Deadline,
    Event,
    Finding,
    Goal,
    Indicator,
    Item,
    Period,
    Person,
    Problem,
    Programme,
    Proposal,
    Reference,
    Resolution,
    Section,
    Signature,
    Source,
    Span,
    Task,
    Warning,
)

# The same examples on every run: a failure on one machine is a failure on all. No deadline: CI machines drift.
settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("steady")

Kind = TypeVar("Kind", bound=Item)
TEXT = "Решение съезда\n- школам: усилить «охрану» на 80 %\n"


@pytest.fixture
def resolution() -> Resolution:
    """A small resolution, made by hand, with at least one record of every kind. It makes no sense, but every span is in its text."""
    span = Span(start=0, end=7, page=None, paragraph=0)
    second = Span(start=15, end=50, page=2, paragraph=1)
    indicator = Indicator(text="80 %", value=80.0, value_max=None, unit="%", comparator="eq")
    body = Body(name="школы", text="школам", role="executor", span=span)
    partner = Body(name="отдел образования", text="отделом образования", role="partner", span=span)

    def common(kind: str, text: str) -> dict[str, object]:
        return {
            "id": f"{kind}-1", "text": text, "label": "-", "lead": None, "topic": None, "section": "section-1", "spans": (span, second),
            "confidence": 0.9, "rule": "made.by.hand",
        }

    def make(kind: type[Kind], name: str, text: str, **fields: object) -> Kind:
        return kind(**common(name, text), **fields)  # type: ignore[arg-type]

    return Resolution(
        schema_version=SCHEMA_VERSION,
        source=Source(name="a.docx", format="docx", sha256="0" * 64, pages=None),
        title="Решение съезда",
        kind="decision",
        event=Event(name="съезд", kind="congress", theme="Ёлка", start="2021-08-24", end="2021-08-25", place="г. Тамбов"),
        period=Period(label="2021 год", kind="calendar_year", start="2021-01-01", end="2021-12-31"),
        year=2021,
        goals=(make(Goal, "goal", "создан клуб", status="achieved"),),
        findings=(make(Finding, "finding", "охват вырос до 80 %", indicators=(indicator,)),),
        problems=(make(Problem, "problem", "нехватка кадров", indicators=()),),
        proposals=(make(Proposal, "proposal", "одобрить отчёт", action="одобрить"),),
        tasks=(
            make(
                Task, "task", "усилить «охрану» на 80 %", bodies=(body, partner), modality="recommendation", action="усилить",
                deadline=Deadline(text="до 1 мая 2022 года", start=None, end="2022-05-01", kind="date"), indicators=(indicator,),
            ),
        ),
        control=(make(Control, "control", "контроль возложить на школы", bodies=(body,)),),
        references=(Reference(text="Указ № 1", type="указ", issuer=None, number="1", date=None, title=None, span=span),),
        programmes=(Programme(text="проект «Дом»", type="проект", name="Дом", span=span),),
        persons=(Person(name="И.И. Иванов", role="начальник", span=span),),
        sections=(Section(id="section-1", kind="tasks", heading=None, span=span),),
        signatures=(Signature(name="П.П. Петров", role="председатель"),),
        coverage=1.0,
        warnings=(Warning(code="unassigned", message="осталось", span=span),),
        text=TEXT,
    )
