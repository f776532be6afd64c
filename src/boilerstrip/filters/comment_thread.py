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
#: Threads stand below an article: so much prose (in columns) stands above them at least, a long paragraph. On forums the thread is the
#: content. Measured on 481 development pages in HTML: of article pages 448 chrome blocks and no content; of the others 536 : 120, all on
#: forums with a long question.
LEAST_PROSE = 120
#: And so much of the thread's own prose, as a share: under a short question the answers are the content.
ABOVE = 0.5


def comment_thread(page: Page) -> Iterator[Mark]:
    """Mark everything from the first to the last comment of a thread, found by the buttons that every comment repeats.

    Before:
        The ferry sails again on Friday, the harbour office said in the morning, and the seals have to leave the slipway by Thursday night.
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
        The ferry sails again on Friday, the harbour office said in the morning, and the seals have to leave the slipway by Thursday night.
        Footer of the page
    """
    cued = [(block.index, block.text.strip("0123456789 ()·").casefold()) for block, cue in page.cued("comments") if cue.kind == "exact"]
    if len(cued) < LEAST_BUTTONS:
        return
    counts = Counter(text for _, text in cued)
    buttons = [index for index, text in cued if text and counts[text] >= LEAST_BUTTONS and not page.sentence[index]]
    for thread in _threads(buttons):
        if len(thread) < LEAST_BUTTONS:
            continue
        start = _start(thread[0], {index for index, _ in cued})
        above, within = _prose(page, 0, start), _prose(page, start, thread[-1] + 1)
        if above >= max(LEAST_PROSE, ABOVE * within):
            for index in range(start, thread[-1] + 1):
                yield Mark(index, Label.CHROME, "comments of users below the article")


def _prose(page: Page, start: int, end: int) -> int:
    """Columns of sentence-shaped blocks in a range of blocks."""
    return sum(page.width[index] for index in range(start, end) if page.sentence[index])


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
