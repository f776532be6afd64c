"""The headline of an HTML page, from the block that shows it and from its metadata. Cases that must be left alone come first."""

from __future__ import annotations

import pytest

from boilerstrip import clean
from boilerstrip.page import Facts
from boilerstrip.stated_headline import printed_headline, stated_headline

SHOWN = "Council closes the old bridge"


@pytest.mark.parametrize(
    ("facts", "headline"),
    [
        (Facts(), SHOWN),
        (Facts(og_title="Council closes"), SHOWN),  # cut short for search engines
        (Facts(og_title="Council closes the old bridge: what drivers should know"), SHOWN),
        (Facts(title="Home", og_title="bridge"), SHOWN),
        (Facts(headline="Bridge closed"), SHOWN),  # not a NewsArticle's
        (Facts(headline="Bridge closed", news=True), "Bridge closed"),
        (Facts(headline="Bridge closed - and now?", site_name="Elster Post", news=True), "Bridge closed - and now?"),
        (Facts(headline="Bridge closed - Elster Post", site_name="Elster Post", news=True), "Bridge closed"),
        (Facts(headline="Bridge closed | Elsterpost", news=True), "Bridge closed"),  # the host's name
        (Facts(headline="Bridge &amp; ferry closed", news=True), "Bridge & ferry closed"),
        (Facts(headline=f"{SHOWN} | Local news", og_title=SHOWN, news=True), SHOWN),
        (Facts(headline=f"Elsterdorf: {SHOWN}", og_title=SHOWN, news=True), SHOWN),
        (Facts(headline=f"Elster-{SHOWN}", og_title=SHOWN, news=True), f"Elster-{SHOWN}"),  # no kicker: part of the word
    ],
)
def test_a_shown_headline(facts: Facts, headline: str) -> None:
    assert stated_headline(facts, SHOWN, "www.elsterpost.example") == headline


def test_nothing_is_shown() -> None:
    assert stated_headline(Facts(), "") == ""
    assert stated_headline(Facts(title="Old bridge closes | Elster Post", site_name="Elster Post"), "") == "Old bridge closes"


def test_a_page_without_text_has_no_headline() -> None:
    assert clean("<title>Old bridge closes</title><body></body>").headline is None


def test_a_kicker_is_left_out() -> None:
    text = "<p>The bridge over the Elster closes on Monday, the council said, and it stays closed until the end of June." * 4
    page = f'<meta property="og:title" content="{SHOWN}"><h1>Elsterdorf: {SHOWN}</h1>{text}'
    assert clean(page).headline == SHOWN


def test_a_broken_address_is_none() -> None:
    assert clean(f"<h1>{SHOWN}</h1><p>The bridge over the Elster closes on Monday.</p>", url="http://[broken").headline == SHOWN


def test_a_slogan_that_no_title_knows() -> None:
    assert (
        stated_headline(Facts(og_title="Our services in Elsterdorf | Elster", site_name="Elster"), "A town that cares")
        == "Our services in Elsterdorf"
    )
    assert stated_headline(Facts(title="The bridge closes"), "Council closes bridge") == "Council closes bridge"
    assert stated_headline(Facts(), "A town that cares") == "A town that cares"
    assert stated_headline(Facts(title="Elster Post - Culture"), "Council closes bridge") == "Council closes bridge"


def test_a_title_of_blanks_or_plus_signs_takes_no_time() -> None:
    """Each of these once took minutes, or hours."""
    for odd in (" " + "+" * 400 + "x", "Council" + " " * 100_000 + "x", "a | " * 20_000):
        assert stated_headline(Facts(og_title=odd), "Council closes bridge", "example.com")
        assert printed_headline(odd, "example.com", ())
