"""What heads links in a page's text and what follows the text: labels, pointers, credits of a production, offers."""

import pytest

from pipeline.parse.page import body_text, read
from pipeline.story import BlockKind
from tests.unit.parse import pier
from tests.unit.parse.pier import TITLE

TEXTS = pier.TEXTS[:4]
LINKS = "<p><a href=/b>Ferry fares rise this year</a></p><p><a href=/c>Strike at the shipyard of Holm ends</a></p>"


def page(*parts: str, author: str = "") -> bytes:
    """A page whose text is the paragraphs with parts after the second, and the last part at the end."""
    body = [f"<p>{text}</p>" for text in TEXTS]
    inside = "".join((*body[:2], *parts[:-1], *body[2:], *parts[-1:]))
    head = f'<title>{TITLE}</title><meta property="og:type" content="article"><meta name=author content="{author}">'
    text = f"<div><h1>{TITLE}</h1><div>{inside}</div></div>"
    return f"<html lang=en><head>{head}</head><body>{text}</body></html>".encode()


@pytest.mark.parametrize(
    "part",
    [
        f"<p>Also in the north:</p><div>{LINKS}</div>",
        f"<div><p>OUR PICKS</p>{LINKS}</div>",
        "<h3>Don't miss</h3><ul><li>Fares may rise soon. <a href=/b>Ask for yours</a> in time</li></ul>",
        "<p>Also available on Apple Podcasts</p>",
        "<p>Got a news tip? Send it to desk@nordvik.example</p>",
        "<p>Enjoyed this story? Pass it on to a friend!</p>",
        "<p>More on ports: https://nordvik.example/ports</p>",
        "<p>You may make use of our links, and we may earn an affiliate fee.</p>",
        "<p>For the latest Nordvik news, visit nordvik.example</p>",
        "<p>Читайте також: порт Голма</p>",
        "<blockquote>Ein Beitrag geteilt von Inga Moe (@moe) am 12. März 2024 um 12:30 Uhr</blockquote>",
    ],
)
def test_what_points_elsewhere_at_the_end_is_left_out(part: str) -> None:
    assert body_text(read(page(part)).story) == "\n\n".join(TEXTS)


def test_subhead_before_links_amid_the_text_stays() -> None:
    text = body_text(read(page(f"<p><b>A long wait</b></p>{LINKS}", "")).story)
    assert "A long wait" in text.split("\n\n")
    assert "Ferry fares" not in text


@pytest.mark.parametrize(("count", "href", "stays"), [(3, "/{}", True), (2, "/{}", False), (1, "#s{}", True)])
def test_subheads_that_are_links_are_the_storys_where_they_are_several_or_lead_to_themselves(
    count: int, href: str, stays: bool
) -> None:
    heads = [f"<h3><a href={href.format(at)}>What pier {at} costs</a></h3><p>{TEXTS[at]}</p>" for at in range(count)]
    text = body_text(read(page("".join(heads).replace("The ", "Also, the "), "")).story)
    assert ("What pier 0 costs" in text) is stays


def test_list_with_unlinked_items_stays_under_a_heading_of_pointers() -> None:
    text = body_text(read(page("<h3>Don't miss</h3><ul><li>The fair on Friday at noon</li></ul>", "")).story)
    assert "The fair on Friday at noon" in text.split("\n\n")


def test_links_that_open_over_a_name_are_no_part_of_the_sentence() -> None:
    links = "".join(f"<a href=/{at}>Inga Moe told the board of plan {at} for the pier</a>" for at in range(3))
    text = body_text(read(page(f"<p>Then <span>Inga Moe<span>{links}</span></span> spoke for an hour.</p>", "")).story)
    assert "Then Inga Moe spoke for an hour." in text.split("\n\n")


def test_names_in_a_row_stay_though_each_is_a_link() -> None:
    names = "<span><a href=/a>Inga Moe</a> <a href=/b>Ola Vik</a> <a href=/c>Per Ask</a></span>"
    assert "On the board: Inga Moe Ola Vik Per Ask" in body_text(read(page(f"<p>On the board: {names}</p>", "")).story)


def test_who_made_the_pictures_of_a_story_is_credited_and_no_text() -> None:
    lines = ("Photographer Ann Lee", "Stylist: Per Ask", "Hair and makeup Kim Dahl", "Producer Ola Vik")
    story = read(page("".join(f"<p>{line}</p>" for line in lines))).story
    assert body_text(story) == "\n\n".join(TEXTS)
    credits_ = [block for block in story.blocks if block.kind is BlockKind.CREDIT]
    assert tuple(story.source_text[block.start : block.end] for block in credits_) == lines


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("", ("Director: Ann Lee", "Producer: Per Ask", "Editor: Kim Dahl", "Design: Ola Vik")),
        ("", ("Director Ann Lee", "Hair and makeup Per Ask", "Stylist Kim Dahl", "Director of photography Ola Vik")),
        ("", ("Director Ann Lee", "Photographer Per Ask", "Wardrobe Kim Dahl", "Producer Kim Ny", "Music by Ola Vik")),
        ("Who is who", ("Director Ann Lee", "Photographer Per Ask", "Hair Kim Dahl", "Models Inga Moe")),
    ],
)
def test_facts_about_a_play_or_film_at_the_end_stay(head: str, facts: tuple[str, ...]) -> None:
    told = (*([head] if head else ()), *facts)
    text = body_text(read(page("".join(f"<{'h3' if fact == head else 'p'}>{fact}</p>" for fact in told))).story)
    assert text == "\n\n".join((*TEXTS, *told))


@pytest.mark.parametrize("end", ["Ann Lee is Nordvik's port reporter.", "Ann Lee’s latest book is out in May."])
def test_what_is_said_of_the_author_at_the_end_is_left_out(end: str) -> None:
    assert body_text(read(page(f"<p>{end}</p>", author="Ann Lee")).story) == "\n\n".join(TEXTS)


def test_what_is_said_of_another_writer_at_the_end_stays() -> None:
    end = "Inga Moe is a writer of the port who fled the town in 1944."
    assert body_text(read(page(f"<p>{end}</p>", author="Ann Lee")).story).endswith(end)


def test_steps_of_a_numbered_list_stay_whatever_they_ask() -> None:
    steps = ("Sign up for the trip at the quay", "Watch: the pier is slippery", "Download the app of the ferry")
    text = body_text(read(page(f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>", "")).story)
    assert all(step in text for step in steps)


def test_step_that_a_text_repeats_stays_and_a_double_goes() -> None:
    step = "<p>Stir the beans into the pot, add half a litre of water and let it boil for a quarter of an hour.</p>"
    story = read(page(step, step, "<p>Serve.</p>", step, "")).story
    assert body_text(story).count("Stir the beans") == 2
