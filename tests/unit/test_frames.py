"""Frames: which lists and headings are open over an item, and what closes them."""

from __future__ import annotations

import pytest

from resolution_parser.document import Block
from resolution_parser.stages.bodies import BodyPhrase
from resolution_parser.stages.drafts import PlacedBody
from resolution_parser.stages.frames import Frame, Frames
from resolution_parser.stages.paragraphs import Marker, Paragraph, blocks_to_paragraph


def paragraph() -> Paragraph:
    text = "школам"
    return blocks_to_paragraph(text, [Block(start=0, end=6)], index=0, marker=None, gap_before=True, indent=0, cuts=[False])


def body(name: str) -> PlacedBody:
    return PlacedBody(paragraph(), 0, BodyPhrase(name=name, text=name, role="executor", start=0, end=len(name)))


def number(rank: int) -> Marker:
    return Marker(label=f"{rank}.", style="number", number=rank, depth=1, end=3)


def sub_number(rank: int) -> Marker:
    return Marker(label=f"1.{rank}.", style="multilevel 2", number=rank, depth=2, end=5)


def letter(rank: int) -> Marker:
    return Marker(label="абвгд"[rank - 1] + ")", style="letter_paren", number=rank, depth=1, end=3)


HYPHEN = Marker(label="-", style="bullet -", number=None, depth=1, end=2)
BULLET = Marker(label="•", style="bullet •", number=None, depth=1, end=2)


def names(frames: Frames) -> list[str]:
    return [placed.phrase.name for placed in frames.holder.bodies] if frames.holder else []


def lead(frames: Frames) -> str | None:
    return frames.lead.lead if frames.lead else None


def marked(frames: Frames, marker: Marker, heading: Frame) -> None:
    """Put a heading that is itself an item of a list."""
    frames.enter_list(marker, None)
    heading.marked = True
    frames.push(heading)


def unmarked(frames: Frames, heading: Frame) -> None:
    frames.leave_for_heading(heading)
    frames.push(heading)


def test_nothing_stands_over_an_item_of_an_empty_stack() -> None:
    frames = Frames()
    assert (frames.lead, frames.holder, frames.modality, frames.kind, frames.verb, frames.topic(None), frames.in_list) == (
        None, None, None, None, None, None, False,
    )


def test_a_marked_lead_holds_over_the_deeper_list_and_ends_with_its_next_sibling() -> None:
    frames = Frames()
    frames.enter_list(number(1), None)
    marked(frames, number(2), Frame(lead="Обеспечить"))
    frames.enter_list(letter(1), None)
    assert lead(frames) == "Обеспечить"
    frames.enter_list(letter(2), None)
    assert lead(frames) == "Обеспечить"
    frames.enter_list(number(3), None)
    assert lead(frames) is None


def test_a_marked_lead_over_nothing_ends_with_its_next_sibling() -> None:
    frames = Frames()
    marked(frames, number(1), Frame(lead="Обеспечить"))
    frames.enter_list(number(2), None)
    assert lead(frames) is None


def test_a_list_that_starts_again_under_a_marked_lead_is_its_list() -> None:
    frames = Frames()
    marked(frames, number(2), Frame(lead="Обеспечить"))
    frames.enter_list(number(1), None)
    assert lead(frames) == "Обеспечить"


def test_a_lead_within_a_lead_gives_the_nearest() -> None:
    frames = Frames()
    marked(frames, number(1), Frame(lead="Обеспечить"))
    marked(frames, letter(1), Frame(lead="подвоз"))
    frames.enter_list(HYPHEN, None)
    assert lead(frames) == "подвоз"
    frames.enter_list(letter(2), None)
    assert lead(frames) == "Обеспечить"


def test_a_body_heading_holds_over_its_list_until_the_next_one() -> None:
    frames = Frames()
    unmarked(frames, Frame(bodies=(body("школы"),)))
    frames.enter_list(HYPHEN, None)
    frames.enter_list(HYPHEN, None)
    assert names(frames) == ["школы"]
    unmarked(frames, Frame(bodies=(body("музеи"),)))
    frames.enter_list(HYPHEN, None)
    assert names(frames) == ["музеи"]


def test_a_body_heading_without_a_marker_holds_over_the_sub_lists_too() -> None:
    frames = Frames()
    unmarked(frames, Frame(bodies=(body("школы"),)))
    frames.enter_list(number(1), None)
    marked(frames, number(2), Frame(lead="Обеспечить"))
    frames.enter_list(HYPHEN, None)
    assert (names(frames), lead(frames)) == (["школы"], "Обеспечить")


def test_the_nearest_heading_that_names_bodies_wins() -> None:
    frames = Frames()
    unmarked(frames, Frame(bodies=(body("школы"),)))
    marked(frames, number(1), Frame(bodies=(body("музеи"),)))
    frames.enter_list(HYPHEN, None)
    assert names(frames) == ["музеи"]
    frames.enter_list(number(2), None)
    assert names(frames) == ["школы"]


def test_a_topic_ends_the_bodies_above_it() -> None:
    frames = Frames()
    unmarked(frames, Frame(bodies=(body("школы"),)))
    frames.enter_list(HYPHEN, None)
    unmarked(frames, Frame(topic="О кадрах"))
    frames.enter_list(HYPHEN, None)
    assert (names(frames), frames.topic("Разное")) == ([], "О кадрах")


def test_a_verb_that_waits_for_its_objects_stays_open_over_them() -> None:
    frames = Frames()
    unmarked(frames, Frame(modality="recommendation", verb="рекомендовать"))
    unmarked(frames, Frame(bodies=(body("школы"),)))
    frames.enter_list(HYPHEN, None)
    assert (names(frames), frames.modality) == (["школы"], "recommendation")
    unmarked(frames, Frame(bodies=(body("музеи"),)))
    frames.enter_list(HYPHEN, None)
    assert (names(frames), frames.modality) == (["музеи"], "recommendation")


def test_an_empty_topic_ends_the_one_of_the_section() -> None:
    frames = Frames([Frame(topic="")])
    assert frames.topic("Разное") is None


def test_without_a_topic_of_its_own_an_item_has_that_of_the_section() -> None:
    assert Frames([Frame(lead="Обеспечить")]).topic("Разное") == "Разное"


def test_lists_of_two_styles_nest() -> None:
    frames = Frames()
    frames.enter_list(HYPHEN, None)
    marked(frames, HYPHEN, Frame(lead="Обеспечить"))
    frames.enter_list(BULLET, None)
    assert lead(frames) == "Обеспечить"
    frames.enter_list(HYPHEN, None)
    assert lead(frames) is None


def test_a_multilevel_number_stands_under_its_parent() -> None:
    frames = Frames()
    marked(frames, number(1), Frame(lead="Обеспечить"))
    frames.enter_list(sub_number(1), None)
    frames.enter_list(sub_number(2), None)
    assert lead(frames) == "Обеспечить"
    frames.enter_list(number(2), None)
    assert lead(frames) is None


def test_lists_of_one_style_at_two_levels_of_word_nest() -> None:
    frames = Frames()
    frames.enter_list(HYPHEN, 0)
    marked_lead = Frame(lead="Обеспечить", marked=True)
    frames.enter_list(HYPHEN, 0)
    frames.push(marked_lead)
    frames.enter_list(HYPHEN, 1)
    assert lead(frames) == "Обеспечить"
    frames.enter_list(HYPHEN, 0)
    assert lead(frames) is None


def test_an_unmarked_body_heading_inside_a_marked_lead_keeps_the_lead() -> None:
    frames = Frames()
    marked(frames, number(2), Frame(lead="Рекомендовать в новом году"))
    unmarked(frames, Frame(bodies=(body("школы"),)))
    frames.enter_list(HYPHEN, None)
    assert (lead(frames), names(frames)) == ("Рекомендовать в новом году", ["школы"])


def test_cleared_frames_stand_over_nothing() -> None:
    frames = Frames([Frame(lead="Обеспечить"), Frame(style="number", last=1)])
    frames.clear()
    assert (frames.lead, frames.in_list) == (None, False)


def test_a_copy_does_not_change_with_its_original() -> None:
    frames = Frames([Frame(lead="Обеспечить")])
    copy = frames.copy()
    frames.clear()
    assert lead(copy) == "Обеспечить"


ROLES = [
    (Frame(lead="Обеспечить"), "lead", "a lead"),
    (Frame(bodies=(body("школы"),)), "body_heading", "bodies"),
    (Frame(bodies=(body("школы"),), lead="Поручить школам обеспечить"), "lead", "bodies and an infinitive"),
    (Frame(topic="О кадрах"), "topic", "a topic"),
]


@pytest.mark.parametrize(("frame", "role", "why"), ROLES, ids=[why for *_, why in ROLES])
def test_a_frame_knows_what_its_heading_is(frame: Frame, role: str, why: str) -> None:
    assert frame.role == role, why
