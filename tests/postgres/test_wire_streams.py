"""Whole messages of wires without ids, from bytes to what readers see: specimens of our own in the wires' shapes."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.outcome import Entry
from pipeline.parse import parse
from pipeline.validate import Checked, validate
from tests.postgres.conftest import Newsroom, raw

SHOWN = "SELECT body FROM newswire.article ORDER BY body"
PENDING = "SELECT candidates FROM newswire.pending_kill"
FERRY = (
    "A ferry that runs on batteries alone has made its first crossing to the islands of the Northland, the line said.",
    "The ship carries 120 cars and needs 40 minutes of charging for a crossing of two hours, in any weather.",
)
MORE = ("A second ship is to follow in December, from the same yard, if the grid of the islands bears the load.",)


def anpa(number: int, take: str, paragraphs: tuple[str, ...], minute: int, category: str = "n") -> bytes:
    keyword = "BC-XX--Island Ferry" + (f", {take}" if take else "")
    cut = f"BC-XX--IslandFerry {take.replace(' ', '')}"
    header = f"\x16\x16\x01a{number:04}\x1f_westn\r\nr {category}\x13\x11 {cut}   03-09 0131\r\n"
    text = "".join(f"\t{paragraph}\r\n" for paragraph in paragraphs)
    lines = f"\x02^{keyword},131<\r\n^Islands get a ferry<\r\n{text}\x03\r\nNP-WX-03-09-20 09{minute:02}EST\r\n\x04"
    return (header + lines).encode("cp1252")


def iptc(message: int, marks: str, headline: str, paragraphs: tuple[str, ...], minute: int) -> bytes:
    head = f"\x7f\x7f\x01npe{message:03} 3 i 118 alder   npr {message:04}\r\n\r\nNorthland/ferries/\r\n\x02"
    body = "\r\n\r\n".join(paragraphs)
    marked = f"{marks}\r\n" if marks else ""
    tail = f"\r\n\x03\r\n0909{minute:02} CET Mar 20\r\n\x04"
    return f"{head}{marked}{headline} =\r\n\r\nPort Alder (npr) - {body}\r\n{tail}".encode("cp1252")


def checked(*payloads: bytes) -> list[Checked]:
    """The stories of the payloads, as validate lets them through; none may be held back."""
    entries = [
        Entry(raw(f"{n}.txt", payload.decode("latin-1"), source="wire"), part, extract(clean(story)))
        for n, payload in enumerate(payloads)
        for part, story in enumerate(parse(payload, name=f"{n}.txt"))
    ]
    verdict = validate(entries)
    assert verdict.rejections == ()
    return list(verdict.entries)


def deliver(newsroom: Newsroom, stories: list[Checked]) -> None:
    for n, one in enumerate(stories):
        newsroom.load(one, run=f"r{n}")


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_takes_of_anpa(newsroom: Newsroom, order: tuple[int, ...]) -> None:
    takes = checked(
        anpa(101, "", (FERRY[0],), 10), anpa(102, "1st Add", (FERRY[1],), 12), anpa(103, "2nd Add", MORE, 14)
    )
    deliver(newsroom, [takes[n] for n in order])
    assert newsroom.column(SHOWN) == ["\n\n".join((*FERRY, *MORE))]
    assert newsroom.sizes()["story"] == 1


def test_a_writethru_on_two_channels_and_a_kill(newsroom: Newsroom) -> None:
    first, lead, again, kill = checked(
        anpa(101, "", FERRY, 10),
        anpa(140, "1st Ld-Writethru", FERRY + MORE, 30),
        anpa(141, "1st Ld-Writethru", FERRY + MORE, 31, category="f"),
        anpa(150, "Kill", (), 50),
    )
    deliver(newsroom, [first, lead, again])
    assert newsroom.column(SHOWN) == ["\n\n".join((*FERRY, *MORE))]
    assert newsroom.rows("SELECT category, service, deliveries FROM newswire.story_channel ORDER BY 1") == [
        ("f", "a", 1),
        ("n", "a", 2),
    ]
    assert newsroom.column("SELECT added FROM newswire.article_change ORDER BY revision_id") == [1, 0]
    newsroom.load(kill, run="kill")
    assert (newsroom.column(SHOWN), newsroom.column(PENDING)) == ([], [])
    assert newsroom.column(
        "SELECT body FROM newswire.article_history WHERE state = 'withdrawn' ORDER BY number LIMIT 1"
    )


@pytest.mark.parametrize("early", [False, True])
def test_a_kill_that_names_a_message(newsroom: Newsroom, early: bool) -> None:
    story, kill = checked(
        iptc(157, "", "Islands of the Northland get a ferry that runs on batteries", FERRY, 10),
        iptc(
            161, "KILL KILL KILL", "Please kill item npr 157", ("The item npr 157 is wrong and must not be used.",), 40
        ),
    )
    newsroom.load(kill if early else story)
    assert newsroom.column(PENDING) == ([0] if early else [])
    newsroom.load(story if early else kill, run="r2")
    assert (newsroom.column(SHOWN), newsroom.column(PENDING), newsroom.sizes()["story"]) == ([], [], 1)


def test_undated_copy_counts_from_when_it_was_first_seen(newsroom: Newsroom) -> None:
    def zczc(take: str, text: str) -> bytes:
        return (
            f"ZCZC NPM\r\n$F\r\n:Island Ferry\r\n={take}\r\n^Islands get a ferry\r\n*X\r\n{text}\r\nNNNN\r\n".encode()
        )

    first, lead = checked(zczc("", FERRY[0]), zczc("1ST LEAD", MORE[0]))
    late = dt.timedelta(minutes=30)
    newsroom.load(_seen(lead, late))
    newsroom.load(_seen(first, 2 * late), run="r2")
    assert len(newsroom.column(SHOWN)) == 2
    newsroom.load(first, run="r3")
    assert newsroom.column(SHOWN) == [MORE[0]]


def _seen(one: Checked, later: dt.timedelta) -> Checked:
    item = replace(one.entry.item, fetched_at=one.entry.item.fetched_at + later)
    return replace(one, entry=replace(one.entry, item=item))
