"""folder: the templates of a folder, read when the first page of their host comes."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from boilerstrip.errors import TemplateError
from boilerstrip.templates.template import Template, file_name, load


class TemplateWarning(UserWarning):
    """A template file is wrong and was set aside."""


@dataclass(frozen=True)
class Templates:
    """A folder of templates: a plain value, for `Cleaner(templates=...)`."""

    folder: Path

    @classmethod
    def of(cls, given: object) -> Templates | None:
        """The Templates that a path stands for; None for none.

        Raises:
            TemplateError: it is no folder.
        """
        if given is None or isinstance(given, Templates):
            return given
        if isinstance(given, (str, os.PathLike)) and Path(given).is_dir():
            return cls(Path(given))
        raise TemplateError(f"templates={given!r}: give the folder that `boilerstrip learn` wrote, or None")

    def find(self, host: str) -> Template | None:
        """The template of a host. A file that is wrong is reported once, as a warning, and set aside: it stops nothing."""
        return _found(self.folder, host) if host else None


TemplatesGiven: TypeAlias = Templates | str | os.PathLike[str] | None


@lru_cache(maxsize=1_024)
def _found(folder: Path, host: str) -> Template | None:
    place = folder / file_name(host)
    if not place.is_file():
        return None
    try:
        template = load(place)
    except TemplateError as error:
        warnings.warn(f"{error}; set aside", TemplateWarning, stacklevel=2)
        return None
    return template or None
