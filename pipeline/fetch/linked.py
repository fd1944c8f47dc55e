"""An item behind a URL that a record, a feed, a front page or a sitemap names."""

from collections.abc import Mapping

from pipeline.errors import BusyError, StoryError, TransientError
from pipeline.fetch.http import Answer, Client
from pipeline.fetch.receipt import Desk
from pipeline.fetch.robots import Robots
from pipeline.fetch.watermark import Found, Listed

# A longer one is no address that anybody publishes.
MAX_URL = 2000


def linked(url: str, mark: str, client: Client, desk: Desk, robots: Robots | None = None) -> Listed:
    """The item of that URL; one that fails for now is rejected, and tried again by the next run."""
    name = url if len(url) <= MAX_URL else f"{url[:MAX_URL]}..."

    def read() -> Found | None:
        return desk.receive(name, url, lambda: attempt(url, client, robots).payload)

    return Listed(name, mark, read)


def attempt(url: str, client: Client, robots: Robots | None, headers: Mapping[str, str] | None = None) -> Answer:
    """The answer of one page among others: what would be a TransientError for a source is a StoryError for it."""
    if len(url) > MAX_URL:
        raise StoryError("fetch.long_url", f"an address of {len(url)} characters", str(len(url)))
    try:
        if robots is not None:
            robots.check(url)
        return client.get(url, headers)
    except BusyError:
        raise
    except TransientError as error:
        raise StoryError("fetch.unavailable", str(error), url) from error
