import pytest

from pipeline.errors import StoryError
from pipeline.parse.json_items import listed, looks_like_json, named, objects, plain, read_json, text_at


@pytest.mark.parametrize(
    "payload", [b"[" * 200_000, b'{"a":' * 50_000, b"{", b'{"a": NaNa}', b'{"a": ' + b"9" * 9999 + b"}"]
)
def test_what_is_no_json_is_a_story_error(payload: bytes) -> None:
    with pytest.raises(StoryError) as error:
        read_json(payload)
    assert error.value.check == "parse.malformed"


def test_encodings() -> None:
    document = '{"headline": "Fähre"}'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        assert looks_like_json(document.encode(encoding))
        assert read_json(document.encode(encoding))[0] == {"headline": "Fähre"}


def test_texts_are_storable() -> None:
    item = read_json(b'{"a": "x\\u0000\\ud800y", "b": true, "c": 3, "d": "  "}')[0]
    assert plain(item["a"]) == "x ?y"
    assert [text_at(item, name) for name in "bcde"] == [None, "3", None, None]


def test_envelopes() -> None:
    inner = {"uri": "u", "headline": "h"}
    for outer in (inner, [inner], {"item": [inner]}, {"data": {"item": inner}}, {"data": {"items": [{"item": inner}]}}):
        assert list(objects(outer)) == [inner]


def test_values_of_all_shapes() -> None:
    assert (listed(None), listed("a"), listed(["a"])) == ([], ["a"], ["a"])
    assert list(named([None, 3, True])) == [{"name": 3}]
