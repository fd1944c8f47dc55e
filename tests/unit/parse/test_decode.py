"""Bytes to text by evidence."""

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoryError
from pipeline.parse.decode import MAX_BYTES, charset_of, decode

GERMAN = "Die Brücke über den Fluss öffnet wieder, sagte die Bürgermeisterin. " * 5
RUSSIAN = "Мост через северную реку снова открыт, сообщили в городском совете в понедельник. " * 20
JAPANESE = "北の川にかかる橋が一週間ぶりに再開したと、町の議会が月曜日に発表した。" * 20


@pytest.mark.parametrize(
    ("payload", "declared", "text", "encoding"),
    [
        (GERMAN.encode(), None, GERMAN, "utf-8"),
        (codecs.BOM_UTF8 + GERMAN.encode(), None, GERMAN, "utf-8"),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), None, GERMAN, "utf-16-le"),
        (GERMAN.encode("utf-16-be"), None, GERMAN, "utf-16-be"),
        (GERMAN.encode("cp1252"), None, GERMAN, "windows-1252"),
        (GERMAN.encode(), "text/plain; charset=iso-8859-1", GERMAN, "utf-8"),
        (RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251", RUSSIAN, "cp1251"),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN, "cp1251"),
        (JAPANESE.encode("shift_jis"), "shift_jis", JAPANESE, "shift_jis"),
        (JAPANESE.encode("iso2022_jp"), None, JAPANESE, "iso2022_jp"),
        (GERMAN.encode("cp1252"), "text/plain; charset=no-such-thing", GERMAN, "windows-1252"),
        (GERMAN.encode("cp1252"), "base64", GERMAN, "windows-1252"),
        (GERMAN.encode("mac_roman"), None, GERMAN, "mac_roman"),
        ("„Voll“ – über".encode("cp1252"), "text/plain; charset=iso-8859-1", "„Voll“ – über", "windows-1252"),
    ],
)
def test_evidence(payload: bytes, declared: str | None, text: str, encoding: str) -> None:
    assert decode(payload, declared) == (text, encoding)


def test_the_likeliest_charset_is_taken_where_nothing_is_declared() -> None:
    text, encoding = decode(JAPANESE.encode("euc_jp"))
    assert text == JAPANESE
    assert encoding.startswith("euc_j")


def test_control_characters_become_spaces_one_for_one() -> None:
    assert decode(b"\x01\x16W01\x02A\x00B\tC\r\nD\x03")[0] == "  W01 A B\tC\r\nD "


@pytest.mark.parametrize(
    ("payload", "check"),
    [
        (b"", "parse.empty"),
        (b" \n\x00\r\n", "parse.empty"),
        (codecs.BOM_UTF8, "parse.empty"),
        (b"a" * MAX_BYTES, "parse.too_large"),
        (b"%PDF-1.7 and so on", "parse.binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "parse.binary"),
        (hashlib.shake_128(b"noise").digest(5000), "parse.binary"),
        (bytes(5000), "parse.binary"),
    ],
)
def test_what_cannot_be_read(payload: bytes, check: str) -> None:
    with pytest.raises(StoryError) as caught:
        decode(payload)
    assert caught.value.check == check


@given(st.binary(min_size=1, max_size=300), st.sampled_from([None, "utf-8", "latin-1", "shift_jis", "nonsense"]))
def test_any_bytes_give_storable_text_or_a_story_error(payload: bytes, declared: str | None) -> None:
    try:
        text, _ = decode(payload, declared)
    except StoryError:
        return
    assert "\x00" not in text
    text.encode("utf-8")


def test_charset_of_nothing() -> None:
    assert charset_of(None) is None
