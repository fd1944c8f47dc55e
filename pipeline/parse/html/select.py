"""Which pieces of the article's subtree are the story: what a reader would not miss is left out."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.metadata import PageMetadata
from pipeline.story import BlockKind

_PROMO = re.compile(
    r"^(?:\W*(?:"
    r"advertisements?|advert|anzeige|publicit[ée]|publicidad|werbung|реклама|sponsored(?: content)?|promoted|ad|"
    r"(?:article|story) continues (?:below|after).{0,40}|continue reading.{0,60}|scroll (?:down )?(?:for|to).{0,60}|"
    r"(?:read|see|watch|listen|learn|find out|discover)(?: more| also| next| now)?\s*(?:>>?|»|→|:|…|\.\.\.)?|"
    r"(?:read|see|view) (?:full|the full|all|the original|comments?).{0,60}|"
    r"(?:click|tap) (?:here|to).{0,100}|(?:story|article) saved|thanks for signing up|your subscription.{0,90}|video (?:loading|unavailable|player).{0,30}|must watch|"
    r"best of \w+|(?:image|photo|slide) \d+ (?:of|/) \d+|\d+ (?:of|/|-|–) \d+(?: of \d+)?|by|share this.{0,20}|listen(?: to)?(?: this)?.{0,30}|(?:print|e-?mail|share|tweet|comments?|reply|save|bookmark|subscribe|follow|like|copy link|"
    r"facebook|twitter|linkedin|whatsapp|pinterest|reddit|telegram|messenger|instagram|youtube|gallery|photos?|video|"
    r"loading|close|menu|search|next|prev(?:ious)?|back to top|top|skip to.{0,30}|more|show more|load more|view more|"
    r"related|recommended|trending|popular|most read|tags?|topics?|categories|filed under|image|getty images)"
    r"(?:\W+(?:on|via|this|article|story|page|by|with|to|a|the|friend|facebook|twitter|x|linkedin|whatsapp|e-?mail|comments?))*"
    r")\W*)$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^\W*(?:(?:read|see|watch|view|listen|lire|leia|lea|lesen sie|leggi|lees)\s?(?:more|also|next|now|too|on|aussi|tamb[ée]m|tambi[ée]n|auch|anche|ook|this|our|the|here|it|video|related)?"
    r"(?:\s(?:on|about|from|at|in)\b[^:]{0,60})?\s?[:>»|\u2013\u2014-]|"
    r"also(?: read| see| on| in)?\b[^:]{0,50}:|(?:also )?(?:read|see|watch|like)(?: also| next| more)?:|related(?: (?:stor(?:y|ies)|articles?|content|coverage|links?|news|posts?|video|reading|topics?))?\s*[:|-]|"
    r"more(?: on| from| in| about| stories| news| coverage)\b[^:.]{0,60}:|(?:don.t|do not) miss\s*[:!-]|recommended\s*:|must.read\s*:|"
    r"sign up (?:for|to|here|now)|subscribe (?:to|now|here|today)|follow (?:us|him|her|them|me|@|\w+ on)|"
    r"(?:get|receive) (?:the|our|breaking|more|all|daily|weekly|email)[^.]{0,80}(?:inbox|newsletter|email|alerts?|notifications?|delivered)|"
    r"download (?:the|our)\b.{0,60}\bapp\b|join (?:our|the conversation|us on)|like us on|"
    r"click here|tap here|photos?:|video:|image:|gallery:|listen:|source:|via:|tags?:|topics?:|filed under|share this|email this)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"\b(?:newsletters?\b.{0,60}\b(?:sign up|subscribe|inbox)|(?:sign up|subscribe)\b.{0,80}\b(?:newsletters?|inbox|alerts?|notifications|podcast|channel)|"
    r"all rights reserved|may not be (?:published|reproduced|republished)|(?:we may|may) (?:earn|receive|get) (?:an? )?(?:\w+ )?(?:commission|compensation)|"
    r"affiliate (?:links?|commission|partner)|©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d)|terms of (?:use|service)|privacy policy|"
    r"follow (?:him|her|them|us|me|@\w+) on (?:twitter|facebook|instagram|x\b|linkedin)|(?:like|follow) us on|turn off your ad ?blocker)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\W*(?:(?:by|von|por|par|di|da)\b.{2,80}|(?-i:By)(?=[A-Z]).{2,60}|(?:(?:first |last |originally )?(?:published|posted|updated|modified|created|issued|date)\b.{0,80}|(?-i:Published|Updated|Posted)(?=[A-Z\d]).{0,60})|"
    r"(?:.{0,30}\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}\b.{0,40})|"
    r"(?:.{0,30}\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?,? \d{4}\b.{0,40})|"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b.{0,30}|\d+ (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?)(?: read| ago|,).{0,20}|"
    r"\d{1,2}:\d{2}.{0,30}|(?:\d[\d.,]*[km]?\s*)(?:shares?|comments?|views?|likes?|reads?|votes?|retweets?))\W*$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:related(?: \w+){0,3}|more (?:from|on|in|stories|news|like|about|articles|coverage|to|reading)\b.{0,50}|read (?:next|more|also|this next)\b.{0,30}|you (?:may|might) (?:also )?(?:like|be interested|enjoy|have missed).{0,30}|"
    r"(?:also|most) (?:read|popular|viewed|shared|recent|commented).{0,30}|recommended(?: \w+){0,3}|trending(?: \w+){0,3}|what to read next|see also|up next|next up|"
    r"(?:leave|post|add) (?:a|your) (?:comment|reply).{0,20}|(?:\d+ )?comments?(?: \(\d+\))?|join the (?:conversation|discussion).{0,20}|about the authors?|sponsored.{0,20}|"
    r"from (?:around )?the web|editor.?s.? (?:picks?|choice)|top (?:stories|news|videos)|latest (?:news|stories|articles|posts|videos?).{0,20}|(?:share|tags?|topics?|categories)|newsletter.{0,20}|"
    r"sign up.{0,50}|subscribe.{0,40}|popular.{0,20}|in this (?:article|story)|follow us.{0,30}|similar (?:articles|posts|stories)|read the original article.{0,30})\W*$",
    re.IGNORECASE,
)
_AGENCIES = r"(?:AP|Reuters|AFP|EPA|dpa|Getty(?: Images)?|Shutterstock|Alamy|iStock|Bloomberg|TASS|Xinhua|PTI|ANI|PA|Rex|Unsplash|Pexels|Flickr|Wikimedia)"
_CREDIT_LINE = re.compile(
    r"^\W*(?:(?:photo|image|picture|foto|imagen|bild|credit|photograph|video|illustration)s?(?: credits?)?(?: by| from| courtesy(?: of)?|:)\s?.{2,80}|"
    r"(?:courtesy(?: of)?|©|via)\s?[^.]{2,60}|[^.!?]{0,50}(?:/|\s[|\u2013\u2014-]\s|via )\s?"
    + _AGENCIES
    + r"[^.!?]{0,30}|"
    + _AGENCIES
    + r" (?:photo|file|image|pool).{0,40})$",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    r"(?:[(\[](?:photo|image|picture|credit|foto|bild|source|courtesy)\b[^()\[\]]{0,80}[)\]]|[(\[][^()\[\]]{0,50}(?:/|via |, )\s?"
    + _AGENCIES
    + r"[^()\[\]]{0,30}[)\]]|"
    r"\b(?:photo|image|credit)s?(?: credit)?(?: by|:) ?[^.!?]{2,60})\W*$",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\b(?:is (?:an?|the|based|our|on)|was (?:an?|the)|writes|covers|has (?:been|written|worked|covered)|joined|can be reached|"
    r"reports|works|reviews|lives|reporter|editor|columnist|writer|correspondent|freelance)\b"
)
_REACH = re.compile(
    r"^.{0,120}(?:can be reached|(?:reach|contact|e-?mail|follow) (?:him|her|me|out|the (?:author|writer|reporter))|"
    r"(?:reach|contact|e-?mail|follow) \w+ (?:\w+ )?at)\b.{0,200}$"
)
_CREDIT_WORDS = ("photo", "image", "credit")
_ANYWHERE_WORDS = (
    "newsletter", "sign up", "subscribe", "rights reserved", "may not be", "may earn", "may receive", "may get", "affiliate",
    "©", "(c)", "copyright", "terms of", "privacy policy", "follow ", "like us", "ad blocker", "adblocker",
)  # fmt: skip
"""Of these, one stands in everything that the pattern of the same name finds: looking for them costs a tenth."""

_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 150
_LONGEST_CHROME = 500
_ENOUGH = 300
_PROSE = 80
_SENTENCE = re.compile(r"[.!?…。！？؟।](?:[\"'”’»)\]]|\s|$)")


def select(pieces: list[Piece], about: PageMetadata) -> list[Piece]:
    """Return the pieces that are part of the story, in order."""
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    pieces = _from_title_to_end(pieces, squeezed(about.headline or "")[:60])
    pieces = list(_once(_without_link_lists(pieces)))
    for piece in pieces:
        _mark_caption(piece)
    pieces = [piece for piece in pieces if not _is_chrome(piece)]
    pieces = _without_strays(pieces)
    return _without_loose_headings(_without_biography(pieces, about.authors))


def _without_strays(pieces: list[Piece]) -> list[Piece]:
    """Leave out short texts that stand neither where the other paragraphs stand nor in an element for text."""
    held: Counter[str] = Counter()
    for piece in pieces:
        held[_place(piece)] += len(piece.text)
    home = max(held, key=held.__getitem__, default="")
    first = next((at for at, piece in enumerate(pieces) if _is_prose(piece)), 0)
    return [
        piece
        for at, piece in enumerate(pieces)
        if piece.kind is not BlockKind.PARAGRAPH
        or len(piece.text) >= _PROSE
        or (len(piece.text) >= _PROSE // 2 and _SENTENCE.search(piece.text))
        or _place(piece) == home
        or not (at < first or piece.tag.name in ("div", "section", "article"))
    ]


def _place(piece: Piece) -> str:
    """Name the kind of element that a piece stands in: the parent of a paragraph, the element of loose text."""
    holder = piece.tag.parent if piece.tag.name not in ("div", "section", "article") else piece.tag
    return f"{holder.name}.{'.'.join(holder.attrs.get('class', ()))}" if holder is not None else ""


def _without_biography(pieces: list[Piece], authors: tuple[str, ...]) -> list[Piece]:
    """Leave out what is said of the authors after the text."""
    names = tuple(author.casefold() for author in authors)
    while pieces and names:
        text = pieces[-1].text.casefold().lstrip("•*-– ")
        if not (text.startswith(names) and len(text) < 700 and _BIOGRAPHY.search(text[:200])) and not _REACH.search(
            text
        ):
            break
        pieces = pieces[:-1]
    return pieces


def _from_title_to_end(pieces: list[Piece], title: str) -> list[Piece]:
    """Leave out what stands before the title and, from the next title on, the articles that follow."""
    titles = [at for at, piece in enumerate(pieces) if title and len(piece.text) < 300 and _begins(piece.text, title)]
    start = next((at for at in titles if pieces[at].kind is BlockKind.HEADING), 0)
    before, after = (sum(len(piece.text) for piece in part) for part in (pieces[:start], pieces[start + 1 :]))
    if before > 2 * after:
        start = 0
    for at in titles:
        pieces[at].kind = BlockKind.HEADING
    prose = 0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if prose >= _ENOUGH and (at in titles or piece.tag.name == "h1") and piece.tag.parent is not last.tag.parent:
            return pieces[start:at]
        if _is_prose(piece):
            prose += len(piece.text)
            last = piece
    return pieces[start:]


def _begins(text: str, title: str) -> bool:
    """Whether the first letters of a text are ``title``, which is squeezed; most texts differ in the first."""
    return title[0] in text[:8].casefold() and squeezed(text[:150])[:60] == title


def _once(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave out what the page repeats: pull quotes, summaries."""
    seen: set[str] = set()
    for piece in pieces:
        text = piece.text
        if len(text) < 70 or text not in seen or piece.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE):
            yield piece
        seen.add(text)


def _mark_caption(piece: Piece) -> None:
    """Call a short block a credit or caption that ends or begins as only those do."""
    text = piece.text
    if piece.kind is not BlockKind.PARAGRAPH or len(text) >= _LONGEST_CAPTION:
        return
    if len(text) < _LONGEST_CREDIT and _CREDIT_LINE.match(text):
        piece.kind = BlockKind.CREDIT
    elif (text[-1] in ")]" or _holds(text, _CREDIT_WORDS)) and _CREDIT_END.search(text):
        piece.kind = BlockKind.CAPTION


def _holds(text: str, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)


def _is_prose(piece: Piece) -> bool:
    return len(piece.text) >= _PROSE and piece.link_share < 0.5


def _is_chrome(piece: Piece) -> bool:
    """Whether a piece is the page's own line: a promotion, a time stamp, a row of links, a legal note."""
    text = piece.text
    size = len(text)
    if piece.kind in (BlockKind.CAPTION, BlockKind.CREDIT) or size >= _LONGEST_CHROME:
        return False
    if size < 200 and (_PROMO.match(text) or _LEAD_IN.match(text)):
        return True
    if size < 120 and _STAMP.match(text):
        return True
    if piece.link_share > 0.8 and size < 400:
        return True
    return _holds(text, _ANYWHERE_WORDS) and _ANYWHERE.search(text) is not None


def _without_link_lists(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out lists whose items are mostly links."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and pieces[end].kind is BlockKind.LIST_ITEM:
            end += 1
        if end == at:
            yield pieces[at]
            at += 1
            continue
        items = pieces[at:end]
        linked = sum(piece.linked for piece in items) / sum(len(piece.text) for piece in items)
        if linked < 0.6 and not (linked > 0.3 and all(len(piece.text) < 100 for piece in items)):
            yield from items
        at = end


def _without_loose_headings(pieces: list[Piece]) -> list[Piece]:
    """Leave out headings that head nothing, and with a heading of furniture what follows to the next heading."""
    kept: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind is BlockKind.HEADING and (not kept or _END.match(piece.text)):
            continue
        kept.append(piece)
    kept.reverse()
    return kept
