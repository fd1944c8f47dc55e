from collections.abc import Callable

import pytest

from pipeline.parse.framing import damaged, frames, text_lines

MESSAGE = (
    b"\x16\x16\x01a4711\x1fwestn\r\nu n line\r\n\x02Fire at the harbour.\r\nNo one hurt.\r\n\x03time\r\n\x0c\r\n\x04"
)


def marks(payload: bytes) -> list[str | None]:
    return [frame.damage and frame.damage.partition(", at byte")[0] for frame in frames(payload)]


def test_parts_of_a_message() -> None:
    [frame] = frames(MESSAGE)
    assert frame.header == b"a4711\x1fwestn\r\nu n line\r\n"
    assert frame.text.startswith(b"Fire at")
    assert frame.trailer.split() == [b"time"]
    assert (frame.start, frame.raw, frame.damage) == (0, MESSAGE, None)


def test_noise_between_messages_is_no_piece() -> None:
    assert marks(b"\x00\x07\r\n" + MESSAGE + b"\x00\x00#~\r\n" + MESSAGE + b"\r\n") == [None, None]


def test_words_between_messages_come_as_a_piece_where_they_stood() -> None:
    found = list(frames(MESSAGE + b"\r\nAND TONIGHT\r\n" + MESSAGE))
    assert [frame.raw.strip() for frame in found if frame.damage] == [b"AND TONIGHT"]
    assert found[1].damage == f"text outside any message, at byte {len(MESSAGE)}"


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "text outside any message": lambda raw: raw.replace(b"\x16\x16\x01", b"qqq"),
    "the message has no start of text": lambda raw: raw.replace(b"\x02", b" "),
    "the message has no end": lambda raw: raw[:60],
    "a mark of the protocol stands within the text": lambda raw: raw[:60] + b"\x04" + raw[60:],
    "text goes on behind the end of the message": lambda raw: raw[:60] + b"\x03" + raw[60:],
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_stays_in_its_message(what: str) -> None:
    assert marks(MESSAGE * 2 + DAMAGE[what](MESSAGE) + MESSAGE * 2) == [None, None, what, None, None]


def test_an_end_that_a_capture_program_printed() -> None:
    [frame] = frames(MESSAGE.partition(b"\x03")[0] + b"[EOT]\r\n")
    assert frame.damage is None


def test_a_damaged_piece_keeps_its_text() -> None:
    story = damaged("anpa1312", b"\x00TERNOON AND\x01 TONIGHT\x7f", "why")
    assert story.source_text.split() == ["TERNOON", "AND", "TONIGHT"]
    assert story.warnings == ("parse.damaged: why",)
    assert damaged("x", b"\x00\x00", "why").source_text == ""
    assert "\x00" not in damaged("x", bytes(range(256)) * 9, "why").source_text


def test_lines_without_padding() -> None:
    assert text_lines(b"one\x00\r\r\ntwo\x7f\rthr\xe9e") == (["one", "two", "thrée"], "windows-1252")
    assert text_lines(b"\x00 \x7f") == ([], None)
