"""The language of a text, None when unsure."""

from typing import Final

import pycld2  # type: ignore[import-untyped]

# So little tells of most texts what more of it would; looking at it costs a third. Half of it is the text's beginning,
# half its middle: what stands first may be a caption in another language.
LITTLE: Final = 200
# More tells no better, and costs as much as all the rest of cleaning.
SAMPLE: Final = 600
# So much of these, in per cent, is in one language where no more need be looked at.
NEARLY_ALL_PERCENT: Final = 97


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text is in, by its first paragraphs.

    >>> language_of("Der Hafen der Stadt ist nach dem Sturm wieder offen, sagte die Bürgermeisterin.")
    'de'
    >>> language_of("ok") is None
    True
    """
    if len(text) <= LITTLE:
        return _detected(text)[0]
    half, middle = LITTLE // 2, len(text) // 2
    code, share = _detected(f"{text[:half]} {text[middle : middle + half]}")
    if code and share >= NEARLY_ALL_PERCENT:
        return code
    return _detected(text[:SAMPLE])[0]


def _detected(sample: str) -> tuple[str | None, int]:
    """A sample's language if that is sure, and how many per cent of the sample are in it."""
    if not sample.isprintable():
        sample = "".join(char if char.isprintable() else " " for char in sample)
    plain = "<" not in sample and "&" not in sample
    try:
        reliable, _, details = pycld2.detect(sample.encode("utf-8", "ignore"), isPlainText=plain, bestEffort=False)
    except pycld2.error:
        return None, 0
    code = details[0][1]
    return code.partition("-")[0] if reliable and code != "un" else None, details[0][2]
