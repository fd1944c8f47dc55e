"""The table of Media Topics is read off the IPTC's spreadsheet."""

import string
import zipfile
from pathlib import Path

from tools.newscodes import topics

HEADER = ("NewsCode-URI", "NewsCode-QCode (flat)", "Level1/NewsCode", "Level2/NewsCode", "Level3/NewsCode")
MORE = ("Level4/NewsCode", "Level5/NewsCode", "Level6/NewsCode", "RetiredDate", "Name (en-GB)")
LAST = ("SubjectCode mapping", "Wikidata mapping")
LETTERS = string.ascii_uppercase
CODES = "http://cv.iptc.org/newscodes/subjectcode/"


def _row(*cells: str) -> str:
    filled = (f"<c r='{LETTERS[at]}1'><v>{cell}</v></c>" for at, cell in enumerate(cells) if cell)
    return f"<row>{''.join(filled)}</row>"


def test_parents_follow_from_the_columns_of_levels(tmp_path: Path) -> None:
    top = ("", "medtop:15000000", "medtop:15000000", *[""] * 6, "sport", f"{CODES}15000000")
    kind = ("", "medtop:20000822", "", "medtop:20000822", *[""] * 5, "competition discipline")
    gone = ("", "medtop:20000962", "", "", "medtop:20000962", *[""] * 3, "2017-07-04T12:00", "harness racing")
    rows = [("IPTC MediaTopic NewsCodes",), (*HEADER, *MORE, *LAST), top, kind, (*gone, f"{CODES}15030000"), kind]
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = "".join(_row(*cells) for cells in rows)
    with zipfile.ZipFile(tmp_path / "topics.xlsx", "w") as book:
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{name}"/>')
        book.writestr("xl/worksheets/sheet1.xml", f'<s xmlns="{name}">{sheet}</s>')
    assert list(topics(tmp_path / "topics.xlsx")) == [
        ("15000000", "", "sport", "15000000", ""),
        ("20000822", "15000000", "competition discipline", "", ""),
        ("20000962", "20000822", "harness racing", "15030000", "2017-07-04"),
        ("20000822", "15000000", "competition discipline", "", ""),
    ]
