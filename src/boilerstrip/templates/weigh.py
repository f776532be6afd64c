"""weigh: the remembered pages of one host -> its Template. A pure function of the set of pages.

Pages that print the same article count as one (a wire story under three addresses, the same page captured twice). What stands on
several articles is weighed by where it stands: between other repeated lines it belongs to the frame; alone between paragraphs
it may be a sub-heading that a series repeats, and needs far more pages to go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from boilerstrip.templates.fingerprint import BODY, CHROME, HEADLINE, Remembered, Row, outline
from boilerstrip.templates.stories import stories_of
from boilerstrip.templates.template import KINDS, Seen, Template, verdicts

#: A line must stand on two articles; prose, regions, shapes and edges of the article need more.
FEWEST = 2
FEWEST_STRONG = 4
#: A line goes where its support s reaches s / (s + 1) >= SURE: two articles where it stands in a run of repeated lines, three where
#: it stands free, five or six where it stands alone between paragraphs. On 30 development hosts with 2 or 3 dumps each,
#: kept lines in a run are chrome 790 : 111, lone ones 238 : 653.
SURE = 0.6
#: A line with fewer letters is never taken for repeating.
LETTERS = 2
IN_RUN, ONE_SIDE, FREE, AMID, DROPPED = 1.0, 0.7, 0.5, 0.3, 0.8
#: Below this share of the articles a line counts for less, also in a run: those are other stories' headlines more than the frame, and
#: where they are wrongly taken they are a related headline that the gold of a short article holds.
COMMON = 1 / 3
#: A line that a page shows so often, as part of its body, is a sub-heading of a list of products more often than it is the frame.
OFTEN = 3
#: Prose goes only from this share of the articles on, and where the filters dropped it on most of them, or the frame is all around it.
PROSE_SHARE = 0.5
PROSE_EVIDENCE = 0.5
#: What is the headline on so large a share of the articles is none.
TITLED_SHARE = 0.3
#: An element is chrome where the filters dropped this share of its text, over all pages.
CHROME_SHARE = 0.92
#: An element is the article where it holds this share of the body on so many of the pages, of at least so many articles (with four
#: or five it took 38 % article text: a page in another layout).
FEWEST_HELD = 8
HOLDS = 0.97
HOLDS_ON = 0.95
#: The article is over at a line where so little of the body lies beyond it, on so many of the pages that show it.
BEYOND = 0.03
BEYOND_ON = 0.95
EDGE_SHARE = 0.3
#: Lines below a header belong to it where so many pages show only short lines that never come again, most of them dropped.
BELOW_ON = 0.8
BELOW_DROPPED = 0.8
MOST_BELOW = 40
#: A shape is chrome where it stands on this share of the articles, at most so often on each, and the filters dropped this share.
SHAPE_SHARE = 0.5
SHAPE_OFTEN = 2
SHAPE_DROPPED = 0.7
#: A kind of evidence that would take more than this share of the body-shaped text of the host's pages is refused. What repeats word for
#: word on several articles may take more than what is judged by its place.
MOST_PROSE = 0.05
MOST_REPEATED_PROSE = 0.15
REPEATED = ("lines", "paragraphs")
#: So many entries of a kind are written, the most certain ones.
MOST_LINES = 600
MOST_OTHERS = 60


def weigh(host: str, pages: Iterable[Remembered], *, about: int = 0) -> Template:
    """What repeats on these pages and is not article.

    Args:
        host: its name.
        pages: what is remembered of its pages, in any order.
        about: how many pages the host has, if these are a sample of them.
    """
    ordered = sorted(pages)
    stories = stories_of(ordered)
    count = len(set(stories))
    template = Template(host, pages=len(ordered), articles=count, about=max(about, len(ordered)))
    if count < FEWEST:
        return template
    on: dict[str, set[int]] = defaultdict(set)
    for page, story in zip(ordered, stories, strict=True):
        for row in page.rows:
            on[row.key].add(story)
    view = _View(ordered, stories, count, {key: len(places) for key, places in on.items()})
    lines, paragraphs = _lines(view)
    found = {
        "lines": _as_read(_most(lines, MOST_LINES), view),
        "paragraphs": _as_read(_most(paragraphs, MOST_OTHERS), view),
        "titles": _most(_titles(view), MOST_OTHERS),
        "regions": _most(_regions(view), MOST_OTHERS),
        "article": _most(_article(view), 1),
        "after": _as_read(_most(_edges(view), MOST_OTHERS), view),
        "below": _most(_below(view), MOST_OTHERS),
        "shapes": _most(_shapes(view), MOST_OTHERS),
    }
    return _guarded(template, found, ordered)


#: Places on a page are told in so many parts of it.
_FINE = 10_000
#: What stands before the first line and after the last.
_EDGE = Row("", 0, prose=False, part=CHROME, regions=())


class _View:
    """The pages of a host, which article each prints, and on how many articles each line stands."""

    def __init__(self, pages: Sequence[Remembered], stories: Sequence[int], count: int, on: dict[str, int]) -> None:
        self.pages = pages
        self.stories = stories
        self.count = count
        self.on = on

    def repeats(self, row: Row) -> bool:
        return self.on.get(row.key, 0) >= FEWEST

    def telling(self, row: Row) -> bool:
        """Does the line repeat, and say something? A number or a dash alone stands in lists of the article as well as in the frame."""
        return self.repeats(row) and sum(map(str.isalpha, row.key)) >= LETTERS

    def __iter__(self) -> Iterator[tuple[int, Sequence[Row]]]:
        for page, story in zip(self.pages, self.stories, strict=True):
            yield story, page.rows


def _most(found: Mapping[str, Seen], most: int) -> dict[str, Seen]:
    """The most certain entries."""
    return dict(sorted(found.items(), key=lambda entry: (-entry[1].sure, -entry[1].on, entry[0]))[:most])


def _as_read(found: Mapping[str, Seen], view: _View) -> dict[str, Seen]:
    """The entries in the order in which pages show them: a person who opens the file sees the page's frame from top to bottom."""
    places: dict[str, list[int]] = {key: [] for key in found}
    for _, rows in view:
        for place, row in enumerate(rows):
            if row.key in places:
                places[row.key].append(place * _FINE // len(rows))
    return dict(sorted(found.items(), key=lambda entry: (median(places[entry[0]] or [0]), entry[0])))


# ------------------------------------------------------------------ lines


def _lines(view: _View) -> tuple[dict[str, Seen], dict[str, Seen]]:
    """Lines that stand on several articles and belong to the frame: those that are no prose, and those that are."""
    pairs: dict[tuple[str, str], set[int]] = defaultdict(set)
    for story, rows in view:
        for pair in pairwise(["", *(row.key for row in rows), ""]):
            pairs[pair].add(story)
    support: dict[str, dict[int, float]] = defaultdict(dict)  # per line and article its best weight
    prose: set[str] = set()
    framed: dict[str, set[int]] = defaultdict(set)
    for story, rows in view:
        times = Counter(row.key for row in rows)
        for place, row in enumerate(rows):
            if not view.telling(row):
                continue
            before = rows[place - 1] if place else _EDGE
            after = rows[place + 1] if place + 1 < len(rows) else _EDGE
            runs = (len(pairs[before.key, row.key]) >= FEWEST) + (len(pairs[row.key, after.key]) >= FEWEST)
            dropped = row.part == CHROME
            weight = (ONE_SIDE, IN_RUN)[runs - 1] if runs else AMID if _article_row(view, before) and _article_row(view, after) else FREE
            if row.prose:
                prose.add(row.key)
                if dropped or runs > 1:
                    framed[row.key].add(story)
            if times[row.key] >= OFTEN and not dropped:
                weight = min(weight, AMID)
            elif dropped:
                weight = max(weight, DROPPED)
            support[row.key][story] = max(weight, support[row.key].get(story, 0.0))
    lines: dict[str, Seen] = {}
    paragraphs: dict[str, Seen] = {}
    for key, weights in support.items():
        on, share = view.on[key], view.on[key] / view.count
        held = sum(weight * min(1.0, share / COMMON) if weight == IN_RUN else weight * share for weight in weights.values())
        seen = Seen(on, round(held / (held + 1), 2))
        if key in prose and (on < FEWEST_STRONG or share < PROSE_SHARE or len(framed[key]) < PROSE_EVIDENCE * on):
            continue
        if seen.sure >= SURE:
            (paragraphs if key in prose else lines)[key] = seen
    return lines, paragraphs


def _titles(view: _View) -> dict[str, Seen]:
    """Lines that were taken for the headline of many articles: the site's name."""
    on: dict[str, set[int]] = defaultdict(set)
    for story, rows in view:
        for row in rows:
            if row.part == HEADLINE:
                on[row.key].add(story)
    least = max(FEWEST_STRONG, TITLED_SHARE * view.count)
    return {key: Seen(len(stories), round(len(stories) / (len(stories) + 1), 2)) for key, stories in on.items() if len(stories) >= least}


def _article_row(view: _View, row: Row) -> bool:
    return row.part == BODY and not view.repeats(row)


# ------------------------------------------------------------------ elements


def _regions(view: _View) -> dict[str, Seen]:
    """Elements whose text the filters dropped, nearly all of it on nearly all pages."""
    on: dict[str, set[int]] = defaultdict(set)
    whole: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for story, rows in view:
        for row in rows:
            for name in row.regions:
                on[name].add(story)
                whole[name] += row.width
                dropped[name] += row.width if row.part == CHROME else 0
    found = {}
    for name, stories in on.items():
        if len(stories) >= FEWEST_STRONG and CHROME_SHARE * whole[name] <= dropped[name] < whole[name]:
            found[name] = Seen(len(stories), round(dropped[name] / whole[name] * len(stories) / (len(stories) + 1), 2))
    return found


def _article(view: _View) -> dict[str, Seen]:
    """The smallest element that holds the body, if there is one."""
    holding: Counter[str] = Counter()
    width: Counter[str] = Counter()
    pages = 0
    for _, rows in view:
        body: Counter[str] = Counter()
        total = 0
        for row in rows:
            if row.regions and _article_row(view, row) and row.prose:
                total += row.width
                for name in row.regions:
                    body[name] += row.width
        if not total:
            continue
        pages += 1
        for name, held in body.items():
            if held >= HOLDS * total:
                holding[name] += 1
        for row in rows:
            for name in row.regions:
                width[name] += row.width
    able = [name for name, times in holding.items() if times >= HOLDS_ON * pages]
    if view.count < FEWEST_HELD or not able:
        return {}
    best = min(able, key=lambda name: (width[name], name))
    return {best: Seen(holding[best], round(holding[best] / (pages + 1), 2))}


# ------------------------------------------------------------------ edges


def _edges(view: _View) -> dict[str, Seen]:
    """Repeated lines after whose last occurrence no article goes on."""
    on: dict[str, set[int]] = defaultdict(set)
    times: Counter[str] = Counter()
    clear: Counter[str] = Counter()
    for story, rows in view:
        widths = [row.width if _article_row(view, row) and row.prose else 0 for row in rows]
        total = sum(widths)
        if not total:
            continue
        passed = 0
        beyond: dict[str, int] = {}
        for row, width in zip(rows, widths, strict=True):
            passed += width
            if view.telling(row) and not row.prose:
                beyond[row.key] = total - passed
        for key, rest in beyond.items():
            on[key].add(story)
            times[key] += 1
            clear[key] += rest <= BEYOND * total
    found = {}
    for key, stories in on.items():
        if len(stories) >= max(FEWEST_STRONG, EDGE_SHARE * view.count) and clear[key] >= BEYOND_ON * times[key]:
            found[key] = Seen(len(stories), round(clear[key] / (times[key] + 1), 2))
    first = {_first_edge(rows, found) for _, rows in view}
    return {key: seen for key, seen in found.items() if key in first}


def _first_edge(rows: Sequence[Row], found: Mapping[str, Seen]) -> str:
    """The first of these lines after the body of a page: the others behind it say nothing more."""
    last = max((place for place, row in enumerate(rows) if row.part == BODY and row.prose), default=len(rows))
    while last < len(rows):
        if rows[last].key in found:
            return rows[last].key
        last += 1
    return ""


# ------------------------------------------------------------------ words that differ


def _below(view: _View) -> dict[str, Seen]:
    """Headers with short lines below them that never come again: a related block."""
    on: dict[str, set[int]] = defaultdict(set)
    times: Counter[str] = Counter()
    short: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    lengths: dict[str, list[int]] = defaultdict(list)
    for story, rows in view:
        for place, row in enumerate(rows):
            if row.prose or not view.telling(row):
                continue
            end = place + 1
            while end < len(rows) and not view.repeats(rows[end]) and not rows[end].prose and end - place <= MOST_BELOW:
                end += 1
            run = rows[place + 1 : end]
            on[row.key].add(story)
            times[row.key] += 1
            short[row.key] += bool(run)
            lines[row.key] += len(run)
            dropped[row.key] += sum(other.part == CHROME for other in run)
            lengths[row.key].append(len(run))
    found = {}
    for key, stories in on.items():
        often = len(stories) >= FEWEST_STRONG and short[key] >= BELOW_ON * times[key]
        if often and BELOW_DROPPED * lines[key] <= dropped[key] < lines[key]:
            sure = dropped[key] / lines[key] * len(stories) / (len(stories) + 1)
            found[key] = Seen(len(stories), round(sure, 2), int(median(lengths[key])))
    return found


def _shapes(view: _View) -> dict[str, Seen]:
    """Shapes of lines whose words differ and that the filters mostly dropped: a byline, a line of a source."""
    on: dict[str, set[int]] = defaultdict(set)
    times: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for story, rows in view:
        for row in rows:
            if row.prose or view.repeats(row) or row.part == HEADLINE:
                continue
            shape = outline(row.key)
            if shape:
                on[shape].add(story)
                times[shape] += 1
                dropped[shape] += row.part == CHROME
    found = {}
    for shape, stories in on.items():
        enough = len(stories) >= max(FEWEST_STRONG, SHAPE_SHARE * view.count) and times[shape] <= SHAPE_OFTEN * len(stories)
        if enough and SHAPE_DROPPED * times[shape] <= dropped[shape] < times[shape]:
            found[shape] = Seen(len(stories), round(dropped[shape] / times[shape] * len(stories) / (len(stories) + 1), 2))
    return found


# ------------------------------------------------------------------ the guard


def _guarded(template: Template, found: dict[str, dict[str, Seen]], pages: Sequence[Remembered]) -> Template:
    """The template with every kind of evidence that does not take too much of the body-shaped text; the others are named in `refused`."""
    whole = sum(row.width for page in pages for row in page.rows if row.prose and row.part == BODY)
    refused = []
    kept: dict[str, dict[str, Seen]] = {}
    for kind in KINDS:
        if not found[kind]:
            continue
        alone = template.having({**kept, kind: found[kind]})
        judged = ((page.rows[verdict.row], verdict) for page in pages for verdict in verdicts(alone, page.rows))
        taken = sum(row.width for row, verdict in judged if row.prose and verdict.kind == kind)
        if taken > (MOST_REPEATED_PROSE if kind in REPEATED else MOST_PROSE) * whole:
            refused.append(f"{kind}: {len(found[kind])} entries would take {taken / max(1, whole):.0%} of the body-shaped text")
        else:
            kept[kind] = found[kind]
    return template.having(kept, refused=tuple(refused))
