"""What can go wrong, as a tree.

BoilerstripError
├── CaptureError      a capture cannot be read: wrong type, too large, truncated archive
├── FilterError       a filter raised something, or its marks are wrong
├── SiteRuleError     a site rule is wrong: selector, pattern, example, conflict
├── TemplateError     a learned template file is wrong
└── MissingExtra      an optional package is not installed; the message holds the pip line
"""


class BoilerstripError(Exception):
    """Any error that boilerstrip raises on purpose."""


class CaptureError(BoilerstripError):
    """A capture cannot be read; the message names its source and the cure."""


class FilterError(BoilerstripError):
    """A filter raised something, or its marks are wrong; the message names the filter, and `__cause__` is what was raised."""


class SiteRuleError(BoilerstripError):
    """A site rule is wrong; the message names the file, the field and the cure."""


class TemplateError(BoilerstripError):
    """A template file is wrong; the message names the file and the cure."""


def fault(error: Exception) -> str:
    """What to say of anything that was raised while a capture was judged.

    >>> fault(FilterError("filter loud failed")), fault(KeyError("x"))
    ('filter loud failed', "a fault in boilerstrip: KeyError: 'x'")
    """
    return str(error) if isinstance(error, BoilerstripError) else f"a fault in boilerstrip: {type(error).__name__}: {error}"


def behind(source: str, reason: str) -> str:
    """A reason without the source of the capture before it, for where that stands already.

    >>> behind("a.html", "a.html holds no text"), behind("a.html", "a.html: filter loud failed"), behind("a", "all of it")
    ('holds no text', 'filter loud failed', 'all of it')
    """
    return reason.removeprefix(f"{source}: ").removeprefix(f"{source} ") if source else reason


class MissingExtra(BoilerstripError):
    """An optional package is missing.

    >>> str(MissingExtra("fastwarc", extra="warc", purpose="reading WARC files"))
    "reading WARC files needs fastwarc: pip install 'boilerstrip[warc]'"
    """

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}: pip install 'boilerstrip[{extra}]'")
        self.package = package
        self.extra = extra
        self.purpose = purpose

    def __reduce__(self) -> tuple[object, ...]:
        return _missing, (self.package, self.extra, self.purpose)


def _missing(package: str, extra: str, purpose: str) -> MissingExtra:
    return MissingExtra(package, extra=extra, purpose=purpose)
