"""Rules from all sources: found by host, URL and date, listed quickly, read lazily, checked once, conflicts named."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import time
import warnings
from datetime import date
from pathlib import Path

import pytest

from boilerstrip import Capture, Cleaner, Site, SiteRuleError, Sites
from boilerstrip.sites import book_of
from boilerstrip.sites.book import Book, SiteRuleWarning

ROOT = Path(__file__).parent.parent
RULE = "SITES = (Site(hosts=({host!r},), chrome=({chrome!r},){more}),)\n"
TEXT = "Ferry strike ends\n\nBoats sail again from Monday, the harbour master said on Friday, after a week of talks.\n\nSay it loud, say it here.\n"


def write(folder: Path, name: str, host: str, chrome: str = "aside", more: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.py"
    path.write_text(RULE.format(host=host, chrome=chrome, more=f", {more}" if more else ""), "utf-8")
    return path


def only(*places: object) -> Book:
    return Book(Sites(Sites.of(tuple(places)).places, builtin=False, installed=False))


def chrome_for(book: Book, url: str, day: date | None = None) -> tuple[str, ...] | None:
    site = book.find(url, day)
    return None if site is None else site.texts("chrome")


def test_the_longest_host_wins_and_strangers_do_not_match(tmp_path) -> None:
    write(tmp_path, "a", "example.com", "a")
    write(tmp_path, "b", "news.example.com", "b")
    book = only(tmp_path)
    assert chrome_for(book, "https://www.example.com/x") == ("a",)
    assert chrome_for(book, "https://news.example.com:80/x") == ("b",)
    assert chrome_for(book, "http://m.news.EXAMPLE.com/") == ("b",)
    assert chrome_for(book, "https://web.archive.org/web/2019/http://example.com/x") == ("a",)
    for stranger in ("https://badexample.com/", "https://example.com.evil.org/", "not a url", "", None, "http://[::1"):
        assert book.find(stranger, None) is None


def test_dates(tmp_path) -> None:
    write(tmp_path, "old", "example.com", "old", "until=date(2020, 1, 1)")
    write(tmp_path, "new", "example.com", "new", "since=date(2020, 1, 1)")
    book = only(tmp_path)
    assert chrome_for(book, "https://example.com/", date(2019, 12, 31)) == ("old",)
    assert chrome_for(book, "https://example.com/", date(2020, 1, 1)) == ("new",)
    assert chrome_for(book, "https://example.com/", None) == ("new",)
    assert book.faults == []


def test_urls_go_before_no_urls(tmp_path) -> None:
    write(tmp_path, "all", "example.com", "all")
    write(tmp_path, "blog", "example.com", "blog", "urls=('/blog/',)")
    book = only(tmp_path)
    assert chrome_for(book, "https://example.com/blog/1") == ("blog",)
    assert chrome_for(book, "https://example.com/news/1") == ("all",)


def test_a_conflict_names_both_files(tmp_path) -> None:
    write(tmp_path, "one", "example.com", "one")
    write(tmp_path, "two", "example.com", "two", "since=date(2020, 1, 1)")
    book = only(tmp_path)
    with pytest.warns(SiteRuleWarning, match=r"two\.py:1 and .*one\.py:1 both speak for example.com"):
        assert chrome_for(book, "https://example.com/") == ("one",)


def test_a_nearer_rule_may_replace(tmp_path) -> None:
    installed_or_builtin = Book(Sites())
    host = next(entry.hosts[0] for entry in installed_or_builtin.entries)
    write(tmp_path / "plain", "mine", host)
    write(tmp_path / "sure", "mine", host, "mine", "replaces=True")
    with pytest.warns(SiteRuleWarning, match="both speak for"):
        Book(Sites((tmp_path / "plain",))).read_all()
    book = Book(Sites((tmp_path / "sure",)))
    assert chrome_for(book, f"https://{host}/") == ("mine",)
    assert book.faults == []


BROKEN = {
    "syntax": ("SITES = (Site(hosts=('example.com',),", r":1: is not Python"),
    "code": ("import os\nos.remove('x')\nSITES = ()", r":2: a rule file is data"),
    "call": ("SITES = (Site(hosts=('example.com',), chrome=open('x').read()),)", r":1: chrome: is no plain value"),
    "field": ("SITES = (\n  Site(hosts=('example.com',),\n  chrom='x'),)", r":3: Site has no field 'chrom'"),
    "empty": ("'''nothing'''", r"holds no SITES"),
    "no comma": ("SITES = (Site(hosts='example.com'))", r"mind the comma"),
    "selector": ("SITES = (Site(hosts='example.com', chrome='div['),)", r":1\): chrome: selector 'div\['"),
    "filter": (
        "SITES = (Site(hosts='example.com', filters='nope'),)",
        r"filters: no filter 'nope'; there are: .*doubtful_paragraph, edit_link.*share_bar",
    ),
    "date": ("SITES = (Site(hosts='example.com', since=date(2020, 13, 1)),)", r"since: is no date"),
    "positional": ("SITES = (Site('example.com'),)", r"write every field with its name"),
    "bytes": (b"SITES = '\xff'", r"cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_reported_once_and_stops_nothing(name, tmp_path) -> None:
    source, message = BROKEN[name]
    path = tmp_path / "rules" / "broken.py"
    path.parent.mkdir()
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    write(tmp_path / "rules", "fine", "example.org")
    cleaner = Cleaner(sites=tmp_path / "rules")
    captures = [Capture(TEXT, url="https://example.com/")] * 3 + [Capture(TEXT, url="https://example.org/")]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        articles = list(cleaner.all(captures))
    assert all(articles)
    (warning,) = caught
    assert "broken.py" in str(warning.message)
    assert re.search(message, str(warning.message))


def test_a_rule_file_is_not_run(tmp_path) -> None:
    trace = tmp_path / "trace"
    path = tmp_path / "rules.py"
    path.write_text(f"SITES = (Site(hosts=(open({str(trace)!r}, 'w').name,)),)", "utf-8")
    with pytest.warns(SiteRuleWarning, match="hosts: is no plain value"):
        only(path).read_all()
    assert not trace.exists()


def test_what_sites_takes(tmp_path) -> None:
    site = Site(hosts="example.com", chrome_lines="^Say it loud")
    for given in (
        site,
        (site,),
        [site],
        Sites((site,)),
        write(tmp_path, "a", "example.com", more="chrome_lines='^Say it loud'"),
        str(tmp_path),
    ):
        assert "Say it loud" not in Cleaner(sites=given)(TEXT, url="https://example.com/").text
    with pytest.raises(SiteRuleError, match="give a path, a Site"):
        Cleaner(sites=3)
    with pytest.raises(SiteRuleError, match="no such file or folder"):
        book_of(Sites.of(str(tmp_path / "nowhere")))


def test_a_cleaner_with_rules_pickles(tmp_path) -> None:
    write(tmp_path, "a", "example.com", more="chrome_lines='^Say it loud'")
    cleaner = Cleaner(sites=(tmp_path, Site(hosts="example.org", chrome="b")))
    cleaner(TEXT, url="https://example.com/")
    again = pickle.loads(pickle.dumps(cleaner))
    assert again == cleaner
    assert again(TEXT, url="https://example.com/") == cleaner(TEXT, url="https://example.com/")


def test_extra_filters_speak_before_the_rule() -> None:
    text = TEXT + "\nTags: ferry, harbour, strike\n"
    site = Site(hosts="example.com", filters="tags_line")
    from boilerstrip import presets

    bare = Cleaner(presets.BALANCED.without("tags_line"), sites=(site,))
    marks = bare.explain(text, url="https://example.com/").marks
    assert "tags_line" in {mark.by for mark in marks}
    assert "tags_line" not in {mark.by for mark in bare.explain(text, url="https://example.net/").marks}


def test_installed_filters_are_nameable_and_in_no_preset(tmp_path) -> None:
    """A distribution as pip leaves it: a module and its entry points."""
    (tmp_path / "loud_filter.py").write_text(
        "from boilerstrip import Label, Mark\n\n\ndef loud(page):\n    return [Mark(b.index, Label.CHROME, 'shouts') for b in page.blocks if 'loud' in b.text]\n"
    )
    info = tmp_path / "loud-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[boilerstrip.filters]\nloud = loud_filter:loud\ngone = loud_filter:gone\n")
    code = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
from boilerstrip import BoilerstripError, Cleaner, Site, presets
from boilerstrip.named import filter_named, filters_named
assert "loud" in filters_named()
assert all("loud" not in preset.names for preset in presets.PRESETS.values())
assert "Say it loud" in Cleaner()({TEXT!r}, url="https://example.com/").text
assert "Say it loud" not in Cleaner(sites=(Site(hosts="example.com", filters="loud"),))({TEXT!r}, url="https://example.com/").text
try:
    filter_named("gone")
except BoilerstripError as error:
    print(error)
"""
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60, cwd=ROOT).stdout
    assert "filter 'gone' (loud_filter:gone) cannot be loaded" in out


def test_five_thousand_rules_are_listed_in_a_second(tmp_path) -> None:
    for number in range(5_000):
        (tmp_path / f"site{number}.py").write_text(RULE.format(host=f"site{number}.com", chrome="aside", more=""))
    start = time.process_time()
    book = only(tmp_path)
    assert time.process_time() - start < 1.0
    assert chrome_for(book, "https://www.site4321.com/") == ("aside",)
    assert sum(entry.sites is not None for entry in book.entries) == 1, "only the rule of the host was read"


def test_no_rule_costs_nothing_measurable() -> None:
    book = book_of(Sites())
    book.find("https://unknown.example/", None)
    start = time.process_time()
    for _ in range(10_000):
        book.find("https://unknown.example/a", None)
    assert (time.process_time() - start) / 10_000 < 20e-6, "seconds a page; clean() takes a thousand and more"


def test_an_xpath_that_fails_on_a_page_is_set_aside_there(tmp_path: Path) -> None:
    write(tmp_path, "bad", "example.com", "//p[no_such_function()]")
    page = "<html><body><h1>Ferry strike ends</h1>" + "<p>Boats sail again from Monday, the harbour master said on Friday.</p>" * 4
    cleaner = Cleaner(sites=Sites((tmp_path,), builtin=False, installed=False))
    with pytest.warns(SiteRuleWarning, match=r"bad\.py.*no_such_function"):
        assert cleaner(page, url="https://example.com/1")
    assert cleaner(page, url="https://example.com/2")


@pytest.mark.parametrize("hosts", ['(  # the main site (since 2019)\n"example.com",)', '("example" ".com",)', '"""example.com"""'])
def test_hosts_that_cannot_be_told_at_a_glance_are_read(tmp_path: Path, hosts: str) -> None:
    (tmp_path / "rule.py").write_text(f"\ufeffSITES = (Site(hosts={hosts}, chrome='aside'),)\n", "utf-8")
    assert chrome_for(only(tmp_path), "https://example.com/") == ("aside",)


def test_rules_are_found_wherever_they_lie_in_a_folder(tmp_path) -> None:
    write(tmp_path / "deep", "a", "example.com")
    (tmp_path / "README.txt").write_text("Our rules lie in deep.")
    (tmp_path / "example.org.txt").write_text("body: //main\n")
    book = only(tmp_path)
    assert chrome_for(book, "https://example.com/1") == ("aside",)
    assert book.find("https://example.org/1", None) is not None
    assert not book.faults


def test_a_single_ftr_file_is_read_and_an_ad_block_list_is_told_from_it(tmp_path) -> None:
    rules, ads = tmp_path / "example.com.txt", tmp_path / "list.example.org.txt"
    rules.write_text("# our own\nbody: //main\n")
    ads.write_text("! Title: ads\nexample.com##.promo\n")
    book = only(rules, ads)
    assert book.find("https://example.com/1", None) is not None
    assert book.lists == [ads]


def test_a_folder_without_a_rule_is_told_of(tmp_path) -> None:
    (tmp_path / "README.txt").write_text("Rules to come.")
    with pytest.warns(SiteRuleWarning, match="holds no rule: rule files end in .py"):
        assert only(tmp_path).faults
