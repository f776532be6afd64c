"""comment_thread: the comments of users, below the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page

#: A thread repeats its buttons ("Reply", "Report") under every comment: seen three times the page has one.
LEAST_BUTTONS = 3
#: Between two buttons stand a name, a date and the paragraphs of one comment; a wider gap ends the thread.
WIDEST_GAP = 14
#: Blocks before the first button that belong to its comment at most: heading, name, date, text.
LEAD = 8
#: Threads stand below the article: its share of the page's blocks before them is never smaller.
EARLIEST = 0.1


def comment_thread(page: Page) -> Iterator[Mark]:
    """Mark everything from the first to the last comment of a thread, found by the buttons that every comment repeats.

    Before:
        The ferry sails again on Friday, the harbour office said in the morning.
        2 Comments
        Ann Example
        High time that it did, I have been waiting for a week.
        Reply
        Bo Sample
        Nobody has asked the seals what they think of all this.
        Reply
        Cy Instance
        They were asked in March and gave no answer at all.
        Reply
        Footer of the page
    After:
        The ferry sails again on Friday, the harbour office said in the morning.
        Footer of the page
    """
    cued = [(block.index, block.text.strip("0123456789 ()·").casefold()) for block, cue in page.cued("comments") if cue.kind == "exact"]
    if len(cued) < LEAST_BUTTONS:
        return
    counts = Counter(text for _, text in cued)
    buttons = [index for index, text in cued if text and counts[text] >= LEAST_BUTTONS and not page.sentence[index]]
    for thread in _threads(buttons):
        if len(thread) >= LEAST_BUTTONS and thread[0] >= EARLIEST * len(page.blocks):
            start = _start(thread[0], {index for index, _ in cued})
            for index in range(start, thread[-1] + 1):
                yield Mark(index, Label.CHROME, "comments of users below the article")


def _threads(buttons: list[int]) -> Iterator[list[int]]:
    """Buttons no further apart than one comment is long."""
    thread: list[int] = []
    for index in buttons:
        if thread and index - thread[-1] > WIDEST_GAP:
            yield thread
            thread = []
        thread.append(index)
    if thread:
        yield thread


def _start(first: int, cued: set[int]) -> int:
    """Where the first comment begins: at the heading of the thread, or else at its first button.

    Without a heading the first comment cannot be told from the article's last paragraphs: it is left to other filters.
    """
    return next((index for index in range(max(0, first - LEAD), first) if index in cued), first)
