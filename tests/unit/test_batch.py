import datetime as dt
from pathlib import Path

import msgspec
import pytest

from pipeline.batch import Batch
from pipeline.outcome import Entry, Outcome, Reason, Rejection
from pipeline.story import Block, ParsedStory, RawItem

ITEM = RawItem("seeds", "a.txt", "0" * 64, "file:///a.txt", 3, dt.datetime(2026, 8, 1, tzinfo=dt.UTC))


@pytest.fixture(params=["{tmp}/batches/0007", "memory://batches/0007"])
def batch(request: pytest.FixtureRequest, tmp_path: Path) -> Batch:
    return Batch(request.param.format(tmp=tmp_path))


def test_records_come_back_as_they_were(batch: Batch) -> None:
    text = "line\u2028separator, \x85, \n and \u00e9"
    entries = [Entry(ITEM, part, ParsedStory("text", text, (Block(0, 4),))) for part in range(3)]
    assert batch.write("parse", entries) == 3
    assert batch.read("parse", Entry[ParsedStory]) == entries
    assert batch.id == "0007"


def test_rejections_keep_their_reasons(batch: Batch) -> None:
    rejection = Rejection(ITEM, 0, "parse", Outcome.QUARANTINED, (Reason("parse.empty", "no bytes", "0"),))
    batch.write("parse.rejections", [rejection])
    assert batch.read("parse.rejections", Rejection) == [rejection]


def test_file_that_was_not_written_is_an_error(batch: Batch) -> None:
    assert not batch.has("extract")
    with pytest.raises(FileNotFoundError):
        batch.read("extract", RawItem)


def test_records_of_another_kind_are_an_error(batch: Batch) -> None:
    batch.write("items", [ITEM])
    with pytest.raises(msgspec.ValidationError):
        batch.read("items", Rejection)


def test_failed_write_keeps_what_was_there(tmp_path: Path) -> None:
    batch = Batch(str(tmp_path / "0001"))
    batch.write("items", [ITEM])
    with pytest.raises(TypeError):
        batch.write("items", [ITEM, object()])
    assert batch.read("items", RawItem) == [ITEM]
    assert [path.name for path in (tmp_path / "0001").iterdir()] == ["items.jsonl"]
