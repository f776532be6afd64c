"""What can go wrong, as a tree.

BoilerstripError
├── CaptureError      a capture cannot be read: wrong type, too large, truncated archive
├── SiteRuleError     a site rule is wrong: selector, pattern, example, conflict
├── TemplateError     a learned template file is wrong
└── MissingExtra      an optional package is not installed; the message holds the pip line
"""


class BoilerstripError(Exception):
    """Any error that boilerstrip raises on purpose."""


class CaptureError(BoilerstripError):
    """A capture cannot be read; the message names its source and the cure."""


class SiteRuleError(BoilerstripError):
    """A site rule is wrong; the message names the file, the field and the cure."""


class TemplateError(BoilerstripError):
    """A template file is wrong; the message names the file and the cure."""


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
