"""What comes after a story's text on pages whose classes say nothing: comments, cards of other stories, appeals."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE

SAID = (
    "I worked there for thirty years and nobody asked us what we think about all of this, what a shame for the town.",
    "Good riddance. The dust was on every window in the street and my children coughed all winter long because of it.",
    "Who will pay the other half? The county has no money, and the ministry knows that very well, as we all do by now.",
)
OTHERS = (
    ("Ferry fares rise again this year", "The company asks for more from July, and islanders say they cannot pay it."),
    (
        "Strike at the shipyard of Holm ends",
        "After three weeks the welders go back to work with a rise of four per cent.",
    ),
    ("School in Sund gets a new roof", "The old one leaked for years, and the pupils had their lessons in the gym."),
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
WRAPPED = "".join(f"<div><p>{text}</p></div>" for text in TEXTS)
LAYOUTS = (
    f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}%s</div></main>",
    f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}</div>%s</main>",
    f"<main><article><h1>{TITLE}</h1><div><div>{PARAGRAPHS}</div></div></article><div>%s</div></main>",
    f"<main><h1>{TITLE}</h1><div>{WRAPPED}<div>%s</div></div></main>",
)


def each(pattern: str, *texts: str) -> str:
    return "".join(pattern.replace("@", text) for text in texts)


CARDS = "".join(
    f"<div><a href=/x><img src=/a.jpg></a><div><h3><a href=/x>{title}</a></h3><p>{text}</p></div></div>"
    for title, text in OTHERS
)
NAMED = "<li><div><b>Anna K.</b></div><div>2 hours ago</div><p>@</p>"
TAILS = {
    "comments with buttons": "<div>"
    + each("<div><b>Anna K.</b><p>@</p><button>Reply</button></div>", *SAID)
    + "</div>",
    "comments with links": "<ol>" + each(f"{NAMED}<a href=#r>Antworten</a></li>", *SAID) + "</ol>",
    "comments in Swedish": "<div><h3>Kommentarer</h3>"
    + each("<div><div>Anna K.</div><p>@</p></div>", *SAID)
    + "</div>",
    "comments in Polish": "<div><h2>Komentarze (3)</h2>" + each("<div><p>@</p></div>", *SAID) + "</div>",
    "cards of stories": f"<div>{CARDS}</div>",
    "cards under a heading": f"<div><h2>In the north</h2>{CARDS}</div>",
    "appeal": "<div><h3>Before you go</h3><p>Readers pay for what we do: please support our work.</p></div>",
    "author": "<div><h3>About the author</h3><p>She has covered ports since 2011 and lives in Nordvik.</p></div>",
    "poll": "<div><h4>Which?</h4><ul><li><input type=radio>One</li><li><input type=radio>None</li></ul></div>",
}


def body(layout: str, tail: str) -> list[str]:
    head = f'<title>{TITLE}</title><meta property="og:type" content="article"><meta name=author content="Ann Lee">'
    page = f"<html lang=en><head>{head}</head><body>{layout % tail}</body></html>"
    return body_text(read(page.encode()).story).split("\n\n")


@pytest.mark.parametrize("layout", LAYOUTS, ids=range(4))
@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_tail_is_no_part_of_the_story(tail: str, layout: str) -> None:
    assert body(layout, tail) == list(TEXTS)


@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[3]], ids=range(2))
@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        ("<div><h2>When does it close?</h2><p>It closes on the first of May, the harbour board said.</p></div>", 2),
        ("<div><h2><a href=#pay>Who pays for the closing?</a></h2><p>The ministry pays half of it all.</p></div>", 2),
        ("<div><h2>The fair</h2><ul><li>Friday at noon, 21+ only</li><li>Sign up at the gate</li></ul></div>", 2),
        ("<div><h2>About the author</h2><p>The letter of 1913 was by a clerk whom the board announced.</p></div>", 2),
        ("<h3>About the author</h3><p>Ann Lee covers ports.</p><h3>What is next</h3><p>A vote in the county.</p>", 2),
        ("<div><p>Moe wrote one word to the county:</p><p>Reply</p><p>It has not done so until today.</p></div>", 2),
    ],
)
def test_section_at_the_end_stays(tail: str, kept: int, layout: str) -> None:
    found = body(layout, tail)
    assert found[: len(TEXTS)] == list(TEXTS)
    assert len(found) >= len(TEXTS) + kept
