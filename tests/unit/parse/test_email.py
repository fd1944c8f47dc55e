import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.parse.email import parse as parse_email
from pipeline.parse.email import recognise
from pipeline.parse.email_parts import header_text
from pipeline.story import Code, Link, Note, ParsedStory

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "email-story.eml").read_bytes()
TEXT = b"The ferry was late on Monday, the line said."
HEAD = b"From: Desk <desk@x.example>\nDate: Mon, 9 Mar 2026 11:02:10 +0100\nSubject: Ferry\n"


def one(payload: bytes) -> ParsedStory:
    [story] = parse(payload)
    return story


def test_headers() -> None:
    story = one(SPECIMEN)
    assert (story.format, story.guid) == ("email", "20260309.42@ferries.example")
    assert story.headline == "Battery ferry “Skår” starts its service"
    assert story.source == "Ferries of the Northland – press <press@ferries.example>"
    assert story.version_created == story.first_created == dt.datetime(2026, 3, 9, 10, 2, 10, tzinfo=dt.UTC)


def test_the_text_is_read_once_and_attachments_are_listed() -> None:
    story = one(SPECIMEN)
    paragraphs = [story.source_text[block.start : block.end] for block in story.blocks]
    assert paragraphs == [
        "The ferry runs on batteries alone and has made its first crossing to the islands.",
        "It carries 120 cars.",
    ]
    assert story.links == (Link("attachment", "timetable.csv"),)
    assert story.notes == (Note("attachment", "timetable.csv (text/csv, 18 bytes)", public=False),)


def test_plain_text_that_holds_more_than_its_markup() -> None:
    payload = SPECIMEN.replace(
        b"It carries 120 cars.\n\n--inner", b"It carries 120 cars.\n\n" + b"More. " * 30 + b"\n--inner"
    )
    assert "More. More." in one(payload).source_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?windows-1252?Q?Quay’s_fire?=".encode(), "Quay’s fire"),
        (b"=?windows-1252?Q?Quay=92s_fire?=", "Quay’s fire"),
        ("Fähre".encode("latin-1"), "Fähre"),
        ("Fähre".encode(), "Fähre"),
        (b"=?utf-8?B?w6k?= =?utf-8?B?dMOp?=", "=?utf-8?B?w6k?= été".replace("=?utf-8?B?w6k?= ét", "w6kt")),
        (b"=?no-such-charset?Q?a=E9?= b", "aé b"),
        (b"a =?x", "a =?x"),
        (b"=?utf-8?B?RsM=?= =?utf-8?B?pGhyZQ==?=", "Fähre"),
        (b"=?utf-8?Q?F=C3?=\n =?utf-8?Q?=A4hre?= sails", "Fähre sails"),
    ],
)
def test_encoded_words(raw: bytes, expected: str) -> None:
    assert header_text(raw) == expected


def test_padding_before_the_headers() -> None:
    assert one(b"   " * 80 + b"\r\n" + HEAD + b"\nText of the story.").headline == "Ferry"


def test_flowed_lines_and_their_spaces() -> None:
    flowed = b'Content-Type: text/plain; format=flowed; delsp="yes"\n\nOne long wo \nrd.\n\n-- \nDesk'
    assert one(HEAD + flowed).source_text.startswith("One long word.")


def test_a_form_gives_its_fields_to_the_story() -> None:
    fields = {"Headline": "Ferry starts", "Body": "One.\n\nTwo.", "News Value": "1", "Priority": "Urgent"}
    form = json.dumps({name: [value] for name, value in {**fields, "Genre": "Report", "Desk": "North"}.items()})
    story = one(HEAD + b"\n" + form.encode())
    assert (story.headline, story.source_text) == ("Ferry starts", "One.\n\nTwo.")
    assert (story.urgency, story.priority, story.genres) == (1, "3", (Code(None, "Report"),))
    assert Note("desk", "North", public=False) in story.notes


def test_a_broken_form_is_text() -> None:
    assert one(HEAD + b'\n{"Headline": ["Ferry"').source_text.startswith('{"Headline"')


def test_damaged_transfer_encodings_lose_nothing() -> None:
    text = "This is no base64, but it is the text!!"
    assert one(HEAD + f"Content-Transfer-Encoding: base64\n\n{text}".encode()).source_text == text


def test_a_message_of_too_many_parts() -> None:
    parts = b"".join(b"--x\nContent-Type: text/plain\n\na\n" for _ in range(1200))
    with pytest.raises(StoryError) as error:
        parse_email(HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n")
    assert error.value.check == "parse.too_many_parts"


def test_an_attached_message_is_an_attachment() -> None:
    inner = b"--x\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\nFrom: a\n\nOld text.\n--x--\n"
    story, attached = parse(HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nNew text.\n" + inner)
    assert (attached.source_text, attached.links) == ("Old text.", (Link("member", "message/rfc822"),))
    assert story.source_text == "New text."
    assert [link.rel for link in story.links] == ["attachment"]


def test_an_answer_names_what_it_answers() -> None:
    assert one(HEAD + b"In-Reply-To: <1@x.example>\n\nText.").links == (Link("inReplyTo", "1@x.example"),)


def test_a_story_that_begins_with_from_is_no_e_mail() -> None:
    assert recognise(HEAD + b"\nText")
    assert not recognise(b"From: the harbour\n\nShips came.")
    assert not recognise(b"Ships came.\nFrom: them\nSubject: x")


def test_attachments_of_a_readable_kind_are_stories_too() -> None:
    parts = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee attached.\n"
        b"--x\nContent-Type: application/xml; name=a.xml\nContent-Disposition: attachment; filename=a.xml\n\n"
        b"<nitf><body><body.content><p>One.</p></body.content></body></nitf>\n"
        b"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=b.txt\n\n" + TEXT + b"\n"
        b"--x\nContent-Type: application/pdf; name=c.pdf\n\n%PDF\n--x--\n"
    )
    mail, nitf, text = parse(HEAD + parts)
    assert [link.target for link in mail.links if link.rel == "attachment"] == ["a.xml", "b.txt", "c.pdf"]
    assert (nitf.format, nitf.source_text, nitf.links) == ("nitf", "One.", (Link("member", "a.xml"),))
    assert (text.format, text.source_text.split()[:2]) == ("text", ["The", "ferry"])


def test_an_e_mail_that_only_carries_a_story() -> None:
    parts = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n \n"
        b"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=b.txt\n\n" + TEXT + b"\n--x--\n"
    )
    [story] = parse(HEAD + parts)
    assert story.source_text.startswith("The ferry was late")


def test_a_mailbox_gives_all_its_messages() -> None:
    mark = b"From desk@x.example Mon Mar  9 11:02:10 2026\n"
    stories = parse(mark + HEAD + b"\nOne.\n\n" + mark + HEAD + b"\nTwo.\nFrom Oslo we hear more.\n")
    assert [story.source_text for story in stories] == ["One.", "Two.\n\nFrom Oslo we hear more."]


def test_a_broken_attachment_is_told() -> None:
    parts = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee attached.\n"
        b"--x\nContent-Type: application/xml; name=a.xml\nContent-Disposition: attachment\n\n"
        b"<?xml version='1.0'?><nitf>\n"
        b"--x\nContent-Type: text/plain; name=b.txt\nContent-Disposition: attachment\n\nPK\x03\x04 of a bundle\n--x--\n"
    )
    mail, broken = parse(HEAD + parts)
    assert (mail.warnings, broken.format) == ((), "email")
    assert broken.warnings[0].startswith("parse.damaged: a.xml: no well-formed XML")
