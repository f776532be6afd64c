"""scrapy: an item pipeline that cleans what a spider brings home. Needs `pip install 'boilerstrip[scrapy]'`.

    ITEM_PIPELINES = {"boilerstrip.integrations.scrapy.CleanPipeline": 300}          # settings.py

    yield {"response": response}                                                     # in the spider

The item loses `response` and gains the fields of the article: headline, text, body, captions, byline, timestamps, dropped, reason and the
rest of `Article.to_dict()`, and its own url. Settings, all optional:

    BOILERSTRIP_FIELD      the field with the response, HTML or text; default "response"
    BOILERSTRIP_CLEANER    a Cleaner, or the path of one to import ("project.cleaning.cleaner")
    BOILERSTRIP_WRITES     which fields of the article the item gets; default all of them
    BOILERSTRIP_DROP       True: drop items whose page holds no article; default: keep them with the reason

Crawl statistics count boilerstrip/articles and boilerstrip/without_article.
"""

from __future__ import annotations

from typing import Any

from boilerstrip.api import Cleaner
from boilerstrip.article import Article
from boilerstrip.capture import Capture
from boilerstrip.errors import BoilerstripError, CaptureError
from boilerstrip.extras import load

FIELD = "response"


class CleanPipeline:
    """The pipeline; Scrapy makes it from the crawler's settings."""

    def __init__(self, crawler: Any) -> None:
        settings = crawler.settings
        self.stats = crawler.stats
        self.field: str = settings.get("BOILERSTRIP_FIELD", FIELD)
        self.writes: list[str] | None = settings.getlist("BOILERSTRIP_WRITES") or None
        self.drops: bool = settings.getbool("BOILERSTRIP_DROP")
        self.cleaner = _cleaner(settings.get("BOILERSTRIP_CLEANER"))
        self.adapter = load("itemadapter", purpose="cleaning the items of Scrapy").ItemAdapter
        self.drop = load("scrapy.exceptions", purpose="cleaning the items of Scrapy").DropItem

    @classmethod
    def from_crawler(cls, crawler: Any) -> CleanPipeline:
        """What Scrapy calls."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """The item with the article in place of its page; an item without a page passes through.

        Raises:
            scrapy.exceptions.DropItem: the page holds no article and BOILERSTRIP_DROP is set.
            BoilerstripError: a field of the article is not one of the item's class.
        """
        fields = self.adapter(item)
        raw = fields.get(self.field)
        if raw is None:
            return item
        url = fields.get("url") or getattr(raw, "url", None)
        article = self._article(raw, url)
        self.stats.inc_value("boilerstrip/articles" if article else "boilerstrip/without_article")
        if not article and self.drops:
            raise self.drop(f"{url}: {article.reason}")
        del fields[self.field]
        record = article.to_dict()
        for name in self.writes or record:
            try:
                fields[name] = record[name]
            except KeyError as error:
                known = "an article has no such field" if name not in record else f"{type(item).__name__} has no such field"
                raise BoilerstripError(f"BOILERSTRIP_WRITES names {name!r}, but {known}") from error
        return item

    def _article(self, raw: Any, url: str | None) -> Article:
        try:
            return self.cleaner(Capture.of(raw, url=url))
        except CaptureError as error:
            return Article(url=url, reason=str(error))


def _cleaner(said: object) -> Cleaner:
    """The cleaner that a setting holds or names."""
    if said is None:
        return Cleaner()
    found = load("scrapy.utils.misc", purpose="cleaning the items of Scrapy").load_object(said) if isinstance(said, str) else said
    if not isinstance(found, Cleaner):
        raise BoilerstripError(f"BOILERSTRIP_CLEANER is {found!r}, which is no Cleaner")
    return found
