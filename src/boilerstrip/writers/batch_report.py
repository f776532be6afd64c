"""A batch, at a glance: one self-contained HTML page with the captures to look at, histograms, hosts, and what each filter dropped most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from urllib.parse import quote

from boilerstrip.review.tally import BINS, LENGTHS, Suspect, Tally
from boilerstrip.writers.histogram import histogram, share_bar, spark
from boilerstrip.writers.selfcontained import escaped, page

#: So many hosts stand in the table: those with most captures.
HOSTS = 200
#: So many lines are shown per filter.
LINES = 12
#: A host whose kept share lies below this is set off.
LOW = 0.05

#: The explained page of a suspect, relative to the report; "" where there is none.
Link = Callable[[Suspect], str]


def batch_report(tally: Tally, *, title: str, link: Link = lambda _: "") -> str:
    """The page, complete in itself but for the explained pages that it links to.

    >>> from boilerstrip.review.outcome import Outcome
    >>> tally = Tally()
    >>> tally.add(Outcome("a.txt", url="https://example.com/"))
    >>> "Nothing kept" in batch_report(tally, title="A batch")
    True
    """
    return page(
        "batch.html",
        styles=("colours.css", "batch.css"),
        scripts=(),
        slots={
            "title": escaped(title),
            "facts": "".join(f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}</dd></div>" for name, value in _facts(tally)),
            "outliers": "".join(_outliers(tally, link)),
            "shares": histogram(tally.shares, _share_labels(), title="Share kept"),
            "lengths": histogram(tally.lengths, _length_labels(), title="Lengths of articles"),
            "hosts": _hosts(tally),
            "filters": "".join(_filters(tally)),
        },
    )


def _facts(tally: Tally) -> Iterator[tuple[str, str]]:
    kept = sum(host.kept for host in tally.hosts.values())
    lost = sum(host.lost for host in tally.hosts.values())
    headlines = sum(host.headlines for host in tally.hosts.values())
    yield "captures", f"{tally.captures:,}"
    yield "articles", f"{tally.articles:,}"
    yield "with a headline", f"{headlines / max(1, tally.captures):.0%}"
    yield "characters kept", f"{kept / max(1, kept + lost):.0%}"
    yield "hosts", f"{len(tally.hosts):,}"
    yield "to look at", f"{sum(1 for _ in tally.outliers()):,}"


def _share_labels() -> list[str]:
    return [f"{100 * number // BINS}% to {100 * (number + 1) // BINS}%" for number in range(BINS)]


def _length_labels() -> list[str]:
    names = [str(edge).removesuffix("000") + "k" * str(edge).endswith("000") for edge in LENGTHS]
    return [f"{low} to {high}" for low, high in zip(names, [*names[1:], "any length"], strict=True)]


def _outliers(tally: Tally, link: Link) -> Iterator[str]:
    found = False
    for suspicion, suspects in groupby(tally.outliers(), key=lambda suspect: suspect.suspicion):
        found = True
        rows = [_suspect(suspect, link(suspect)) for suspect in suspects]
        yield f"<h3>{escaped(str(suspicion).capitalize())}<small>{tally.counts[suspicion]:,} of {tally.captures:,} captures</small></h3>"
        yield _table(("capture", "why", "kept #"), rows)
        more = tally.counts[suspicion] - len(rows)
        if more > 0:
            yield f'<p class="more">and {more:,} more, shown above already or lighter than these</p>'
    if not found:
        yield '<p class="good">Nothing stands out: every capture gave a headline and a body, and no filter took long prose away.</p>'


def _suspect(suspect: Suspect, link: str) -> str:
    outcome = suspect.outcome
    name = escaped(outcome.headline or outcome.source)
    place = quote(link) + (f"#b{suspect.block}" if suspect.block >= 0 else "")
    shown = f'<a href="{escaped(place)}">{name}</a>' if link else name
    where = escaped(outcome.url or outcome.source)
    share = "" if outcome.share is None else f"{outcome.share:.0%}"
    return (
        f'<td class="name">{shown}<small>{where}</small></td><td class="text">{escaped(suspect.detail)}</td><td class="number">{share}</td>'
    )


def _table(heads: tuple[str, ...], rows: list[str]) -> str:
    """Rows of ready cells under these heads; a head that ends in # stands over numbers."""
    told = "".join(f"<th{' class=number' if head.endswith('#') else ''} scope=col>{escaped(head.rstrip(' #'))}</th>" for head in heads)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{told}</tr></thead><tbody>{body}</tbody></table></div>'


def _hosts(tally: Tally) -> str:
    rows = []
    ranked = sorted(tally.hosts.items(), key=lambda item: (-item[1].captures, item[0]))
    for name, host in ranked[:HOSTS]:
        low = " low" if host.share < LOW or not host.articles else ""
        rows.append(
            f'<td class="name">{escaped(name or "(no address)")}</td><td class="number">{host.captures:,}</td>'
            f'<td class="number{" low" if host.articles < host.captures else ""}">{host.articles:,}</td>'
            f'<td class="number">{host.headlines:,}</td><td class="number{low}">{host.share:.0%}{share_bar(host.share)}</td>'
            f"<td>{spark(host.shares, title='captures by kept share, in tenths')}</td>"
            f'<td class="number">{host.kept // max(1, host.articles):,}</td>'
        )
    table = _table(("host", "captures #", "articles #", "headlines #", "kept #", "by share, 0 to 100%", "characters an article #"), rows)
    more = len(ranked) - HOSTS
    return table + (f'<p class="more">and {more:,} hosts with fewer captures</p>' if more > 0 else "")


def _filters(tally: Tally) -> Iterator[str]:
    for name, count in tally.filters.most_common():
        lines = tally.lines[name].most_common(LINES)
        rows = [f'<td class="number">{times:,}</td><td class="text">{escaped(line)}</td>' for line, times in lines]
        yield (
            f"<details><summary><code>{escaped(name)}</code><span>{count:,} lines, {tally.characters[name]:,} characters</span>"
            f"</summary>{_table(('times #', 'line'), rows)}</details>"
        )
