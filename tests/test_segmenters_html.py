"""What a reader sees of an HTML page, where that is not what stands in its source."""

from __future__ import annotations

from boilerstrip.segmenters.html import LEAST_CHARS, segment_html

MENU = "<ul>" + "".join(f"<li><a href=/{month}>Archive of month {month}</a></li>" for month in range(20)) + "</ul>"
PROSE = "The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June."
STORY = f"<p>{PROSE}</p><p>Drivers are to take the road by the old mill, which is eleven kilometres longer and not lit at night.</p>" * 3


def texts(html: str) -> list[str]:
    return [block.text for block in segment_html(html).blocks]


def test_readings_above_characters_are_passed_over() -> None:
    assert texts("<p><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども<ruby>橋<rtc><rt>はし</rt></rtc></ruby>が閉まる。") == [
        "子ども橋が閉まる。"
    ]


def test_a_page_without_a_sentence_is_read_with_its_noscript() -> None:
    assert sum(map(len, texts(MENU))) > LEAST_CHARS
    assert PROSE in texts(f"{MENU}<noscript>{STORY}</noscript>")


def test_a_page_with_a_sentence_is_not() -> None:
    assert texts(f"<p>{PROSE}</p>{MENU}<noscript>{STORY}</noscript>").count(PROSE) == 1


def test_a_short_noscript_is_not_read_instead_of_a_page() -> None:
    assert PROSE not in texts(f"{MENU}<noscript><p>{PROSE}</p></noscript>")
