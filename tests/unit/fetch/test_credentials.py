import pytest

from pipeline.errors import ConfigError
from pipeline.fetch.credentials import Credentials, credentials_of
from pipeline.sources import Source

SOURCE = Source("wire", "feed", credentials="desk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://me:p%40ss%2F@host:80/x?token=1", Credentials("me", "p@ss/", {"token": "1"})),
        ('{"login": "me", "password": "p", "extra": {"token": 1}}', Credentials("me", "p", {"token": 1})),
        ('{"password": "p", "extra": "{\\"token\\": 1}"}', Credentials(None, "p", {"token": 1})),
    ],
)
def test_connection_as_airflow_writes_it(text: str, found: Credentials) -> None:
    assert credentials_of(SOURCE, {"AIRFLOW_CONN_DESK": text}) == found


def test_none_is_needed_where_none_is_named() -> None:
    assert credentials_of(Source("wire", "feed"), {}) == Credentials()


def test_missing_connection_says_how_to_make_it() -> None:
    with pytest.raises(ConfigError, match=r"no connection desk: .* AIRFLOW_CONN_DESK"):
        credentials_of(SOURCE, {})


@pytest.mark.parametrize("text", ["{secret", '["secret"]', "http://[secret"])
def test_secret_stays_out_of_messages(text: str) -> None:
    with pytest.raises(ConfigError, match="AIRFLOW_CONN_DESK is no connection") as caught:
        credentials_of(SOURCE, {"AIRFLOW_CONN_DESK": text})
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_secret_stays_out_of_what_is_printed() -> None:
    assert "secret" not in repr(Credentials("secret", "secret", {"key": "secret"}))
