"""XML in an agency's own vocabulary: one story a document, its elements named in the agency's profile.

The table ``[wire.xml]`` of a profile gives the document element as ``root`` and under ``fields`` the element of each
story field, as a path of local names. A text with markup, escaped or not, is read as HTML. XML that no format and no
profile knows is refused here, before it could pass for plain text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import WireProfile, wire_profiles
from pipeline.parse.codes import SUBJECT_CODE, complete, whole
from pipeline.parse.framing import damaged
from pipeline.parse.headline import headline_of
from pipeline.parse.markup import Content, read_markup, read_text
from pipeline.parse.times import Clock
from pipeline.parse.xml import check_stories, find, find_all, local, read_xml, root_name, text_of, texts
from pipeline.story import Code, Link, Note, ParsedStory, Subject

FORMAT = "xml"
ABOUT = About(
    "An XML root that a profile declares under `[wire.xml]`, or XML of no other format.",
    ("Unknown XML is refused, never read as text; wire formats inside an unknown envelope are read.",),
)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s")
# What a page, or a piece of one, begins with.
_PAGES = frozenset(
    (
        *("html", "head", "body", "article", "section", "main", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
        *("header", "footer", "nav", "aside", "figure", "img", "meta", "title", "link", "span", "a", "b", "i", "em"),
        *("strong", "font", "center", "blockquote", "table", "ul", "ol", "dl", "br", "hr", "style", "script", "iframe"),
    )
)
_WRAPPED = frozenset(("nitf", "NewsML", "newsMessage", "newsItem"))


_CUT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,256}<[?!]?[A-Za-z_][\w:.-]{1,60}\s{0,256}")


def recognise(payload: bytes) -> bool:
    """Whether an agency's profile declares the root, or the payload says that it is XML and is no page.

    XML without a declaration is known by its last tag, which closes the first. What ends within the name of its first
    tag was cut on the way, whatever it would have been.
    """
    if _CUT.fullmatch(payload):
        return True
    name = root_name(payload)
    if name in _dialects():
        return True
    closed = re.search(rb"</(?:[\w.-]+:)?%s\s*>\s*\Z" % re.escape(name.encode()), payload[-1024:]) if name else None
    return bool(_DECLARED.match(payload) or closed) and (name or "").lower() not in _PAGES


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The document's one story; the agency is the one whose profile declares the root, whatever ``agency`` says.

    Documents of the wire formats that stand in an unknown envelope give their stories.

    Raises StoryError ``parse.unknown_xml`` for a root that none declares, and as ``read_xml`` does.
    """
    document = read_xml(payload, media_type)
    name = local(document.root)
    profile = _dialects().get(name)
    wrapped = list(_wrapped(document.root)) if profile is None else []
    if wrapped:
        return list(_unwrapped(wrapped, agency))
    if profile is None:
        message = f"XML of no known wire format: its root is {name}; a profile can name its elements under [wire.xml]"
        raise StoryError("parse.unknown_xml", message, name)
    return [_Reader(document.root, profile).story(document.encoding)]


def _wrapped(element: etree._Element) -> Iterator[etree._Element]:
    """The documents of wire formats that stand in an envelope of another kind, the outermost of each."""
    for child in element.iterchildren(etree.Element):
        if local(child) in _WRAPPED or local(child) in _dialects():
            yield child
        else:
            yield from _wrapped(child)


def _unwrapped(documents: Sequence[etree._Element], agency: str | None) -> Iterator[ParsedStory]:
    """Their stories; one that cannot be read comes as a story with the warning ``parse.damaged: ...``."""
    from pipeline.parse import parse as parse_any

    check_stories(len(documents))
    for document in documents:
        document.tail = None
        raw = etree.tostring(document, encoding="utf-8")
        try:
            yield from parse_any(raw, agency=agency)
        except NotAStoryError:
            continue
        except StoryError as error:
            yield damaged(FORMAT, raw, str(error))


@lru_cache(maxsize=1)
def _dialects() -> dict[str, WireProfile]:
    return {profile.xml.root: profile for profile in wire_profiles().values() if profile.xml.root}


class _Reader:
    """Reads a document by the profile's names."""

    def __init__(self, root: etree._Element, profile: WireProfile) -> None:
        self.root = root
        self.profile = profile

    def story(self, encoding: str) -> ParsedStory:
        """The story, with the fields that the profile names."""
        clock = Clock(self.profile.zone, self.profile.utc_mark_is_local)
        content = self._content()
        headline, marks = headline_of(self._plain("headline"), content.text)
        created = clock.read(self._plain("version_created"))
        return ParsedStory(
            format=FORMAT,
            source_text=content.text,
            blocks=content.blocks,
            encoding=encoding,
            agency=self.profile.id or None,
            guid=self._plain("guid"),
            version=self._plain("version"),
            headline=headline,
            slugline=self._plain("slugline"),
            byline=self._plain("byline"),
            dateline=self._plain("dateline"),
            language=self._plain("language"),
            urgency=whole(self._plain("urgency")),
            pubstatus="canceled" if (self._plain("canceled") or "").lower() in {"true", "1"} else "usable",
            embargo_until=clock.read_end(self._plain("embargo_until")),
            version_created=created,
            first_created=clock.read(self._plain("first_created")) or created,
            subjects=complete(Subject(SUBJECT_CODE, code.zfill(8)) for code in self._all("subjects")),
            pictures=content.pictures,
            abstract=self._plain("abstract"),
            source=self._plain("source"),
            keywords=tuple(self._all("keywords")),
            genres=tuple(Code(None, name) for name in self._all("genres")),
            places=tuple(Code(None, name) for name in self._all("places")),
            notes=tuple(Note("editorial", text) for text in self._all("notes")),
            usage_terms=self._plain("usage_terms"),
            priority=self._plain("priority"),
            category=self._plain("category"),
            links=tuple(Link("replaces", target) for target in self._all("replaces")),
            warnings=(*content.losses(self.profile.least_text), *marks, *clock.warnings),
        )

    def _content(self) -> Content:
        element = find(self.root, self.profile.xml.fields.get("body", "."))
        if element is None:
            return Content()
        text = "".join(texts(element))
        if len(element):
            return read_markup(element)
        return read_text(text) if text.strip() else Content()

    def _plain(self, name: str) -> str | None:
        return next(iter(self._all(name)), None)

    def _all(self, name: str) -> list[str]:
        """The texts of all elements of that name, without the markup that they may hold escaped."""
        path = self.profile.xml.fields.get(name)
        found = map(text_of, find_all(self.root, path)) if path else ()
        return [" ".join(read_text(text).text.split()) for text in found if text]
