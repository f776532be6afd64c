"""facts: what an HTML page says about itself in its head, JSON-LD and microdata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape

from boilerstrip.page import Facts

#: schema.org types whose headline and articleBody are the page's article.
_ARTICLES = ("Article", "Posting", "Report", "Review", "Recipe", "Story")

#: JSON-LD deeper than this is not walked: real pages nest an article at most four levels deep (@graph, mainEntity).
_DEPTH = 8

_HEADLINE_KEYS = ("headline", "name")


def facts_of(metas: list[dict[str, str | None]], scripts: list[str], title: str, canonical: str, lang: str) -> Facts:
    """Gather the facts from `<meta>` attributes, JSON-LD sources, `<title>`, `<link rel=canonical>` and `<html lang>`."""
    named: dict[str, str] = {}
    authors: list[str] = []
    for meta in metas:
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = meta.get("content")
        if key and value:
            value = value.strip()
            named.setdefault(key, value)
            if key in ("author", "article:author", "dc.creator", "parsely-author") and "://" not in value:
                authors.append(value)
    headline = body = published = ""
    news = False
    for script in scripts:
        for thing in _things(script):
            if not headline:
                headline = _text(thing.get("headline"))
                news = bool(headline) and "NewsArticle" in str(thing.get("@type"))
            body = body or _text(thing.get("articleBody"))
            published = published or _text(thing.get("datePublished"))
            authors += _names(thing.get("author"))
    return Facts(
        title=" ".join(title.split()),
        og_title=named.get("og:title") or named.get("twitter:title") or named.get("dc.title") or "",
        site_name=named.get("og:site_name") or named.get("application-name") or "",
        headline=" ".join(headline.split()),
        description=named.get("og:description") or named.get("description") or named.get("twitter:description") or "",
        article_body=body,
        authors=tuple(dict.fromkeys(authors)),
        published=published or named.get("article:published_time") or named.get("date") or named.get("dc.date") or "",
        canonical=canonical or named.get("og:url") or "",
        lang=lang or named.get("og:locale") or named.get("content-language") or "",
        og_type=named.get("og:type") or "",
        news=news,
    )


def _things(script: str) -> Iterator[dict[str, object]]:
    """The article objects of a JSON-LD script, outermost first; none where the script is broken or about other things."""
    if not any(name in script for name in _ARTICLES):
        return
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return  # broken JSON-LD is common; the page's visible text does not depend on it
    todo: list[tuple[object, int]] = [(data, 0)]
    while todo:
        thing, depth = todo.pop(0)
        if depth > _DEPTH:
            continue
        if isinstance(thing, list):
            todo += [(part, depth + 1) for part in thing]
        elif isinstance(thing, dict):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.endswith(_ARTICLES) for k in kinds):
                yield thing
            todo += [(thing[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement") if key in thing]


def _text(value: object) -> str:
    """The string, without the character references that many sites leave in their JSON."""
    if not isinstance(value, str):
        return ""
    return unescape(value) if "&" in value else value


def _names(value: object) -> list[str]:
    """Author names of a JSON-LD author value: a string, an object, or a list of either."""
    if isinstance(value, list):
        return [name for part in value[:20] for name in _names(part)] if all(not isinstance(v, list) for v in value) else []
    if isinstance(value, dict):
        value = value.get("name")
    return [value.strip()] if isinstance(value, str) and value.strip() and "://" not in value else []
