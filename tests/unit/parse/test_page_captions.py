"""Captions outside of figures: in tables around a picture, in elements within a line that are called so."""

import pytest

from pipeline.parse.page import body_text, read
from pipeline.story import BlockKind
from tests.unit.parse.pier import TEXTS, TITLE

IMAGE = "<img src=/a.jpg>"
CAPTION = "Cranes at the pier of Nordvik on Monday"


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (f"<table><tr><td>{IMAGE}</td></tr><tr><td>{CAPTION}</td></tr></table>", BlockKind.CAPTION),
        (f"<span>{IMAGE}<em class=img_desc>{CAPTION}</em></span>", BlockKind.CAPTION),
        (f"<p>{IMAGE}<span class=photo-caption>{CAPTION}</span></p>", BlockKind.CAPTION),
        (f"<p>{IMAGE}<span class=photo-caption>© Ola Vik</span></p>", BlockKind.CREDIT),
    ],
)
def test_caption_outside_of_a_figure(part: str, kind: BlockKind) -> None:
    inside = "".join((*(f"<p>{text}</p>" for text in TEXTS[:3]), part, *(f"<p>{text}</p>" for text in TEXTS[3:])))
    page = f"<html lang=en><title>{TITLE}</title><body><article><h1>{TITLE}</h1><div>{inside}</div></article></body>"
    story = read(page.encode()).story
    assert [block.kind for block in story.blocks if block.kind in (BlockKind.CAPTION, BlockKind.CREDIT)] == [kind]
    assert body_text(story) == "\n\n".join(TEXTS)


def test_who_took_a_picture_as_a_term_and_its_meaning() -> None:
    term = "<dl><dt>Фото:</dt><dd>личный архив Анны Луневой</dd></dl><dl><dt>Pier</dt><dd>A wall in the sea.</dd></dl>"
    inside = f"<p>{TEXTS[0]}</p>{term}<p>{'</p><p>'.join(TEXTS[1:])}</p>"
    page = f"<html><title>{TITLE}</title><body><article><h1>{TITLE}</h1><div>{inside}</div></article></body>"
    assert body_text(read(page.encode()).story) == "\n\n".join((TEXTS[0], "Pier", "A wall in the sea.", *TEXTS[1:]))


@pytest.mark.parametrize(
    "part",
    [
        f"<table><tr><td>{IMAGE} Norway</td><td>12 gold</td></tr><tr><td>{IMAGE} Sweden</td><td>9</td></tr></table>",
        "<p><span class=caption>Norway</span> won twelve medals in gold, more than ever.</p>",
    ],
)
def test_text_that_only_looks_like_a_caption_stays(part: str) -> None:
    page = f"<title>{TITLE}</title><article><h1>{TITLE}</h1><div><p>{'</p><p>'.join(TEXTS)}</p>{part}</div></article>"
    story = read(page.encode()).story
    assert "Norway" in body_text(story)
    assert not [block for block in story.blocks if block.kind is BlockKind.CAPTION]
