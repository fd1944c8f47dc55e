"""Measure near-duplicates: texts edited as desks edit them, found again among all others.

    python -m benchmarks.duplicates [STORIES.jsonl]

Texts are the bodies of the project's specimens or, with a file in the format of ``stories.jsonl`` of the labelled set,
of its stories. Each is edited in several ways; an edited text and its original are a pair to be found, and so are two
edits of one text; texts of different stories are not, even where one has borrowed a paragraph of the other.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.clean import clean
from pipeline.identity.changes import paragraphs
from pipeline.identity.signature import bands, signature, similarities
from pipeline.load.duplicates import SIMILARITY, is_long
from pipeline.parse import parse

SEEDS = Path(__file__).parents[1] / "seeds" / "stories"
Story = list[str]
Edit = Callable[[Story], Story]
FURNITURE = [
    "Our own correspondents contributed to this story.",
    "(c) Morning Wire. All rights are reserved by the house.",
]


def unlike(paragraph: str) -> str:
    """A paragraph of as many words, none of which is the same."""
    return " ".join(f"{word[::-1]}x" for word in paragraph.split())


def cut(share: float) -> Edit:
    """Keep the first share of the words, whole paragraphs but for the last."""

    def edit(story: Story) -> Story:
        room = round(sum(len(paragraph.split()) for paragraph in story) * share)
        kept: Story = []
        for paragraph in story:
            words = paragraph.split()[:room]
            room -= len(words)
            kept += [" ".join(words)] if words else []
        return kept

    return edit


def reword(every: int) -> Edit:
    """Put another word for every n-th."""

    def edit(story: Story) -> Story:
        return [
            " ".join(f"other{n}" if n % every == every - 1 else word for n, word in enumerate(paragraph.split()))
            for paragraph in story
        ]

    return edit


EDITS: dict[str, Edit] = {
    "sent again": lambda story: [*story],
    "other agency's furniture": lambda story: [FURNITURE[0], *story, FURNITURE[1]],
    "paragraphs reordered": lambda story: story[len(story) // 2 :] + story[: len(story) // 2],
    "lead rewritten": lambda story: [unlike(story[0]), *story[1:]],
    "every 20th word changed": reword(20),
    "every 10th word changed": reword(10),
    "cut to 70 %": cut(0.7),
    "cut to 50 %": cut(0.5),
}


@dataclass
class Found:
    """Pairs by edit as (found, to be found), and pairs of different stories as (found, all)."""

    edits: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrong: tuple[int, int] = (0, 0)
    seconds: float = 0.0
    texts: int = 0

    @property
    def recall(self) -> float:
        """Share of edited texts that were found to be like their original."""
        return sum(found for found, _ in self.edits.values()) / sum(all_ for _, all_ in self.edits.values())

    @property
    def precision(self) -> float:
        """Share of the pairs found that are of one story."""
        right = sum(found for found, _ in self.edits.values())
        return right / (right + self.wrong[0])


def specimens(folder: Path = SEEDS) -> list[Story]:
    """The bodies of the project's own stories that are long enough; of those that begin alike the first."""
    found = [story for path in sorted(folder.iterdir()) for story in parse(path.read_bytes(), name=path.name)]
    bodies = {body[:30]: body for story in reversed(found) if (body := clean(story).body)}
    return [story for body in sorted(bodies.values()) if _is_whole(story := paragraphs(body))]


def labelled(path: Path) -> list[Story]:
    """The body paragraphs of labelled stories."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    stories = [[one["text"] for one in row["paragraphs"] if one["label"] == "body"] for row in rows]
    return [story for story in stories if _is_whole(story)]


def measure(stories: Sequence[Story]) -> Found:
    """Edit every story in every way, and look all of them up as the load does: by bands, then by likeness."""
    texts = list(_texts(stories))
    started = time.process_time()
    signed = np.array([signature(text) for _, _, text in texts], dtype=np.int32)
    pairs = _pairs(signed)
    result = Found(seconds=time.process_time() - started, texts=len(texts))
    originals = {story: n for n, (story, edit, _) in enumerate(texts) if edit == "original"}
    for name in EDITS:
        edited = [(originals[story], n) for n, (story, edit, _) in enumerate(texts) if edit == name]
        result.edits[name] = (sum(pair in pairs for pair in edited), len(edited))
    wrong = sum(texts[one][0] != texts[other][0] for one, other in pairs)
    different = len(texts) * (len(texts) - 1) // 2 - sum(_same(texts))
    result.wrong = (wrong, different)
    return result


def _is_whole(story: Story) -> bool:
    """Whether there is enough of a story to be edited: three paragraphs, and the lead is not most of it."""
    return len(story) >= 3 and is_long("\n\n".join(story)) and len(story[0]) * 2 < sum(map(len, story))


def _texts(stories: Sequence[Story]) -> Iterator[tuple[int, str, str]]:
    """Story number, edit and text; a text that has borrowed a paragraph is a story of its own."""
    for n, story in enumerate(stories):
        yield n, "original", "\n\n".join(story)
        for name, edit in EDITS.items():
            yield n, name, "\n\n".join(edit(story))
    for n, story in enumerate(stories):
        longest = max(story, key=len)
        if len(longest) * 3 <= sum(map(len, story)):
            yield len(stories) + n, "borrowed", "\n\n".join([*map(unlike, story), longest])


def _pairs(signed: npt.NDArray[np.int32]) -> set[tuple[int, int]]:
    shared: dict[int, list[int]] = defaultdict(list)
    for n, own in enumerate(bands(signed).tolist()):
        for band in own:
            shared[band].append(n)
    candidates = {(one, other) for texts in shared.values() for one in texts for other in texts if one < other}
    return {(one, n) for one, n in candidates if similarities(tuple(signed[one]), signed[n : n + 1])[0] >= SIMILARITY}


def _same(texts: Sequence[tuple[int, str, str]]) -> Iterator[int]:
    counts: dict[int, int] = defaultdict(int)
    for story, _, _ in texts:
        yield counts[story]
        counts[story] += 1


def main() -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", metavar="STORIES.jsonl", type=Path, nargs="?")
    file = parser.parse_args().stories
    stories = labelled(file) if file else specimens()
    found = measure(stories)
    rows = [f"{name:28} {ok:5} of {all_:5}  {ok / all_:.3f}" for name, (ok, all_) in found.edits.items()]
    told = [
        *rows,
        f"recall {found.recall:.3f}  precision {found.precision:.4f}",
        f"{found.wrong[0]} of {found.wrong[1]} pairs of different stories were taken for one",
        f"{len(stories)} stories, {found.texts} texts, {found.seconds / found.texts * 1000:.2f} ms a text",
    ]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
