"""Write pipeline/parse/data/mediatopics.csv from the IPTC's spreadsheet of its Media Topics.

python tools/newscodes.py IPTC-MediaTopic-NewsCodes.xlsx

The IPTC publishes the spreadsheet under CC BY 4.0. It gives each topic one row, its code in the column of its level, so
the parent of a row is the last row of a lower level. The release is named in ``pipeline/parse/data/NOTICE``.
"""

import argparse
import csv
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

TARGET = Path(__file__).resolve().parents[1] / "pipeline" / "parse" / "data" / "mediatopics.csv"
COLUMNS = ("code", "parent", "name", "subject_code", "retired")
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LEVELS = tuple(f"Level{level}/NewsCode" for level in range(1, 7))
_COLUMN = re.compile(r"[A-Z]+")


def topics(spreadsheet: Path) -> Iterator[tuple[str, ...]]:
    """The rows of ``COLUMNS``, a topic each, in the order of the spreadsheet."""
    title, header, *rows = _rows(spreadsheet)
    sys.stdout.write(f"{next(iter(title.values()))}\n")
    names = {name: column for column, name in header.items()}
    above: dict[int, str] = {}
    for row in rows:
        cells = {name: row.get(column, "") for name, column in names.items()}
        level = next(number for number, name in enumerate(_LEVELS) if cells[name])
        above[level] = code = _last(cells["NewsCode-QCode (flat)"], ":")
        parent = above[level - 1] if level else ""
        yield code, parent, cells["Name (en-GB)"], _last(cells["SubjectCode mapping"]), cells["RetiredDate"][:10]


def _last(text: str, separator: str = "/") -> str:
    return text.rpartition(separator)[2].strip()


def _rows(spreadsheet: Path) -> Iterator[dict[str, str]]:
    """The rows of the first sheet, each its filled cells by the letters of their column."""
    with zipfile.ZipFile(spreadsheet) as book:
        shared = ["".join(one.itertext(f"{_NS}t")) for one in etree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{_NS}row"):
        yield {_letters(cell): _value(cell, shared) for cell in row if cell.find(f"{_NS}v") is not None}


def _letters(cell: etree._Element) -> str:
    found = _COLUMN.match(cell.get("r") or "")
    return found[0] if found else ""


def _value(cell: etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_NS}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spreadsheet", type=Path)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(topics(parser.parse_args().spreadsheet))
    return 0


if __name__ == "__main__":
    sys.exit(main())
