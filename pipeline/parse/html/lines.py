"""Lines of the page's own, by their words: ``lines.toml`` compiled, one pattern a list."""

import re
import tomllib
from importlib.resources import files

_LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("lines.toml").read_text("utf-8"))


def _any(name: str) -> str:
    agencies = f"(?:{'|'.join(_LISTS['agencies'])})"
    return f"(?:{'|'.join(_LISTS[name]).replace('{agencies}', agencies)})"


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*{_any(name)}\W*$", re.IGNORECASE)


WHOLE = _whole("whole")
STAMP = _whole("stamp")
HEADING = _whole("heading")
CREDIT = _whole("credit")
COMMENTS = _whole("comments")
START = re.compile(rf"^\W*{_any('start')}", re.IGNORECASE)
ANYWHERE = re.compile(_any("anywhere"), re.IGNORECASE)
ANYWHERE_WORDS = tuple(_LISTS["anywhere_words"])
CREDIT_END = re.compile(rf"{_any('credit_end')}\W*$", re.IGNORECASE)
CREDIT_WORDS = tuple(_LISTS["credit_words"])
BIOGRAPHY = re.compile(rf"\b{_any('biography')}\b", re.IGNORECASE)
WHO = re.compile(rf"^(?:[A-Z][\w.'’-]+\s){{2,4}}(?:\([^)]*\)\s)?(?i:{_any('who')})")
CONTACT = re.compile(rf"^.{{0,120}}{_any('contact')}\b.{{0,200}}$", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?…。！？؟।](?:[\"'”’»)\]]|\s|$)")
"""A sentence ends in the text."""


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of these words, in lower case, stands in a text.

    >>> holds("Sign up now", ("sign up",)), holds("Signed", ("sign up",))
    (True, False)
    """
    return any(map(text.lower().__contains__, words))
