"""mine: captures -> templates. Reads them once, in any order, remembers a bounded sample of each host, and writes a file per host."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError, TemplateError
from boilerstrip.page import Page
from boilerstrip.templates.fingerprint import digest, remembered
from boilerstrip.templates.host import address_of, host_of
from boilerstrip.templates.store import Store, rank_of
from boilerstrip.templates.template import Template, file_name, load, save
from boilerstrip.templates.weigh import weigh

#: The store lies beside the files, hidden; it is needed for updating only, not for cleaning.
STORE = ".pages.sqlite"

Explain = Callable[[Capture], Page]
"""Captures to marked pages: `Cleaner().explain`, without templates."""


@dataclass
class Learned:
    """What came of a run of `mine`."""

    captures: int = 0
    remembered: int = 0
    """Captures that entered a host's sample."""
    hostless: int = 0
    """Captures that do not say what host they are of, and were passed over."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Captures that could not be read: source and reason, the first `MOST_FAILED`."""
    failures: int = 0
    templates: list[Template] = field(default_factory=list)
    """The templates written, by host; those of hosts with nothing to say are not written."""
    lone: int = 0
    """Hosts with one article only, of which nothing can be learned."""


#: So many failures are listed by name; all are counted.
MOST_FAILED = 1_000


def mine(captures: Iterable[Capture], folder: Path, *, explain: Explain, update: bool = False) -> Learned:
    """Learn from captures what repeats on the pages of each host, and write it into a folder, one file per host.

    Args:
        captures: raw captures, in any order; each is held only while it is read.
        folder: where the files go. `keep` and `drop` of files that are there stay as they are.
        explain: how captures are judged: `Cleaner().explain`.
        update: add to what the folder has learned before; without it everything is learned anew.

    Raises:
        TemplateError: a file in the folder, or the store, is damaged, or there is nothing to update.
        OSError: a file cannot be written.
    """
    with opened(folder, update=update) as store:
        learned = _gathered(captures, store, explain)
        _write(store, folder, learned)
    return learned


def merge(others: Iterable[Path], folder: Path) -> Learned:
    """Join what was learned in other folders into one, as if all had been learned there.

    Raises:
        TemplateError: a folder holds no store, or a file is damaged.
    """
    learned = Learned()
    with Store(folder / STORE) as store:
        for other in others:
            with opened(other, update=True) as more:
                store.join(more)
        _write(store, folder, learned)
    return learned


def opened(folder: Path, *, update: bool) -> Store:
    """The folder's store: as it is for an update, else an empty one.

    Raises:
        TemplateError: there is nothing to update.
    """
    place = folder / STORE
    if update and not place.is_file():
        raise TemplateError(f"{folder}: nothing to update: {STORE} is not there; learn without --update first")
    if not update:
        place.unlink(missing_ok=True)
    return Store(place)


def _gathered(captures: Iterable[Capture], store: Store, explain: Explain) -> Learned:
    learned = Learned()
    for capture in captures:
        learned.captures += 1
        host = host_of(capture.url, capture.source)
        rank = rank_of(address_of(capture.url) if capture.url else _content(capture))
        if host and not store.wants(host, rank):
            continue  # the sample of a large host is full of smaller ranks: most of its captures are not even parsed
        try:
            page = explain(capture)
        except CaptureError as error:
            learned.failures += 1
            if learned.failures <= MOST_FAILED:
                learned.failed.append((capture.source, str(error)))
            continue
        if not host:
            host = host_of(page.facts.canonical)
            if not host:
                learned.hostless += 1
                continue
            rank = rank_of(address_of(page.facts.canonical))
        if page.blocks:
            taken = capture.captured_at.isoformat() if capture.captured_at else ""
            store.add(host, rank, remembered(page), taken)
            learned.remembered += 1
    return learned


def _content(capture: Capture) -> str:
    return digest(capture.content if isinstance(capture.content, str) else capture.content.decode("latin-1"))


def _write(store: Store, folder: Path, learned: Learned) -> None:
    """Weigh every host that has changed, or whose file is gone, and write its file."""
    gone = [host for host in store.written() if not (folder / file_name(host)).is_file()]
    for host in sorted({*store.changed(), *gone}):
        template = weigh(host, store.pages(host), about=store.about(host))
        place = folder / file_name(host)
        if place.is_file():
            old = load(place)
            template = replace(template, keep=old.keep, drop=old.drop)
        told = bool(template or template.refused or place.is_file())
        if told:
            save(template, folder)
            learned.templates.append(template)
        learned.lone += template.articles < 2  # noqa: PLR2004  # one article repeats nothing
        store.settled(host)
        if told:
            store.wrote(host)
