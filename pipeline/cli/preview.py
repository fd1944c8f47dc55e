"""``newswire preview``: a story as it was printed, with what is taken out of it struck through."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.report import printable
from pipeline.story import Article, Entity, Kind

COLOURS = {
    Kind.DATELINE: "cyan",
    Kind.BYLINE: "green",
    Kind.CAPTION: "magenta",
    Kind.CREDIT: "yellow",
    Kind.SIGNOFF: "red",
    Kind.NOTICE: "blue",
    Kind.PROMO: "bright_red",
    Kind.HEADER: "bright_black",
    Kind.HEADLINE: "bright_green",
    Kind.SEPARATOR: "bright_black",
}


def render(article: Article) -> RenderableType:
    """Facts, the source text with furniture struck through, the body with entities marked, pictures, entities."""
    parts: list[RenderableType] = [
        Rule(escape(printable(article.headline or article.slugline or article.guid or "story"))),
        _facts(article),
        Rule("source text, furniture struck through", style="dim"),
        source_text(article),
        Rule("body, entities marked", style="dim"),
        body(article),
    ]
    if article.pictures:
        parts.append(_pictures(article))
    if article.entities:
        parts.append(_entities(article))
    return Group(*parts, *(Text(f"warning: {warning}", style="yellow") for warning in article.warnings))


def source_text(article: Article) -> Text:
    """The text as received; each span of furniture struck through in the colour of its kind."""
    text = Text(article.source_text)
    for span in article.furniture:
        text.stylize(f"strike {COLOURS[span.kind]}", span.start, span.end)
    return text


def body(article: Article) -> Text:
    """The body, mentions of entities underlined."""
    text = Text(article.body)
    for mention in (mention for entity in article.entities for mention in entity.mentions):
        if mention.zone == "body":
            text.stylize("bold underline", mention.start, mention.end)
    return text


def _facts(article: Article) -> RenderableType:
    dateline = article.dateline
    place = ", ".join(part for part in (dateline.city, dateline.region, dateline.country) if part) if dateline else None
    facts = {
        "format": article.format,
        "agency": article.agency,
        "guid": article.guid,
        "version": article.version,
        "byline": article.byline,
        "dateline": dateline and f"{dateline.text} ({place})",
        "created": article.version_created,
        "language": article.language,
        "urgency": article.urgency,
        "status": article.pubstatus,
        "embargo": article.embargo_until,
        "subjects": ", ".join(subject.name or subject.code for subject in article.subjects),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value not in {None, ""}:
            table.add_row(Text(name, style="dim"), Text(printable(str(value))))
    kinds = Text(" ").join(Text(kind.value, style=f"strike {COLOURS[kind]}") for kind in _kinds(article))
    table.add_row(Text("furniture", style="dim"), kinds)
    return table


def _kinds(article: Article) -> list[Kind]:
    found = {span.kind for span in article.furniture}
    return [kind for kind in Kind if kind in found]


def _pictures(article: Article) -> Table:
    table = Table("caption", "credit", title="pictures", title_justify="left")
    for picture in article.pictures:
        table.add_row(Text(picture.caption or ""), Text(picture.credit or ""))
    return table


def _entities(article: Article) -> Table:
    heads = ("kind", "name", "salience", "identifiers", "roles", "mentions")
    table = Table(*heads, title="entities", title_justify="left")
    for entity in sorted(article.entities, key=lambda entity: -entity.salience):
        surfaces = ", ".join(dict.fromkeys(mention.surface for mention in entity.mentions))
        table.add_row(
            entity.type or entity.kind,
            Text(entity.name),
            f"{entity.salience:.2f}",
            Text(_identifiers(entity)),
            Text(", ".join(entity.roles)),
            Text(f"{len(entity.mentions)}: {surfaces}" if entity.mentions else "in the metadata only"),
        )
    return table


def _identifiers(entity: Entity) -> str:
    """The identifiers or, where none is settled, what came into question with its share."""
    told = [f"{scheme} {value}" for scheme, value in entity.ids.items()]
    open_ = [f"{' '.join(one.ids.values())}? {one.score:.2f}" for one in entity.candidates]
    return ", ".join(told or open_)
