"""Pages written for this project as today's news sites build them, each with what a reader takes for its story.

``pages/NAME.html`` is a page, ``pages/NAME.toml`` its labels, written before the page was first read: ``title``,
``authors``, ``day``, ``warnings``, ``body`` (its paragraphs, headings, list items and rows in order), ``captions``.
``python -m tests.quality.own_pages`` tells what is missed.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.clean import clean
from pipeline.errors import StoryError
from pipeline.parse.page import read

FOLDER = Path(__file__).with_name("pages")


def missed(page: Path) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The labels of a page, and what was missed: a figure's name and the text, name or title for each."""
    labels = tomllib.loads(page.with_suffix(".toml").read_text("utf-8"))
    try:
        found = read(page.read_bytes())
    except StoryError as error:
        return labels, [("body_kept", text) for text in labels["body"]] + [("refused", error.check)]
    story = clean(found.story)
    body = [text for paragraph in story.paragraphs if (text := _folded(paragraph.text)) != labels["title"]]
    captions = {_folded(picture.caption or "") for picture in story.pictures}
    misses = [("body_kept", text) for text in labels["body"] if text not in body]
    misses += [("others_left_out", text) for text in body if text not in labels["body"]]
    misses += [("captions", text) for text in labels["captions"] if text not in captions]
    misses += [("warnings", check) for check in labels["warnings"] if check not in story.warnings]
    day = found.metadata.published.day if found.metadata.published else None
    for name, told, got in (
        ("authors", labels["authors"], [person.name for person in story.contributors]),
        ("day", labels["day"], day),
        ("title", labels["title"], found.metadata.headline),
    ):
        misses += [] if told == got else [(name, f"{got} is not {told}")]
    return labels, misses


def figures() -> dict[str, float]:
    """The shares of all labels that were met; ``others_left_out`` in paragraphs for each of the body."""
    wanted: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for page in sorted(FOLDER.glob("*.html")):
        labels, misses = missed(page)
        lost.update(name for name, _ in misses)
        wanted.update(body_kept=len(labels["body"]), others_left_out=len(labels["body"]))
        wanted.update(captions=len(labels["captions"]), warnings=len(labels["warnings"]))
        wanted.update(authors=1, day=1, title=1)
    return {name: 1 - lost[name] / count for name, count in wanted.items()}


def _folded(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    for page in sorted(FOLDER.glob("*.html")):
        for name, text in missed(page)[1]:
            sys.stdout.write(f"{page.stem}: {name}: {text}\n")
    for name, figure in figures().items():
        sys.stdout.write(f"{name:16} {figure:.4f}\n")
