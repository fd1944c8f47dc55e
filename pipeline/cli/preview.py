"""``newswire preview``: a story as it was printed, with what is taken out of it struck through."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.entity import Entity
from pipeline.report import printable
from pipeline.story import Article, Dateline, Kind, Located

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
    if article.contributors:
        parts.append(_contributors(article))
    if article.notices:
        parts.append(_notices(article))
    if article.pictures:
        parts.append(_pictures(article))
    if article.entities:
        parts.append(_entities(article))
    return Group(*parts, *(Text(f"warning: {printable(warning)}", style="yellow") for warning in article.warnings))


def source_text(article: Article) -> Text:
    """The text as received; each span of furniture struck through in the colour of its kind."""
    text = Text(printable(article.source_text, keep="\n\t"))
    for span in article.furniture:
        text.stylize(f"strike {COLOURS[span.kind]}", span.start, span.end)
    return text


def body(article: Article) -> Text:
    """The body, mentions of entities underlined."""
    text = Text(printable(article.body, keep="\n\t"))
    for mention in (mention for entity in article.entities for mention in entity.mentions):
        if mention.zone == "body":
            text.stylize("bold underline", mention.start, mention.end)
    return text


def _facts(article: Article) -> RenderableType:
    dateline = article.dateline
    facts = {
        "format": article.format,
        "agency": article.agency,
        "guid": article.guid,
        "version": article.version,
        "byline": article.byline,
        "dateline": dateline and f"{dateline.text} ({', '.join(dateline_parts(dateline))})",
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


def dateline_parts(dateline: Dateline) -> list[str]:
    """What the dateline means, in words: each of its places, its date."""
    places = dateline.places or (Located(dateline.city, dateline.region, dateline.country),)
    located = [", ".join(part for part in (each.city, each.region, each.country) if part) for each in places]
    return [part for part in ("; ".join(located), dateline.date and dateline.date.isoformat()) if part]


def _contributors(article: Article) -> Table:
    table = Table("name", "role", "title", "agency", "place", "address", title="people", title_justify="left")
    for each in article.contributors:
        parts = (each.name, each.role, each.title, each.agency, each.place, each.email)
        table.add_row(*(Text(printable(part or "")) for part in parts))
    return table


def _notices(article: Article) -> Table:
    table = Table("kind", "notice", "names", title="notices", title_justify="left")
    for notice in article.notices:
        table.add_row(notice.kind, Text(printable(notice.text)), Text(printable("; ".join(notice.names))))
    return table


def _pictures(article: Article) -> Table:
    table = Table("caption", "credit", "by", "agency", "rights", title="pictures", title_justify="left")
    for each in article.pictures:
        parts = (each.caption, each.credit, each.photographer, each.agency, each.rights_holder)
        table.add_row(*(Text(printable(part or "")) for part in parts))
    return table


def _entities(article: Article) -> Table:
    heads = ("kind", "name", "salience", "identifiers", "roles", "mentions")
    table = Table(*heads, title="entities", title_justify="left")
    for entity in sorted(article.entities, key=lambda entity: -entity.salience):
        surfaces = ", ".join(dict.fromkeys(mention.surface for mention in entity.mentions))
        told = (
            entity.type or entity.kind,
            entity.name,
            f"{entity.salience:.2f}",
            _identifiers(entity),
            ", ".join(entity.roles),
            f"{len(entity.mentions)}: {surfaces}" if entity.mentions else "in the metadata only",
        )
        table.add_row(*(Text(printable(text)) for text in told))
    return table


def _identifiers(entity: Entity) -> str:
    """The identifiers or, where none is settled, what came into question with its share."""
    told = [f"{scheme} {value}" for scheme, value in entity.ids.items()]
    open_ = [f"{' '.join(one.ids.values())}? {one.score:.2f}" for one in entity.candidates]
    return ", ".join(told or open_)
