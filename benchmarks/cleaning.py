"""How many stories a CPU second is cleaned, and the ratio to a floor measured in the same run.

    python -m benchmarks.cleaning [--stories 10000] [--folder seeds/stories] [--size 3300]

Stories are the plain-text specimens of the folder, each filled up to ``--size`` characters with prose of them all, so
that they have the paragraphs of wire copy, and parsed beforehand. No two have a paragraph of prose in common, so that
nothing kept from one story helps with the next. The floor is the least that any cleaner must do: split the text and
search it once by a regular expression. Where labelled real wire copy lies beside the checkout, its rate is printed too.
"""

import argparse
import itertools
import json
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FunctionType

from pipeline.clean import Cleaner, clean
from pipeline.parse.decode import decode
from pipeline.parse.text import parse_text
from pipeline.story import ParsedStory

SEEDS = Path(__file__).parents[1] / "seeds" / "stories"
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "stories.jsonl"
_ONE_PASS = re.compile(r"\([A-Z]{2,10}\)|\[[^\]]{1,60}\]|^By ", re.MULTILINE)
_PROSE = re.compile(r"[A-Z][^\n([{]{150,600}[.”]\Z")
_SYLLABLES = [consonant + vowel for vowel in "aeiou" for consonant in "bdfgklmnprstvz"]


def filled(texts: Sequence[str], size: int) -> Iterator[str]:
    """Each text grown to ``size`` characters by plain prose, put in before its last paragraph."""
    pool = itertools.cycle(p for text in texts for p in text.split("\n\n") if _PROSE.match(p))
    for text in texts:
        paragraphs = text.split("\n\n")
        while sum(map(len, paragraphs)) < size:
            paragraphs.insert(-1, next(pool))
        yield "\n\n".join(paragraphs)


def distinct(texts: Sequence[str], number: int) -> Iterator[str]:
    """So many texts, these by turns, with another word put into the prose of each."""
    for count, text in enumerate(itertools.islice(itertools.cycle(texts), number)):
        word = _made_up(count)
        yield "\n\n".join(_varied(paragraph, word) for paragraph in text.split("\n\n"))


def _varied(paragraph: str, word: str) -> str:
    """A paragraph of prose with a word put in amid it; what is no prose as it is."""
    middle = paragraph.find(" ", len(paragraph) // 2)
    return f"{paragraph[:middle]} {word}{paragraph[middle:]}" if _PROSE.match(paragraph) and middle > 0 else paragraph


def _made_up(number: int) -> str:
    """A word of its own for each number.

    >>> _made_up(0), _made_up(7), _made_up(106)
    ('ba', 'na', 'dapi')
    """
    syllable = _SYLLABLES[number % len(_SYLLABLES)]
    return (_made_up(number // len(_SYLLABLES)) if number >= len(_SYLLABLES) else "") + syllable


def wire_copy() -> list[str]:
    """The labelled real stories that are copy of a wire, none where they are not here."""
    rows = map(json.loads, GOLD.read_text("utf-8").splitlines()) if GOLD.exists() else ()
    return [row["raw_text"] for row in rows if row["wire_copy"]]


def floor(story: ParsedStory) -> object:
    """Split a story and search it once."""
    return story.source_text.split("\n\n"), _ONE_PASS.findall(story.source_text)


def rate(work: Callable[[ParsedStory], object], stories: Sequence[ParsedStory]) -> float:
    """Stories per CPU second of this process."""
    begun = time.process_time()
    for story in stories:
        work(story)
    return len(stories) / (time.process_time() - begun)


def report(name: str, texts: Sequence[str], number: int) -> None:
    """Measure distinct stories made of some texts and print their rate."""
    stories = [parse_text(text) for text in distinct(texts, number)]
    mean = sum(len(story.source_text) for story in stories) / len(stories)
    cleaned, least = rate(clean, stories), rate(floor, stories)
    sys.stdout.write(f"{len(stories)} {name} of {mean:.0f} characters, made of {len(texts)}\n")
    sys.stdout.write(f"{cleaned:.0f} stories per CPU second; the floor is {least / cleaned:.0f} times as fast\n")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=SEEDS)
    parser.add_argument("--size", type=int, default=3300)
    options = parser.parse_args()
    texts = [decode(path.read_bytes())[0] for path in sorted(options.folder.glob("*.txt"))]
    build = ", ".join((*platform.python_build(), platform.python_compiler()))
    form = "as Python" if isinstance(Cleaner.clean, FunctionType) else "compiled"
    sys.stdout.write(f"Python {platform.python_version()} ({build}): how it was built makes up to a third\n")
    sys.stdout.write(f"the cleaner runs {form}: `make compiled` and `make plain` change that\n")
    clean(parse_text(texts[0]))
    report("stories", list(filled(texts, options.size)), options.stories)
    real = wire_copy()
    if real:
        report("stories of real wire copy", real, options.stories)
    return 0


if __name__ == "__main__":
    sys.exit(main())
