"""Where the links of a text lead, and which of them stand apart from its sentences."""

from urllib.parse import urlsplit

from bs4.element import Tag

_ENDS = '.!?…:。！？؟।"\u201d»'
_AROUND = " \t\n.,…›»>→"


def links_in(tag: Tag) -> list[Tag]:
    """Return the links below a tag."""
    return named_in(tag, "a")


def named_in(tag: Tag, name: str) -> list[Tag]:
    """Return the tags of a name below a tag, outermost only, as ``find_all`` does at many times the cost."""
    found: list[Tag] = []
    _add_named(tag, name, found)
    return found


def _add_named(tag: Tag, name: str, found: list[Tag]) -> None:
    for child in tag.contents:
        if isinstance(child, Tag):
            if child.name == name:
                found.append(child)
            else:
                _add_named(child, name, found)


def strings_in(tag: Tag) -> list[str]:
    """Return the texts below a tag, in order."""
    found: list[str] = []
    _add_strings(tag, found)
    return found


def _add_strings(tag: Tag, found: list[str]) -> None:
    for child in tag.contents:
        if isinstance(child, Tag):
            _add_strings(child, found)
        elif isinstance(child, str):
            found.append(child)


def text_in(tag: Tag) -> str:
    """Return the text of a tag, white space folded, with a space between its elements."""
    return " ".join(" ".join(strings_in(tag)).split())


def ending_link(tag: Tag) -> Tag | None:
    """Return the link that ends a text after a sentence or an element of its own: where the reader is to go on."""
    links = links_in(tag)
    words = text_in(links[-1]).strip(_AROUND) if links else ""
    text = text_in(tag).rstrip(_AROUND)
    if not words or not text.endswith(words):
        return None
    apart = links[-1].parent is tag and tag.name != "p"
    return links[-1] if apart or text.removesuffix(words).rstrip()[-1:] in _ENDS else None


def leads_within(link: Tag, address: str) -> bool:
    """Whether a link leads to another page of the site that the page of this address is of."""
    href = str(link.attrs.get("href") or "#").strip()
    try:
        parts, own = urlsplit(href), urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in ("", "http", "https") or href.startswith("#"):
        return False
    return not parts.netloc or parts.netloc == own.netloc
