"""What it takes to clean 1 TB and 1 PB of WARC, from the cost of a page on this machine.

    python benchmarks/throughput.py --memory --json figures.json
    python benchmarks/cluster_cost.py figures.json [--price 0.04] [--cores 64] [--waste 0.25] [--write docs/cluster-cost.md]

Without --write the arithmetic goes to standard output; with it, it takes the place of the one in that page.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

SIZES = (("1 TB", 10**12), ("1 PB", 10**15))
HOUR = 3_600_000.0
DAY = 24.0
NODES = (1, 10, 100, 1000)
PART = re.compile(r"<!-- cost -->\n.*?<!-- /cost -->\n", re.DOTALL)


def arithmetic(figures: dict[str, float], price: float, cores: int, waste: float) -> str:
    """Every step as Markdown."""
    figures = {name: round(value, 2) for name, value in figures.items()}  # so that whoever reckons with what is printed gets the same
    milliseconds, packed = figures["cpu_ms"], figures["packed_bytes"]
    lines = [
        "```json",
        json.dumps(figures | {"price": price, "cores": cores, "waste": waste}),
        "```",
        "",
        "| step | " + " | ".join(name for name, _ in SIZES) + " |",
        "|---|" + "---:|" * len(SIZES),
    ]
    pages = {name: size / packed for name, size in SIZES}
    hours = {name: pages[name] * milliseconds / HOUR for name in pages}
    paid = {name: hours[name] * (1 + waste) for name in pages}
    rows = [
        (f"pages: size / {packed:,.0f} bytes a page, gzipped", [_count(pages[name]) for name in pages]),
        (f"CPU hours: pages x {milliseconds:.2f} ms / 3,600,000", [f"{hours[name]:,.0f}" for name in pages]),
        (f"core hours to pay: x {1 + waste:g} for starting, waiting and stragglers", [f"{paid[name]:,.0f}" for name in pages]),
        (f"cost at {price:g} $ a core hour", [f"{paid[name] * price:,.0f} $" for name in pages]),
        *(
            (f"time on {count:,} machine{'s' * (count > 1)} of {cores} cores", [_time(paid[name] / cores / count) for name in pages])
            for count in NODES
        ),
        (
            f"output: pages x {figures['parquet_bytes']:,.0f} bytes of Parquet",
            [_bytes(pages[name] * figures["parquet_bytes"]) for name in pages],
        ),
    ]
    lines += [f"| {what} | " + " | ".join(cells) + " |" for what, cells in rows]
    rate = packed / milliseconds / 1000 * cores
    lines += [
        "",
        (
            f"A core takes in {packed / milliseconds / 1000:.1f} MB of gzipped WARC a second, a machine of {cores} cores {rate:,.0f} MB "
            f"({rate * 8 / 1000:.1f} Gbit/s): that much its network must carry."
        ),
    ]
    return "\n".join(lines) + "\n"


def _count(number: float) -> str:
    return f"{number / 1e6:,.1f} million" if number < 1e9 else f"{number / 1e9:,.1f} billion"


def _bytes(number: float) -> str:
    return f"{number / 1e9:,.0f} GB" if number < 1e12 else f"{number / 1e12:,.0f} TB"


def _time(hours: float) -> str:
    if hours * 60 < 2:
        return f"{hours * 3600:.0f} s"
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 2 * DAY else f"{hours / DAY:,.1f} days"


def main() -> None:
    """Print the arithmetic, or put it into a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figures", type=Path, help="what throughput.py --json has written")
    parser.add_argument("--price", type=float, default=0.04, help="dollars a core hour")
    parser.add_argument("--cores", type=int, default=64, help="cores a machine")
    parser.add_argument("--waste", type=float, default=0.25, help="share of core hours that are paid and not used")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    text = arithmetic(json.loads(options.figures.read_text()), options.price, options.cores, options.waste)
    if options.write is None:
        print(text, end="")
        return
    page = options.write.read_text(encoding="utf-8")
    options.write.write_text(PART.sub(lambda _: f"<!-- cost -->\n{text}<!-- /cost -->\n", page), encoding="utf-8")


if __name__ == "__main__":
    main()
