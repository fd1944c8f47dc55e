"""Forms of lines, asked one by one: ``python -m tests.quality.forms`` prints what the cleaner does not know of each.

The labelled stories hold the forms of some desks. These lists hold those that desks, agencies and sites of 28 languages
are known to use, with names of our own, each set into a story of its language: one line less is known, or one more.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory, Kind
from tests.quality.scoring import Score

FORMS = Path(__file__).parent / "forms"
# Who the forms name, in the scripts of their languages.
PEOPLE = (
    *("Mara van der Linden", "Mara Linden-Reis", "Mara J. Linden", "Mara O'Linden", "M.J. Linden", "M. Linden"),
    *("Mara Linden", "Linden Mara", "Tom Reis", "Ida Holm", "Jon Berg", "MARA LINDEN", "TOM REIS", "JON BERG"),
    *("Мара Линден", "Том Рейс", "Мара Лінден", "Μάρα Λίντεν", "Μάρας Λίντεν", "ΜΑΡΑ ΛΙΝΤΕΝ", "Τομ Ρέις"),
    *(
        "مارا ليندن",
        "توم ريس",
        "مارا لیندن",
        "מארה לינדן",
        "मारा लिंडेन",
        "佐藤太郎",
        "김민수",
        "이영희",
        "王小明",
        "李雷",
    ),
)
# So much of a line may be left to the body: a bracket, a full stop.
LEAST_LEFT = 0.1
# Over a credit in scripts that say who took a picture, and in the others.
CREDITS = {"ja": "（共同）", "ko": "[연합뉴스]", "zh": "新华社记者 王小明 摄"}
CREDIT = "Reuters/Mara Linden"


@dataclass(frozen=True, slots=True)
class Frame:
    """A language's story: paragraphs of text, and the title, its summary, a stamp and a button over them."""

    body: tuple[str, ...]
    head: tuple[str, ...]


@lru_cache(maxsize=1)
def frames() -> Mapping[str, Frame]:
    """The stories by language."""
    tables: dict[str, Any] = tomllib.loads((FORMS / "frames.toml").read_text("utf-8"))
    return {name: Frame(tuple(table["body"]), tuple(table.get("head", ()))) for name, table in tables.items()}


def forms(name: str) -> Iterator[tuple[str, str]]:
    """Language and line of each form of a list."""
    language = ""
    for line in (FORMS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            language = line[2:]
        elif line.strip():
            yield language, line


def set_into(before: Sequence[str], line: str, after: Sequence[str]) -> tuple[CleanStory, bool]:
    """The story with the line between its paragraphs, and whether nearly nothing of the line is left in its body."""
    begin = len("\n\n".join((*before, "")))
    story = clean(parse_text("\n\n".join((*before, line, *after))))
    body = {at for paragraph in story.paragraphs for span in paragraph.spans for at in range(*span)}
    left = sum(at in body for at in range(begin, begin + len(line)))
    return story, left <= LEAST_LEFT * len(line)


def named_in(line: str) -> set[str]:
    """The people that a form names, in small letters."""
    found = set()
    for name in PEOPLE:
        if name in line:
            found.add(name.casefold())
            line = line.replace(name, "")
    return found


def score_credits() -> Score:
    """Credits amid the text: taken, held for a picture's, and whose name is found."""
    score = Score()
    for language, line in forms("credits"):
        body, people = frames()[language].body, named_in(line)
        story, taken = set_into(body[:2], line, body[2:])
        score.count("taken", taken, f"{language} {line}")
        if taken and len(people) == 1 and story.pictures:
            makers = " ".join(picture.photographer or "" for picture in story.pictures).casefold()
            score.count("maker", any(name in makers for name in people), f"{language} {line}: {makers}")
    return score


def score_bylines() -> Score:
    """Bylines under a title, with a stamp and a button below and without: taken, as bylines, and who is named."""
    score = Score()
    for language, line in forms("bylines"):
        frame, people = frames()[language], named_in(line)
        story, taken = set_into(frame.head[:1], line, (*frame.head[2:], *frame.body[1:]))
        signs = [f for f in story.furniture if f.text and f.text in line]
        score.count("taken", taken, f"{language} {line}")
        if taken and signs and signs[0].kind is Kind.BYLINE:
            score.count("as byline", True, "")
            found = {person.name.casefold() for person in story.contributors}
            score.count("people", found == people, f"{language} {line} {sorted(found)}")
        else:
            score.count("as byline", False, f"{language} {line} {[f.rule for f in signs]}")
        _, taken = set_into(frame.head[:1], line, frame.body[1:])
        score.count("in bare copy", taken, f"{language} {line}")
    return score


def score_datelines() -> Score:
    """Datelines before the first paragraph: the text, which is all that is taken, and the city or the first of two."""
    score = Score()
    for language, form in forms("datelines"):
        printed, _, city = form.rpartition("|")
        body = frames()[language].body
        story = clean(parse_text("\n\n".join((printed + body[0], *body[1:]))))
        found = story.dateline.text if story.dateline else ""
        score.count("text", _flat(found) == _flat(printed), f"{language} {printed!r}: {found!r}")
        if city != "-" and story.dateline:
            first = (story.dateline.city or "").split("/")[0].split(" and ")[0]
            score.count("city", _flat(first) == _flat(city), f"{language} {printed!r}: {first!r}")
    return score


def score_captions() -> Score:
    """Captions over a lone credit amid the text."""
    score = Score()
    for language, line in forms("captions"):
        body, credit = frames()[language].body, CREDITS.get(language, CREDIT)
        _, taken = set_into(body[:2], line, (credit, *body[2:]))
        score.count("taken", taken, f"{language} {line}")
    return score


def score_signoffs() -> Score:
    """Closing lines, as the last of copy without a page."""
    score = Score()
    for language, line in forms("signoffs"):
        _, taken = set_into(frames()[language].body, line, ())
        score.count("taken", taken, f"{language} {line}")
    return score


def score_of_page() -> Score:
    """What pages print: lines under the title; calls to readers and notes behind the text, between two buttons."""
    score = Score()
    for name in ("promos", "notices", "headers"):
        for language, line in forms(name):
            frame = frames()[language]
            title, _, stamp, button = frame.head or frames()["en"].head
            page = (title, stamp, button, *frame.body, button)
            before, after = (page[:1], page[1:-1]) if name == "headers" else (page, page[-1:])
            _, taken = set_into(before, line, after)
            score.count(name, taken, f"{language} {line}")
    return score


SCORES = {
    "credits": score_credits,
    "bylines": score_bylines,
    "datelines": score_datelines,
    "captions": score_captions,
    "signoffs": score_signoffs,
    "pages": score_of_page,
}


def main() -> None:
    """Print the figures, and the forms that are missing."""
    for name, measure in SCORES.items():
        score = measure()
        for figure, of in score.all.items():
            sys.stdout.write(f"{name}: {figure} {score.found[figure]} of {of} ({score.rate(figure):.3f})\n")
            sys.stdout.writelines(f"    {failure}\n" for failure in score.failures[figure])


def _flat(text: str) -> str:
    return "".join(text.split()).casefold()


if __name__ == "__main__":
    main()
