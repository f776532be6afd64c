"""ftr: site rules in the format of ftr-site-config (Full-Text RSS), read as our own `Site`.

`title`, `body`, `author`, `date`, `strip`, `strip_id_or_class` and `prune: no` become selectors. What rewrites a page's source
(`find_string`, `replace_string`) has no place in a program that marks and never rewrites: it is reported, line by line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from boilerstrip.dom import check_selector, is_xpath
from boilerstrip.errors import SiteRuleError
from boilerstrip.site import Site, normal_host
from boilerstrip.sites.reading import Unread

#: Directives that become fields of a Site.
_FIELDS = {"title": "headline", "body": "body", "author": "byline", "date": "timestamp", "strip": "chrome"}
#: Directives that say how a page is fetched, tidied or tested, or that concern its images only: a text has no use for them.
_NEEDLESS = frozenset(
    "test_url test_contains tidy parser single_page_link single_page_link_in_feed next_page_link http_header autodetect_on_failure "
    "autodetect_next_page strip_image_src insert_detected_image src_lazy_load_attr native_ad_clue strip_comments "
    "skip_json_ld requires_login not_logged_in_xpath login_uri login_username_field login_password_field login_extra_fields "
    "dissolve wrap_in convert_double_br_tags move_into if_page_contains".split()
)
_CHANGES_PAGE = frozenset({"dissolve", "wrap_in", "move_into", "if_page_contains", "convert_double_br_tags"})
_LINE = re.compile(r"([a-z_]{3,40})\s{0,5}(\([^\n]{0,2000}?\))?\s{0,5}:\s{0,20}(.*)", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_ATTRIBUTE = re.compile(r"/@[\w:-]+\s*$")


class Reading(NamedTuple):
    """What a file gave: its rule (none, where nothing in it was understood), and the lines that say nothing here."""

    sites: tuple[Site, ...]
    unread: tuple[Unread, ...]


def ftr_hosts(path: Path) -> tuple[str, ...]:
    """The host that a file is for, by its name; none for `global.txt`, licences and the like.

    >>> ftr_hosts(Path("example.com.txt")), ftr_hosts(Path(".example.org.txt")), ftr_hosts(Path("global.txt"))
    (('example.com',), ('example.org',), ())
    """
    name = path.name.removesuffix(".txt").lstrip(".")
    return (normal_host(name),) if _HOST.fullmatch(name) else ()


def is_ftr(path: Path) -> bool:
    """Is a text file one of these, and no ad-block list? Its name is a host, and a line of it has a directive that names elements."""
    if not ftr_hosts(path):
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        said = {match[1].lower() for line in lines if (match := _LINE.fullmatch(line.strip()))}
    return not said.isdisjoint({*_FIELDS, "strip_id_or_class"})


def read_ftr(path: Path) -> Reading:
    """Read one file. A name with a dot at its head is for all subdomains, one without for the domain and its `www.` only.

    Raises:
        SiteRuleError: the file cannot be read, or its name is no host.
    """
    try:
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise SiteRuleError(f"{path}: cannot be read: {error}") from error
    hosts = ftr_hosts(path)
    if not hosts:
        raise SiteRuleError(f"{path}: its name is no host; files are named example.com.txt, or .example.com.txt for subdomains")
    found: dict[str, list[str]] = {}
    unread: list[Unread] = []
    prune = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _LINE.fullmatch(text)
        name = match[1].lower() if match else ""
        value = match[3].strip() if match else ""
        why, needless = "", False
        if name in _FIELDS:
            why = _selector_fault(value)
            if not why:
                found.setdefault(_FIELDS[name], []).append(value)
        elif name == "strip_id_or_class":
            word = value.strip("\"' ")
            css = f'[id*="{word}"], [class*="{word}"]'
            why = _selector_fault(css) if word else "is empty"
            if not why:
                found.setdefault("chrome", []).append(css)
        elif name == "prune":
            prune = value.lower() not in {"no", "false", "0"}
        elif name in {"find_string", "replace_string"}:
            why = "rewrites the page's source; boilerstrip marks text and never rewrites it"
        elif name in _NEEDLESS:
            needless = name not in _CHANGES_PAGE
            why = "concerns fetching, testing or images" if needless else "changes the page's tree, which is only marked here"
        else:
            why = "is no directive that is known"
        if why:
            unread.append(Unread(str(path), number, text, why, needless))
    if not prune and found.get("body"):
        found["keep"] = list(found["body"])
    return Reading(_sites(path, hosts, found), tuple(unread))


def _sites(path: Path, hosts: tuple[str, ...], found: dict[str, list[str]]) -> tuple[Site, ...]:
    if not found:
        return ()
    alone = () if path.name.startswith(".") else (rf"://(?:www\.)?{re.escape(hosts[0])}(?![\w.-])",)
    fields = {name: tuple(values) for name, values in found.items()}
    return (Site(hosts=hosts, urls=alone, source=str(path), **fields),)  # type: ignore[arg-type]  # fields of selectors only


def _selector_fault(selector: str) -> str:
    """Why a selector says nothing here; "" if it does."""
    if not selector:
        return "is empty"
    if is_xpath(selector) and _ATTRIBUTE.search(selector):
        return "asks for an attribute; only text that a reader sees is marked"
    if not is_xpath(selector) and not selector.startswith("["):
        return "is no absolute XPath"
    try:
        check_selector(selector)
    except SiteRuleError as error:
        return str(error)
    return ""
