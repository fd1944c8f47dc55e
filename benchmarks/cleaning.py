"""How many stories a CPU second is cleaned, and the ratio to a floor measured in the same run.

    python -m benchmarks.cleaning [--stories 10000] [--folder seeds/stories] [--size 3300]

Stories are the plain-text specimens of the folder, each filled up to ``--size`` characters with prose of them all, so
that they have the paragraphs of wire copy, and parsed beforehand. The floor is the least that any cleaner must do:
split the text and search it once by a regular expression.
"""

import argparse
import itertools
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.clean import clean
from pipeline.parse.decode import decode
from pipeline.parse.text import parse_text
from pipeline.story import ParsedStory

SEEDS = Path(__file__).parents[1] / "seeds" / "stories"
_ONE_PASS = re.compile(r"\([A-Z]{2,10}\)|\[[^\]]{1,60}\]|^By ", re.MULTILINE)
_PROSE = re.compile(r"[A-Z][^\n([{]{150,600}[.”]\Z")


def filled(texts: Sequence[str], size: int) -> Iterator[str]:
    """Each text grown to ``size`` characters by plain prose, put in before its last paragraph."""
    pool = itertools.cycle(p for text in texts for p in text.split("\n\n") if _PROSE.match(p))
    for text in texts:
        paragraphs = text.split("\n\n")
        while sum(map(len, paragraphs)) < size:
            paragraphs.insert(-1, next(pool))
        yield "\n\n".join(paragraphs)


def floor(story: ParsedStory) -> object:
    """Split a story and search it once."""
    return story.source_text.split("\n\n"), _ONE_PASS.findall(story.source_text)


def rate(work: Callable[[ParsedStory], object], stories: Sequence[ParsedStory], number: int) -> float:
    """Stories per CPU second of this process."""
    begun = time.process_time()
    for story in itertools.islice(itertools.cycle(stories), number):
        work(story)
    return number / (time.process_time() - begun)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=SEEDS)
    parser.add_argument("--size", type=int, default=3300)
    options = parser.parse_args()
    texts = [decode(path.read_bytes())[0] for path in sorted(options.folder.glob("*.txt"))]
    stories = [parse_text(text) for text in filled(texts, options.size)]
    clean(stories[0])
    cleaned, least = rate(clean, stories, options.stories), rate(floor, stories, options.stories)
    mean = sum(len(story.source_text) for story in stories) / len(stories)
    sys.stdout.write(f"{len(stories)} stories of {mean:.0f} characters\n")
    sys.stdout.write(f"{cleaned:.0f} stories per CPU second; the floor is {least / cleaned:.0f} times as fast\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
