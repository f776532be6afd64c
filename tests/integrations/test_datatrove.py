"""datatrove's local executor with several workers: HTML and dumps in, the articles of a local run out."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerstrip import Capture, Cleaner

pytestmark = pytest.mark.cluster

SCRIPT = """
import pickle, sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from boilerstrip.integrations.datatrove import CleanHtml, CleanText

if __name__ == "__main__":
    pages, out, cleaner = sys.argv[1:]
    cleaner = pickle.loads(Path(cleaner).read_bytes())
    for kind, step in (("html", CleanHtml(cleaner, timeout=120)), ("text", CleanText(cleaner))):
        steps = [JsonlReader(f"{pages}/{kind}"), step, JsonlWriter(f"{out}/{kind}")]
        executor = LocalPipelineExecutor(steps, tasks=2, workers=2, start_method="spawn", logging_dir=f"{out}/logs-{kind}", skip_completed=False)
        executor.run()
        print(kind.upper(), executor.world_size)
"""


def test_datatrove_gives_what_a_local_run_gives(
    captures: Path, cleaner: Cleaner, tmp_path: Path, run: Callable[..., object], require: Callable[..., None]
) -> None:
    require("datatrove", "orjson")
    want = {}
    for kind, suffix, media in (("html", ".html", "text/html"), ("text", ".txt", "text/plain")):
        pages = sorted(captures.glob(f"*{suffix}"))
        folder = tmp_path / "in" / kind
        folder.mkdir(parents=True)
        for part in range(2):
            lines = []
            for page in pages[part::2]:
                text = page.read_bytes().decode("utf-8", "replace")
                url = "https://example.com/" if page.stem == "ruled" else None
                want[page.name] = cleaner(Capture(text, url=url, media_type=media))
                lines.append(json.dumps({"text": text, "id": page.name, "metadata": {"url": url, "shelf": 7}}) + "\n")
            (folder / f"{part}.jsonl").write_text("".join(lines))
    (tmp_path / "cleaner").write_bytes(pickle.dumps(cleaner))

    run(SCRIPT, tmp_path / "in", tmp_path / "out", tmp_path / "cleaner")

    got = {}
    for file in (tmp_path / "out").rglob("*.jsonl.gz"):
        for line in gzip.decompress(file.read_bytes()).decode().splitlines():
            record = json.loads(line)
            got[record["id"]] = record
    assert set(got) == {name for name, article in want.items() if str(article)}
    assert len(got) > 20
    assert {name for name, record in got.items() if record["text"] != str(want[name])} == set()
    facts = {
        name: (record["metadata"]["headline"], record["metadata"]["captions"], record["metadata"]["shelf"]) for name, record in got.items()
    }
    assert facts == {name: (want[name].headline, want[name].to_dict()["captions"], 7) for name in got}
    assert "Ferry notice" not in got["ruled.txt"]["text"]
    stats = json.loads((tmp_path / "out" / "logs-text" / "stats.json").read_text())
    (step,) = [step["stats"] for step in stats if "boilerstrip" in step["name"]]
    dumps = [article for name, article in want.items() if name.endswith(".txt")]
    assert step["total"] == len(dumps)
    assert step["dropped"] == sum(not str(article) for article in dumps)


SLOW = """
import os, time
from datatrove.data import Document
from boilerstrip import Cleaner, Label, Mark, Pipeline
from boilerstrip.integrations.datatrove import CleanHtml


def hang_or_die(page):
    if page.texts[0] == "hang":
        time.sleep(3600)
    if page.texts[0] == "die":
        os.abort()
    yield Mark(0, Label.BODY, "the first")


pages = [Document(f"<p>{word}</p>", word) for word in ("one", "hang", "two", "die", "three")]
step = CleanHtml(Cleaner(Pipeline((hang_or_die,))), timeout=10)
print("GOT", *(document.text for document in step.run(iter(pages))))
print("STATS", step.stats["timeout"].total, step.stats["broken_process"].total, step.stats["dropped"].total)
"""


def test_a_page_that_hangs_or_kills_costs_itself_only(run: Callable[..., object], require: Callable[..., None]) -> None:
    require("datatrove")
    said = run(SLOW).stdout
    assert "GOT one two three" in said
    assert "STATS 1 1 2" in said
