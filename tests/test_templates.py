"""Templates: what is learned of a host's pages, that prose is safe from it, and that the order of captures does not matter."""

from __future__ import annotations

import pickle
import random
import re
import tracemalloc
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Capture, Cleaner, Label, Mark, presets
from boilerstrip.cli import boilerstrip
from boilerstrip.errors import TemplateError
from boilerstrip.filters.site_template import SiteTemplate
from boilerstrip.page import Page
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.templates.fingerprint import BODY, CHROME, HEADLINE, Remembered, Row, masked, outline, packed, unpacked
from boilerstrip.templates.folder import Templates, TemplateWarning
from boilerstrip.templates.host import address_of, host_of
from boilerstrip.templates.mine import STORE, merge, mine
from boilerstrip.templates.store import Store
from boilerstrip.templates.template import Seen, Template, file_name, load, save, verdicts, written
from boilerstrip.templates.weigh import weigh

HOST = "elsterdorf.example"
WORDS = "bridge harbour council ferry mill orchard lighthouse museum market river school station garden tower winter summer".split()


def sentence(rng: random.Random) -> str:
    return "The " + " ".join(rng.choices(WORDS, k=14)) + ", the council said."


def dump(number: int, *more: str) -> str:
    """A page of the invented site: its frame, and an article of its own."""
    rng = random.Random(number)
    body = [sentence(rng) for _ in range(4)]
    lines = [
        "Elsterdorf Echo",
        "News",
        "Weather",
        f"Visitors today: {rng.randint(10, 999)}",
        " ".join(rng.choices(WORDS, k=5)).capitalize(),
        *body,
        *more,
    ]
    return "\n\n".join([*lines, "More from the valley", "Contact", "Imprint"])


def captures(numbers: Iterable[int], host: str = HOST) -> list[Capture]:
    return [Capture(dump(n), url=f"https://www.{host}/{n}", media_type="text/plain") for n in numbers]


def by_shape(capture: Capture) -> Page:
    """A stand-in for the cleaner that keeps everything but the frame's first line: all that repeats looks like body."""
    page = Page(segment_text(str(capture.content)))
    return page.marked([Mark(block.index, Label.CHROME if block.index == 0 else Label.BODY, "by its shape") for block in page.blocks])


def learned(folder: Path, taken: Iterable[Capture], *, update: bool = False) -> dict[str, str]:
    mine(taken, folder, explain=by_shape, update=update)
    return files(folder)


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}


def row(key: str, part: str = BODY, *, prose: bool = False, regions: tuple[str, ...] = ()) -> Row:
    return Row(key, 100 if prose else 10, prose, part, regions)


def kept(template: Template, rows: list[Row]) -> list[str]:
    gone = {verdict.row for verdict in verdicts(template, rows)}
    return [r.key for place, r in enumerate(rows) if place not in gone]


# ------------------------------------------------------------------ fingerprints


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 comments", "# comments"),
        ("12.480 reads", "# reads"),
        ("Updated: Monday, 3 May 2024, 14:05", "Updated: #"),
        ("3. Mai 2024", "#"),
        ("22 сентября 2019, 10:00", "#"),
        ("Read more", "Read more"),
        ("Page 2 of 14", "Page # of #"),
    ],
)
def test_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_long_lines_are_told_apart_by_their_ends() -> None:
    start = "The bridge over the Elster closes on Monday, the council said, and it will stay closed until "
    assert masked(start + "May") != masked(start + "June")
    assert masked(start + "May").startswith("The bridge over the Elster")
    assert len(masked(start * 40)) < 100


def test_outline() -> None:
    assert outline("By Anna Berg") == outline("By Jon Sund") != outline("By the river")


def test_a_remembered_page_survives_packing() -> None:
    page = Remembered("html", (row("a", regions=("main", "div.story")), row("B sentence.", HEADLINE, prose=True), row("c", CHROME)))
    assert unpacked(packed(page)) == page
    with pytest.raises(TemplateError, match="learn again"):
        unpacked(b"nonsense")


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://www.Example.com:8080/a", "", "example.com"),
        ("https://news.example.co.uk/a", "x.org/a.txt", "news.example.co.uk"),
        ("https://web.archive.org/web/2019/http://example.org/a", "", "example.org"),
        (None, "/crawl/www.example.org/2019/a.html", "example.org"),
        (None, "/crawl/notes/a.b.html", ""),
    ],
)
def test_host(url: str | None, source: str, expected: str) -> None:
    assert host_of(url, source) == expected


def test_one_page_has_one_address() -> None:
    assert len({address_of(f"{scheme}://{www}example.com/a#b") for scheme in ("http", "https") for www in ("", "www.")}) == 1


# ------------------------------------------------------------------ learning


def test_the_frame_is_learned_from_two_pages_on(tmp_path: Path) -> None:
    mine(captures(range(2)), tmp_path, explain=by_shape)
    template = load(tmp_path / file_name(HOST))
    assert {"News", "Weather", "Contact"} <= set(template.of("lines"))
    assert template.of("lines")["Weather"].on == 2
    two = template.of("lines")["Weather"].sure
    mine(captures(range(14)), tmp_path, explain=by_shape)
    lines = load(tmp_path / file_name(HOST)).of("lines")
    assert lines["Weather"].sure > two > 0.5
    assert "Visitors today: #" in lines


def test_one_page_teaches_nothing(tmp_path: Path) -> None:
    result = mine(captures([1]), tmp_path, explain=by_shape)
    assert (result.lone, result.templates, files(tmp_path)) == (1, [], {})


def test_order_does_not_matter(tmp_path: Path) -> None:
    taken = captures(range(9)) + captures(range(5), "orrest.example")
    first = learned(tmp_path / "a", taken)
    for seed in range(3):
        random.Random(seed).shuffle(taken)
        assert learned(tmp_path / str(seed), taken) == first
    assert len(first) == 2


def test_a_page_given_twice_counts_once(tmp_path: Path) -> None:
    assert learned(tmp_path / "a", captures(range(6))) == learned(tmp_path / "b", captures(range(6)) * 2)


def test_of_two_captures_of_a_page_the_later_counts(tmp_path: Path) -> None:
    def dated(text: str, year: int) -> Capture:
        return Capture(text, url=f"https://{HOST}/1", media_type="text/plain", captured_at=datetime(year, 1, 1, tzinfo=UTC))

    old, new = dated("Old frame\n\n" + dump(1), 2019), dated("New frame\n\n" + dump(1), 2024)
    first = learned(tmp_path / "a", [old, new, *captures(range(2, 5))])
    assert first == learned(tmp_path / "b", [new, *captures(range(2, 5)), old])
    assert first == learned(tmp_path / "c", [new, *captures(range(2, 5))])


def test_updating_is_learning_everything(tmp_path: Path) -> None:
    learned(tmp_path / "a", captures(range(4)))
    updated = learned(tmp_path / "a", captures(range(4, 11)) + captures(range(3), "orrest.example"), update=True)
    assert updated == learned(tmp_path / "b", captures(range(11)) + captures(range(3), "orrest.example"))


def test_an_update_writes_only_what_changed(tmp_path: Path) -> None:
    learned(tmp_path, captures(range(4)) + captures(range(4), "orrest.example"))
    result = mine(captures(range(4, 6), "orrest.example"), tmp_path, explain=by_shape, update=True)
    assert [template.host for template in result.templates] == ["orrest.example"]


def test_an_update_brings_back_a_file_that_is_gone(tmp_path: Path) -> None:
    first = learned(tmp_path, captures(range(4)) + captures(range(4), "orrest.example") + captures([1], "lone.example"))
    (tmp_path / file_name(HOST)).unlink()
    result = mine(captures([1], "lone.example"), tmp_path, explain=by_shape, update=True)
    assert [template.host for template in result.templates] == [HOST]
    assert files(tmp_path) == first


def test_nothing_to_update_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="without --update"):
        mine([], tmp_path, explain=by_shape, update=True)


def test_merging_is_learning_everything(tmp_path: Path) -> None:
    learned(tmp_path / "a", captures(range(5)))
    learned(tmp_path / "b", captures(range(3, 9)) + captures(range(3), "orrest.example"))
    merge([tmp_path / "b", tmp_path / "a"], tmp_path / "c")
    assert files(tmp_path / "c") == learned(tmp_path / "d", captures(range(9)) + captures(range(3), "orrest.example"))


def test_a_damaged_store_is_said(tmp_path: Path) -> None:
    (tmp_path / STORE).write_bytes(b"no database at all" * 100)
    with pytest.raises(TemplateError, match=re.escape(str(tmp_path / STORE))):
        mine([], tmp_path, explain=by_shape, update=True)


def test_a_sample_is_bounded_and_the_same_in_any_order(tmp_path: Path) -> None:
    pages = [(number * 7919 % 10007 << 40, Remembered("text", (row(f"line {number}"),))) for number in range(1, 200)]
    samples = []
    for seed in range(2):
        random.Random(seed).shuffle(pages)
        with Store(tmp_path / f"{seed}.sqlite", most=16) as store:
            for rank, page in pages:
                if store.wants(HOST, rank):
                    store.add(HOST, rank, page)
            samples.append(list(store.pages(HOST)))
            assert not store.wants(HOST, 1 << 61)
            assert store.about(HOST) > 16
    assert samples[0] == samples[1]
    assert len(samples[0]) == 16


def test_memory_does_not_grow_with_the_captures(tmp_path: Path) -> None:
    """benchmarks/templates.py does this with 100,000 captures."""

    def many(count: int) -> Iterator[Capture]:
        for number in range(count):
            yield Capture(dump(number), url=f"https://{number % 40}.example/{number}", media_type="text/plain")

    def peak(count: int) -> int:
        tracemalloc.start()
        mine(many(count), tmp_path / str(count), explain=by_shape)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(40)
    assert peak(600) < 2 * peak(200)


def test_captures_without_a_host_or_without_sense_are_counted(tmp_path: Path) -> None:
    from boilerstrip.commands.learn import explaining

    taken = [Capture(dump(1)), Capture(b"\x00" * 300, url=f"https://{HOST}/x"), *captures(range(3))]
    result = mine(taken, tmp_path, explain=explaining(Cleaner(presets.RULES)))
    assert (result.captures, result.hostless, result.remembered) == (5, 1, 3)


# ------------------------------------------------------------------ prose is safe


def pages_with(extra: dict[int, list[Row]], count: int) -> list[Remembered]:
    """Pages with a frame and prose of their own, and these rows in the middle of some of them."""
    pages = []
    for number in range(count):
        own = [row(f"Sentence {number}/{n} of this page.", prose=True) for n in range(4)]
        rows = [
            row("Home", CHROME),
            row("News", CHROME),
            row(f"Title {number}", HEADLINE),
            *own[:2],
            *extra.get(number, []),
            *own[2:],
            row("Imprint", CHROME),
        ]
        pages.append(Remembered("text", tuple(rows)))
    return pages


def test_a_wire_story_on_three_pages_stays() -> None:
    wire = [row(f"The agency's paragraph {n}.", prose=True) for n in range(8)] + [
        row("What the agency says next"),
        row("And its second heading"),
    ]
    template = weigh(HOST, pages_with({1: wire, 4: wire, 6: wire}, 10))
    assert kept(template, wire) == [r.key for r in wire]
    assert template.articles == 8, "three pages with one story are one article"


def test_a_quotation_on_many_pages_stays() -> None:
    quote = [row("“We shall not close the bridge,” the mayor said on Monday.", prose=True)]
    template = weigh(HOST, pages_with(dict.fromkeys(range(0, 14, 2), quote), 14))
    assert kept(template, quote) == [quote[0].key]


def test_a_series_standfirst_stays() -> None:
    standfirst = [row("In this series we walk the river from its spring to the sea.", prose=True)]
    template = weigh(HOST, pages_with(dict.fromkeys(range(12), standfirst), 12))
    assert kept(template, standfirst) == [standfirst[0].key]


def test_a_sub_heading_that_a_few_pages_share_stays() -> None:
    heading = [row("What happens next")]
    template = weigh(HOST, pages_with(dict.fromkeys((1, 5, 9), heading), 12))
    assert kept(template, heading) == ["What happens next"]


def test_prose_of_the_frame_goes() -> None:
    pages = pages_with({}, 8)
    notice = (
        row("All rights reserved", CHROME),
        Row("We use cookies to make this site work.", 40, prose=True, part=BODY, regions=()),
        row("Agree", CHROME),
    )
    pages = [page._replace(rows=(*page.rows, *notice)) for page in pages]
    template = weigh(HOST, pages)
    assert notice[1].key not in kept(template, list(notice))
    assert notice[1].key in template.of("paragraphs")


def test_numbers_alone_stay() -> None:
    pages = pages_with({number: [row("#."), row("#")] for number in range(8)}, 8)
    assert not {"#.", "#"} & set(weigh(HOST, pages).of("lines"))


def test_the_headline_of_a_page_that_others_link_to_stays() -> None:
    menu = [row("Bridge closes", CHROME), row("Ferry sails", CHROME)]
    template = weigh(HOST, pages_with(dict.fromkeys(range(8), menu), 8))
    assert "Bridge closes" in template.of("lines")
    own = [row("Bridge closes", HEADLINE), row("Bridge closes"), row("Ferry sails")]
    assert kept(template, own) == ["Bridge closes", "Bridge closes"]


def test_the_guard_refuses_and_says_so() -> None:
    shared = [row(f"The same long paragraph {n} on every page.", prose=True) for n in range(2)]
    pages = [
        Remembered(
            "text", (row("Home", CHROME), *shared, row("Imprint", CHROME), *(row(f"{n}/{k} its own.", prose=True) for k in range(3)))
        )
        for n in range(6)
    ]
    template = weigh(HOST, pages)
    assert template.refused == ("paragraphs: 2 entries would take 40% of the body-shaped text",)
    assert kept(template, shared) == [r.key for r in shared]
    assert 'refused = [\n    "paragraphs: 2' in written(template)


# ------------------------------------------------------------------ elements, edges, headers


def html_pages(count: int) -> list[Remembered]:
    pages = []
    for n in range(count):
        story = [row(f"Story {n}/{k}.", prose=True, regions=("main", "div.story")) for k in range(4)]
        box = [row(f"Teaser {n}/{k}", BODY if n == 0 and k == 0 else CHROME, regions=("main", "aside.more")) for k in range(4)]
        pages.append(Remembered("html", (*story, *box, row(f"Comment {n}.", CHROME, prose=True, regions=("div.comments",)))))
    return pages


def test_elements_without_article_text_are_learned() -> None:
    template = weigh(HOST, html_pages(8))
    assert "aside.more" in template.of("regions")
    assert "div.story" not in template.of("regions")
    assert kept(template, [row("A teaser that slipped through", regions=("main", "aside.more"))]) == []


def test_the_element_that_holds_the_article_is_learned() -> None:
    template = weigh(HOST, html_pages(8))
    assert list(template.of("article")) == ["div.story"]
    story = row("New story.", prose=True, regions=("main", "div.story"))
    comment = row("New comment.", prose=True, regions=("div.other",))
    assert kept(template, [*[story] * 5, comment]) == [story.key] * 5
    assert kept(template, [story, comment, comment, comment]) == [story.key, *[comment.key] * 3], (
        "where most prose is outside, it is wrong here"
    )


def test_the_line_at_which_articles_are_over_is_learned() -> None:
    pages = [page._replace(rows=(*page.rows[:-1], row("Share your view", CHROME), page.rows[-1])) for page in pages_with({}, 8)]
    template = weigh(HOST, pages)
    assert "Share your view" in template.of("after")
    own, comment = row("Its text.", prose=True), row("I think so too.", prose=True)
    assert kept(template, [*[own] * 4, row("Share your view", CHROME), comment]) == [*["Its text."] * 4, "Share your view"]
    swapped = [own, row("Share your view", CHROME), *[comment] * 4]
    assert kept(template, swapped) == [r.key for r in swapped], "where most prose comes later, it is wrong here"


def test_short_lines_below_a_header_are_learned() -> None:
    pages = []
    for number, page in enumerate(pages_with({}, 8)):
        block = [
            row("Read also", CHROME),
            *(row(f"Other story {number}/{k}", BODY if k == 2 and number == 0 else CHROME) for k in range(3)),
        ]
        pages.append(page._replace(rows=(*page.rows[:-1], *block, page.rows[-1])))
    template = weigh(HOST, pages)
    assert template.of("below")["Read also"].lines == 3
    rows = [row("Read also", CHROME), row("Quite another story"), row("A sentence that follows.", prose=True), row("Sub-heading")]
    assert kept(template, rows) == ["Read also", "A sentence that follows.", "Sub-heading"]


def test_shapes_are_learned() -> None:
    names = ["Anna Berg", "Jon Sund", "Mia Holm", "Ole Vik", "Ida Moe", "Per Dal", "Eva Lund", "Nils Rud"]
    pages = pages_with({n: [row(f"By {name}", BODY if n == 3 else CHROME)] for n, name in enumerate(names)}, 8)
    template = weigh(HOST, pages)
    assert list(template.of("shapes")) == ["By A A"]
    assert kept(template, [row("By Tor Nes"), row("By the river")]) == ["By the river"]


# ------------------------------------------------------------------ the file


ENTRIES = st.dictionaries(
    st.text(min_size=1, max_size=40).filter(lambda t: t.isprintable()),
    st.builds(Seen, st.integers(0, 99), st.just(0.5), st.integers(0, 9)),
    max_size=4,
)


@given(lines=ENTRIES, keep=st.lists(st.text(max_size=20), max_size=3))
def test_a_file_says_what_was_learned(tmp_path_factory: pytest.TempPathFactory, lines: dict[str, Seen], keep: list[str]) -> None:
    folder = tmp_path_factory.mktemp("t")
    template = Template(HOST, 4, 3, 4, tuple(text for text in keep if text == text.encode("utf-8", "replace").decode())).having(
        {"lines": lines}
    )
    assert load(save(template, folder)) == template


GOOD = 'format = 1\nhost = "elsterdorf.example"\npages = 4\narticles = 4\nabout = 4\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = [", "not valid TOML"),
        (GOOD.replace("format = 1", "format = 9"), "learn again"),
        (GOOD.replace("elsterdorf", "orrest"), "name the file orrest.example.toml"),
        (GOOD.replace("pages = 4", 'pages = "many"'), "pages = 'many' must be a whole number"),
        (GOOD + 'keep = "News"', "keep must be a list of strings"),
        (GOOD + "colour = 1", "unknown field 'colour'"),
        (GOOD + "lines = 3", "lines must be a table"),
        (GOOD + '[lines]\n"News" = 3', "want { on = 14, sure = 0.93 }"),
        (GOOD + '[lines]\n"News" = { on = 3, sure = 7 }', "sure from 0 to 1"),
        (GOOD + '[lines]\n"News" = { on = -3, sure = 0.5 }', "must be a whole number"),
    ],
)
def test_a_bad_file_is_told_with_its_name_and_the_cure(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / file_name(HOST)
    place.write_text(text)
    with pytest.raises(TemplateError, match=re.escape(said)) as caught:
        load(place)
    assert str(place) in str(caught.value)


def test_a_bad_file_is_reported_once_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / file_name(HOST)).write_text("format = [")
    cleaner = Cleaner(presets.RULES, templates=tmp_path)
    with pytest.warns(TemplateWarning, match=HOST):
        assert cleaner(captures([1])[0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cleaner(captures([2])[0])


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="boilerstrip learn"):
        Cleaner(templates=tmp_path / "nowhere")


def test_what_a_person_wrote_stays_and_counts(tmp_path: Path) -> None:
    learned(tmp_path, captures(range(6)))
    place = tmp_path / file_name(HOST)
    place.write_text(place.read_text().replace("keep = []", 'keep = ["Weather"]').replace("drop = []", 'drop = ["Cheap tyres."]'))
    learned(tmp_path, captures(range(6, 9)), update=True)
    template = load(place)
    assert (template.keep, template.drop, template.articles) == (("Weather",), ("Cheap tyres.",), 9)
    assert kept(template, [row("News"), row("Weather"), row("Cheap tyres.", prose=True)]) == ["Weather"]


# ------------------------------------------------------------------ cleaning


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The folder of a template that knows one line of the frame and one element."""
    folder = tmp_path / "templates"
    found = {"lines": {"Kalte Platte des Tages": Seen(14, 0.93)}, "regions": {"div.promo": Seen(9, 0.9)}}
    save(Template(HOST, 16, 16, 16, found=found), folder)
    return folder


PROSE = [
    f"The bridge over the Elster closes on Monday, said the {title} of the council in May." for title in ("mayor", "clerk", "chair", "head")
]
LEAKING = "\n\n".join([*PROSE[:2], "Kalte Platte des Tages", *PROSE[2:]])


def keeping(page: Page) -> Iterator[Mark]:
    """A pipeline of one: everything is body."""
    return (Mark(block.index, Label.BODY, "all is") for block in page.blocks)


def test_a_cleaner_uses_it_and_says_why(templates: Path) -> None:
    cleaner = Cleaner(presets.Pipeline((keeping,)), templates=templates)
    article = cleaner(LEAKING, url=f"https://www.{HOST}/1")
    assert article.text == "\n\n".join(PROSE)
    (gone,) = article.dropped
    assert (gone.by, gone.reason, gone.score) == ("site_template", f"stands on 14 of 16 pages of {HOST}", 0.93)
    assert cleaner(article.text, url=f"https://{HOST}/1").text == article.text


def test_other_hosts_are_not_touched(templates: Path) -> None:
    with_, without = (Cleaner(presets.Pipeline((keeping,)), templates=given) for given in (templates, None))
    for url in ("https://orrest.example/1", None, f"https://sub.{HOST}/1"):
        assert with_(LEAKING, url=url) == without(LEAKING, url=url)


def test_a_dump_without_address_is_known_by_its_directory(templates: Path, tmp_path: Path) -> None:
    place = tmp_path / HOST / "2019" / "page.txt"
    place.parent.mkdir(parents=True)
    place.write_text(LEAKING)
    assert Cleaner(presets.Pipeline((keeping,)), templates=templates)(place).text == "\n\n".join(PROSE)


def test_an_html_page_is_known_by_its_canonical_address(templates: Path) -> None:
    page = (
        f'<link rel="canonical" href="https://{HOST}/1"><p>{PROSE[0]}</p><div class="promo-1234 promo">Tyres, tyres</div><p>{PROSE[1]}</p>'
    )
    assert Cleaner(presets.Pipeline((keeping,)), templates=templates)(page).text == "\n\n".join(PROSE[:2])


def test_a_cleaner_with_templates_pickles(templates: Path) -> None:
    cleaner = Cleaner(presets.RULES, templates=templates)
    assert cleaner.templates == Templates(templates)
    assert pickle.loads(pickle.dumps(cleaner)) == cleaner


@pytest.mark.parametrize("kind", ["drop", "lines", "paragraphs", "titles", "regions", "article", "after", "below", "shapes"])
def test_every_kind_has_a_reason(kind: str) -> None:
    entries = {
        "lines": "News", "paragraphs": PROSE[2], "titles": "News", "regions": "aside", "article": "main", "after": "The end",
        "below": "The end", "shapes": "By A A",
    }  # fmt: skip
    story = "".join(f"<p>{text} It was the {n}th time." for n, text in enumerate(PROSE * 2))
    html = f"<main><h1>News</h1>{story}</main><aside>Ad text</aside><p>News<p>{PROSE[2]}<p>By Anna Berg<p>The end<p>Tail"
    page = segment_html(html)
    labels = {"The end": Label.CHROME} | ({"News": Label.HEADLINE} if kind == "titles" else {})
    page = page.marked([Mark(b.index, labels.get(b.text, Label.BODY), "given") for b in page.blocks])
    template = Template(HOST, 16, 16, 16, drop=("Tail",) if kind == "drop" else ()).having(
        {kind: {entries[kind]: Seen(14, 0.93, 2)}} if kind in entries else {}
    )
    marks = list(SiteTemplate(template)(page))
    assert marks
    assert all(HOST in mark.reason and mark.label is Label.CHROME for mark in marks)


# ------------------------------------------------------------------ the command line


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl" / HOST
    folder.mkdir(parents=True)
    for number in range(5):
        (folder / f"{number}.txt").write_text(dump(number))
    return folder.parent


def run(*words: object) -> str:
    result = CliRunner().invoke(boilerstrip, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_learn_then_clean(crawl: Path, tmp_path: Path) -> None:
    folder = tmp_path / "t"
    said = run("learn", crawl, "-o", folder)
    assert "1 templates written" in said
    assert load(folder / file_name(HOST)).articles == 5
    assert run("clean", crawl / HOST / "1.txt", "--templates", folder).strip()
    run("learn", crawl, "-o", folder, "--update")
    run("learn", "--merge", folder, "-o", tmp_path / "merged")
    assert files(tmp_path / "merged") == files(folder)


def test_learn_with_a_host_for_captures_that_say_none(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(dump(number))
    assert "--host" in run("learn", tmp_path, "-o", tmp_path / "t")
    run("learn", tmp_path, "-o", tmp_path / "u", "--host", HOST)
    assert list(files(tmp_path / "u")) == [file_name(HOST)]


def test_clean_with_learn_does_both(crawl: Path, tmp_path: Path) -> None:
    run("clean", crawl, "--learn", "-o", tmp_path / "out", "--workers", "0")
    assert load(tmp_path / "out" / "templates" / file_name(HOST)).articles == 5
    assert len(list((tmp_path / "out").glob(f"{HOST}/*.txt"))) == 5


def test_learning_while_cleaning_needs_a_folder(crawl: Path) -> None:
    result = CliRunner().invoke(boilerstrip, ["clean", str(crawl), "--learn", "--format", "jsonl"])
    assert result.exit_code == 2
    assert "--templates" in result.output


# ------------------------------------------------------------------ the guide


def test_the_file_in_the_guide_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
    place = tmp_path / "example.com.toml"
    place.write_text(guide.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    template = load(place)
    assert (template.drop, template.of("regions")["aside.more"].on) == (("Our picks for the weekend",), 15)


def test_the_python_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
    (tmp_path / "captures").mkdir()
    for number in range(3):
        page = "".join(f"<p>{line}" for line in dump(number).split("\n\n"))
        (tmp_path / "captures" / f"{number}.html").write_text(f'<link rel="canonical" href="https://{HOST}/{number}">{page}')
    monkeypatch.chdir(tmp_path)
    exec(compile(guide.split("```python\n")[1].split("```")[0], "templates.md", "exec"), {})  # noqa: S102  # our own guide
    assert load(tmp_path / "templates" / file_name(HOST)).articles == 3
