import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.preview_html import page, view
from pipeline.config import PROJECT
from pipeline.errors import ConfigError
from pipeline.extract import extract
from pipeline.flow import cleaned
from pipeline.story import Article, CleanStory, Kind

SEEDS = PROJECT / "seeds" / "stories"
HOSTILE = b"""OSLO (AP) - <script>alert(1)</script> rain & "wind" fell for a third day, officials said on Monday.

<img src=x onerror=alert(2)> closed the harbor bridge to traffic \x1b[2J and nobody was hurt, the town's mayor said.
"""


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def both(payload: bytes, media_type: str | None = None) -> list[tuple[CleanStory, Article]]:
    return [(story, extract(story)) for story in cleaned(payload, media_type=media_type)]


def marks(text: str, letter: str) -> set[tuple[str | None, str | None]]:
    found = (attrs for tag, attrs in Parsed(text).tags if tag == "mark")
    return {(at["class"], at["title"]) for at in found if (at["class"] or "").startswith(letter)}


def test_every_removal_is_coloured_by_its_kind_and_titled_with_its_rule() -> None:
    ((story, article),) = stories = both((SEEDS / "kyodo-trilateral.txt").read_bytes())
    assert marks(page("k", stories), "k-") == {(f"k-{f.kind}", f"{f.kind}: {f.rule}") for f in article.furniture}
    assert {kind for kind, _ in view(story, article).kinds} == {span.kind for span in article.furniture}


def test_entities_are_marked_in_the_body_with_their_names() -> None:
    stories = both((SEEDS / "kyodo-trilateral.txt").read_bytes())
    titles = {title for _, title in marks(page("k", stories), "e-")}
    assert any(title and title.startswith("person: Toshimitsu Motegi") for title in titles)


def test_people_notices_and_parts_of_credits_are_shown() -> None:
    shown = " ".join(Parsed(page("r", both((SEEDS / "reuters-trust.txt").read_bytes()))).text.split())
    for words in (
        "Joao Lima editor",
        "reporter, Port Alder",
        "refile This May 4 story",
        "names May 4 story; paragraph 3",
    ):
        assert words in shown
    for words in ("by Ann Lee agency REUTERS", "placeOslo, NO"):
        assert words in shown


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_rows_hold_all_of_the_source_and_all_of_the_body(path: Path) -> None:
    for story, article in both(path.read_bytes()):
        shown = view(story, article)
        source = "".join(segment.text for row in shown.rows for segment in row.source)
        assert "".join(source.split()) == "".join(story.parsed.source_text.split())
        paragraphs = ["".join(segment.text for segment in body) for row in shown.rows for body in row.body]
        assert tuple(paragraphs) == article.paragraphs


def test_the_result_shows_dateline_parts_pictures_and_warnings() -> None:
    shown = Parsed(page("ap", both((SEEDS / "ap-captions.txt").read_bytes()))).text
    for words in ("Port Alder", "AP Photo/Mara Linden", "Harbor bridge opens again after storm", "Pictures"):
        assert words in shown
    assert "clean.all_furniture" in Parsed(page("x", both(b"(AP Photo/Mara Linden)"))).text


def test_nothing_of_the_payload_becomes_markup() -> None:
    text = page("<b>name</b>", both(HOSTILE, "text/plain"))
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in Parsed(text).tags}
    assert "<b>name</b>" in Parsed(text).text
    assert "<script>alert(1)</script>" in Parsed(text).text
    assert "\x1b" not in text


def test_the_page_needs_nothing_beside_itself() -> None:
    text = page("k", both((SEEDS / "kyodo-trilateral.txt").read_bytes()))
    assert not re.search(r"(?i)url\(|@import|\b(?:src|href)\s*=", text)
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text


def test_every_kind_has_its_colour_in_light_and_dark() -> None:
    text = page("none", [])
    for kind in Kind:
        assert text.count(f"--{kind}: #") == 2
        assert f".k-{kind} {{" in text


def test_stories_of_a_payload_stand_one_below_the_other() -> None:
    stories = both((SEEDS / "rss-feed.xml").read_bytes())
    assert len(stories) > 1
    assert [tag for tag, _ in Parsed(page("feed", stories)).tags].count("article") == len(stories)


def test_the_command_writes_the_page_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner, seed = CliRunner(), str(SEEDS / "ap-captions.txt")
    assert runner.invoke(app, ["preview", "--html", seed]).exit_code == 0
    assert runner.invoke(app, ["preview", "--html", seed, "--out", "here.html"]).exit_code == 0
    written = (tmp_path / "here.html").read_text("utf-8")
    assert (tmp_path / "ap-captions.txt.preview.html").read_text("utf-8") == written
    assert runner.invoke(app, ["preview", "--html", seed, "--out", "-"]).stdout == written


@pytest.mark.parametrize(
    "options", [["--html", "--json"], ["--out", "x.html"], ["--html", "--out", "/no/such/folder/x.html"]]
)
def test_options_that_cannot_be_followed_are_refused(options: list[str]) -> None:
    done = CliRunner().invoke(app, ["preview", str(SEEDS / "ap-captions.txt"), *options])
    assert isinstance(done.exception, ConfigError)
