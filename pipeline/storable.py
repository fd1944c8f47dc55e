"""What a Postgres text can hold: any Unicode but NUL and lone surrogates."""

import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with what Postgres cannot hold replaced by U+FFFD, one for one.

    >>> storable("caf\\udce9\\x00") == "caf\\ufffd\\ufffd"
    True
    """
    return UNSTORABLE.sub("\ufffd", text)
