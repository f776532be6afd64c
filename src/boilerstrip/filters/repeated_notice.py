"""repeated_notice: a paragraph that an article says again and again is not said by its author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Page

#: A refrain, a figure of speech or an exclamation may come again; paragraphs of this width (columns) do not.
LEAST_WIDTH = 80
#: Twice is a copy of the body, or a quote set apart. Three times may be said by the author once, and quoted, or folded into a menu: the
#: first stays. Four times is a notice that stands wherever something could not be shown. Out of fold, of the development pages that say
#: paragraphs three times the gold has one of them on 11, all on 5, none on 1; four times and more, one on 3, all on 4, none on 8.
LEAST_TIMES, OF_A_NOTICE = 3, 4


def repeated_notice(page: Page) -> Iterator[Mark]:
    """Mark paragraphs in the body that stand there four times or more, all but the first of three, and a repeated title right above each.

    Notices in place of embedded posts and videos are good prose, in every language, so no judge of prose finds them.

    Before:
        BODY: The ferry sails again on Friday, the council said in the evening.
        BODY: Content from elsewhere
        BODY: This post comes from another service. With your consent we show it here, and data may then be sent to that service.
        BODY: Tickets are sold on board, as they were before the strike.
        BODY: Content from elsewhere
        BODY: This post comes from another service. With your consent we show it here, and data may then be sent to that service.
        BODY: Dogs travel free of charge.
        BODY: Content from elsewhere
        BODY: This post comes from another service. With your consent we show it here, and data may then be sent to that service.
        BODY: Content from elsewhere
        BODY: This post comes from another service. With your consent we show it here, and data may then be sent to that service.
    After:
        BODY: The ferry sails again on Friday, the council said in the evening.
        BODY: Tickets are sold on board, as they were before the strike.
        BODY: Dogs travel free of charge.
    """
    texts, width, labels = page.texts, page.width, page.labels
    of_body = Label.BODY
    body = places_of(labels, (of_body,))
    if len(set(map(texts.__getitem__, body))) > len(body) - LEAST_TIMES + 1:  # as good as always: nothing stands there so often
        return
    wide = Counter([texts[index] for index in body if width[index] >= LEAST_WIDTH])
    if max(wide.values(), default=0) < LEAST_TIMES:
        return
    titles = Counter([texts[index] for index in body if width[index] < LEAST_WIDTH])
    seen: set[str] = set()
    for index in body:
        text = texts[index]
        if wide[text] >= LEAST_TIMES:
            if wide[text] < OF_A_NOTICE and text not in seen:
                seen.add(text)
                continue
            yield Mark(index, Label.CHROME, "the same paragraph stands in the body three times or more")
            if index and labels[index - 1] is of_body and titles[texts[index - 1]] >= LEAST_TIMES:
                yield Mark(index - 1, Label.CHROME, "the repeated title of a repeated paragraph")
