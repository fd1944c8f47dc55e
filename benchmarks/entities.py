"""Compare recognisers on labelled articles in one run: F1, tokens per CPU second, peak memory.

    python -m benchmarks.entities [FOLDER [MODEL ...]]

Each recogniser runs in a process of its own on one thread, three times in turn with the others; the speed is the
median of the three, ``times`` the median of our speed over theirs in the same turn. spaCy models take part where
they are installed (an optional extra): ``en_core_web_sm``, ``en_core_web_md``, or the packages or folders named.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parents[2] / "shared" / "ner"
SPACY_KINDS = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC",
    "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
ROUNDS = 3
OURS = "newswire-crf"
Row = dict[str, Any]
Finder = Callable[[str], list[tuple[int, int, str]]]


def ours() -> Finder:
    """Our own recogniser, with its pass over the whole story."""
    from pipeline.extract.recogniser import default_recogniser
    from pipeline.extract.tokens import tokenise

    recogniser = default_recogniser()

    def find(text: str) -> list[tuple[int, int, str]]:
        tokens = tokenise(text)
        return [(tokens.starts[run.first], tokens.ends[run.past - 1], run.label) for run in recogniser.runs(tokens)]

    return find


def spacy_model(package: str) -> Finder:
    """A spaCy model with all that recognition does not need switched off."""
    import spacy  # type: ignore[import-not-found]

    model = spacy.load(package, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])

    def find(text: str) -> list[tuple[int, int, str]]:
        entities = model(text).ents
        return [
            (name.start_char, name.end_char, SPACY_KINDS[name.label_])
            for name in entities
            if name.label_ in SPACY_KINDS
        ]

    return find


def measure(name: str, folder: Path) -> Row:
    """Score one recogniser on every set of the folder; memory is the process's peak in MB."""
    from pipeline.extract.tokens import tokenise
    from tools.recogniser.score import articles, summary, tally

    started = time.process_time()
    find = ours() if name == OURS else spacy_model(name)
    loading = time.process_time() - started
    scores, tokens, seconds = {}, 0, 0.0
    for path in sorted(folder.glob("dev_*.jsonl")):
        labelled = articles(path)
        started = time.process_time()
        scores[path.stem] = summary(tally(find, labelled))
        seconds += time.process_time() - started
        tokens += sum(len(tokenise(text).words) for text, _ in labelled)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"name": name, "load": loading, "speed": tokens / seconds, "memory": peak, "scores": scores}


def in_own_process(name: str, folder: Path) -> Row | str:
    """Measure a recogniser in a process of its own; the last line of its complaint where it fails."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.entities", "--one", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1]
    row: Row = json.loads(done.stdout)
    return row


def main(folder: Path, packages: list[str]) -> None:
    """Measure every recogniser in turn, ROUNDS times, and print a table."""
    table = Table("recogniser", "set", "PER", "ORG", "LOC", "all", "tokens / CPU s", "times", "load s", "peak MB")
    names = [OURS, *packages]
    rounds = [{name: in_own_process(name, folder) for name in names} for _ in range(ROUNDS)]
    for name in names:
        rows = [measured for turn in rounds if isinstance(measured := turn[name], dict)]
        if not rows:
            table.add_row(Path(name).name, str(rounds[0][name]))
            continue
        times = [_speed(turn[OURS]) / _speed(turn[name]) for turn in rounds if _speed(turn[name])]
        speeds = [f"{median(map(_speed, rows)):,.0f}", f"{median(times):.1f}"]
        for data, scores in rows[0]["scores"].items():
            figures = [f"{scores[kind]:.1f}" for kind in ("PER", "ORG", "LOC", "all")]
            load, peak = median(row["load"] for row in rows), max(row["memory"] for row in rows)
            table.add_row(Path(name).name, data, *figures, *speeds, f"{load:.1f}", str(peak))
    Console().print(table)


def _speed(measured: Row | str) -> float:
    return float(measured["speed"]) if isinstance(measured, dict) else 0.0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
        main(chosen, sys.argv[2:] or ["en_core_web_sm", "en_core_web_md"])
