"""training/caption_first.py: twins of dumps with the caption before the headline, for the dump tagger to learn from."""

from __future__ import annotations

import pytest
from training.align import Gold
from training.caption_first import caption_first
from training.data import DumpRecord

CAPTION = "The Aurora leaves the old harbour of Vestnes"
BODY = "Boats to the four islands sail again from Monday, the harbour master said.\n\nThe company runs eleven boats."
GOLD = Gold(BODY, "Ferry Strike Ends", (CAPTION,), ("Marit Olav",))
ABOVE, BELOW = "Ferry Strike Ends - North Wire\nHome\n\n", f"\n{BODY}\n\nFerry Strike Ends"


def twin(shown: str, gold: Gold = GOLD) -> str | None:
    record = DumpRecord(id="1", set="fundus", style="resili", domain="example.com", lang="en", text=ABOVE + shown + BELOW, gold=gold)
    found = caption_first(record)
    assert found is None or found.style == "resili, caption first"
    return found and found.text


def test_the_caption_goes_above_the_headline_and_what_follows_it_below() -> None:
    assert (
        twin(f"  Ferry Strike Ends\n  {CAPTION} Photo: NPA\nShare")
        == f"{ABOVE}  {CAPTION}\n\n  Ferry Strike Ends\n\n  Photo: NPA\nShare{BELOW}"
    )


def test_a_caption_that_is_lost_comes_back_with_its_credit() -> None:
    assert twin("Ferry Strike Ends\nShare") == f"{ABOVE}{CAPTION}\n\nFerry Strike Ends\n\nMarit Olav\nShare{BELOW}"


@pytest.mark.parametrize(
    ("shown", "gold"),
    [
        ("Ferry Strike Over", GOLD),  # the headline stands below the body only
        ("Ferry Strike Ends\n" + "Share\n" * 15 + CAPTION, GOLD),  # a picture further down
        (f"{CAPTION}\nFerry Strike Ends", GOLD),  # it is there already
        ("Ferry Strike Ends", Gold(BODY, "Ferry Strike Ends", ("Photo: NPA",))),  # a credit alone
        ("Ferry Strike Ends", Gold(BODY, "Ferry Strike Ends", ())),
        ("Ferry Strike Ends", Gold(BODY, None, (CAPTION,))),
        ("Ferry Strike Ends", Gold(None, "Ferry Strike Ends", (CAPTION,))),
    ],
)
def test_no_twin_without_a_caption_below_a_headline_above_a_body(shown: str, gold: Gold) -> None:
    assert twin(shown, gold) is None
