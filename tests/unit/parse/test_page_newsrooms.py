"""Pages as newsrooms' systems of today build them, written for this project: the text is the story's, word for word."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE

PARAGRAPHS = [f"<p>{text}</p>" for text in TEXTS]
FIRST, REST = "".join(PARAGRAPHS[:3]), "".join(PARAGRAPHS[3:])

THEME = f"""<div class="td-main-content-wrap"><article class="post"><div class="td-post-header">
<h1 class="entry-title">{TITLE}</h1><div class="td-module-meta-info"><div class="td-post-author-name">By
<a href="/author/kari">Kari Lund</a></div><div class="td-post-views"><span>1204</span></div></div></div>
<div class="td-post-content"><figure><img src="/a.jpg">
<figcaption class="wp-caption-text">The pier of Nordvik</figcaption>
</figure>{FIRST}<div class="td-a-rec"><span class="td-adspot-title">- Advertisement -</span></div>{REST}</div><footer>
<ul class="td-tags"><li><a href="/tag/coal">coal</a></li></ul><div class="author-box-wrap">
<a href="/author/kari">Kari Lund</a>
<div class="td-author-description">Kari Lund covers the coast for the Gazette.</div></div></footer></article></div>"""

GUTENBERG = f"""<main><h1>{TITLE}</h1><div class="entry-content">{PARAGRAPHS[0]}<div class="wp-block-media-text">
<figure>
<img src="/a.jpg"></figure><div class="wp-block-media-text__content">{PARAGRAPHS[1]}</div></div>{PARAGRAPHS[2]}
<div class="wp-block-group">{REST}</div></div></main>"""

LETTER = f"""<article class="newsletter-post post"><div class="post-header"><h1 class="post-title">{TITLE}</h1>
<div class="byline-wrapper"><a href="https://letters.example/@kari">Kari Lund</a><div>May 14, 2024</div></div></div>
<div class="available-content"><div class="body markup">{FIRST}<div class="subscription-widget-wrap">
<p class="cta-caption">
The Pier is paid by its readers. To receive new posts, consider becoming a subscriber.</p><form><input type="email">
</form>
</div>{REST}<p class="button-wrapper"><a class="button" href="/share"><span>Share</span></a></p></div></div>
<div class="post-ufi">12 Likes</div></article>"""

STYLED = f"""<main><article><div class="sc-1"><h1>{TITLE}</h1></div><div class="sc-2"><div>4 hours ago</div><div>
<span class="sc-3">Kari Lund</span><span class="sc-4">Coast correspondent</span></div></div>
<figure><div><img src="/a.jpg"></div><figcaption>Cranes at the pier</figcaption></figure>
{"".join(f"<div class=sc-5>{each}</div>" for each in PARAGRAPHS[:3])}<div class="sc-6"><ul><li>
<a href="/x">Ferry fares rise again this year</a></li><li><a href="/y">Strike at the shipyard ends</a></li></ul></div>
{"".join(f"<div class=sc-5>{each}</div>" for each in PARAGRAPHS[3:])}<div class="sc-7"><h2>More on this story</h2>
<a href="/z">The last coal ship leaves Holm</a></div><div><div>Norway</div><div>Coal</div></div></article></main>"""

SUBSCRIBERS = f"""<div class="asset-masthead"><h1 class="headline"><span>{TITLE}</span></h1></div>
<div class="asset-body">
<div id="article-body" class="asset-content subscriber-premium">
{"".join(f'<div class="subscriber-preview">{each}</div>' for each in PARAGRAPHS[:2])}
<div class="tnt-ads">Advertisement</div>
{"".join(f'<div class="subscriber-only">{each}</div>' for each in PARAGRAPHS[2:])}</div><div class="tagline">
<p>Reach Kari Lund at 555-0100 or klund@gazette.example.</p></div></div>"""

HASHED = f"""<div id="__next"><main class="css-2y"><div class="css-3z"><h1 class="css-5b">{TITLE}</h1>
<div class="css-7d">
<span>Kari Lund</span><span>Reporter</span><div>May 14, 2024 · 4 min read</div><button>Listen</button></div></div>
<div class="css-5l">{FIRST}<div class="css-6m"><div>Most read</div><ol><li>
<a href="/1">Ferry fares rise again this year</a></li>
<li><a href="/2">Strike at the shipyard ends</a></li></ol></div>{REST}<div class="css-8o">
<p>Get the day's news of the coast
in your inbox</p><input type="email"><button>Sign up</button></div></div><div class="css-9p"><h3>Topics</h3>
<a href="/t/coal">Coal</a></div></main></div>"""

CELLS = f"""<table><tr><td><a href="/">Home</a></td><td><table class="story"><tr><td><h1>{TITLE}</h1></td></tr>
<tr><td>Kari Lund, 14.05.2024</td></tr><tr><td><table class="tr-caption-container"><tr><td><img src="/a.jpg"></td>
</tr><tr>
<td class="tr-caption">Cranes at the pier on Monday.</td></tr></table>{"<br><br>".join(TEXTS)}</td></tr></table>
</td></tr></table>"""

SERVER_FORM = f"""<form id="aspnetForm" action="x"><div id="hdr"><ul><li><a href="/s">Sections</a></li></ul></div>
<div id="content">
<h1>{TITLE}</h1><div class="artText">{FIRST}{REST}</div></div><div id="footer">Copyright 2024 Gazette.</div></form>"""

PAGES = (THEME, GUTENBERG, LETTER, STYLED, SUBSCRIBERS, HASHED, CELLS, SERVER_FORM)


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_text_is_the_storys_word_for_word(page: str) -> None:
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    story = read(f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{page}</body></html>".encode()).story
    assert body_text(story) == "\n\n".join(TEXTS)
