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

SUSPECT, HOPELESS, BODY, CAPTION, CREDIT, STRONG, PICTURE = 1, 2, 4, 8, 16, 32, 64
"""What a name can say: beside the article; hardly ever part of one; its body; a caption; a credit; surely its body; a picture."""

_SUSPECT = (
    "notification adblock comment disqus discuss respond replies footer footnote sidebar siderail rightrail leftrail "
    "related recirc recommend mostread mostpopular mostviewed mostrecent mostshared popular trending outbrain taboola "
    "zergnet revcontent newsletter subscri signup signin login register promo sponsor advert banner cookie consent "
    "gdpr privacy modal popup overlay share sharing social follow toolbar tooltip navigation menu breadcrumb pagination "
    "pager prevnext nextprev upnext readmore readnext morefrom moreon morestories morenews morearticles morein morelike "
    "seealso alsolike teaser carousel widget taglist topiclist topicslist keywords categories authorbio authorbox authorinfo "
    "authorcard authordesc authorprofile authorabout authorblock authordetails abouttheauthor aboutauthor byline contributor "
    "timestamp dateline publish metadata postinfo entryinfo disclaimer disclosure copyright correctionpolicy legal license "
    "printonly hidden screenreader visuallyhidden sronly skipto skiplink rating vote poll quiz survey feedback donat supportus "
    "affiliate buynow shop productcard price coupon inlinelist inlinelink inlinepromo tableofcontents jumplink backtotop "
    "captionexpand gallerynav gallerythumb thumb transcriptlink listen audioplayer player playlist videodesc videoinfo "
    "videolist videometa storylink storylist storycard cardlist linklist linkbox linkblock linksbox callout pullquote "
    "quicktake glossary boilerplate toast preload howwetest tagline citation"
).split()
_SUSPECT_PARTS = frozenset("ad ads adv adb nav tag tags toc bio meta".split())
_HOPELESS = (
    "disqus commentlist commentsection commentarea commentthread pagefooter sitefooter globalfooter mainfooter footerwrap "
    "footerbottom footertext footercontent footercontainer cookie consent gdpr adblock outbrain taboola newsletterform "
    "newslettersignup newsletterbox newsletterpopup modal popup"
).split()
_HOPELESS_PARTS = frozenset("comment comments replies adb".split())
_STRONG = re.compile(r"(?:article|story|entry|post|news|blog)(?:body|content|text|copy)|bodycopy|bodytext|hentry")
_BODY = re.compile(
    r"(?:article|story|entry|post|content|page|main|news|text|caas|rich|blog|node|field)"
    r"(?:body|content|text|copy|main|container|wrap|article)|bodymain|wysiwyg"
)
_CREDIT = "credit copyright photographer attribution courtesy".split()
_CAPTION = "caption cutline imagedesc imagetext imagetitle photodesc phototext mediadesc mediatext imgdesc".split()
_PICTURE = "photo image picture thumb".split()
_NO_PICTURE = "gallery slide list grid article story".split()
_DIGITS = str.maketrans("", "", "0123456789")
_JOINED = str.maketrans("", "", "-_")


@lru_cache(maxsize=16384)
def speaks(names: str) -> int:
    """Return what class and id say of an element, as bits; a body's name outweighs a suspect one beside it.

    >>> speaks("related-posts") == SUSPECT, speaks("article-body premium-promo") == BODY | STRONG, speaks("header")
    (True, True, 0)
    """
    bits = 0
    for name in names.translate(_DIGITS).split():
        bits |= _speaks(name)
    return bits & ~SUSPECT if bits & BODY else bits


@lru_cache(maxsize=32768)
def _speaks(name: str) -> int:
    lower = name.lower()
    joined = lower.translate(_JOINED)
    parts = set(_LETTERS.findall(lower))
    bits = 0
    if not parts.isdisjoint(_SUSPECT_PARTS) or _holds(joined, _SUSPECT):
        bits |= SUSPECT
    if joined == "footer" or not parts.isdisjoint(_HOPELESS_PARTS) or _holds(joined, _HOPELESS):
        bits |= SUSPECT | HOPELESS
    if not bits:
        bits |= (BODY | STRONG) if _STRONG.search(joined) else BODY if _BODY.search(joined) else 0
    if _holds(joined, _CREDIT):
        bits |= CREDIT
    if _holds(joined, _CAPTION):
        bits |= CAPTION
    if ("img" in parts or _holds(joined, _PICTURE)) and not _holds(joined, _NO_PICTURE):
        bits |= PICTURE
    return bits


def _holds(text: str, words: list[str]) -> bool:
    for word in words:  # noqa: SIM110 a generator costs twice as much, and this runs for every class of a page
        if word in text:
            return True
    return False


_LETTERS = re.compile("[a-z]+")
