"""A real crawl, with Scrapy, of pages that this test serves on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from boilerstrip import Cleaner

pytestmark = pytest.mark.cluster

PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks with the union of the crews."
MORE = "The first boat leaves at six in the morning, and the last one returns at eleven in the evening, as before the strike."
FRONT = "<!DOCTYPE html><html><title>Front</title><body>" + "".join(f'<a href="/{n}.html">{n}</a>' for n in range(6)) + "</body></html>"
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferry strike {n} ends</title></head><body><nav><a href="/">Home</a></nav>'
    "<main><h1>Ferry strike {n} ends</h1><p>" + PROSE + "</p><p>" + MORE + "</p></main><footer>© Island Post</footer></body></html>"
)

SCRIPT = """
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

from boilerstrip import Cleaner, presets

front, out = sys.argv[1:]


class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [front]

    def parse(self, response):
        for link in response.css("a::attr(href)"):
            yield response.follow(link, self.page)

    def page(self, response):
        yield {"response": response, "depth": response.meta["depth"], "url": response.url}
        if response.url.endswith("3.html"):
            yield {"note": "an item without a page"}


process = CrawlerProcess({
    "ITEM_PIPELINES": {"boilerstrip.integrations.scrapy.CleanPipeline": 300},
    "BOILERSTRIP_CLEANER": Cleaner(presets.PRECISION),
    "BOILERSTRIP_WRITES": ["headline", "text", "captions", "reason", "source"],
    "TELNETCONSOLE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "LOG_LEVEL": "INFO",
})


def feed(name):
    return {f"{out}/{name}.jsonl": {"format": "jsonlines"}}


class Keeping(Pages):
    custom_settings = {"FEEDS": feed("keep")}


class Dropping(Pages):
    custom_settings = {"FEEDS": feed("drop"), "BOILERSTRIP_DROP": True}


crawlers = [process.create_crawler(spider) for spider in (Keeping, Dropping)]
for crawler in crawlers:
    process.crawl(crawler)
process.start()
for crawler in crawlers:
    counts = crawler.stats.get_stats()
    print("COUNTS", *(counts.get(name) for name in ("boilerstrip/articles", "boilerstrip/without_article", "item_dropped_count")))
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(FRONT)
    for number in range(5):
        (folder / f"{number}.html").write_text(PAGE.replace("{n}", str(number)))
    (folder / "5.html").write_text("<!DOCTYPE html><html><body></body></html>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_crawl_brings_home_articles(site: str, tmp_path: Path, run: Callable[..., object], require: Callable[..., None]) -> None:
    require("scrapy")
    from boilerstrip import presets

    said = run(SCRIPT, site, tmp_path).stdout
    assert said.splitlines() == ["COUNTS 5 1 None", "COUNTS 5 1 1"]
    for drops in (False, True):
        file = tmp_path / ("drop.jsonl" if drops else "keep.jsonl")
        items = [json.loads(line) for line in file.read_text().splitlines()]
        pages = {item["url"].rpartition("/")[2]: item for item in items if "url" in item}
        assert [item for item in items if "url" not in item] == [{"note": "an item without a page"}]
        assert set(pages) == {f"{number}.html" for number in range(5 if drops else 6)}
        for number in range(5):
            item = pages[f"{number}.html"]
            want = Cleaner(presets.PRECISION)(tmp_path / "site" / f"{number}.html")
            assert (item["headline"], item["text"], item["reason"]) == (want.headline, want.text, "")
            assert PROSE in item["text"]
            assert item["depth"] == 1
            assert "response" not in item
        if not drops:
            assert (pages["5.html"]["text"], bool(pages["5.html"]["reason"])) == ("", True)
