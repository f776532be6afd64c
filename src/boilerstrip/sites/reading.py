"""reading: a rule file -> its Sites. The file is Python that is read as data: nothing in it is run.

Only this is understood: a docstring, imports, and `SITES = (Site(...), ...)` with texts, tuples of texts, True or False, and
`date(2024, 3, 1)` as values. So a folder of rules from a stranger can do no harm, and 5,000 files can be listed without reading them.
"""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import NamedTuple

from boilerstrip.errors import SiteRuleError
from boilerstrip.site import Site, normal_host

_FIELDS = tuple(item.name for item in fields(Site) if item.name != "source")
_RULE = re.compile(r"\bSite\(")
_HOSTS = re.compile(r"\bhosts\s*=\s*(?:[(\[]([^)\]]*)[)\]]|([\"'][^\"']*[\"']))")
_TEXT = re.compile(r"[\"']([^\"']+)[\"']")
#: Texts that Python joins, or a comment: then a file must be read.
_NOT_PLAIN = re.compile(r"#|[\"']\s+[\"']")
_SITES = re.compile(r"^SITES\b", re.MULTILINE)


class Unread(NamedTuple):
    """A line of a file in another program's format that says nothing here, and why."""

    file: str
    line: int
    text: str
    why: str
    needless: bool = False
    """It would change no text anyway: it concerns fetching, images, requests."""


def hosts_in(source: str) -> tuple[str, ...] | None:
    """The hosts that a rule file is for, found without reading it; None if it must be read to know.

    >>> hosts_in('SITES = (Site(hosts=("example.com", "www.example.org")),)')
    ('example.com', 'example.org')
    >>> hosts_in("SITES = RULES") is None, hosts_in("SITES = (Site(hosts=(  # since 2019 (May)\\n'example.com',)),)") is None
    (True, True)
    """
    found = _HOSTS.findall(source)
    if not found or len(found) != len(_RULE.findall(source)):
        return None
    plain = [many or one for many, one in found]
    if any(_NOT_PLAIN.search(hosts) or not _TEXT.search(hosts) for hosts in plain):
        return None
    return tuple(dict.fromkeys(normal_host(host) for hosts in plain for host in _TEXT.findall(hosts)))


def is_rule_file(source: str) -> bool:
    """Does a Python file hold rules?"""
    return _SITES.search(source) is not None


def read_rules(path: Path, shown: str = "") -> tuple[Site, ...]:
    """The rules in a file; `shown` is its name in messages.

    Raises:
        SiteRuleError: it is no rule file, or a rule in it is wrong; the message names file, line and field.
    """
    shown = shown or str(path)
    try:
        tree = ast.parse(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SiteRuleError(f"{shown}: cannot be read: {error}") from error
    except (SyntaxError, ValueError) as error:
        raise SiteRuleError(f"{shown}:{getattr(error, 'lineno', None) or 1}: is not Python: {getattr(error, 'msg', error)}") from error
    value = None
    for node in tree.body:
        target = _assigned(node)
        if target == "SITES":
            value = node.value  # type: ignore[attr-defined]  # an assignment, as _assigned found
        elif not (isinstance(node, (ast.Import, ast.ImportFrom)) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))):
            raise SiteRuleError(
                f"{shown}:{node.lineno}: a rule file is data: a docstring, imports and SITES = (Site(...),); "
                "what needs code is a filter (entry point group boilerstrip.filters), named in the rule's `filters`"
            )
    if not isinstance(value, (ast.Tuple, ast.List)):
        raise SiteRuleError(f"{shown}:1: holds no SITES = (Site(...),); mind the comma after a single Site")
    return tuple(_site(call, shown) for call in value.elts)


def _assigned(node: ast.stmt) -> str:
    """The name that a statement assigns to, or ""."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
        return node.target.id
    return ""


def _site(call: ast.expr, shown: str) -> Site:
    where = f"{shown}:{call.lineno}"
    if not (isinstance(call, ast.Call) and _name(call.func) == "Site"):
        raise SiteRuleError(f"{where}: SITES holds Site(...) only")
    if call.args:
        raise SiteRuleError(f"{where}: write every field with its name, as in Site(hosts=('example.com',), chrome='aside')")
    values: dict[str, object] = {}
    for keyword in call.keywords:
        line = f"{shown}:{keyword.value.lineno}"
        if keyword.arg not in _FIELDS:
            raise SiteRuleError(f"{line}: Site has no field {keyword.arg!r}; it has: {', '.join(_FIELDS)}")
        values[keyword.arg] = _value(keyword.value, f"{line}: {keyword.arg}")
    try:
        return Site(**{"hosts": (), **values, "source": where})  # type: ignore[arg-type]  # Site checks its fields when made
    except TypeError as error:
        raise SiteRuleError(f"{where}: {error}") from error


def _value(node: ast.expr, where: str) -> object:
    """A literal, a tuple or list of literals, or a date."""
    if isinstance(node, ast.Call) and _name(node.func) == "date" and not node.keywords:
        try:
            return date(*(ast.literal_eval(part) for part in node.args))
        except (TypeError, ValueError) as error:
            raise SiteRuleError(f"{where}: is no date: {error}; write date(2024, 3, 1)") from error
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError) as error:
        raise SiteRuleError(f"{where}: is no plain value; write texts, tuples of texts, True, False or date(2024, 3, 1)") from error
    return tuple(value) if isinstance(value, list) else value


def _name(node: ast.expr) -> str:
    """The last name of `Site`, `boilerstrip.Site` or `datetime.date`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
