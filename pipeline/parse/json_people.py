"""Whom and what a JSON item names, and who had a hand in it."""

from pipeline.parse.codes import split_qcode
from pipeline.parse.json_items import Item, listed, named, plain, text_at
from pipeline.parse.named import help_of, ids_of, kind_of, once, people, role_of
from pipeline.story import Contributor, Named


def named_in(item: Item) -> tuple[Named, ...]:
    """People, organisations, places and events of the item's lists; wider ones that a system derived are left out."""
    lists = [(kind, ones) for property_, ones in item.items() if (kind := kind_of(property_))]
    return once(
        Named(kind, name, _ids(one))
        for kind, ones in lists
        for one in named(ones)
        if (name := text_at(one, "name", "title", "literal")) and "ancestor" not in listed(one.get("rels"))
    )


def _ids(one: Item) -> dict[str, str]:
    """The thing's identifiers: its code in its scheme, its URI, the symbols under which a company is listed."""
    pairs = [(text_at(one, "scheme") or "", text_at(one, "code") or "")]
    for uri in filter(None, (text_at(one, "uri"), *map(plain, listed(one.get("sameas"))))):
        scheme, _, code = uri.rstrip("/").rpartition("/")
        pairs.append((scheme, code) if scheme else split_qcode(uri))
    if qcode := text_at(one, "qcode"):
        pairs.append(split_qcode(qcode))
    pairs += [("ticker", text_at(symbol, "ticker", "symbol") or "") for symbol in named(one.get("symbols"))]
    return ids_of(pairs)


def contributors_of(item: Item) -> tuple[Contributor, ...]:
    """The authors with their roles, then those whom a list of bylines names."""
    found = []
    for name, role in (("authors", "author"), ("author", "author"), ("contributors", "contributor")):
        for one in named(item.get(name)):
            if who := text_at(one, "name", "fullname"):
                told = text_at(one, "role")
                title = text_at(one, "title", "jobtitle") or help_of(told)
                found.append(Contributor(who, role_of(told, role), title, email=text_at(one, "email")))
    signed = ((text_at(one, "name", "by", "byline"), text_at(one, "title")) for one in named(item.get("bylines")))
    return people([*found, *(Contributor(who, "author", title) for who, title in signed if who)])
