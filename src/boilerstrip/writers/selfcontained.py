"""One self-contained HTML page: template, style, script and data in one file that needs no network and runs only its own script.

The templates lie beside this file in assets/, as .html, .css and .js, and are put together when a page is written. The page's
Content-Security-Policy names its script and its style by their SHA-256, so that a browser would refuse anything else, even if some text
of a capture came through unescaped.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files

_SLOT = re.compile(r"\{\{(\w+)\}\}")

#: Characters that a reader cannot see are shown by their pictures, one for one; marks that turn the direction of what follows and lone
#: surrogates, which no file can hold, as a replacement character.
_SHOWN = {c: 0x2400 + c for c in range(32)} | {9: 32, 10: 10, 13: 32, 0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SHOWN |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)


def escaped(text: str) -> str:
    """Text of a capture as HTML that shows it and does nothing else; good between tags and in quoted attributes.

    >>> escaped("<script>a\\x00b</script> & 'c'")
    '&lt;script&gt;a␀b&lt;/script&gt; &amp; &#x27;c&#x27;'
    """
    return html.escape(text if text.isprintable() else text.translate(_SHOWN))


def data(value: object) -> str:
    """A value as JSON for a `<script type="application/json">` element: no character of it can end the element.

    >>> data({"reason": "</script><!--"})
    '{"reason":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def asset(name: str) -> str:
    """A file of assets/."""
    return files("boilerstrip.writers").joinpath("assets", name).read_text(encoding="utf-8")


def page(template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], slots: Mapping[str, str]) -> str:
    """The template with its slots filled: `{{policy}}`, `{{style}}`, `{{script}}`, and those that the caller names.

    Args:
        template: name of an HTML file in assets/.
        styles: names of CSS files in assets/, in order.
        scripts: names of JavaScript files in assets/, in order; none for a page without script.
        slots: HTML for the other slots. What they hold is put in as it is: escape it first.
    """
    style = "".join(asset(name) for name in styles)
    script = "".join(asset(name) for name in scripts)
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_source(script) if script else chr(39) + 'none' + chr(39)}",
            f"style-src {_source(style)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    filled = {**slots, "policy": html.escape(policy, quote=False), "style": style, "script": script}
    return _SLOT.sub(lambda slot: filled[slot[1]], asset(template))


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
