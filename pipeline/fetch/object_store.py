"""Transport ``object_store``: the objects below a prefix of S3 or any store that fsspec knows."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pipeline.errors import BusyError, ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.credentials import credentials_of
from pipeline.fetch.receipt import Desk
from pipeline.fetch.remote import Remote, listed
from pipeline.fetch.watermark import Cursor, Found, Watermark, take
from pipeline.sources import Source


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The objects below the URL, in order of their names.

    A connection's login and password are the access key and its secret, its extras go to the store's driver
    (``endpoint_url``). Raises TransientError when the store is away, ConfigError when it refuses us. A store that goes
    away midway ends the fetch: what came before is kept, the rest is for the next run.
    """
    store, root = _store(source)

    def read(file: Remote) -> bytes:
        try:
            return bytes(store.cat_file(file.path))
        except FileNotFoundError:
            raise
        except PermissionError as error:
            raise StoryError("fetch.unreadable", f"{file.name}: {error}") from error
        except Exception as error:  # Each store's driver has errors of its own.
            if not _answers(store, root):
                message = f"source {source.id}: {source.url} went away at {file.name}: {error}"
                raise BusyError(message) from error
            raise StoryError("fetch.unavailable", f"{file.name}: {error}") from error

    yield from take(listed(_files(source, store, root), Desk(source, archive), source.url or "", read), watermark)


def _store(source: Source) -> tuple[Any, str]:
    import fsspec  # type: ignore[import-untyped]

    secret = credentials_of(source)
    options: dict[str, Any] = {"use_listings_cache": False, **secret.extra}
    if secret.login is not None:
        options |= {"key": secret.login, "secret": secret.password}
    try:
        store, path = fsspec.url_to_fs(source.url, **options)
    except (ImportError, ValueError, TypeError) as error:
        remedy = "install its driver (the extra deploy has that of S3)"
        raise ConfigError(
            f"source {source.id}: {source.url} cannot be opened ({type(error).__name__}): {remedy}"
        ) from error
    return store, str(path)


def _files(source: Source, store: Any, root: str) -> list[Remote]:  # noqa: ANN401 (fsspec is not typed)
    try:
        found: dict[str, dict[str, Any]] = store.find(root, detail=True)
    except PermissionError as error:
        raise ConfigError(f"source {source.id}: the store refuses {source.credentials}: {error}") from error
    except Exception as error:  # Each store's driver has errors of its own.
        raise TransientError(f"source {source.id}: {source.url} cannot be listed: {error}") from error
    return [_remote(path, root, facts) for path, facts in found.items() if facts.get("type") != "directory"]


def _answers(store: Any, root: str) -> bool:  # noqa: ANN401 (fsspec is not typed)
    """Whether the store is there: then it was the object that could not be had."""
    try:
        store.ls(root, detail=False)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return True
    except Exception:  # Each store's driver has errors of its own.
        return False
    return True


def _remote(path: str, root: str, facts: dict[str, Any]) -> Remote:
    name = path.removeprefix(root).lstrip("/") or path.rpartition("/")[2]
    changed: Any = facts.get("LastModified") or facts.get("last_modified") or facts.get("mtime")
    seconds = changed.timestamp() if isinstance(changed, dt.datetime) else changed
    version = str(facts.get("ETag") or facts.get("etag") or changed).strip('"')
    return Remote(name, path, facts.get("size"), version, seconds if isinstance(seconds, float) else None)
