"""The language of a text, None when unsure."""

import pycld2  # type: ignore[import-untyped]

# More tells no better, and costs as much as all the rest of cleaning.
SAMPLE = 600


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text is in, by its first paragraphs.

    >>> language_of("Der Hafen der Stadt ist nach dem Sturm wieder offen, sagte die Bürgermeisterin.")
    'de'
    >>> language_of("ok") is None
    True
    """
    sample = text[:SAMPLE]
    if not sample.isprintable():
        sample = "".join(char if char.isprintable() else " " for char in sample)
    plain = "<" not in sample and "&" not in sample
    try:
        reliable, _, details = pycld2.detect(sample.encode("utf-8", "ignore"), isPlainText=plain, bestEffort=False)
    except pycld2.error:
        return None
    code = details[0][1]
    return code.partition("-")[0] if reliable and code != "un" else None
