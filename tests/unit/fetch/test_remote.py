"""FTP, SFTP and object stores: what they have in common, each against a real server."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from pipeline.errors import ConfigError, TransientError
from pipeline.fetch import Archive, follow
from pipeline.fetch.remote import Remote
from pipeline.serve import servers
from pipeline.sources import Limits, Source
from pipeline.story import RawItem
from tests.unit.fetch.conftest import bring

KEYS = {"AWS_ACCESS_KEY_ID": "wires", "AWS_SECRET_ACCESS_KEY": "wires", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "wires"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.xml", "deep/c.txt", ".hidden", "d.txt.part"):
        (folder / name).write_text(f"story {name}")
        os.utime(folder / name, (time.time() - 100,) * 2)
    return folder


@contextmanager
def ftp(folder: Path) -> Iterator[Source]:
    with servers.ftp(folder, 0) as url:
        yield Source("wire", "ftp", url=url, credentials="wires")


@contextmanager
def ftps(folder: Path) -> Iterator[Source]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder.parent / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder.parent / "server.pem")
    with servers.ftp(folder, 0, folder.parent / "server.pem") as url:
        yield Source("wire", "ftp", url=url, credentials="wires", ca_file=folder.parent / "ca.pem")


@contextmanager
def sftp(folder: Path) -> Iterator[Source]:
    with servers.sftp(folder, 0) as (url, key):
        yield Source("wire", "sftp", url=url, credentials="wires", host_key=key)


@contextmanager
def object_store(folder: Path) -> Iterator[Source]:
    yield Source("wire", "object_store", url=folder.as_uri())


SERVERS = {"ftp": ftp, "ftps": ftps, "sftp": sftp, "object_store": object_store}


@pytest.fixture(params=SERVERS)
def source(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    """The folder behind each of the servers."""
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with SERVERS[request.param](folder) as source:
        yield source


def test_files_come_in_order_and_once(folder: Path, source: Source, archive: Archive) -> None:
    first = bring(source, archive)
    assert first.names == ["a.xml", "b.txt", "deep/c.txt"]
    assert [archive.get(item.sha256) for item in first.items] == [b"story a.xml", b"story b.txt", b"story deep/c.txt"]
    assert source.url is not None
    assert first.items[2].uri == f"{source.url.rstrip('/')}/deep/c.txt"
    assert bring(source, archive, first.watermark()).items == []
    (folder / "b.txt").write_text("a correction of it")
    os.utime(folder / "b.txt", (time.time() - 50,) * 2)
    (folder / "a.xml").unlink()
    third = bring(source, archive, first.watermark())
    assert third.names == ["b.txt"]
    assert third.cursor is not None
    assert third.cursor.gone == ("a.xml",)


def test_limit_gets_to_the_rest(source: Source, archive: Archive) -> None:
    few = replace(source, limits=Limits(max_items=2))
    assert bring(few, archive, bring(few, archive).watermark()).names == ["deep/c.txt"]


def test_patterns(source: Source, archive: Archive) -> None:
    assert bring(replace(source, patterns=("*.txt",)), archive).names == ["b.txt"]


def test_a_file_that_is_still_growing_waits(folder: Path, source: Source, archive: Archive) -> None:
    os.utime(folder / "b.txt")
    assert bring(replace(source, settle_seconds=60), archive).names == ["a.xml", "deep/c.txt"]


def test_a_file_that_is_too_large_leaves_the_rest_alone(folder: Path, source: Source, archive: Archive) -> None:
    (folder / "a.xml").write_bytes(bytes(5000))
    os.utime(folder / "a.xml", (time.time() - 50,) * 2)
    found = bring(replace(source, limits=Limits(max_bytes=1000)), archive)
    assert (found.names, found.checks) == (["b.txt", "deep/c.txt"], ["fetch.too_large"])


def test_a_name_that_is_no_utf_8(folder: Path, source: Source, archive: Archive) -> None:
    name = folder / os.fsdecode(b"caf\xe9.txt")
    name.write_text("story of a name")
    os.utime(name, (time.time() - 50,) * 2)
    found = bring(source, archive)
    assert {"a.xml", "b.txt", "deep/c.txt"} <= set(found.names)
    odd = [item for item in found.items if item.name.startswith("caf")]
    assert all(archive.get(item.sha256) == b"story of a name" for item in odd)
    assert bring(source, archive, found.watermark()).items == []


@pytest.mark.parametrize("kind", ["ftp", "ftps", "sftp"])
def test_wrong_password(kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:lost%20word@host")
    with SERVERS[kind](folder) as source, pytest.raises(ConfigError, match="refuses us") as caught:
        bring(source, archive)
    assert "lost word" not in str(caught.value)


@pytest.mark.parametrize("kind", ["ftp", "sftp"])
def test_folder_that_is_not_there(kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with SERVERS[kind](folder) as source, pytest.raises(ConfigError, match="list"):
        bring(replace(source, url=f"{source.url}nowhere"), archive)


@pytest.mark.parametrize("kind", ["ftp", "ftps", "sftp"])
def test_server_that_is_away(kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with SERVERS[kind](folder) as source:
        pass
    with pytest.raises(TransientError):
        bring(source, archive)


@pytest.mark.parametrize("kind", ["ftp", "ftps", "sftp"])
def test_server_that_dies_midway_ends_the_fetch_and_quarantines_nothing(
    kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    found = []
    with ExitStack() as stack:
        source = stack.enter_context(SERVERS[kind](folder))
        coming = follow(source, archive)
        found.append(next(coming))
        stack.close()
        found += coming
    # One story and no cursor: the watermark stays where it was, the next run goes on behind what came.
    assert [item.name for item in found if isinstance(item, RawItem)] == ["a.xml"]
    assert len(found) == 1


@pytest.mark.parametrize("kind", ["ftp", "sftp"])
def test_a_connection_that_breaks_is_made_anew(
    kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with SERVERS[kind](folder) as source:
        session = import_module(f"pipeline.fetch.{kind}")._Session
        whole, broken = session._retrieve, list[str]()

        def breaking(self: Any, file: Remote) -> Any:  # noqa: ANN401
            if file.name == "b.txt" and file.name not in broken:
                broken.append(file.name)
                raise ConnectionResetError("gone")
            return whole(self, file)

        monkeypatch.setattr(session, "_retrieve", breaking)
        assert bring(source, archive).names == ["a.xml", "b.txt", "deep/c.txt"]
        assert broken == ["b.txt"]


@pytest.mark.parametrize("kind", ["ftp", "sftp"])
def test_a_file_that_breaks_each_connection_is_quarantined_alone(
    kind: str, folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with SERVERS[kind](folder) as source:
        session = import_module(f"pipeline.fetch.{kind}")._Session
        whole = session._retrieve

        def breaking(self: Any, file: Remote) -> Any:  # noqa: ANN401
            if file.name == "b.txt":
                raise ConnectionResetError("gone")
            return whole(self, file)

        monkeypatch.setattr(session, "_retrieve", breaking)
        found = bring(source, archive)
    assert (found.names, found.checks) == (["a.xml", "deep/c.txt"], ["fetch.unavailable"])


def test_ssh_key_that_is_none(folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with sftp(folder) as source, pytest.raises(ConfigError, match="host_key"):
        bring(replace(source, host_key="ssh-ed25519 rubbish"), archive)


def test_ftp_server_that_knows_no_mlsd(folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    (folder / "empty").mkdir()
    with ftp(folder) as source:
        handler = sys.modules["pyftpdlib.handlers"].FTPHandler
        monkeypatch.delitem(handler.proto_cmds, "MLSD")
        first = bring(source, archive)
        assert first.names == ["a.xml", "b.txt", "deep/c.txt"]
        assert all("None" not in str(item.mark) for item in first.items)
        assert bring(source, archive, first.watermark()).items == []
        with pytest.raises(ConfigError, match="does not list"):
            bring(replace(source, url=f"{source.url}nowhere"), archive)


def test_certificate_nobody_vouches_for(folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with ftps(folder) as source, pytest.raises(TransientError, match="certificate"):
        bring(replace(source, ca_file=None), archive)


def test_ssh_server_with_another_key(folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    with sftp(folder) as source, sftp(folder) as other, pytest.raises(ConfigError, match="not the one we know"):
        bring(replace(source, host_key=other.host_key), archive)


@contextmanager
def s3(monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[tuple[Source, Any, Any]]:
    """A source of objects under ``in``, the store's client and the server."""
    import boto3  # type: ignore[import-untyped]
    from moto.server import ThreadedMotoServer

    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        # All its servers in one process have the same store.
        httpx.post(f"{endpoint}/moto-api/reset", timeout=30)
        client = boto3.client("s3", endpoint_url=endpoint)
        client.create_bucket(Bucket="wires")
        for name in names:
            client.put_object(Bucket="wires", Key=name, Body=f"story {name}".encode())
        extra = f'{{"login": "wires", "password": "wires", "extra": {{"endpoint_url": "{endpoint}"}}}}'
        monkeypatch.setenv("AIRFLOW_CONN_WIRES", extra)
        yield Source("wire", "object_store", url="s3://wires/in", credentials="wires", settle_seconds=0), client, server
    finally:
        server.stop()


def test_prefix_of_s3(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with s3(monkeypatch, "in/a.xml", "in/deep/b.txt", "out/c.txt") as (source, client, _):
        first = bring(source, archive)
        assert first.names == ["a.xml", "deep/b.txt"]
        assert archive.get(first.items[1].sha256) == b"story in/deep/b.txt"
        client.put_object(Bucket="wires", Key="in/a.xml", Body=b"a correction")
        assert bring(source, archive, first.watermark()).names == ["a.xml"]
        with pytest.raises((TransientError, ConfigError), match="nowhere"):
            bring(replace(source, url="s3://nowhere/in"), archive)


def test_a_store_that_dies_midway_ends_the_fetch_and_quarantines_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # botocore's own waits between attempts are not ours to test, and take twenty seconds; s3fs asks again all the same.
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with s3(monkeypatch, "in/a.xml", "in/b.xml", "in/c.xml") as (source, _, server):
        coming = follow(source, archive)
        found = [next(coming)]
        server.stop()
        found += coming
    assert [item.name for item in found if isinstance(item, RawItem)] == ["a.xml"]
    assert len(found) == 1
    assert "went away at b.xml" in caplog.text


def test_a_store_that_dies_at_the_first_object_has_failed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.memory import MemoryFileSystem  # type: ignore[import-untyped]

    def gone(*_: Any, **__: Any) -> Any:  # noqa: ANN401
        raise OSError("connection refused")

    store = MemoryFileSystem()
    store.pipe_file("/wires/a.xml", b"story a")
    monkeypatch.setattr(MemoryFileSystem, "cat_file", gone)
    source = Source("wire", "object_store", url="memory://wires", settle_seconds=0)
    assert bring(source, archive).checks == ["fetch.unavailable"]
    monkeypatch.setattr(MemoryFileSystem, "ls", gone)
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: {"/wires/a.xml": {"type": "file", "size": 7}})
    with pytest.raises(TransientError, match=r"went away at a\.xml"):
        bring(source, archive)
