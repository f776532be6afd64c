"""What 20,000 generic ad-block selectors cost a page: python benchmarks/ad_selectors.py [HTML ...]

The list is made up in the mix of EasyList's general section: nearly all one class or id, some attributes, some longer selectors. CPU
milliseconds a page, best of several runs; the pages are those named, else the HTML pages of fixtures/.
"""

from __future__ import annotations

import gzip
import random
import statistics
import sys
from pathlib import Path
from time import process_time

from boilerstrip.filters.ad_selectors import AdSelectors
from boilerstrip.segmenters.html import segment_html
from boilerstrip.sites.cosmetic import read_cosmetic

WORDS = "ad ads banner sponsor promo box top side bar main right left slot unit wrap google taboola native block text story".split()
RUNS = 5


def made_up(count: int) -> list[str]:
    """Selectors: 65 % classes, 20 % ids, 5 % by class or id beginnings, 5 % by where links lead, 5 % longer ones."""
    rng = random.Random(4)
    lines = []
    for number in range(count):
        name = "-".join(rng.sample(WORDS, 2)) + str(number)
        kind = rng.random()
        if kind < 0.65:
            lines.append(f"##.{name}")
        elif kind < 0.85:
            lines.append(f"###{name}")
        elif kind < 0.90:
            lines.append(f'##{rng.choice(["", "div"])}[{rng.choice(["id", "class"])}^="{name}"]')
        elif kind < 0.95:
            lines.append(f'##a[href^="https://{name}.example/"]')
        else:
            lines.append(f"##.{name} > .{rng.choice(WORDS)}:not(.x)")
    return lines


def read(path: Path) -> str:
    """A page's source."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def main() -> None:
    """Print what reading the list and what matching it costs."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(Path("fixtures/pages").glob("*/capture.html"))
    start = process_time()
    rules = read_cosmetic(made_up(20_000), "made up")
    print(f"reading 20,000 selectors: {(process_time() - start) * 1e3:.0f} ms, once per process; {len(rules.unread)} unread")
    index = rules.generic
    print(
        f"{len(index.simple)} by class or id, {sum(len(v.rules) for g in index.attributes.values() for v in g.values())} by attribute, "
        f"{sum(map(len, index.keyed.values()))} longer with a key, {len(index.unkeyed)} without"
    )
    costs, segments = [], []
    for path in paths:
        source = read(path)
        best = cut = float("inf")
        for _ in range(RUNS):
            start = process_time()
            page = segment_html(source)
            middle = process_time()
            list(AdSelectors(rules)(page))
            best, cut = min(best, process_time() - middle), min(cut, middle - start)
        costs.append(best * 1e3)
        segments.append(cut * 1e3)
    print(f"{len(paths)} pages: median {statistics.median(costs):.2f} ms, mean {statistics.mean(costs):.2f}, most {max(costs):.2f}")
    print(f"(parsing and cutting the same pages into blocks: median {statistics.median(segments):.2f} ms)")


if __name__ == "__main__":
    main()
