"""Print the figures of cleaning and what fails, by kind: ``python -m tests.quality.report [--without AGENCY ...]``.

``--half 0|1`` takes every other story, ``--leave-one-out`` cleans each story without its own agency's profile,
``--quiet`` prints figures only. Labelled text stays on the terminal: it is not ours to keep.
"""

import argparse
import json
import sys
from collections.abc import Iterable

from pipeline.clean import Cleaner
from pipeline.clean.fold import fold
from pipeline.clean.profile import AGENCIES, Tables, profiles_of, tables_of
from pipeline.parse.text import parse_text
from tests.quality.scoring import GOLD, Score, Table, score_datelines, score_stories, score_story, score_traps, stories


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--half", type=int)
    parser.add_argument("--leave-one-out", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--datelines", action="store_true")
    options = parser.parse_args()
    labelled = [s for number, s in enumerate(stories()) if options.half is None or number % 2 == options.half]
    if options.leave_one_out:
        _show(leave_one_out(labelled), options.quiet)
        return 0
    cleaner = _without(tables_of(AGENCIES), options.without)
    _show(score_stories(labelled, cleaner.clean), options.quiet)
    traps = [json.loads(line)["text"] for line in (GOLD / "traps.jsonl").read_text("utf-8").splitlines()]
    _show(score_traps(traps, cleaner.clean), options.quiet, raw=True)
    if options.datelines:
        openings = [json.loads(line) for line in (GOLD / "datelines.jsonl").read_text("utf-8").splitlines()]
        _show(score_datelines(openings, cleaner.clean), options.quiet, raw=True)
    return 0


def leave_one_out(labelled: Iterable[Table]) -> Score:
    """The score when each story is cleaned without the profile of the agency that wrote it."""
    score = Score()
    tables = tables_of(AGENCIES)
    known = {fold(mark): table["id"] for table in tables.values() for mark in (*table["marks"], table["id"])}
    written: dict[str, list[Table]] = {}
    for story in labelled:
        own = next((known[fold(w)] for w in (story["agency"], *story["agency"].split()) if fold(w) in known), "")
        written.setdefault(own, []).append(story)
    for own, of_agency in written.items():
        cleaner = _without(tables, [own])
        for story in of_agency:
            score_story(story, cleaner.clean(parse_text(story["raw_text"])), score)
    return score


def _without(tables: Tables, ids: Iterable[str]) -> Cleaner:
    left_out = set(ids)
    return Cleaner(profiles_of({path: table for path, table in tables.items() if table["id"] not in left_out}))


def _show(score: Score, quiet: bool, raw: bool = False) -> None:
    write = sys.stdout.write
    if not quiet:
        for what, lines in sorted(score.failures.items()):
            write(f"\n== {what}: {len(lines)} of {score.all[what]} failed\n")
            for line in lines:
                write(f"  {line}\n")
    write("\n")
    figures = {what: score.rate(what) for what in score.all} if raw else score.figures()
    for name, value in figures.items():
        write(f"{name:20} {value:.4f}\n")
    if not raw:
        for what in sorted(score.all):
            write(f"    {what:24} {score.found[what]:5} of {score.all[what]}\n")


if __name__ == "__main__":
    sys.exit(main())
