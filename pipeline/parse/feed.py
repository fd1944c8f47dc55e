"""RSS 2.0, RDF and Atom: one story an entry, with its full text where the feed carries it."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import WireProfile, recognise_agency, wire_profile
from pipeline.parse.codes import MEDIA_TOPIC, SUBJECT_CODE, complete, language_tag
from pipeline.parse.headline import headline_of
from pipeline.parse.markup import Content, read_html, read_text
from pipeline.parse.media_rss import take_pictures
from pipeline.parse.times import Clock
from pipeline.parse.xml import check_stories, decode_xml, find_all, local, parse_xml, plain_xml, root_name
from pipeline.story import Code, Contributor, Link, Note, ParsedStory, Picture, Subject

FORMAT = "feed"
ABOUT = About(
    "XML root `rss`, `RDF` or `feed`.",
    (
        "An entry with only a summary is a story with the warning `parse.summary_only`.",
        "Of GeoRSS only the name of the place is read; podcasts' elements are not.",
        "A feed that is no XML is mended up to 500,000 characters.",
    ),
)
ROOTS = frozenset(("rss", "RDF", "feed"))
_AS_SENT = {"sanitize_html": False, "resolve_relative_uris": False}
_NAMESPACE = re.compile(r"(?<=xmlns)(?::[\w.-]{1,100})?=(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}')")
_SPACE = re.compile(r"\s|&#(?:9|10|13|32);")
_HOLDERS = frozenset(("channel", "RDF", "feed"))
SUMMARY_ONLY, MENDED = "parse.summary_only", "parse.malformed_feed"
# A feed that is no XML is read by a parser that forgives much and takes its time.
MOST_TO_MEND = 500_000
_CLOSED = re.compile(r"</(?:[\w.-]+:)?(?:rss|RDF|feed)\s*>\s*(?:(?><!--.*?-->)\s*)*$", re.DOTALL | re.IGNORECASE)
_SCHEMES = {"subjectcode": SUBJECT_CODE, "mediatopic": MEDIA_TOPIC}
# RSS: the address, then the name.
_RSS_AUTHOR = re.compile(r"[^\s@()]{1,100}@[^\s@()]{1,100} \((?P<name>[^()]{1,100})\)")
# Full text in an element of its own, as ``yandex:full-text``, which Russian agencies send.
_FULL_TEXT = re.compile(r"(?:\w+_)?full-?_?text")
# A picture with its caption, behind it or as an attribute, as an export of WordPress's has it.
_SHORTCODE = re.compile(
    r"\[caption\b(?P<attributes>[^\]\n]{0,1000})\]((?:\s{0,9}<[^<>]{1,2000}>){0,3})(?P<text>[^\[]{0,2000})\[/caption\]"
)
_CAPTION = re.compile(r"caption=\"([^\"]*)\"")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>|&[#\w]{1,30};")


def recognise(payload: bytes) -> bool:
    """Whether the document's root is that of a feed."""
    return root_name(payload) in ROOTS


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The stories of a feed's entries; ``agency`` is the profile id that the source declares.

    An entry with only a summary is a story with the warning ``parse.summary_only``. Raises NotAStoryError for a feed
    without entries, StoryError for one that was cut, and as ``read_xml`` does.
    """
    raw, encoding = decode_xml(payload, media_type)
    document = _examined(plain_xml(raw))
    feed = _parsed(document.text)
    check_stories(len(feed.entries) + len(document.withdrawn))
    reader = _Reader(feed.feed, encoding, agency, document.warnings)
    pictures = document.pictures if len(document.pictures) == len(feed.entries) else [()] * len(feed.entries)
    stories = [*map(reader.story, feed.entries, pictures), *map(reader.withdrawn, document.withdrawn)]
    if not stories:
        raise NotAStoryError("parse.no_item", "a feed without entries")
    return stories


def _parsed(text: str) -> Any:  # noqa: ANN401
    """The feed as its library reads it; names of namespaces with white space in them are more than it can take."""
    try:
        return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), **_AS_SENT)
    except ValueError:
        text = _NAMESPACE.sub(lambda found: _SPACE.sub("%20", found[0]), text)
        return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), **_AS_SENT)


@dataclass(frozen=True, slots=True)
class _Examined:
    """A feed as its library shall read it, and what that would confuse: ids withdrawn, pictures by entry."""

    text: str
    withdrawn: tuple[str, ...] = ()
    pictures: Sequence[tuple[Picture, ...]] = ()
    warnings: tuple[str, ...] = ()


def _examined(text: str) -> _Examined:
    """The feed without its Media RSS, whose descriptions and titles the library takes for those of the entry.

    Ids are withdrawn as RFC 6721 has it; a warning tells where only a forgiving parser can read the feed.
    """
    try:
        root = parse_xml(text)
    except StoryError as error:
        if error.check != "parse.malformed" or not _CLOSED.search(text[-4096:]) or len(text) > MOST_TO_MEND:
            raise
        return _Examined(text, warnings=(MENDED,))
    withdrawn = tuple(entry.get("ref") or "" for entry in find_all(root, ".//deleted-entry"))
    entries = [
        one
        for one in root.iter("{*}item", "{*}entry")
        if (above := one.getparent()) is not None and local(above) in _HOLDERS
    ]
    pictures = [tuple(take_pictures(entry)) for entry in entries]
    return _Examined(etree.tostring(root, encoding="unicode"), withdrawn, pictures)


class _Reader:
    """Reads the entries of one feed."""

    def __init__(self, feed: Any, encoding: str, declared: str | None, warnings: tuple[str, ...]) -> None:  # noqa: ANN401
        self.feed = feed
        self.encoding = encoding
        self.declared = declared
        self.warnings = warnings

    def withdrawn(self, guid: str) -> ParsedStory:
        """The story that says that another is no more."""
        agency = self._agency({}, guid)
        return ParsedStory(FORMAT, "", (), encoding=self.encoding, agency=agency, guid=guid, pubstatus="canceled")

    def story(self, entry: Any, pictures: Sequence[Picture] = ()) -> ParsedStory:  # noqa: ANN401
        guid = entry.get("id") or self._absolute(entry.get("link"))
        agency = self._agency(entry, guid)
        profile = wire_profile(agency)
        clock = Clock(profile.zone, profile.utc_mark_is_local)
        content, only_summary = _content(entry)
        headline, marks = headline_of(_plain(entry.get("title")), content.text)
        published = _own(entry, profile, "first_created", "published")
        updated = _own(entry, profile, "version_created", "updated")
        story = ParsedStory(
            format=FORMAT,
            source_text=content.text,
            blocks=content.blocks,
            encoding=self.encoding,
            agency=agency,
            guid=_own(entry, profile, "guid", "id") or guid,
            headline=headline,
            slugline=_own(entry, profile, "slugline"),
            byline=", ".join(_authors(entry)) or None,
            language=language_tag(_language(entry) or self.feed.get("language")),
            pubstatus="withheld" if entry.get("wp_status", "publish") != "publish" else None,
            version_created=clock.read(updated or published),
            first_created=clock.read(published),
            subjects=complete(_subjects(entry), profile.schemes),
            pictures=(*content.pictures, *(one for one in pictures if one.caption or one.credit)),
            abstract=None if only_summary else _abstract(entry, content),
            source=_plain(entry.get("source", {}).get("title") or entry.get("publisher") or self.feed.get("title")),
            warnings=(
                *self.warnings,
                *((SUMMARY_ONLY,) * only_summary),
                *content.losses(profile.least_text),
                *marks,
                *clock.warnings,
            ),
        )
        return self._described(story, entry, pictures)

    def _described(self, story: ParsedStory, entry: Any, pictures: Sequence[Picture]) -> ParsedStory:  # noqa: ANN401
        """The story with what describes it beside its text and times."""
        return replace(
            story,
            keywords=tuple(dict.fromkeys(_keywords(entry))),
            places=tuple(Code(None, name) for name in filter(None, [_plain(entry.get("georss_featurename"))])),
            notes=tuple(Note("comment", note) for note in filter(None, [_plain(entry.get("media_text"))])),
            usage_terms=_plain(entry.get("rights") or self.feed.get("rights")),
            links=(*self._links(entry), *(Link("enclosure", one.href) for one in pictures if one.href)),
            contributors=tuple(_contributors(entry)),
            url=self._absolute(entry.get("link")),
            section=_plain(entry.get("prism_section")),
        )

    def _absolute(self, address: str | None) -> str | None:
        """An address that is relative to the feed's page made whole."""
        try:
            return urljoin(self.feed.get("link") or "", address) if address else None
        except ValueError:
            return address

    def _links(self, entry: Any) -> Iterator[Link]:  # noqa: ANN401
        links = [(one.get("rel"), self._absolute(one.get("href"))) for one in entry.get("links", ())]
        links += [("enclosure", self._absolute(one.get("href"))) for one in entry.get("enclosures", ())]
        yield from (Link(rel, target) for rel, target in dict.fromkeys(links) if target)

    def _agency(self, entry: Any, guid: str | None) -> str | None:  # noqa: ANN401
        names = [entry.get("source", {}).get("title"), entry.get("publisher"), self.feed.get("title")]
        names += [self.feed.get("publisher"), self.feed.get("author")]
        ids = " ".join(filter(None, (guid, entry.get("link"), self.feed.get("link"))))
        return recognise_agency(names, ids) or self.declared


def _own(entry: Any, profile: WireProfile, name: str, usual: str | None = None) -> str | None:  # noqa: ANN401
    """A value by the agency's own element, else by the feed's usual one."""
    found = entry.get(profile.feed.fields.get(name, ""))
    if not found and usual in entry:  # Asked for an update time that it has not, feedparser warns.
        found = entry[usual]
    return str(found) if found else None


def _content(entry: Any) -> tuple[Content, bool]:  # noqa: ANN401
    """The entry's longest content, else its summary; and whether it was the summary."""
    contents = [one for one in entry.get("content", ()) if str(one.get("value") or "").strip()]
    if contents:
        best = max(contents, key=lambda one: len(one["value"]))
        return _read(best["value"], best.get("type")), False
    for name, value in entry.items():
        if _FULL_TEXT.fullmatch(name) and isinstance(value, str) and value.strip():
            return _read(value, "text/html"), False
    return _read(entry.get("summary") or "", entry.get("summary_detail", {}).get("type")), True


def _abstract(entry: Any, content: Content) -> str | None:  # noqa: ANN401
    """The summary, or the excerpt of an export of WordPress's, where it is not the text itself."""
    told = " ".join(content.text.split())
    found = (_plain(entry.get(name)) for name in ("summary", "excerpt_encoded"))
    return next((summary for summary in found if summary and summary != told), None)


def _read(value: str, media_type: str | None) -> Content:
    if not value.strip():
        return Content()
    value = _SHORTCODE.sub(_figure, value)
    return read_html(value) if "html" in (media_type or "") and _MARKUP.search(value) else read_text(value)


def _figure(shortcode: re.Match[str]) -> str:
    told = [*_CAPTION.findall(shortcode["attributes"]), shortcode["text"].strip()]
    return f"\n\n<figure>{shortcode[2]}<figcaption>{' '.join(filter(None, told))}</figcaption></figure>\n\n"


def _plain(value: object) -> str | None:
    """A short text without the markup that titles and summaries may hold."""
    text = _SHORTCODE.sub(_figure, str(value or ""))
    if _MARKUP.search(text):
        text = read_html(text).text
    return " ".join(text.split()) or None


def _authors(entry: Any) -> Iterator[str]:  # noqa: ANN401
    # The library takes a long top-level domain apart.
    if found := _RSS_AUTHOR.fullmatch(str(entry.get("author") or "").strip()):
        yield found["name"]
        return
    names = [_plain(author.get("name")) for author in entry.get("authors", ()) if author]
    yield from dict.fromkeys(filter(None, names or [_plain(entry.get("author"))]))


def _contributors(entry: Any) -> Iterator[Contributor]:  # noqa: ANN401
    authors = list(_authors(entry))
    emails = {_plain(one.get("name")): one.get("email") for one in entry.get("authors", ()) if one}
    yield from (Contributor(name, "author", email=emails.get(name)) for name in authors)
    for one in entry.get("contributors", ()):
        name = _plain(one.get("name"))
        if name and name not in authors:
            yield Contributor(name, "contributor", email=one.get("email"))


def _language(entry: Any) -> str | None:  # noqa: ANN401
    contents = entry.get("content") or [{}]
    found: str | None = entry.get("language") or contents[0].get("language")
    return found


def _subjects(entry: Any) -> Iterator[Subject]:  # noqa: ANN401
    """Categories under a scheme of the IPTC, by whatever URI the feed names it."""
    for tag in entry.get("tags", ()):
        scheme = next((ours for name, ours in _SCHEMES.items() if name in (tag.get("scheme") or "").lower()), None)
        if scheme and tag.get("term"):
            yield Subject(scheme, tag["term"].rpartition(":")[2].rpartition("/")[2], tag.get("label"))


def _keywords(entry: Any) -> Iterator[str]:  # noqa: ANN401
    for tag in entry.get("tags", ()):
        name = _plain(tag.get("label") or tag.get("term"))
        if name and not any(scheme in (tag.get("scheme") or "").lower() for scheme in _SCHEMES):
            yield name
