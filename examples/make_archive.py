"""Make a web archive: serve the pages of fixtures/pages on this machine, fetch them over HTTP, and record it all as a WARC.

    pip install warcio
    python examples/make_archive.py crawl.warc.gz
    boilerstrip clean crawl.warc.gz -o articles --format parquet

The records are what any crawler writes: requests and responses with their HTTP headers, as they went over the wire. One address leads
nowhere, so that the archive holds a 404 too.
"""

from __future__ import annotations

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# warcio records what http.client does: it must come first.
from warcio.capture_http import capture_http  # isort: skip
import http.client  # isort: skip

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it. No charset: a page's own must be found."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def guess_type(self, path: object) -> str:
        """The type without a charset."""
        return super().guess_type(str(path)).partition(";")[0]


def make(archive: Path) -> int:
    """Record all pages; gives how many there were."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(PAGES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host, port = server.server_address[:2]
    names = sorted(page.relative_to(PAGES).as_posix() for page in PAGES.rglob("capture.html"))
    with capture_http(str(archive), warc_version="1.1"):
        for name in [*names, "no-such-page/capture.html"]:
            connection = http.client.HTTPConnection(str(host), port, timeout=30)
            connection.request("GET", f"/{name}", headers={"User-Agent": "boilerstrip-example", "Accept": "text/html"})
            connection.getresponse().read()
            connection.close()
    server.shutdown()
    server.server_close()
    return len(names)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004  # the script and one argument
        sys.exit(__doc__)
    sys.stdout.write(f"{make(Path(sys.argv[1]))} pages in {sys.argv[1]}\n")
