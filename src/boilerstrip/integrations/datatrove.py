"""datatrove: two steps for its pipelines. Needs `pip install 'boilerstrip[datatrove]'`.

    LocalPipelineExecutor([WarcReader("crawl/"), CleanHtml(), JsonlWriter("articles/")], tasks=8).run()

`CleanHtml` is an extractor: documents whose text is HTML become their articles. `CleanText` is a formatter: documents whose text was
extracted already, and is still full of chrome, are cleaned. Both leave headline, captions, byline, timestamps and reason in the metadata;
documents that hold no article are dropped and counted as dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from boilerstrip.api import Cleaner
from boilerstrip.article import Article
from boilerstrip.capture import HTML, TEXT, Capture
from boilerstrip.errors import MissingExtra, fault
from boilerstrip.integrations.luggage import Luggage

try:
    from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.utils.logging import logger
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    raise MissingExtra("datatrove", extra="datatrove", purpose="a step for datatrove") from error

#: What a step leaves in a document's metadata.
FACTS = ("headline", "captions", "byline", "timestamps", "lang", "published", "reason")

#: Seconds that one page may take. A page takes milliseconds; on a machine with many more processes than cores it may wait its turn.
TIMEOUT = 10.0

#: Loads what cleaning needs before the sandbox is forked, so that its start does not count against the first page.
WARM = "<!DOCTYPE html><title>Warm</title><p>Boats sail again from Monday, the harbour master said.</p>"


class CleanHtml(BaseExtractor):
    """Makes articles of documents whose text is HTML, each within a time limit, in datatrove's sandbox process.

    Args:
        cleaner: what is configured; None: the default one.
        render: what of an article becomes the document's text: `str` gives headline, captions and body.
        timeout: seconds that one page may take; one that takes longer, or kills the sandbox, is dropped and counted.
    """

    name = "🧹 boilerstrip"

    def __init__(self, cleaner: Cleaner | None = None, *, render: Callable[[Article], str] = str, timeout: float = TIMEOUT) -> None:
        super().__init__(timeout)
        self.luggage = Luggage.of(cleaner)
        self.render = render

    def extract(self, text: str) -> str:
        """The article in an HTML page, as text."""
        return self.render(_article(self.luggage.unpacked(), Capture(text, media_type=HTML)))

    def judge(self, text: str, url: str | None = None) -> Article:
        """What runs in the sandbox."""
        return _article(self.luggage.unpacked(), Capture(text, url=url, media_type=HTML))

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002  # datatrove's signature
        """The documents that hold an article."""
        self.judge(WARM)
        with ExtractorSandbox(timeout=self.timeout, warmup_text="") as sandbox:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    try:
                        article = sandbox.process_document((document.text, document.metadata.get("url")), self.judge)
                    except TimeoutError:
                        self.stat_update(StatHints.dropped, "timeout")
                        logger.warning(f"{document.id} took over {self.timeout} s and is dropped")
                        continue
                    except EOFError:
                        self.stat_update(StatHints.dropped, "broken_process")
                        logger.warning(f"{document.id} killed the process that cleaned it and is dropped")
                        continue
                yield from _settled(self, document, article)


class CleanText(BaseFormatter):
    """Cleans documents whose text was extracted already: chrome goes, the article stays.

    Args:
        cleaner: what is configured; None: the default one.
        render: what of an article becomes the document's text: `str` gives headline, captions and body.
    """

    name = "🧹 boilerstrip"

    def __init__(self, cleaner: Cleaner | None = None, *, render: Callable[[Article], str] = str) -> None:
        super().__init__()
        self.luggage = Luggage.of(cleaner)
        self.render = render

    def format(self, text: str) -> str:
        """The article in a dump, as text."""
        return self.render(_article(self.luggage.unpacked(), Capture(text, media_type=TEXT)))

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002  # datatrove's signature
        """The documents that hold an article."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                article = _article(self.luggage.unpacked(), Capture(document.text, url=document.metadata.get("url"), media_type=TEXT))
            yield from _settled(self, document, article)


def _article(cleaner: Cleaner, capture: Capture) -> Article:
    """The article, empty with a reason for a capture that is refused or on which a filter fails: that costs one document, not the batch."""
    try:
        return cleaner(capture)
    except Exception as error:  # noqa: BLE001  # see above
        return Article(reason=fault(error))


def _settled(step: CleanHtml | CleanText, document: Any, article: Article) -> Iterator[Any]:
    """The document with the article in it, if there is one."""
    text = step.render(article)
    if not text:
        step.stat_update(StatHints.dropped)
        logger.debug(f"{document.id} is dropped: {article.reason}")
        return
    record = article.to_dict()
    document.text = text
    document.metadata.update({name: record[name] for name in FACTS})
    step.stat_update(StatHints.forwarded)
    step.update_doc_stats(document)
    yield document
