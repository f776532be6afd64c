"""Site: everything wrong in a rule is found when it is made, with field and cure; patterns that could run away are refused."""

from __future__ import annotations

import pickle
import time
from datetime import date

import pytest

from boilerstrip import Cleaner, Site, SiteRuleError
from boilerstrip.runaway import runaway

WRONG = [
    ({"hosts": ()}, r"hosts: is empty"),
    ({"hosts": "https://example.com/"}, r"hosts: 'https://example.com/' is no domain name"),
    ({"hosts": "*.example.com"}, r"hosts: .* is no domain name"),
    ({"hosts": "co.uk"}, r"hosts: 'co.uk' is a public suffix"),
    ({"hosts": "github.io"}, r"hosts: 'github.io' is a public suffix"),
    ({"hosts": "ab\u0628.com"}, r"hosts: .* is no domain name; .* in ASCII"),
    ({"hosts": "a..ü.com"}, r"hosts: .* is no domain name"),
    ({"chrome": "div["}, r"chrome: selector 'div\[' is not valid CSS"),
    ({"body": "//div[@id="}, r"body: selector .* is not valid XPath"),
    ({"body": "//p[no_such(.)]"}, r"body: selector .*no_such.* is not valid XPath: Unregistered function"),
    ({"body": "//p[@id='x'][not(contains(@class))]"}, r"body: selector .* is not valid XPath: Invalid number of arguments"),
    ({"keep": "//p[.//b[re:test(., 'x')]]"}, r"keep: selector .* is not valid XPath: Undefined namespace prefix"),
    ({"chrome": "//p[count('x') > 1]"}, r"chrome: selector .* is not valid XPath: Invalid type"),
    ({"body": "(count(//p))"}, r"body: selector .* gives a float, not elements"),
    ({"chrome_lines": "^(a+)+$"}, r"chrome_lines: pattern .* may run away"),
    ({"keep_lines": ".*"}, r"keep_lines: pattern .* matches an empty line"),
    ({"urls": "("}, r"urls: pattern .* is no valid regular expression"),
    ({"chrome": 3}, r"chrome: 3 is no text"),
    ({"chrome": ("a", "")}, r"chrome: .* is no text"),
    ({"since": "2024-01-01"}, r"since: '2024-01-01' is no date; write date\(2024, 3, 1\)"),
    ({"since": date(2024, 3, 1), "until": date(2024, 3, 1)}, r"until: 2024-03-01 is not after since"),
    ({"drop_examples": "Read more"}, r"drop_examples: 'Read more' would not be dropped: no pattern"),
    ({"chrome_lines": "^Read", "keep_lines": "more$", "drop_examples": "Read more"}, r"drop_examples: .* keep_lines 'more\$' saves it"),
    ({"chrome_lines": "^Read", "keep_examples": "Read books"}, r"keep_examples: 'Read books' would be dropped by chrome_lines '\^Read'"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG, ids=lambda value: str(value)[:60])
def test_what_is_wrong_is_said(fields, message) -> None:
    with pytest.raises(SiteRuleError, match=message) as caught:
        Site(**{"hosts": "example.com", "source": "rules/example_com.py:3", **fields})
    assert "rules/example_com.py:3" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ("Straße.de", "xn--strae-oqa.de"),
        ("FAẞ.example", "xn--fa-hia.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("www.ü。example", "xn--tda.example"),
    ],
)
def test_hosts_are_compared_as_browsers_send_them(given: str, host: str) -> None:
    site = Site(hosts=given, chrome="aside")
    assert site.texts("hosts") == (host,)
    page = "<h1>Ferry</h1><p>Boats sail again from Monday, the harbour master said.</p><aside>Boats are sold here by the dozen.</aside>"
    for address in (given, host):
        assert Cleaner(sites=site).explain(page, url=f"https://{address}/1").marks[-1].by == "site_rule"


@pytest.mark.parametrize(
    "selector",
    [
        "//div[@id='x' and (@class or not(.//a))]/p[position() > 1 and last()]",
        "//p[contains(concat(' ', normalize-space(@class), ' '), ' no_such(') or (text()='(')]",
        "id('story')/ancestor-or-self::node()[self::div]/following-sibling::p[2 mod (1 + 1) = 0]",
        "//p[translate(., 'A(', 'a)')='\"'][string-length() div(2) > 3]",
        "//p[processing-instruction('x') or comment()][lang('en')]",
    ],
)
def test_sound_xpath_is_taken(selector) -> None:
    assert Site(hosts="example.com", body=selector).texts("body") == (selector,)


SOUND = [
    r"^Read more:",
    r"^\d{1,3} comments?$",
    r"Photo: \w+",
    r"^(?:Mon|Tue|Wed)\w*, \d+",
    r"^.* by .*$",
    r"^(?>\w+ ?)+$",
    r"^(?:\w++,? ?)*+x$",
]
UNSOUND = [
    r"^(\w+\s?)+$",
    r"(a*)*b",
    r"^(a|a)+$",
    r"^(a|ab)*c",
    r"^.*.*.*=x",
    r".*foo.*",
    r"^(\w)\1",
    "(",
    "",
    "x*",
    r"^(?:a{1,50}){1,50}$",
]


@pytest.mark.parametrize("pattern", SOUND)
def test_sound_patterns_are_taken(pattern) -> None:
    assert runaway(pattern) == ""


@pytest.mark.parametrize("pattern", UNSOUND)
def test_unsound_patterns_are_refused(pattern) -> None:
    assert runaway(pattern)


@pytest.mark.parametrize("pattern", SOUND)
def test_what_is_taken_is_quick_on_spiteful_lines(pattern) -> None:
    site = Site(hosts="example.com", chrome_lines=pattern)
    start = time.process_time()
    for line in ("a" * 1000, "ab" * 500, "a " * 500, "Read more" * 110, "1" * 999 + "!", " by " * 249, "a," * 500):
        site.dropped_by(line)
    assert time.process_time() - start < 1.0


def test_a_site_is_a_plain_value() -> None:
    site = Site(hosts=("Example.com", "www.example.ORG"), chrome_lines=r"^Read", since=date(2020, 1, 1))
    site.dropped_by("Read")  # compiles
    again = pickle.loads(pickle.dumps(site))
    assert again == site
    assert hash(again) == hash(site)
    assert again.hosts == ("example.com", "example.org")
    assert again.dropped_by("Read more") == "^Read"


PAGE = """<title>Bridge - Town news</title><nav>Home</nav><h1><span class="kicker">Traffic</span> <span class="title">Bridge closes on Monday</span></h1>
<div class="story"><p>The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.</p>
<p>Fares</p>
<aside class="letter"><p>Our letter comes every morning at seven, and it tells you what happened in the town while you slept.</p></aside>
<p>Drivers are to take the road by the old mill <span class="pic">Photo: Jo Do</span> which is longer and not lit at night.</p>
<p>Read more: Ferry strike ends</p></div>
<div class="more"><p>The ferry strike ended on Friday, the harbour master said, after a week of talks with the crews.</p></div>"""
URL = "https://www.example.com/a"


def cleaned(**fields):
    return Cleaner(sites=(Site(hosts="example.com", **fields),))(PAGE, url=URL)


def test_selectors_decide() -> None:
    article = cleaned(
        headline="h1 .title",
        body="div.story",
        keep="div.story > p:nth-of-type(2)",
        chrome=("aside.letter", "//span[@class='pic']"),
        chrome_lines="^Read more: ",
    )
    assert article.headline == "Bridge closes on Monday"
    assert [paragraph.text for paragraph in article.body] == [
        "The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.",
        "Fares",
        "Drivers are to take the road by the old mill which is longer and not lit at night.",
    ]
    gone = {piece.text: piece for piece in article.dropped}
    assert gone["Photo: Jo Do"].by == "site_rule"
    assert "example.com" in gone["Read more: Ferry strike ends"].reason


def test_keep_lines_win_over_all() -> None:
    article = cleaned(chrome="div.story", keep_lines="^Fares$")
    assert [paragraph.text for paragraph in article.body if "Elster" in paragraph.text] == []
    assert "Fares" in article.text


def test_a_selector_that_finds_nothing_changes_nothing() -> None:
    assert cleaned(body="div.nowhere", headline="h3.nowhere", chrome="div.nowhere") == Cleaner(sites=None)(PAGE, url=URL)


def test_xpath_and_css_find_the_same() -> None:
    one, other = cleaned(chrome="aside.letter p"), cleaned(chrome="//aside[@class='letter']//p")
    assert one.body == other.body
    assert [piece.text for piece in one.dropped] == [piece.text for piece in other.dropped]


def test_xpath_on_names_that_lxml_does_not_take() -> None:
    page = "<div @click='x' {{y}}><o:p>One sentence stands here, and it is long enough to be called a sentence.</o:p><p id=z>Two\x01 of them.</p></div>"
    found = Cleaner(sites=(Site(hosts="example.com", caption="//p[@id='z']"),)).explain(page, url=URL)
    assert [block.text for block in found.blocks if found.label(block.index) == "caption"] == ["Two\x01 of them."]


def test_dumps_follow_the_line_patterns() -> None:
    site = Site(hosts="example.com", chrome_lines="^Anzeige ", keep_lines="^12. Juli$", body="div.story")
    text = "Bridge closes on Monday\n\nThe bridge over the Elster closes on Monday, the council said.\n\nAnzeige Buy boots, they last for ever and a day.\n\n12. Juli\n"
    article = Cleaner(sites=(site,))(text, url=URL)
    assert "Anzeige" not in article.text
    assert "12. Juli" in article.text


def test_the_second_of_two_like_words_is_found() -> None:
    page = (
        "<p>Jo Do said that <i>it was Jo Do who</i> fixed the bridge, and that <span class=x>Jo Do</span> would fix it again, some day.</p>"
    )
    marked = Cleaner(sites=(Site(hosts="example.com", chrome="span.x"),)).explain(page, url=URL)
    (mark,) = [mark for mark in marked.marks if mark.by == "site_rule"]
    assert mark.span == (marked.texts[0].rindex("Jo Do"), marked.texts[0].rindex("Jo Do") + 5)
