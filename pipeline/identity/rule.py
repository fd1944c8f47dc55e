"""By what an agency's stories are known: the ``[identity]`` table of its profile over that of ``generic.toml``."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from pipeline.parse.agencies import FOLDER
from pipeline.story import Article

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class IdentityRule:
    """``by_slug`` are the formats whose ids recur or are random, or that have none: their copy is known by its slug.

    Copy of one slug is one story where it came within ``window_hours`` and either says so (a lead, a take) or its text
    has ``similarity`` (0 to 1) with an earlier one. A message number is good for ``number_hours``: then it recurs.
    """

    by_slug: tuple[str, ...]
    window_hours: int
    number_hours: int
    similarity: float

    @property
    def window(self) -> dt.timedelta:
        """How long before a version the one that it follows may have come."""
        return dt.timedelta(hours=self.window_hours)


def identity_rule(agency: str | None) -> IdentityRule:
    """The agency's rule; the generic one for an agency that has none of its own.

    >>> "anpa1312" in identity_rule(None).by_slug, "nitf" in identity_rule(None).by_slug
    (True, False)
    """
    rules = _rules()
    return rules.get(agency or GENERIC, rules[GENERIC])


def widest_window() -> dt.timedelta:
    """The longest time within which any agency's versions, numbers and kills belong together."""
    return dt.timedelta(hours=max(max(rule.window_hours, rule.number_hours) for rule in _rules().values()))


def known_by_slug(article: Article) -> bool:
    """Whether the article's story is known by slug, whatever id it carries."""
    return article.format in identity_rule(article.agency).by_slug


@lru_cache(maxsize=1)
def _rules() -> dict[str, IdentityRule]:
    paths = sorted(FOLDER.glob("*.toml"))
    tables: dict[str, dict[str, Any]] = {
        path.stem: table for path in paths if (table := tomllib.loads(path.read_text("utf-8")).get("identity"))
    }
    generic = tables[GENERIC]
    return {agency: msgspec.convert({**generic, **table}, IdentityRule) for agency, table in tables.items()}
