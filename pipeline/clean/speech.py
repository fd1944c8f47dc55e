"""Somebody's words: what is quoted, and who says so. The words for saying stand in ``speech.toml``."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.wording import words_of

_WORDS: Final = words_of("speech")
_SAID: Final = alternation(_WORDS["said"])
_BEHIND_QUOTATION: Final = alternation([*_WORDS["said"], *_WORDS["behind_quotation"]])
_AT_END: Final = alternation([*_WORDS["said"], *_WORDS["at_end"]])
# A quotation's sign, or a word for saying.
TOLD: Final = re.compile(rf"[\"“”„«»]| {_SAID}\b")
# What somebody says, or who says it.
QUOTED: Final = re.compile(rf"^[\"“„«「]|[,.?!][\"”»] |\b{_SAID}\b")
# Somebody's words, with who spoke them behind.
SPEECH: Final = re.compile(r"[\"“„«「][^\"”»」]{8,180}[,.?!][’']?[\"”»」] ?,? ?(?:[\w’'-]+ ){0,5}" + _SAID + r"\b")
# Somebody's speech, with who spoke amid it: a paragraph of the text, though a picture's credit is glued to it.
SPEECH_AROUND: Final = re.compile(
    r"[\"“„«‘'][^\"“”»]{20,600}[,.?!][\"”»’'] " + _BEHIND_QUOTATION + r" .{0,80}?\. [\"“„«‘'].{40}"
)
# A sentence that ends in who said so.
SAID_AT_END: Final = re.compile(r", (?:[^,.]{2,40} )?" + _AT_END + r"(?: [^,.]{2,30})?\.\Z")
