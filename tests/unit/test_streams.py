"""One bad item among a thousand is held back, and nothing else: through every stage, as the line runs them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.outcome import Severity
from pipeline.sources import Source
from pipeline.validate import Checked

COUNT, BAD = 1000, 517


def _anpa() -> bytes:
    """A captured stream in which one message has lost its start of text."""
    messages = []
    for number in range(COUNT):
        start = b"" if number == BAD else b"\x02"
        head = b"\x16\x16\x01a%04d\x1fwestn\r\nr n\x13\x11 BC-XX--Ferry%d 03-09 0012\r\n" % (number, number)
        text = b"^BC-XX--Ferry %d,12<\r\n^Ferry %d sails<\r\n\t   SKAR (AP) _ Ferry number %d has sailed on time." % (
            (number,) * 3
        )
        messages.append(head + start + text + b"\r\n\x03NP-WF-03-09-26 1509GMT<\x0c\x04\x00\x00")
    return b"".join(messages)


def _bundle() -> bytes:
    """A zip file in which one document was cut."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for number in range(COUNT):
            body = f"<body.content><p>Ferry number {number} has sailed on time.</p></body.content>"
            document = f"<nitf><head><title>Ferry {number} sails</title></head><body>{body}</body></nitf>"
            bundle.writestr(f"{number}.xml", document[:-20] if number == BAD else document)
    return out.getvalue()


@pytest.mark.parametrize("make", [_anpa, _bundle])
def test_one_bad_item_of_a_thousand(make: Callable[[], bytes], tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "capture").write_bytes(make())
    settings = Settings(tmp_path, str(tmp_path / "store"), tmp_path / "sources.toml")
    fetched, _ = flow.fetch_source(settings, "run", Source("drop", "folder", path=drop, settle_seconds=0))
    (path,) = flow.gather(settings, "run", [fetched])
    for stage in ("parse", "clean", "extract", "validate"):
        flow.advance(settings, stage, path)
    [held] = flow.rejections(Batch(path))
    critical = [reason.check for reason in held.reasons if reason.severity is Severity.CRITICAL]
    assert (held.part, "article.parsed_whole" in critical) == (BAD, True)
    assert len(Batch(path).read("validate", Checked)) == COUNT - 1
