"""The project's own labelled stories, one a file of ``specimens/``, in the form of the labelled real stories.

A file gives the agency, the language and the paragraphs with their labels; ``inline`` is furniture glued to a body
paragraph's end. The files of ``specimens`` itself were made with rules; those of its folders were written and labelled
before any rule saw them: ``agencies``, ``sites``, ``last`` and ``text`` (body that looks like furniture).
``docs/cleaning-experiments.md`` has the figures of their first run.
``python -m tests.quality.specimens [FOLDER]`` prints the figures and each failure.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline.clean import clean
from tests.quality.scoring import Table, score_stories

FOLDER = Path(__file__).with_name("specimens")


def specimens(folder: str = "") -> list[Table]:
    """The specimens of one folder with raw text and offsets."""
    return [_story(path) for path in sorted((FOLDER / folder).glob("*.toml"))]


def _story(path: Path) -> Table:
    table = tomllib.loads(path.read_text("utf-8"))
    raw = "\n\n".join(each["text"] for each in table["paragraph"])
    return {
        "id": path.stem,
        "agency": table["agency"],
        "language": table["language"],
        "raw_text": raw,
        "paragraphs": list(_paragraphs(table)),
    }


def _paragraphs(table: Table) -> Iterator[Table]:
    start = 0
    for number, paragraph in enumerate(table["paragraph"]):
        text = paragraph["text"]
        labelled = {**paragraph, "i": number, "start": start, "end": start + len(text)}
        if "dateline" in paragraph:
            labelled["dateline"] = {"city": None, **paragraph["dateline"]}
        if "inline" in paragraph:
            begin = text.rindex(paragraph["inline"])
            labelled["inline"] = [{"type": "signoff", "text": text[begin:], "start": begin, "end": len(text)}]
        yield labelled
        start += len(text) + 2


def main() -> int:
    """Measure and print."""
    score = score_stories(specimens(*sys.argv[1:2]), clean)
    for what, lines in sorted(score.failures.items()):
        sys.stdout.writelines(f"{what}: {line}\n" for line in lines)
    sys.stdout.writelines(f"{name:20} {value:.4f}\n" for name, value in score.figures().items())
    return 0


if __name__ == "__main__":
    sys.exit(main())
