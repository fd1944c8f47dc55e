"""What tells lines, sentences and text apart."""

from collections.abc import Callable

import pytest

from pipeline.clean.paragraph import Paragraph, paragraphs_of
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import (
    LONGEST_LINE,
    SHORTEST_TEXT,
    is_line,
    is_phrase,
    is_sentence,
    is_teaser,
    is_text,
    may_close,
)
from pipeline.story import Block, Kind

LONG = "The bridge over the river is open again, the council of the harbour town said on Monday."
SHORT = "The bridge is open again after the storm."


def paragraph(text: str) -> Paragraph:
    return paragraphs_of(text, (Block(0, len(text)),))[0]


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("The bridge over the river", {is_line, is_phrase}),
        # A mark with stops in it ends no sentence.
        ("More of the N.L. POST", {is_line, is_phrase}),
        ("The bridge is open. More of it", {is_line, may_close}),
        ("The bridge is open again. NORD", {may_close}),
        ("The bridge: is it open again?", {is_teaser}),
        ("The mayor on the bridge: We are...", {is_teaser}),
        (SHORT, {may_close}),
        (LONG, {is_sentence, is_text, may_close}),
        ("word " * (LONGEST_LINE // 5) + "word", set()),
    ],
)
def test_shape_of_a_paragraph(text: str, shapes: set[Callable[[Paragraph], bool]]) -> None:
    asked = (is_line, is_phrase, is_teaser, is_sentence, is_text, may_close)
    assert {shape.__name__ for shape in asked if shape(paragraph(text))} == {shape.__name__ for shape in shapes}


def test_what_is_taken_is_no_line_and_still_text() -> None:
    line, text = paragraph("The bridge over the river"), paragraph(LONG)
    for each in (line, text):
        each.mark(Kind.PROMO, "generic.promo.twin")
    assert not is_line(line)
    assert is_text(text)
    assert len(LONG) >= SHORTEST_TEXT


@pytest.mark.parametrize(
    ("text", "eastern"),
    [
        ("港の橋", True),
        ("カニ", True),
        ("ｶﾆ", True),
        ("항구의 다리", True),
        ("The bridge of 港", True),
        ("The bridge 😀", False),
        ("Ｔｈｅ ｂｒｉｄｇｅ！", False),
        ("«Мост» открыт…", False),
    ],
)
def test_eastern_is_who_writes_kana_han_or_hangul(text: str, eastern: bool) -> None:
    assert is_eastern(text) is eastern


def test_a_sentence_with_signs_of_double_width_is_no_longer_than_its_letters() -> None:
    assert not paragraph("😀 The bridge over the river 😀😀😀😀 is open again today！").prose
    assert paragraph("「" + "港の橋は月曜日に再び開通したと町議会が発表した。" * 2).prose
