"""From working paragraphs to the spans of a clean story."""

from collections.abc import Sequence

from pipeline.clean.paragraph import Paragraph
from pipeline.story import BlockKind, Furniture, Kind
from pipeline.story import Paragraph as BodyParagraph


def furniture_of(source: str, paragraphs: Sequence[Paragraph]) -> tuple[Furniture, ...]:
    """The furniture in the order of the text, without white space at its edges."""
    found: list[Furniture] = []
    for paragraph in paragraphs:
        if paragraph.cuts or (paragraph.label is not None and not paragraph.plain):
            found += _furniture(source, paragraph)
        elif paragraph.label is not None:
            begin, stop = paragraph.start, paragraph.start + len(paragraph.text)
            text = source[begin:stop]
            found.append(Furniture(paragraph.label, text, begin, stop, paragraph.index, paragraph.rule))
    return tuple(found)


def body_of(source: str, paragraphs: Sequence[Paragraph]) -> tuple[BodyParagraph, ...]:
    """What is not furniture, a paragraph of the body for each paragraph of the source that has any."""
    bodies = [_body(source, paragraph) for paragraph in paragraphs if paragraph.label is None]
    return tuple([body for body in bodies if body is not None])


def _furniture(source: str, paragraph: Paragraph) -> list[Furniture]:
    found: list[Furniture] = []
    for start, end, kind, rule in _pieces(paragraph):
        label = kind or paragraph.label
        if label is not None:
            begin, stop = _trimmed(source, paragraph.start + start, paragraph.start + end)
            if begin < stop:
                piece = Furniture(label, source[begin:stop], begin, stop, paragraph.index, rule or paragraph.rule)
                found.append(piece)
    return found


def _body(source: str, paragraph: Paragraph) -> BodyParagraph | None:
    text = paragraph.text
    if paragraph.plain and not paragraph.cuts:
        return BodyParagraph(text, ((paragraph.start, paragraph.start + len(text)),), paragraph.block)
    if not paragraph.cuts:
        spans = [_trimmed(source, paragraph.start, paragraph.start + len(paragraph.text))]
    else:
        free = [(start, end) for start, end, kind, _ in _pieces(paragraph) if kind is None]
        spans = [_trimmed(source, paragraph.start + start, paragraph.start + end) for start, end in free]
    spans = [(start, end) for start, end in spans if start < end]
    if not spans:
        return None
    text = " ".join(_folded(source[start:end], paragraph.block) for start, end in spans)
    return BodyParagraph(text, tuple(spans), paragraph.block)


def _folded(text: str, kind: BlockKind) -> str:
    """Text with white space folded, but for the line ends of what the payload calls preformatted."""
    lines = text.splitlines() if kind is BlockKind.PREFORMATTED else [text]
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _pieces(paragraph: Paragraph) -> list[tuple[int, int, Kind | None, str]]:
    """The paragraph cut up: start, end, the cut's kind and rule, None where no cut is."""
    pieces: list[tuple[int, int, Kind | None, str]] = []
    position = 0
    for cut in sorted(paragraph.cuts, key=lambda cut: cut.start) if paragraph.cuts else ():
        pieces += [(position, cut.start, None, ""), (cut.start, cut.end, cut.kind, cut.rule)]
        position = cut.end
    return [*pieces, (position, len(paragraph.text), None, "")]


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    text = source[start:end]
    return end - len(text.lstrip()), start + len(text.rstrip())
