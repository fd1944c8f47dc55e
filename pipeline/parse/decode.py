"""Bytes to text by evidence, keeping one character for each character of the payload.

Order of evidence: byte order mark, zero bytes of UTF-16, escape sequences of ISO-2022, validity as UTF-8, the declared
charset, the share of high bytes. Control characters other than tab and line ends become spaces, one for one, so that
offsets hold and Postgres can store the text.
"""

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import StoryError

MAX_BYTES = 50_000_000
SAMPLE = 65_536
CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n\v\f\r"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"RIFF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CONTROL_BYTES = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1a\x1b")
_HIGH_BYTES = bytes(range(128, 256))
# Above this share of control bytes no wire protocol's framing explains them.
_MOST_CONTROLS = 0.3
_FEW_CONTROLS = 16
_MOST_CONTROLS_BESIDE_HIGH_BYTES = 0.04
# Latin scripts use their accented letters less often than this; Cyrillic, Greek, Arabic, CJK more.
_LATIN_HIGH_BYTES = 0.15
# Accented letters of Mac Roman where Windows has capitals or marks that stand in no word, and letters of Windows's.
_MAC_LETTER = re.compile(rb"[A-Za-z][\x87-\x8b\x8d-\x90\x98\x99\x9b\x9d\x9f][a-z]")
_WESTERN_LETTER = re.compile(rb"[A-Za-z][\xe0-\xff]|[\xe0-\xff][a-z]")
_C1 = re.compile(r"[\x80-\x9f]")
# Fewer bytes than this show no charset.
_TELLING = 48


def decode(payload: bytes, declared: str | None = None) -> tuple[str, str]:
    """The payload's text and the name of its encoding; ``declared`` is a charset or a media type that names one.

    Raises StoryError: ``parse.empty``, ``parse.too_large``, ``parse.binary``.

    >>> decode(b"caf\\xc3\\xa9"), decode(b"caf\\xe9"), decode(b"a\\x00b")
    (('café', 'utf-8'), ('café', 'windows-1252'), ('a b', 'utf-8'))
    """
    check_size(payload)
    text, encoding = _decode(payload, charset_of(declared))
    text = text.translate(CONTROLS)
    if not text or text.isspace():
        raise StoryError("parse.empty", f"{len(payload)} bytes hold nothing but white space", str(len(payload)))
    return text, encoding


def check_size(payload: bytes) -> None:
    """Raise StoryError for a payload of no bytes or of ``MAX_BYTES`` and more."""
    if not payload:
        raise StoryError("parse.empty", "the payload holds no bytes", "0")
    if len(payload) >= MAX_BYTES:
        message = f"the payload has {len(payload)} bytes, a story less than {MAX_BYTES}; split it at the source"
        raise StoryError("parse.too_large", message, str(len(payload)))


def charset_of(declared: str | None) -> str | None:
    """The Python codec that a charset or a media type names, None where it names none that Python knows.

    >>> charset_of("text/plain; charset=Shift_JIS"), charset_of("latin1"), charset_of("text/plain")
    ('shift_jis', 'iso8859-1', None)
    """
    if not declared:
        return None
    named = _CHARSET.search(declared)
    try:
        codec = codecs.lookup(named[1] if named else declared)
    except (LookupError, ValueError):
        return None
    # Python also lists codecs that are no charsets, such as base64.
    return codec.name if getattr(codec, "_is_text_encoding", True) else None


def _decode(payload: bytes, declared: str | None) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if payload.startswith(bom):
            return payload[len(bom) :].decode(encoding, "replace"), encoding
    wide = _wide(payload)
    if wide:
        return payload.decode(wide, "replace"), wide
    _refuse_binary(payload)
    for encoding in _candidates(payload, declared):
        try:
            return _superset(payload.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return _guess(payload)


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = payload[:SAMPLE]
    if len(sample) < 4 or len(sample) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _candidates(payload: bytes, declared: str | None) -> list[str]:
    escaped = b"\x1b$" in payload[:SAMPLE] or b"\x1b(J" in payload[:SAMPLE]
    found = ["iso2022_jp"] if escaped else []
    return [*found, "utf-8", *([declared] if declared else [])]


def _superset(text: str, encoding: str) -> tuple[str, str]:
    """Nobody sends C1 controls: who declares Latin-1 and has those bytes means Windows' superset of it."""
    if encoding != "iso8859-1" or not _C1.search(text):
        return text, encoding
    return _C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "replace"), text), "windows-1252"


def _refuse_binary(payload: bytes) -> None:
    sample = payload[:SAMPLE]
    controls = 1 - len(sample.translate(None, _CONTROL_BYTES)) / len(sample)
    high = 1 - len(sample.translate(None, _HIGH_BYTES)) / len(sample)
    beside_high = high > _LATIN_HIGH_BYTES and controls > _MOST_CONTROLS_BESIDE_HIGH_BYTES
    full = controls > _MOST_CONTROLS and controls * len(sample) > _FEW_CONTROLS
    if payload.startswith(_MAGIC) or full or beside_high:
        message = "the payload is no text: it begins with a binary file's mark or is full of control bytes"
        raise StoryError("parse.binary", message, repr(payload[:8]))


def _guess(payload: bytes) -> tuple[str, str]:
    """Legacy bytes: Western European unless high bytes are too frequent for it, then the likeliest charset."""
    sample = payload[:SAMPLE]
    high = 1 - len(sample.translate(None, _HIGH_BYTES)) / len(sample)
    telling = high > _LATIN_HIGH_BYTES and len(sample) >= _TELLING
    best = from_bytes(sample).best() if telling else None
    if best is not None and not best.encoding.startswith("utf"):
        return payload.decode(best.encoding, "replace"), best.encoding
    encoding = western(sample)
    return payload.decode(encoding, "replace"), encoding


def western(sample: bytes) -> str:
    """Windows-1252, or Mac Roman where letters within words are letters only in that.

    >>> western("Fähre".encode("mac_roman")), western("Fähre".encode("cp1252")), western(b"it\\x92s on\\x97or off")
    ('mac_roman', 'windows-1252', 'windows-1252')
    """
    mac = _MAC_LETTER.search(sample) is not None and _WESTERN_LETTER.search(sample) is None
    return "mac_roman" if mac else "windows-1252"
