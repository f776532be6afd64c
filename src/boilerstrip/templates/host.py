"""host: which host a capture belongs to, by its address, else by the directory it lies in."""

from __future__ import annotations

import re
from pathlib import PurePath

from boilerstrip.site import normal_host
from boilerstrip.sites.book import host_of as host_of_url

_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z][a-z0-9-]{1,62}", re.IGNORECASE)
_ARCHIVE = "//web.archive.org/"


def host_of(url: str | None, source: str = "") -> str:
    """The host that a page's template is filed under: that of its address without `www.`, else the name of the deepest directory
    around the capture that looks like a host; "" where neither says one.

    Subdomains stand for themselves: they are often sites of their own (news.example.com, blog.example.com).

    >>> host_of("https://www.example.com/a"), host_of(None, "dumps/example.org/2019/a.txt"), host_of(None, "a.txt")
    ('example.com', 'example.org', '')
    """
    if url:
        name = host_of_url(url if "//" in url else f"//{url}")
        if name:
            return normal_host(name)
    for part in reversed(PurePath(source).parts[:-1]):
        if _HOST.fullmatch(part):
            return normal_host(part)
    return ""


def address_of(url: str) -> str:
    """An address by which two captures of one page are known to be of one page: without scheme, `www.` and fragment; of a web archive's
    address that of the page archived.

    >>> address_of("https://www.example.com/a?b=1#c"), address_of("https://web.archive.org/web/2019/http://example.com/a?b=1")
    ('example.com/a?b=1', 'example.com/a?b=1')
    """
    rest = url.partition("#")[0]
    rest = rest.rpartition("://")[2] if _ARCHIVE in rest else rest.partition("//")[2] or rest
    host, slash, path = rest.partition("/")
    return normal_host(host) + slash + path
