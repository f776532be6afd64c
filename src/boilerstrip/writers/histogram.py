"""A histogram as inline SVG: no script, no style of its own, readable by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from boilerstrip.writers.selfcontained import escaped

#: Drawing units; the page scales them.
WIDTH, HEIGHT, FOOT, HEAD = 480, 150, 20, 16
GAP = 2
#: So many labels fit below the bars without touching.
LABELS = 11


def histogram(counts: Sequence[int], labels: Sequence[str], *, title: str) -> str:
    """Bars for these counts.

    Args:
        counts: one per bar.
        labels: what each bar counts, as "0 to 5 %"; shown on hovering. Its first word stands below the bar.
        title: what is counted, for people who cannot see it.

    >>> histogram([1, 3], ["short ones", "long ones"], title="Lengths").count("<rect")
    2
    """
    top = max([1, *counts])
    step = WIDTH / max(1, len(counts))
    every = -(-len(counts) // LABELS)
    parts = []
    for number, (count, label) in enumerate(zip(counts, labels, strict=True)):
        tall = count / top * (HEIGHT - FOOT - HEAD)
        left, up = number * step, HEIGHT - FOOT - tall
        parts.append(f"<g><title>{escaped(f'{label}: {count:,}')}</title>")
        parts.append(f'<rect class="bar" x="{left + GAP / 2:.1f}" y="{up:.1f}" width="{step - GAP:.1f}" height="{tall:.1f}" rx="1.5"/>')
        if count:
            parts.append(f'<text class="count" x="{left + step / 2:.1f}" y="{up - 3:.1f}">{count:,}</text>')
        if number % every == 0:
            parts.append(f'<text x="{left + step / 2:.1f}" y="{HEIGHT - 5}">{escaped(label.split(" ")[0])}</text>')
        parts.append("</g>")
    told = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True) if count)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escaped(f"{title}. {told}")}">{"".join(parts)}'
        f'<line class="floor" x1="0" x2="{WIDTH}" y1="{HEIGHT - FOOT}" y2="{HEIGHT - FOOT}"/></svg>'
    )


#: Drawing units of a spark.
SPARK_WIDTH, SPARK_HEIGHT = 60, 16


def spark(counts: Sequence[int], *, title: str) -> str:
    """A histogram as small as a word.

    >>> spark([0, 2, 1], title="Shares").count("<rect")
    2
    """
    top = max([1, *counts])
    step = SPARK_WIDTH / max(1, len(counts))
    bars = "".join(
        f'<rect class="bar" x="{n * step:.1f}" y="{SPARK_HEIGHT - tall:.1f}" width="{step - 1:.1f}" height="{tall:.1f}"/>'
        for n, tall in enumerate(count / top * SPARK_HEIGHT for count in counts)
        if tall
    )
    told = escaped(f"{title}: {', '.join(map(str, counts))}")
    return (
        f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" role="img" aria-label="{told}"><title>{told}</title>{bars}'
        f'<line class="floor" x1="0" x2="{SPARK_WIDTH}" y1="{SPARK_HEIGHT}" y2="{SPARK_HEIGHT}"/></svg>'
    )


def share_bar(share: float) -> str:
    """A share from 0 to 1 as a small bar.

    >>> "25%" in share_bar(0.25)
    True
    """
    return (
        f'<svg class="share" viewBox="0 0 60 8" role="img" aria-label="{share:.0%}"><rect class="well" width="60" height="8" rx="2"/>'
        f'<rect class="bar" width="{60 * share:.1f}" height="8" rx="2"/></svg>'
    )
