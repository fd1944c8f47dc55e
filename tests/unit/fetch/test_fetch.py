from pathlib import Path

from pipeline.fetch import Archive
from pipeline.sources import Limits, Source
from tests.unit.fetch.conftest import bring


def test_a_fetch_that_takes_too_long_goes_on_in_the_next_run(tmp_path: Path, archive: Archive) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    for name in "ab":
        (drop / name).write_text(f"story {name}")
    hurried = Source("drop", "folder", path=drop, settle_seconds=0, limits=Limits(max_seconds=1e-9))
    first = bring(hurried, archive)
    assert (first.names, first.cursor) == (["a"], None)
    assert bring(hurried, archive, first.watermark()).names == ["b"]
