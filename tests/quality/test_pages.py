"""Pages with gold text stay at or above their floors and below their ceilings; the pages are only measured with."""

import os
import tomllib
from pathlib import Path

import pytest

from benchmarks.page_scores import Reading, load, summary
from pipeline.errors import StoryError
from pipeline.parse.page import body_text, read
from tests.quality import own_pages

PAGES = Path(os.environ.get("NEWSWIRE_PAGES", Path(__file__).parents[2].parent / "shared" / "pages"))
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
AT_LEAST = ("f1", "title", "authors", "date")

labelled = pytest.mark.skipif(not PAGES.is_dir(), reason=f"no pages in {PAGES}; NEWSWIRE_PAGES names a folder")


def reading(html: bytes) -> Reading:
    try:
        page = read(html)
    except StoryError:
        return Reading("")
    about = page.metadata
    day = about.published.day.isoformat() if about.published else None
    return Reading(body_text(page.story), about.headline, about.authors, day)


@labelled
@pytest.mark.parametrize("name", FLOORS["pages"])
def test_set_keeps_its_floors(name: str) -> None:
    rows = load(PAGES / f"{name}.jsonl")
    figures = summary(rows, [reading(row.html) for row in rows])
    missed = {
        key: (figures[key], limit)
        for key, limit in FLOORS["pages"][name].items()
        if (figures[key] < limit if key in AT_LEAST else figures[key] > limit)
    }
    assert not missed


def test_own_pages_keep_their_floors() -> None:
    figures = own_pages.figures()
    assert not {name: (figures[name], floor) for name, floor in FLOORS["own_pages"].items() if figures[name] < floor}
