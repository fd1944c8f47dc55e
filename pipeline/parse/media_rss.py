"""Media RSS: the pictures that an entry of a feed brings along, with captions and credits of their own."""

from collections.abc import Iterator

from lxml import etree

from pipeline.parse.codes import whole
from pipeline.parse.markup import read_html
from pipeline.parse.xml import text_of
from pipeline.story import Picture

_NAMESPACE = "{http://search.yahoo.com/mrss}"
_NAMESPACES = (_NAMESPACE, "{http://search.yahoo.com/mrss/}")
# They belong to the entry itself.
_KEPT = frozenset(("keywords", "text", "rating", "category"))


def take_pictures(entry: etree._Element) -> Iterator[Picture]:
    """The entry's pictures, one a group of renditions of the same; their elements leave the tree.

    What stands beside the pictures instead of in one counts for all that lack it.
    """
    media = [child for child in entry if isinstance(child.tag, str) and child.tag.startswith(_NAMESPACES)]
    pictures = [child for child in media if _name(child) in {"group", "content", "thumbnail"}]
    told = [child for child in pictures if _name(child) != "thumbnail"] or pictures
    found = [_picture(child, entry) for child in told] or [_picture(entry, entry)]
    for child in media:
        if _name(child) not in _KEPT:
            _remove(child, entry)
    yield from found


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _picture(element: etree._Element, entry: etree._Element) -> Picture:
    texts = {name: _own(element, name) or _own(entry, name) for name in ("description", "title", "credit")}
    holder = _own(element, "copyright") or _own(entry, "copyright")
    return Picture(
        texts["description"] or texts["title"], texts["credit"], rights_holder=holder, href=_address(element)
    )


def _own(element: etree._Element, name: str) -> str | None:
    """The element's own value, or that of the one rendition in it that has one, without escaped markup."""
    for path in (name, f"content/{name}"):
        for namespace in _NAMESPACES:
            steps = "/".join(f"{namespace}{step}" for step in path.split("/"))
            text = text_of(element.find(steps))
            if text:
                return " ".join(read_html(text).text.split()) if "<" in text or "&" in text else text
    return None


def _address(element: etree._Element) -> str | None:
    """Where the widest rendition lies."""
    renditions = [element, *element.iter(*(f"{namespace}content" for namespace in _NAMESPACES))]
    addressed = [one for one in renditions if one.get("url")]
    addressed.sort(key=lambda one: whole(one.get("width")) or 0, reverse=True)
    return next((one.get("url") for one in addressed), None)


def _remove(child: etree._Element, entry: etree._Element) -> None:
    before = child.getprevious()
    if child.tail and before is not None:
        before.tail = (before.tail or "") + child.tail
    entry.remove(child)
