"""Paragraphs of plain text by their layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.text import parse_text, split

WRAPPED = """    OSLO, May 4 - The council of the harbour town said on Monday
that the bridge over the northern river would open again within
a week.
    Engineers had closed it after a storm.
    A spokeswoman said that the repair had cost less than planned
and that no further work was needed.
 NORD
"""
BLANK = "A headline\n\nThe council of the harbour town said\non Monday.\n\nThe bridge is open.\n"
LINES = "The bridge is open again, the council said on Monday after a week of repairs.\nIt had been closed.\nMore.\n"
HEADER = """ abc0144 4 i 210  nor 0102

Harbour/bridge/
1ST LEAD
Bridge over the northern river opens again after a week of repairs
By Mara Linden, nor  =

Oslo (nor) - The council of the harbour town said on Monday that the
bridge over the northern river would open again within a week, and
that no further work was needed.

- adds the mayor in the third
  paragraph
- corrects a name
"""


def paragraphs(text: str) -> list[str]:
    return [" ".join(text[block.start : block.end].split()) for block in split(text)]


def test_indents_and_short_lines_end_wrapped_paragraphs() -> None:
    found = paragraphs(WRAPPED)
    assert [text[:12] for text in found] == ["OSLO, May 4 ", "Engineers ha", "A spokeswoma", "NORD"]
    assert found[0].endswith("within a week.")


def test_empty_lines_divide() -> None:
    assert paragraphs(BLANK) == ["A headline", "The council of the harbour town said on Monday.", "The bridge is open."]


def test_each_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    assert len(paragraphs(LINES)) == 3


def test_lines_of_a_header_stay_apart_and_list_items_hang() -> None:
    found = paragraphs(HEADER)
    assert found[:5] == [
        "abc0144 4 i 210 nor 0102",
        "Harbour/bridge/",
        "1ST LEAD",
        "Bridge over the northern river opens again after a week of repairs",
        "By Mara Linden, nor =",
    ]
    assert found[5].startswith("Oslo (nor) - The council of the harbour town said on Monday that the bridge")
    assert found[6:] == ["- adds the mayor in the third paragraph", "- corrects a name"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_all_systems(end: str) -> None:
    text = end.join(["The first paragraph is here.", "", "The second one is there."])
    assert len(paragraphs(text)) == 2


def test_the_source_text_is_the_text() -> None:
    assert parse_text(WRAPPED, "utf-8").source_text == WRAPPED


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \n\r\t^<-=.\u2028")), max_size=400))
def test_only_white_space_lies_outside_the_blocks(text: str) -> None:
    position = 0
    for block in split(text):
        assert text[position : block.start].strip() == ""
        assert block.start < block.end
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        position = block.end
    assert text[position:].strip() == ""


def test_the_same_line_twice_is_no_wrapped_text() -> None:
    line = "The chairman greets the guests of a talk about policy in the library of Holm. Photo=Mara Linden"
    story = parse_text("\n".join(("[Photo] A talk", line, line, *["The talk went on until four, and many came."] * 4)))
    assert [story.source_text[block.start : block.end] for block in story.blocks][1:3] == [line, line]
