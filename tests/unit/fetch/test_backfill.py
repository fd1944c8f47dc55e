import zipfile
from pathlib import Path

from pipeline.fetch import Archive
from pipeline.sources import Source
from tests.unit.fetch.conftest import Site, bring, quick, reply


def test_archives_of_a_folder(tmp_path: Path, archive: Archive) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    with zipfile.ZipFile(folder / "2019.zip", "w") as bundle:
        bundle.writestr("a.txt", "an old story")
    source = Source("back", "archive", path=folder, settle_seconds=0)
    first = bring(source, archive)
    assert first.names == ["2019.zip"]
    assert bring(source, archive, first.watermark()).items == []


def test_archive_at_a_url(site: Site, archive: Archive) -> None:
    site.replies["/2019.warc.gz"] = reply(200, b"\x1f\x8b...", ETag='"1"', Content_Type="application/warc")
    source = Source("back", "archive", url=site.url("/2019.warc.gz"), http=quick())
    first = bring(source, archive)
    assert [archive.get(item.sha256) for item in first.items] == [b"\x1f\x8b..."]
    site.replies["/2019.warc.gz"] = reply(304)
    assert bring(source, archive, first.watermark()).items == []
