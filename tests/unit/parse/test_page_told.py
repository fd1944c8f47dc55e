"""Sentences of a story in the words of the page's own lines stay; the same words said to the reader go."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE


def texts(line: str, wrapper: str = "{}") -> list[str]:
    """The texts of a page with a line amid its text."""
    line = wrapper.format(f"<p>{line}</p>")
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    parts = [f"<p>{text}</p>" for text in TEXTS]
    body = f"<main><h1>{TITLE}</h1><div>{''.join((*parts[:3], line, *parts[3:]))}</div></main>"
    return body_text(read(f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode()).story).split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "More than two million people follow the singer on Instagram, where she spoke of the birth of her son.",
        "The union has 900 members who subscribe to its newsletter, and half of them live in Sund.",
        "The band may receive a commission of ten per cent on each ticket, court papers show.",
        "Under the law the film may not be published in Norway without the consent of the heirs.",
        "The song is subject to copyright until 2034, and the heirs of the writer want to be paid.",
        "The regulator told Google to change its privacy policy by the end of June or pay a fine.",
        "Comments will be moderated by the city, the mayor said, and insults will be deleted.",
        "Thanks for signing up, the card said, and under it there was a map of the front.",
        "“Follow me,” he said, and the men went with him.",
        "Click here, type there: how a day in the new office of the port looks.",
        "Source: the ministry's own figures for 2023, which the county does not dispute.",
        "Video: the court saw four minutes of it, and the defence did not object.",
        "Photo: that is all he took from the house.",
        "Related: the fall of the dollar, which made coal cheap again for buyers in Europe.",
        "Also on the list: the ferry of Sund, which has not run since January.",
        "Members who subscribe pay 12 crowns a month, the ministry said, and half of them never read a line.",
        "Courtesy of the king, the town got a park in 1905.",
        "Via Roma was closed all night.",
        "Listen: the men are singing again.",
    ],
)
@pytest.mark.parametrize("wrapper", ["{}", "<div class=q4>{}</div>"])
def test_sentence_of_the_story_stays(line: str, wrapper: str) -> None:
    assert line in texts(line, wrapper)


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on X for more news of the coast.",
        "Want more stories like this? Sign up for The Pier.",
        "Subscribe to our newsletter for the best of the coast.",
        "We may earn a commission from the links on this page.",
        "By signing up, you agree to the terms of use and the privacy policy.",
        "Comments will be moderated before they are published.",
        "Copyright of The Harbour Gazette. All rights reserved.",
        "Read the original article on the site of The Harbour Gazette.",
        "ALSO READ | Ferry fares rise again",
        "Photo: Ola Vik.",
    ],
)
def test_line_that_speaks_to_readers_goes(line: str) -> None:
    assert texts(line) == list(TEXTS)


@pytest.mark.parametrize("heading", ["More on the way", "Popular with dockers", "Related costs", "Updated rules"])
@pytest.mark.parametrize("wrapper", ["{}", "<div>{}</div>"])
def test_subhead_right_over_text_stays_whatever_it_says(heading: str, wrapper: str) -> None:
    parts = [f"<p>{text}</p>" for text in TEXTS]
    parts.insert(3, f"<h2>{heading}</h2>")
    body = "".join(wrapper.format(part) for part in parts)
    page = f"<html lang=en><title>{TITLE}</title><body><main><h1>{TITLE}</h1><div>{body}</div></main></body></html>"
    assert heading in body_text(read(page.encode()).story).split("\n\n")


@pytest.mark.parametrize("links", ["<ul><li><a href=/b>Ferry fares rise again this year</a></li></ul>", "<div></div>"])
def test_heading_over_what_is_no_text_goes(links: str) -> None:
    parts = [f"<p>{text}</p>" for text in TEXTS]
    parts.insert(3, f"<h2>More on ports</h2>{links}")
    page = f"<title>{TITLE}</title><body><main><h1>{TITLE}</h1><div>{''.join(parts)}</div></main></body>"
    assert body_text(read(page.encode()).story) == "\n\n".join(TEXTS)
