"""Compare extractors of news pages in one run: F1 by set, pages per CPU second, leaks, metadata, peak memory.

    python -m benchmarks.pages [--pages FILE.jsonl]... [--peers FOLDER] [EXTRACTOR]...

Each extractor reads all pages in a process of its own on one thread; the speed is that of the fastest round over the
first hundred pages, text and nothing else for the peers. Each has the same time for its rounds, three at least: on a
busy machine a quick extractor would otherwise have fewer chances of an undisturbed one than a slow one. Peers take part
where they are installed, here or in FOLDER: ``uv pip install --target FOLDER trafilatura==2.3.1 "newspaper4k[nlp]"``
keeps them out of the project's environment.
A file of pages holds an object a line: ``id``, ``url``, ``gold``, ``html`` (a gzipped page beside the file) and, where
known, ``title``, ``authors``, ``date``. "exceptions" counts the pages on which an extractor failed, "slowest" is the
most CPU seconds that it spent on one page. A page that the parser refuses as no story counts as an empty text.
"""

import argparse
import gc
import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.page_scores import PageRow, Reading, load, summary

if TYPE_CHECKING:
    from rich.console import Console

FOLDER = Path(__file__).parents[2] / "shared" / "pages"
TIMED = 100
ROUNDS, SECONDS = 3, 15
Extractor = tuple[Callable[[PageRow], Reading], Callable[[bytes, str], object]]
"""How to read all that a page says, and how to read its text only, which is what is timed."""


def ours() -> Extractor:
    """The blocks of the page parser that can be body, the title aside."""
    from pipeline.errors import StoryError
    from pipeline.parse.page import Page, body_text, read

    def page(html: bytes, _: str) -> Page | None:
        try:
            return read(html)
        except StoryError:
            return None

    def reading(row: PageRow) -> Reading:
        found = page(row.html, row.url)
        if found is None:
            return Reading("")
        about = found.metadata
        day = about.published.day.isoformat() if about.published else None
        return Reading(body_text(found.story), about.headline, about.authors, day)

    return reading, page


def cleaned() -> Extractor:
    """What the page parser and the clean stage leave as body."""
    from pipeline.clean import clean
    from pipeline.errors import StoryError
    from pipeline.parse.page import parse_page

    def text(html: bytes, _: str) -> str:
        try:
            return "\n\n".join(clean(story).body for story in parse_page(html))
        except StoryError:
            return ""

    return lambda row: Reading(text(row.html, row.url)), text


def _trafilatura(*, precise: bool) -> Extractor:
    trafilatura = importlib.import_module("trafilatura")

    def extract(html: bytes, _: str) -> str:
        return trafilatura.extract(html, include_comments=False, favor_precision=precise) or ""

    def reading(row: PageRow) -> Reading:
        about = trafilatura.extract_metadata(row.html)
        authors = tuple(name.strip() for name in (about.author or "").split(";") if name.strip()) if about else ()
        return Reading(extract(row.html, row.url), about and about.title, authors, about and about.date)

    return reading, extract


def newspaper4k() -> Extractor:
    """Newspaper4k without its natural language processing."""
    newspaper = importlib.import_module("newspaper")

    def parsed(html: bytes, url: str) -> Any:  # noqa: ANN401 (the peer has no types)
        article = newspaper.Article(url, fetch_images=False)
        with suppress(newspaper.ArticleException, ImportError):
            article.download(input_html=html.decode("utf-8", "replace"))
            article.parse()
        return article

    def reading(row: PageRow) -> Reading:
        article = parsed(row.html, row.url)
        day = article.publish_date.date().isoformat() if article.publish_date else None
        return Reading(article.text, article.title, tuple(article.authors), day)

    return reading, parsed


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "newswire": ours,
    "newswire, cleaned": cleaned,
    "trafilatura, precise": lambda: _trafilatura(precise=True),
    "trafilatura": lambda: _trafilatura(precise=False),
    "newspaper4k": newspaper4k,
}
BASE = "trafilatura"


def measure(name: str, paths: Iterable[Path]) -> dict[str, object]:
    """Run one extractor over all sets; its figures by set, pages per CPU second, peak memory in MB."""
    try:
        reading, quick = EXTRACTORS[name]()
    except ImportError as error:
        raise SystemExit(f"{error}: install it as the head of this file says") from error
    sets = {_name(path): load(path) for path in paths}
    slowest, scores = 0.0, {}
    for key, rows in sets.items():
        taken = [_taken(reading, row) for row in rows]
        scores[key] = summary(rows, [found or Reading("") for found, _ in taken])
        scores[key]["exceptions"] = sum(found is None for found, _ in taken)
        slowest = max([slowest, *(seconds for _, seconds in taken)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mixed = (row for several in zip_longest(*sets.values()) for row in several if row is not None)
    timed = [(row.html, row.url) for row in islice(mixed, TIMED)]
    speed = len(timed) / min(_rounds(quick, timed))
    return {"scores": scores, "speed": speed, "memory": memory // 1024, "slowest": slowest}


def _name(path: Path) -> str:
    """The name of a set in the tables: its file's, with its folder's where the file is only called pages."""
    return f"{path.parent.name}/{path.stem}" if path.stem == "pages" else path.stem


def _taken(reading: Callable[[PageRow], Reading], row: PageRow) -> tuple[Reading | None, float]:
    """What was read from a page, None where the extractor failed, and the CPU seconds it took."""
    start = time.process_time()
    try:
        found = reading(row)
    except Exception as error:  # a peer may raise anything: it is counted and named
        sys.stderr.write(f"{row.id}: {type(error).__name__}: {error}\n")
        return None, time.process_time() - start
    return found, time.process_time() - start


def _rounds(quick: Callable[[bytes, str], object], pages: list[tuple[bytes, str]]) -> list[float]:
    """The CPU seconds of each round: as many as begin within the time, and some at least."""
    until, taken = time.process_time() + SECONDS, list[float]()
    while len(taken) < ROUNDS or time.process_time() < until:
        taken.append(_seconds(quick, pages))
    return taken


def _seconds(quick: Callable[[bytes, str], object], pages: list[tuple[bytes, str]]) -> float:
    gc.collect()
    start = time.process_time()
    for html, url in pages:
        quick(html, url)
    return time.process_time() - start


def main(names: list[str], paths: list[Path], peers: Path | None) -> None:
    """Measure every extractor in a process of its own and print the tables."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if peers is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(peers), environment.get("PYTHONPATH", "")])
    found = {}
    for name in names:
        command = [sys.executable, "-m", "benchmarks.pages", "--one", name, *(f"--pages={path}" for path in paths)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=False)  # noqa: S603
        if done.returncode:
            sys.stderr.write(f"{name} is not measured\n")
        else:
            found[name] = json.loads(done.stdout.splitlines()[-1])
    _print(found, [_name(path) for path in paths])


def _print(found: dict[str, dict[str, object]], sets: list[str]) -> None:
    # Not above: what draws the tables is no part of an extractor's memory.
    from rich.console import Console
    from rich.table import Table

    console = Console(width=160)
    base = float(str(found[BASE]["speed"])) if BASE in found else None
    table = Table("extractor", *sets, "macro F1", "pages / CPU s", f"x {BASE}", "slowest s", "peak MB")
    for name, row in found.items():
        scores: dict[str, dict[str, float]] = row["scores"]  # type: ignore[assignment]
        values = [scores[key]["f1"] for key in sets]
        speed = float(str(row["speed"]))
        ratio = f"{speed / base:.2f}" if base else ""
        figures = [*(f"{value:.4f}" for value in values), f"{sum(values) / len(values):.4f}", f"{speed:.1f}", ratio]
        table.add_row(name, *figures, f"{row['slowest']:.2f}", str(row["memory"]))
    console.print(table)
    for key in sets:
        _print_set(console, key, found)


def _print_set(console: "Console", key: str, found: dict[str, dict[str, object]]) -> None:
    from rich.table import Table

    names = list(dict.fromkeys(n for row in found.values() for n in row["scores"][key]))  # type: ignore[index]
    table = Table(key, *names)
    for name, row in found.items():
        scores = row["scores"][key]  # type: ignore[index]
        table.add_row(name, *(_figure(scores[n]) if n in scores else "" for n in names))
    console.print(table)


def _figure(value: float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("extractors", nargs="*", default=list(EXTRACTORS), metavar="EXTRACTOR")
    parser.add_argument("--pages", action="append", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the peers are installed")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := [name for name in given.extractors if name not in EXTRACTORS]:
        parser.error(f"no extractor {unknown[0]}; there are {', '.join(EXTRACTORS)}")
    chosen = given.pages or sorted(FOLDER.glob("*.jsonl"))
    if given.one:
        print(json.dumps(measure(given.one, chosen)))
    else:
        main(given.extractors, chosen, given.peers)
