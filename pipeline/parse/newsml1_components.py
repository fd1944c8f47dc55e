"""The components of a NewsML 1.x item: which are pictures, which tell a story each."""

import itertools

from lxml import etree

from pipeline.parse.xml import find, find_all, text_of

_PICTURE_TYPES = frozenset(("photo", "picture", "image", "graphic", "photograph"))
Components = frozenset[etree._Element]


def formal(element: etree._Element | None) -> str | None:
    """A value as the attribute FormalName or, with some providers, as the element's text."""
    return None if element is None else (element.get("FormalName") or "").strip() or text_of(element)


def picture_components(root: etree._Element) -> Components:
    """The components all of whose media go with a picture: they hold one, and no story."""
    main: set[etree._Element] = set()
    for role in root.iter("{*}Role"):
        component = role.getparent()
        if component is not None and (formal(role) or "").lower() == "main" and not _is_media(component):
            main.update(role.iterancestors("{*}NewsComponent"))
    pictures: set[etree._Element] = set()
    for kind in root.iter("{*}MediaType"):
        if (formal(kind) or "").lower() in _PICTURE_TYPES:
            above = kind.iterancestors("{*}NewsComponent")
            pictures.update(itertools.takewhile(lambda one: one not in main and not _holds_story(one), above))
    return frozenset(pictures)


def _holds_story(component: etree._Element) -> bool:
    """Whether it tells something itself, or one of the components in it does that has no picture."""
    children = find_all(component, "NewsComponent")
    own = {(formal(kind) or "").lower() for kind in find_all(component, "ContentItem/MediaType")}
    titled = text_of(find(component, "NewsLines/HeadLine"))
    if titled and not own & _PICTURE_TYPES and any(map(text_of, find_all(component, "ContentItem/DataContent"))):
        return True
    return any(_tells(child) and not _kinds(child) & _PICTURE_TYPES for child in children)


def _kinds(component: etree._Element) -> set[str]:
    return {(formal(kind) or "").lower() for kind in component.iter("{*}MediaType")}


def _is_media(component: etree._Element) -> bool:
    """Whether all that the component holds is a picture's file: the main part of a picture, not of a story."""
    kinds = _kinds(component)
    return bool(kinds) and kinds <= _PICTURE_TYPES and not any(map(_is_text, component.iter("{*}NewsComponent")))


def _is_text(component: etree._Element) -> bool:
    """Whether a component's role says that it is the text, which need not tell its media type."""
    role = (formal(find(component, "Role")) or "").lower()
    return ("text" in role or "body" in role) and any(map(text_of, component.iter("{*}DataContent")))


def units_of(component: etree._Element, pictures: Components) -> list[etree._Element]:
    """The components that tell a story each: several where several have a headline and text of their own."""
    told = [child for child in find_all(component, "NewsComponent") if child not in pictures and _tells(child)]
    return [unit for child in told for unit in units_of(child, pictures)] if len(told) > 1 else [component]


def _tells(component: etree._Element) -> bool:
    headline = text_of(find(component, "NewsLines/HeadLine"))
    return bool(headline) and any(text_of(data) for data in component.iter("{*}DataContent"))
