from pathlib import Path

import pytest

from pipeline.parse import parse
from pipeline.story import BlockKind, Note, ParsedStory

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "zczc-story.txt").read_bytes()


def one(payload: bytes) -> ParsedStory:
    [story] = parse(payload)
    return story


def test_header_lines() -> None:
    story = one(SPECIMEN)
    assert (story.format, story.headline, story.slugline) == ("zczc", "Alder Grain to rebuild its silo", "Alder Grain")
    assert (story.category, story.take, story.signals) == ("F", "1ST LEAD", ("sig:update",))
    assert ("subj", "04001005") in {(subject.scheme, subject.code) for subject in story.subjects}
    assert Note("header %", "NPMALL FIN", public=False) in story.notes
    assert not story.warnings


def test_text_and_encoding() -> None:
    story = one(SPECIMEN)
    assert story.source_text.startswith("Alder Grain will rebuild")
    assert "2027 – a year" in story.source_text
    assert story.source_text.endswith("* stocks fell by a tenth"), "a list in the text is no header"
    assert story.encoding == "windows-1252"


def test_a_service_s_own_use_of_the_marks() -> None:
    story = one(SPECIMEN.replace(b"ZCZC NPM", b"ZCZC AAP"))
    assert (story.agency, story.source, story.slugline) == ("aap", "Alder Grain", None)


def test_a_table_keeps_its_lines() -> None:
    story = one(SPECIMEN.replace(b"*X", b"*T"))
    assert [block.kind for block in story.blocks] == [BlockKind.PREFORMATTED]
    assert "tabular" in story.signals


def test_several_messages_and_what_stands_between_them() -> None:
    stories = parse(SPECIMEN + b"lost words\r\n" + SPECIMEN.replace(b"NNNN", b"") + SPECIMEN.replace(b"NNNN", b""))
    assert [story.headline is not None for story in stories] == [True, False, False, True]
    assert stories[1].warnings[0].startswith("parse.damaged: text outside any message")
    assert stories[2].warnings[0].startswith("parse.damaged: the message has no end")


@pytest.mark.parametrize("bad", [SPECIMEN.replace(b"ZCZC", b"QQQQ"), SPECIMEN.replace(b"NNNN", b"MMMM")])
def test_one_bad_message_of_a_thousand_is_one_bad_story(bad: bytes) -> None:
    stories = parse(SPECIMEN * 499 + bad + SPECIMEN * 500)
    assert [number for number, story in enumerate(stories) if story.warnings] == [499]
    assert len(stories) == 1000


def test_a_channel_number_before_the_frame() -> None:
    assert one(b"NP 042 " + SPECIMEN.lstrip()).headline == "Alder Grain to rebuild its silo"


def test_a_message_of_nothing() -> None:
    assert one(b"ZCZC\r\n\r\nNNNN\r\n").source_text == ""


def test_a_service_s_code_above_the_headers() -> None:
    [story] = parse(b"ZCZC NPR0016\r\nFBI\r\n$S\r\n:Results\r\n^Ferry race\r\n\r\nALDER\r\n\r\n1. Skar\r\nNNNN\r\n")
    assert (story.headline, story.slugline, story.category) == ("Ferry race", "Results", "S")
    assert Note("header routing", "FBI", public=False) in story.notes
    assert story.source_text.startswith("ALDER")
