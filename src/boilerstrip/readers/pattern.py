"""Url and date of a capture from its file's own path: crawlers and mirrors put them there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from boilerstrip.capture import Capture

#: Field -> what it stands for in a path.
FIELDS = {
    "scheme": r"https?",
    "host": r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?",
    "path": r".*?",
    "timestamp": r"\d{14}",
    "date": r"\d{4}-\d{2}-\d{2}",
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "*": r"[^/]*?",
    "**": r".*?",
}
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class PathPattern:
    """A path with fields in braces, matched against the end of a capture's path.

    The fields are {scheme}, {host}, {path}, {timestamp} (14 digits), {date} (2021-03-05), {year}, {month}, {day}, and {*} and {**} for
    anything within one folder and across folders. Where several places in a path would do, the first is taken; a host has a dot in it.

    >>> wget = PathPattern("{host}/{path}")
    >>> PathPattern("{timestamp}/{host}/{path}.html").facts("crawl/20210305120000/example.com/news/ferry.html")
    ('https://example.com/news/ferry', datetime.datetime(2021, 3, 5, 12, 0, tzinfo=datetime.timezone.utc))
    """

    pattern: str

    def __post_init__(self) -> None:
        """Check the fields.

        Raises:
            ValueError: the pattern has an unknown field, one twice, or none.
        """
        names = _FIELD.findall(self.pattern)
        unknown = [name for name in names if name not in FIELDS]
        if unknown or not names:
            told = f"knows no field {{{unknown[0]}}}" if unknown else "has no field"
            raise ValueError(f"the path pattern {self.pattern!r} {told}; there are {', '.join(f'{{{name}}}' for name in FIELDS)}")
        twice = {name for name in names if names.count(name) > 1 and not name.startswith("*")}
        if twice:
            raise ValueError(f"the path pattern {self.pattern!r} has {{{min(twice)}}} twice")

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = ["(?:.*?/)??"]
        at = 0
        for field in _FIELD.finditer(self.pattern):
            parts.append(re.escape(self.pattern[at : field.start()]))
            name = field[1]
            parts.append(FIELDS[name] if name.startswith("*") else f"(?P<{name}>{FIELDS[name]})")
            at = field.end()
        return re.compile("".join([*parts, re.escape(self.pattern[at:])]))

    def facts(self, path: str) -> tuple[str | None, datetime | None]:
        """The url and date that a path tells; None for what it does not."""
        found = self._regex.fullmatch(path.replace("\\", "/"))
        if found is None:
            return None, None
        told = found.groupdict()
        url = f"{told.get('scheme') or 'https'}://{told['host']}/{told.get('path') or ''}" if told.get("host") else None
        return url, _date(told)

    def told(self, capture: Capture) -> Capture:
        """The capture with url and date from its source, where it has none of its own."""
        if capture.url is not None and capture.captured_at is not None:
            return capture
        url, date = self.facts(capture.source.replace("!", "/"))  # a member of an archive has a path below it
        return replace(capture, url=capture.url or url, captured_at=capture.captured_at or date)


def _date(told: dict[str, str | None]) -> datetime | None:
    if told.get("timestamp"):
        text, form = told["timestamp"] or "", "%Y%m%d%H%M%S"
    elif told.get("date"):
        text, form = told["date"] or "", "%Y-%m-%d"
    elif told.get("year"):
        text, form = f"{told['year']}{told.get('month') or '01'}{told.get('day') or '01'}", "%Y%m%d"
    else:
        return None
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None  # eight digits that are no date
