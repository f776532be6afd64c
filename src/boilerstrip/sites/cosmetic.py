"""cosmetic: the element-hiding rules of ad-block lists (EasyList syntax), matched in bulk.

`##.ad`, `example.com,~sub.example.com##div[id^="x"]` and `#@#` exceptions are understood. Rules that need a browser (`:has-text`, scripts,
styles) and rules about requests are counted and named, not ignored silently. 20,000 selectors must not slow a page: nearly all ask
for one class or id, so the classes and ids that stand above the page's blocks are looked up, and only what is left is selected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from boilerstrip.block import Path as Step
from boilerstrip.dom import check_selector
from boilerstrip.errors import SiteRuleError
from boilerstrip.page import Page
from boilerstrip.site import normal_host
from boilerstrip.sites.reading import Unread

_RULE = re.compile(r"([^#\s]*?)#(@?)(\$\?|[?$%])?#(.+)")
_BROWSER = re.compile(
    r":(?:-abp-|has-text|contains|matches-|min-text-length|upward|xpath|nth-ancestor|remove|style|watch-attr|others|if\b|if-not|matches\(|"
    r"remove-attr|remove-class|before|after|hover|active|visited|focus|host|-webkit-)"
)
_NAME = r"(?:\\.|[\w-]|[^\x00-\x7f])+"
_SIMPLE = re.compile(rf"([a-zA-Z][\w-]*|\*)?([.#])({_NAME})")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w-]*|\*)?\[\s*([\w:-]+)\s*(?:([*^$~|]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]"'\s]+))\s*)?\]""")
_TOKEN = re.compile(rf"([.#])({_NAME})")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PARENS = re.compile(r":[\w-]+\([^()]*\)")
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")


class Rule(NamedTuple):
    """One selector and the line that it stands on."""

    selector: str
    line: int


class Hit(NamedTuple):
    """A block (or a span of it) that a rule hides."""

    block: int
    span: tuple[int, int] | None
    rule: Rule


@dataclass
class Index:
    """Selectors by what they ask for first."""

    simple: dict[tuple[str, str], list[tuple[str, Rule]]] = field(default_factory=dict)
    """("." or "#", name) -> (tag or "", rule): a class or an id, perhaps on a certain tag."""
    attributes: dict[str, dict[tuple[str, str], Values]] = field(default_factory=dict)
    """Attribute -> (tag or "", operator) -> values."""
    keyed: dict[tuple[str, str], list[tuple[frozenset[tuple[str, str]], Rule]]] = field(default_factory=dict)
    """One class or id that must be there -> (all that must be there, rule)."""
    unkeyed: list[Rule] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Put a rule where it is found fastest.

        Raises:
            SiteRuleError: its selector is not valid.
        """
        for part in _split(rule.selector):
            self._add_one(Rule(part, rule.line))

    def _add_one(self, rule: Rule) -> None:
        simple = _SIMPLE.fullmatch(rule.selector)
        if simple:
            tag = (simple[1] or "").strip("*").lower()
            self.simple.setdefault((simple[2], _unescaped(simple[3])), []).append((tag, rule))
            return
        attribute = _ATTRIBUTE.fullmatch(rule.selector)
        if attribute:
            tag = (attribute[1] or "").strip("*").lower()
            value = attribute[4] or attribute[5] or attribute[6] or ""
            name, operator = attribute[2].lower(), attribute[3] or ""
            if operator in _OPERATORS and (value or not operator):
                self.attributes.setdefault(name, {}).setdefault((tag, operator), Values(operator)).add(value, rule)
                return
        check_selector(rule.selector)
        needs = _needs(rule.selector)
        if needs:
            self.keyed.setdefault(max(needs, key=lambda need: len(need[1])), []).append((needs, rule))
        else:
            self.unkeyed.append(rule)


@dataclass
class Values:
    """The values that one attribute is asked for by one operator, and the rules that ask: looked up, not gone through.

    >>> values = Values("^=")
    >>> values.add("https://ads.", Rule("a", 1))
    >>> values.find("https://ads.example/x"), values.find("https://news.example/")
    (Rule(selector='a', line=1), None)
    """

    operator: str
    rules: dict[str, Rule] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)

    def add(self, value: str, rule: Rule) -> None:
        """One more value; the first rule for it stands."""
        self.rules.setdefault(value[::-1] if self.operator == "$=" else value, rule)
        self._sorted = []

    def find(self, have: str) -> Rule | None:
        """The rule that an attribute's value fits, if one does."""
        operator = self.operator
        if operator == "=":
            return self.rules.get(have)
        if operator == "~=":
            return next((self.rules[word] for word in have.split() if word in self.rules), None)
        if operator == "*=":
            return next((rule for value, rule in self.rules.items() if value in have), None)
        if not operator:
            return next(iter(self.rules.values()))
        return self._beginning(have[::-1] if operator == "$=" else have)

    def _beginning(self, have: str) -> Rule | None:
        """The rule whose value the text begins with. Of values none of which begins another, only the last one before it can."""
        if not self._sorted:
            kept: list[str] = []
            for value in sorted(self.rules):
                if not kept or not value.startswith(kept[-1]):
                    kept.append(value)
            self._sorted = kept
        place = bisect_right(self._sorted, have) - 1
        value = self._sorted[max(place, 0)]
        return self.rules[value] if have.startswith(value) else None


_OPERATORS = frozenset({"", "=", "^=", "$=", "*=", "~="})


@dataclass
class CosmeticRules:
    """An ad-block list, read."""

    name: str
    generic: Index
    by_domain: dict[str, list[tuple[frozenset[str], Rule]]]
    """Domain -> (domains that are excepted, rule)."""
    exceptions: dict[str, set[str]]
    """Domain, or "" for everywhere -> selectors that are not to be used there."""
    excluded: dict[str, frozenset[str]]
    """Selectors of generic rules -> domains that they are not for."""
    unread: tuple[Unread, ...]
    _own: dict[str, Index] = field(default_factory=dict)

    def hits(self, page: Page, host: str) -> Iterator[Hit]:
        """What the list hides on a page of this host, each block once (per span)."""
        domains = _domains(host)
        idle = set().union(*(self.exceptions.get(domain, ()) for domain in ("", *domains)))
        seen: set[tuple[int, tuple[int, int] | None]] = set()
        for index in (self.generic, self._own_index(host, domains)):
            for hit in _matches(index, page):
                selector = hit.rule.selector
                if selector in idle or (hit.block, hit.span) in seen or not self.excluded.get(selector, frozenset()).isdisjoint(domains):
                    continue
                seen.add((hit.block, hit.span))
                yield hit

    def _own_index(self, host: str, domains: tuple[str, ...]) -> Index:
        """The rules for this host alone."""
        known = self._own.get(host)
        if known is None:
            known = Index()
            for domain in domains:
                for excepted, rule in self.by_domain.get(domain, ()):
                    if excepted.isdisjoint(domains):
                        known.add(rule)
            self._own[host] = known
        return known


def _domains(host: str) -> tuple[str, ...]:
    """Every domain name that a rule for this host may have: itself, those above it, and `name.*` for each.

    >>> _domains("a.example.com")
    ('a.example.com', 'example.com', 'com', 'a.*', 'a.example.*', 'example.*')
    """
    if not host:
        return ()
    labels = host.split(".")
    ends = range(len(labels))
    stars = [".".join(labels[start:end]) + ".*" for start in ends for end in range(start + 1, len(labels))]
    return (*(".".join(labels[start:]) for start in ends), *stars)


# ------------------------------------------------------------------ matching


def _matches(index: Index, page: Page) -> Iterator[Hit]:
    """What the rules of an index find on a page."""
    tokens, found = _by_path(index, page)
    yield from found
    for token in tokens.keys() & index.keyed.keys():
        for needs, rule in index.keyed[token]:
            if needs <= tokens.keys():
                yield from _selected(page, rule)
    others = index.attributes.keys() - {"id", "class"}
    if others:
        yield from _by_attribute(index, page, others)
    for rule in index.unkeyed:
        yield from _selected(page, rule)


def _selected(page: Page, rule: Rule) -> Iterator[Hit]:
    return (Hit(block.index, span, rule) for block, span in page.parts(rule.selector))


def _by_path(index: Index, page: Page) -> tuple[Mapping[tuple[str, str], object], list[Hit]]:
    """The classes and ids above the page's blocks, and the blocks below an element that a simple rule names."""
    tokens: dict[tuple[str, str], object] = {}
    known: dict[Step, Rule | None] = {}
    alike: dict[tuple[str, str, str], Rule | None] = {}
    hits: list[Hit] = []
    for block in page.blocks:
        way: list[Step] = []
        step = block.path
        while step is not None and step not in known:
            way.append(step)
            step = step.parent
        rule = known[step] if step is not None else None
        for step in reversed(way):
            if step.id or step.classes:
                key = (step.tag, step.id, step.classes)
                if key not in alike:
                    alike[key] = _named(index, *key, tokens)
                rule = rule or alike[key]
            known[step] = rule
        if rule is not None:
            hits.append(Hit(block.index, None, rule))
    return tokens, hits


def _named(index: Index, tag: str, identity: str, classes: str, tokens: dict[tuple[str, str], object]) -> Rule | None:
    """The rule that an element's id or classes fit; they are noted in `tokens`."""
    names = [(".", name) for name in classes.split()]
    if identity:
        names.append(("#", identity))
    tokens.update(dict.fromkeys(names))
    for name in names:
        for wanted, rule in index.simple.get(name, ()):
            if not wanted or wanted == tag:
                return rule
    return _fitting(index.attributes.get("id"), tag, identity) or _fitting(index.attributes.get("class"), tag, classes)


def _fitting(groups: dict[tuple[str, str], Values] | None, tag: str, have: str) -> Rule | None:
    """The rule for an attribute's value on this tag or on any."""
    if groups and have:
        for (wanted, _), values in groups.items():
            if not wanted or wanted == tag:
                rule = values.find(have)
                if rule is not None:
                    return rule
    return None


def _by_attribute(index: Index, page: Page, names: set[str]) -> Iterator[Hit]:
    """Elements that a rule finds by another attribute, as `a[href^="https://ads."]`."""

    def rule_for(tag: str, attributes: Mapping[str, str | None]) -> Rule | None:
        for name in attributes.keys() & names:
            have = attributes[name] or ""
            rule = _fitting(index.attributes[name], tag, have or " ")
            if rule is not None:
                return rule
        return None

    selector = ",".join(f"[{name}]" for name in sorted(names))
    yield from (Hit(block.index, span, rule) for block, span, rule in page.matching(selector, rule_for))


# ------------------------------------------------------------------ reading


def _split(selector: str) -> list[str]:
    """The selectors of a list, cut at its outer commas.

    >>> _split('.a, div:is(.b, .c), [x="d,e"]')
    ['.a', 'div:is(.b, .c)', '[x="d,e"]']
    """
    if "," not in selector:
        return [selector.strip()]
    parts, depth, quote, start = [], 0, "", 0
    for place, char in enumerate(selector):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and not depth:
            parts.append(selector[start:place].strip())
            start = place + 1
    return [*parts, selector[start:].strip()]


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _needs(selector: str) -> frozenset[tuple[str, str]]:
    """Classes and ids that must stand above a block, or at it, for a selector to find it.

    Those of the last element and of its ancestors; those of an element's neighbours may hold no block.

    >>> sorted(_needs('#page > div.ad + .box p[id="x.y"]:not(.z)'))
    [('.', 'box')]
    """
    bare = _BRACKETS.sub("", selector)
    before = ""
    while before != bare:
        before, bare = bare, _PARENS.sub("", bare)
    parts = _COMBINATOR.split(bare.strip())
    needs: set[tuple[str, str]] = set()
    for place in range(len(parts) - 1, -1, -2):
        needs |= {(sign, _unescaped(name)) for sign, name in _TOKEN.findall(parts[place] or "")}
        if place and parts[place - 1] in {"+", "~"}:
            break
    return frozenset(needs)


def read_cosmetic(lines: Iterable[str], name: str = "") -> CosmeticRules:
    """Read an ad-block list; what is not understood is in `unread`, line by line.

    >>> rules = read_cosmetic(["! title", "##.ad", "example.com##.promo:has-text(Buy)", "||ads.example^"])
    >>> len(rules.generic.simple), [(line.line, line.needless) for line in rules.unread]
    (1, [(3, False), (4, True)])
    """
    rules = CosmeticRules(name, Index(), {}, {}, {}, ())
    unread: list[Unread] = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith(("!", "[Adblock", "[uBlock", "[AdGuard", "%include")):
            continue
        match = _RULE.fullmatch(text)
        if match is None:
            unread.append(Unread(name, number, text, "blocks requests, of which a text knows nothing", needless=True))
            continue
        why = _fault(match)
        if not why:
            try:
                _take(rules, match, number)
            except SiteRuleError as error:
                why = str(error)
        if why:
            unread.append(Unread(name, number, text, why))
    rules.unread = tuple(unread)
    return rules


def _fault(match: re.Match[str]) -> str:
    domains, _, special, selector = match.groups()
    if special or selector.startswith(("+js", "^", "script:inject")):
        return "needs a browser: a script, a style or a procedural selector"
    if _BROWSER.search(selector):
        return "needs a browser: a procedural selector"
    if domains.startswith(("/", "[")):
        return "names its domains by a pattern or modifier"
    return ""


def _take(rules: CosmeticRules, match: re.Match[str], number: int) -> None:
    names, exception, _, selector = match.groups()
    selector = selector.strip()
    domains = [name.strip().lower() for name in names.split(",") if name.strip()]
    wanted = [normal_host(name) for name in domains if not name.startswith("~")]
    excepted = frozenset(normal_host(name[1:]) for name in domains if name.startswith("~"))
    if exception:
        for domain in wanted or [""]:
            rules.exceptions.setdefault(domain, set()).update(_split(selector))
        return
    rule = Rule(selector, number)
    if wanted:
        for part in _split(selector):
            if not _SIMPLE.fullmatch(part):
                check_selector(part)
        for domain in wanted:
            rules.by_domain.setdefault(domain, []).append((excepted, rule))
        return
    rules.generic.add(rule)
    if excepted:
        for part in _split(selector):
            rules.excluded[part] = rules.excluded.get(part, frozenset()) | excepted


@lru_cache(maxsize=16)
def cosmetic_rules(path: str) -> CosmeticRules:
    """The list in a file, read once per process.

    Raises:
        SiteRuleError: the file cannot be read.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as file:
            return read_cosmetic(file, path)
    except OSError as error:
        raise SiteRuleError(f"{path}: cannot be read: {error}") from error
