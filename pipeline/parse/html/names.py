"""What element names, classes and ids say about the text that they hold: words of markup, no site's own.

A name that speaks against text makes it suspect, never more: what is suspect is judged by how much of the
page's good text it holds.
"""

import re
from functools import lru_cache

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
NEVER_TEXT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map head link meta input select option "
    "optgroup textarea datalist progress meter source track param amp-ad amp-analytics amp-iframe amp-embed "
    "amp-sidebar amp-video amp-social-share amp-sticky-ad amp-consent".split()
)
"""Elements whose content is never a story's text."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr img picture".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
SUSPECT_TAGS = frozenset("nav aside footer form button dialog noscript menu fieldset details".split())

_EDGE = r"(?:(?<![a-z])|(?<=[a-z])(?=[A-Z]))"

_BODY = re.compile(
    r"(?i:article|story|entry|post|content|page|main|news|text|caas|rich|blog|node|field)[-_]{0,2}"
    r"(?i:body|content|text|copy|main|container|wrap|article)"
    r"|(?i:body[-_]?(?:copy|text|content|main)|richtext|wysiwyg|hentry|article__|post__|story__)"
)
_STRONG = re.compile(r"(?:article|story|entry|post|news|blog)[-_]{0,2}(?:body|content|text|copy)|body-?copy|body-?text|hentry")
_SUSPECT = re.compile(
    r"notification|ad-?block|adb-|comment|disqus|discuss|respond|replies|footer|footnote|sidebar|side-?bar|side-?rail|right-?rail|left-?rail|related|"
    r"recirc|recommend|most-?(?:read|popular|viewed|recent|shared)|popular|trending|outbrain|taboola|zergnet|revcontent|"
    r"newsletter|news-?letter|subscri|sign-?up|signin|sign-?in|login|log-?in|register|paywall|promo|sponsor|advert|"
    r"(?<![a-z])ads?(?![a-z])|(?<![a-z])adv(?![a-z])|banner|cookie|consent|gdpr|privacy|modal|popup|pop-?up|overlay|"
    r"share|sharing|social(?!-?(?:media-?)?embed)|follow|toolbar|tool-?tip|navigation|(?<![a-z])nav(?![a-z])|menu|breadcrumb|pagination|pager|"
    r"prev-?next|next-?prev|up-?next|read-?(?:more|next)|more-?(?:from|on|stories|news|articles|in|like)|see-?also|"
    r"also-?like|teaser|carousel|widget|(?<![a-z])tags?(?![a-z])|tag-?list|topics?-?list|keywords|categories|"
    r"author-?(?:bio|box|info|card|desc|profile|about|block|details)|about-?(?:the-?)?author|(?<![a-z])bio(?![a-z])|byline|"
    r"contributor|timestamp|date-?line|publish|meta(?:data)?(?![a-z])|post-?info|entry-?info|disclaimer|disclosure|"
    r"copyright|correction-?policy|legal|license|print-?only|hidden|screen-?reader|visually-?hidden|sr-?only|skip-?(?:to|link)|"
    r"rating|vote|poll|quiz|survey|feedback|donat|support-?us|affiliate|buy-?now|shop|product-?card|price|coupon|"
    r"jp-relatedposts|inline-?(?:list|link|promo)|(?<![a-z])toc(?![a-z])|table-?of-?contents|jump-?link|back-?to-?top|"
    r"caption-?expand|gallery-?(?:nav|thumb)|thumb|transcript-?link|listen|audio-?player|player|playlist|video-?(?:desc|info|list|meta)|"
    r"story-?(?:link|list|card)s?|card-?list|link-?list|links?-?(?:box|block)|callout|pull-?quote|pullquote|quicktake|glossary"
)
_CREDIT = re.compile(r"credit|copyright|photographer|attribution|courtesy")
_CAPTION = re.compile(
    r"caption|(?<![a-z])cutline|image-?(?:desc|text|title)|photo-?(?:desc|text)|media-?(?:desc|text)|imgdesc"
)
_PICTURE = re.compile(r"^(?!.*(?:gallery|slide|list|grid|article|story)).*(?:photo|image|picture|(?<![a-z])img|thumb)")
_HOPELESS = re.compile(
    r"(?<![a-z])comments?(?![a-z])|disqus|comment-?(?:list|section|area|thread)|(?<![a-z])replies|"
    r"^\s*footer|footer\s*$|(?:page|site|global|main)-?footer|footer-?(?:wrap|bottom|text|content|container)|"
    r"cookie|consent|gdpr|ad-?block|adb-|outbrain|taboola|newsletter-?(?:form|signup|box|popup)|modal|popup"
)


SUSPECT, HOPELESS, BODY, CAPTION, CREDIT, STRONG, PICTURE = 1, 2, 4, 8, 16, 32, 64


@lru_cache(maxsize=16384)
def speaks(names: str) -> int:
    """Return what class and id say of an element, as bits.

    >>> speaks("related-posts") == SUSPECT, speaks("article-body") == BODY | STRONG, speaks("header"), speaks("comments") & HOPELESS
    (True, True, 0, 2)
    """
    if len(names) < 3:
        return 0
    lower = names.lower()
    return (
        (SUSPECT if _SUSPECT.search(lower) else 0)
        | (HOPELESS if _HOPELESS.search(lower) else 0)
        | (BODY if _BODY.search(names) else 0)
        | (CAPTION if _CAPTION.search(lower) else 0)
        | (PICTURE if _PICTURE.search(lower) else 0)
        | (STRONG if _STRONG.search(lower) else 0)
        | (CREDIT if _CREDIT.search(lower) else 0)
    )
