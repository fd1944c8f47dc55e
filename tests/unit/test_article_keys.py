"""An article's keys: what the code makes, what the schema says and what the docs tell are the same."""

import dataclasses
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from pipeline import entity, story
from pipeline.entity import Candidate, Entity, Mention, Value
from pipeline.story import (
    Article,
    Code,
    Contributor,
    Dateline,
    Furniture,
    Kind,
    Link,
    Located,
    Note,
    Notice,
    Picture,
    Subject,
    Update,
)

PROJECT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads((PROJECT / "schemas" / "story.schema.json").read_text())
NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
BARE = Article(format="text", body="", paragraphs=(), source_text="")
RECORDS = vars(entity) | vars(story)
FULL = dataclasses.replace(
    BARE,
    embargo_until=NOON,
    version_created=NOON,
    dateline=Dateline(
        "ROME, May 1 (X) -",
        "Rome",
        "Lazio",
        "IT",
        dt.date(2024, 5, 1),
        "X",
        "May 1",
        (Located("Rome"), Located("Bern")),
    ),
    subjects=(Subject("medtop", "1"),),
    furniture=(Furniture(Kind.SIGNOFF, "(X)", 0, 3, 0, "x.signoff"),),
    pictures=(Picture("A caption", None),),
    entities=(
        Entity(
            "country",
            "Italy",
            {"iso3166": "IT"},
            (Mention(0, 5, "Italy"),),
            1.0,
            ("host",),
            (Candidate({}, "Italy", 1.0),),
        ),
    ),
    keywords=("talks",),
    genres=(Code("x"),),
    places=(Code(None, "Rome"),),
    notes=(Note("correction", "x", public=False),),
    links=(Link("seeAlso", "urn:x"),),
    contributors=(Contributor("Ann Reis", "author"),),
    notices=(Notice("correction", "Corrects the date.", ("the date",)),),
    updates=(Update(NOON, "Talks begin", 0),),
    values=(Value("percent", 0, 2, "5%", 5.0),),
)


@pytest.mark.parametrize("article", [BARE, FULL])
def test_an_article_is_what_the_schema_says(article: Article) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(msgspec.json.encode(article)))


def test_the_schema_notices_what_is_wrong() -> None:
    wrong = {**json.loads(msgspec.json.encode(FULL)), "urgency": "high"}
    with pytest.raises(jsonschema.ValidationError, match="high"):
        jsonschema.Draft202012Validator(SCHEMA).validate(wrong)


@pytest.mark.parametrize("name", ["article", *SCHEMA["$defs"]])
def test_schema_and_records_have_the_same_keys(name: str) -> None:
    stated = SCHEMA if name == "article" else SCHEMA["$defs"][name]
    fields = [field.name for field in dataclasses.fields(RECORDS[name.capitalize()])]
    assert list(stated["properties"]) == stated["required"] == fields
    assert all(part["description"] for part in stated["properties"].values())


def test_furniture_kinds_are_those_of_the_code() -> None:
    assert SCHEMA["$defs"]["furniture"]["properties"]["kind"]["enum"] == [kind.value for kind in Kind]


def test_the_docs_are_what_the_schema_says() -> None:
    subprocess.run([sys.executable, PROJECT / "tools" / "article_keys.py", "--check"], check=True)
