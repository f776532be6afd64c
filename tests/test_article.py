"""Articles: what was dropped is worked out when it is read, and nobody can tell."""

from __future__ import annotations

import copy
import pickle

from boilerstrip import Article, clean

CAPTURE = "\n\n".join(
    [
        "Home",
        "Bridge closes",
        "The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June.",
        "READ MORE: Ferry strike ends",
        "Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.",
        "Share on Facebook",
    ]
)


def test_dropped_is_the_same_before_and_after_it_is_read() -> None:
    read, unread = clean(CAPTURE), clean(CAPTURE)
    assert read.dropped and read.dropped == read.dropped
    assert any("READ MORE" in piece.text for piece in read.dropped)
    assert read == unread and hash(read) == hash(unread) and repr(read) == repr(unread)


def test_copies_and_pickles_hold_what_was_dropped_and_nothing_of_the_page() -> None:
    article = clean(CAPTURE)
    for other in (pickle.loads(pickle.dumps(article)), copy.copy(article), copy.deepcopy(article)):
        assert other.dropped == article.dropped
        assert other.to_dict() == article.to_dict()
        assert vars(other).keys() <= Article.__dataclass_fields__.keys()


def test_an_article_made_by_hand_dropped_nothing() -> None:
    assert Article().dropped == ()
