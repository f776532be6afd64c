"""The explained page and the batch report in a real, headless Chromium: chips, keyboard, switching filters off, hostile captures, size.

Skipped where there is no Chromium, unless CI=true: there it must be (.ci/run installs it, or says that it cannot).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boilerstrip import Article, Cleaner, Label, Mark, Page, Pipeline, explain, presets
from boilerstrip.filters.read_more import read_more
from boilerstrip.filters.remainder import remainder
from boilerstrip.filters.share_bar import share_bar
from boilerstrip.review.outcome import Lost, Outcome
from boilerstrip.review.tally import Tally
from boilerstrip.segmenters.text import segment_text
from boilerstrip.writers.batch_report import batch_report
from boilerstrip.writers.report import explained

FIXTURES = Path(__file__).parent.parent / "fixtures"
FERRY = FIXTURES / "readme" / "ferry.txt"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
#: Milliseconds; a browser that starts on a busy machine takes its time.
PATIENCE = 180_000
#: CPU seconds of the page's main thread for a capture of 5 MB (its own clock, so that a busy machine does not count); measured 0.5.
OPEN_5_MB = 2.0
#: WCAG 2.2, level AA, for text.
CONTRAST = 4.5

pytestmark = pytest.mark.slow


def chromium() -> str:
    """The browser's path; skips or fails where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or os.environ.get("BOILERSTRIP_NO_BROWSER"):
        if os.environ.get("CI") == "true" and not os.environ.get("BOILERSTRIP_NO_BROWSER"):
            pytest.fail("no Chromium: apt-get install chromium, or set BOILERSTRIP_NO_BROWSER=1 to go without these tests")
        pytest.skip("no Chromium to test with: apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser():
    path = chromium()
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE)
        yield browser
        browser.close()


class Opened:
    """A page in the browser, with everything that it asked for or complained about."""

    def __init__(self, context) -> None:
        self.tab = context.new_page()
        self.tab.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.tab.on("console", lambda message: self.faults.append(message.text))
        self.tab.on("pageerror", lambda error: self.faults.append(str(error)))
        self.tab.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.tab.on("request", lambda request: self.requests.append(request.url))


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(html: str, **options) -> Opened:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8", errors="replace")
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options}))
        opened = Opened(contexts[-1])
        opened.tab.goto(file.as_uri())
        return opened

    yield open_page
    for context in contexts:
        context.close()


#: Headline, captions with credits and body, as the page shows them; what would go is shown struck and does not count.
ARTICLE = """() => Array.from(document.querySelectorAll('#article [data-block]'))
    .filter((e) => !e.classList.contains('go')).map((e) => e.textContent)"""


def shown(article: Article) -> list[str]:
    """The same of an article."""
    captions = [f"{caption.text} {caption.credit}" if caption.credit else caption.text for caption in article.captions]
    return [*filter(None, [article.headline]), *captions, *(p.text for p in article.body)]


def without(page: Page, name: str) -> Article:
    """What comes out when a filter's marks are gone and all others stay."""
    blank = Page(page.blocks, page.medium)
    return Article.from_page(blank.marked([mark for mark in page.marks if mark.by != name]))


# ------------------------------------------------------------------ looking


def test_it_opens_without_complaint_or_network(open_page: Open) -> None:
    page = explain(FERRY)
    opened = open_page(page.to_html())
    assert opened.faults == []
    assert len(opened.requests) == 1
    assert opened.tab.locator("#blocks .block").all_inner_texts() == [" ".join(text.split()) for text in page.texts]
    assert opened.tab.evaluate(ARTICLE) == shown(Article.from_page(page))
    label = f".block.{Label.CHROME}"
    assert "line-through" in opened.tab.locator(f"{label} > span").first.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_it_reads_without_script(open_page: Open) -> None:
    page = explain(FERRY)
    opened = open_page(page.to_html(), java_script_enabled=False)
    assert opened.tab.locator("#blocks .block").count() == len(page.blocks)
    assert opened.tab.locator("#article .title").inner_text() == Article.from_page(page).headline


def test_a_click_shows_all_marks_in_order_and_which_won(open_page: Open) -> None:
    page = Cleaner(presets.RULES).explain(FERRY)
    opened = open_page(page.to_html())
    seen = 0
    for block in page.blocks:
        marks = [mark for mark in page.marks if mark.block == block.index]
        if len(marks) < 2 or any(mark.span for mark in marks):
            continue
        seen += 1
        opened.tab.locator(f"#b{block.index}").click()
        rows = opened.tab.locator("#marks li")
        assert rows.locator(".by").all_inner_texts() == [mark.by for mark in marks]
        assert rows.locator(".reason").all_inner_texts() == [mark.reason for mark in marks]
        assert rows.locator(".label").all_inner_texts() == [str(mark.label) for mark in marks]
        assert rows.locator(".verdict").all_inner_texts() == ["overruled"] * (len(marks) - 1) + ["decides"]
    assert seen >= 3


def test_a_score_is_shown(open_page: Open) -> None:
    page = Page(segment_text("Share\n\nTweet")).marked([Mark(0, Label.CHROME, "a network's name", score=0.875, by="tagger")])
    opened = open_page(explained(page))
    opened.tab.locator("#b0").click()
    assert opened.tab.locator("#marks .score").inner_text().strip() in ("0.88", "0.87")
    opened.tab.locator("#b1").click()
    assert "No filter spoke" in opened.tab.locator("#marks").inner_text()


def test_a_part_of_a_block_is_struck_and_named(open_page: Open) -> None:
    page = Page(segment_text("READ MORE: Boats sail 𝒂gain from Monday. Share"))
    marks = [Mark(0, Label.BODY, "prose", by="density"), Mark(0, Label.CHROME, "a prompt", (0, 10), by="read_more")]
    opened = open_page(explained(page.marked([*marks, Mark(0, Label.CHROME, "a button", (41, 46), by="share_bar")])))
    assert opened.tab.locator("#b0 i.out").all_inner_texts() == ["READ MORE:", "Share"]
    assert opened.tab.evaluate(ARTICLE) == ["Boats sail 𝒂gain from Monday."]
    opened.tab.locator("#b0").click()
    assert opened.tab.locator("#marks q").all_inner_texts() == ["READ MORE:", "Share"]
    opened.tab.get_by_role("switch", name="share_bar").click()
    assert opened.tab.evaluate(ARTICLE) == ["Boats sail 𝒂gain from Monday. Share"]
    assert opened.tab.locator("#b0 i.out").all_inner_texts() == ["READ MORE:"]


# ------------------------------------------------------------------ chips


def test_chips_hide_and_show(open_page: Open) -> None:
    page = explain(FERRY)
    opened = open_page(page.to_html())
    blocks = opened.tab.locator("#blocks .block:visible")
    chrome = page.labels.count(Label.CHROME)
    chip = opened.tab.locator('.name[data-label="chrome"]')
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert blocks.count() == len(page.blocks) - chrome
    assert f"{chrome} blocks are hidden" in opened.tab.locator("#status").inner_text()
    opened.tab.locator("#reset").click()
    assert blocks.count() == len(page.blocks)
    name = next(mark.by for mark in page.verdicts if mark and mark.label is Label.CHROME)
    opened.tab.locator(".filters .name", has_text=name).click()
    assert blocks.count() == len([mark for mark in page.verdicts if mark and mark.by != name])
    opened.tab.locator("#reset").click()
    chip.click(modifiers=["Shift"])  # only these
    assert blocks.count() == chrome


# ------------------------------------------------------------------ what if


@pytest.mark.parametrize(
    "case", ["readme/ferry.txt", "pages/seed-shape-airfield/capture.txt", "pages/uk-bdzholy-related-inside/capture.html"]
)
def test_switching_a_filter_off_shows_what_would_come_back(open_page: Open, case: str) -> None:
    page = Cleaner(presets.RULES).explain(FIXTURES / case)
    opened = open_page(page.to_html())
    before = Article.from_page(page)
    kept = {p.block for p in before.body}
    changed = 0
    for name in dict.fromkeys(mark.by for mark in page.marks):
        after = without(page, name)
        switch = opened.tab.get_by_role("switch", name=f"{name} on", exact=True)
        switch.click()
        assert switch.get_attribute("aria-checked") == "false"
        assert opened.tab.evaluate(ARTICLE) == shown(after), name
        back = {p.block for p in after.body} - kept
        told = opened.tab.locator("#article .back").evaluate_all("all => all.map((e) => Number(e.dataset.block))")
        assert back <= set(told)
        changed += shown(after) != shown(before)
        switch.click()
        assert opened.tab.evaluate(ARTICLE) == shown(before), f"{name} back on"
        assert opened.tab.locator("#bar").is_hidden()
    assert changed >= 2
    assert opened.faults == []


def test_the_status_counts_what_comes_back(open_page: Open) -> None:
    prose = "Boats sail again from Monday, the harbour master said on Friday."
    page = Page(segment_text(f"{prose}\n\nShare\n\nTweet"))
    marks = [Mark(i, Label.BODY, "prose", by="density") for i in range(3)]
    opened = open_page(explained(page.marked([*marks, *(Mark(i, Label.CHROME, "a network", by="share_bar") for i in (1, 2))])))
    opened.tab.get_by_role("switch", name="share_bar").click()
    assert opened.tab.locator("#status").inner_text().startswith("Without share_bar: 2 blocks come back.")
    assert opened.tab.locator(".block.back").count() == 2
    opened.tab.locator("#next").click()
    assert opened.tab.locator(".block.chosen").get_attribute("id") == "b1"
    opened.tab.keyboard.press("c")
    assert opened.tab.locator(".block.chosen").get_attribute("id") == "b2"
    opened.tab.get_by_role("switch", name="density").click()
    assert "1 block would go" in opened.tab.locator("#status").inner_text()
    opened.tab.locator("#reset").click()
    assert opened.tab.locator(".block.back, .block.go").count() == 0


# ------------------------------------------------------------------ keyboard


def test_everything_works_from_the_keyboard(open_page: Open) -> None:
    page = explain(FERRY)
    opened = open_page(page.to_html())
    press = opened.tab.keyboard.press
    focused = "() => document.activeElement.id || document.activeElement.dataset.label || document.activeElement.getAttribute('role')"
    press("Tab")
    label = opened.tab.evaluate(focused)
    assert label in set(page.labels)
    press("Space")
    assert opened.tab.locator(f".block.{label}").first.is_hidden()
    press("Enter")
    assert opened.tab.locator(f".block.{label}").first.is_visible()
    for _ in range(60):
        press("Tab")
        if opened.tab.evaluate(focused) == "switch":
            break
    press("Space")
    assert opened.tab.evaluate("() => document.activeElement.getAttribute('aria-checked')") == "false"
    press("Space")
    for _ in range(80):
        press("Tab")
        if opened.tab.evaluate(focused) == "b0":
            break
    assert opened.tab.evaluate(focused) == "b0"
    assert opened.tab.locator("#marks").is_visible()
    press("ArrowDown")
    press("j")
    assert opened.tab.evaluate(focused) == "b2"
    press("ArrowUp")
    assert opened.tab.locator("[aria-current]").get_attribute("id") == "b1"
    press("End")
    assert opened.tab.evaluate(focused) == f"b{len(page.blocks) - 1}"
    press("Home")
    press("d")
    dropped = [i for i, label in enumerate(page.labels) if label in (Label.CHROME, Label.TIMESTAMP, Label.BYLINE, Label.UNDECIDED)]
    assert opened.tab.evaluate(focused) == f"b{next(i for i in dropped if i > 0)}"
    press("o")
    assert opened.tab.locator(".chip.off").count() == 1
    press("Escape")
    assert opened.tab.locator("#marks").is_hidden()
    press("?")
    assert opened.tab.locator("#keys").is_visible()
    press("Escape")
    assert opened.tab.locator("#keys").is_hidden()


# ------------------------------------------------------------------ hostile captures

RUN = "window.ran=(window.ran||0)+1;alert(1)"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}><style>*{{display:none}}</style></svg>",
    "</style><style>body{background:url(https://evil.example/x)}</style>",
    f"--><!--><iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    f"' onclick='{RUN}' '",
    f"<a href='javascript:{RUN}'>Read more about the ferry that sails again from Monday, they say</a>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "]]><![CDATA[ {{script}} {{data}} ${1+1} <!-- <script> --!>",
    "a\x00b\x1b[31m\u202egnp.exe \ud800 \u2028 \ufffe",
    "<textarea><title><noscript><plaintext>",
]


def marked_by_the_enemy(page: Page) -> Page:
    """Every text that reaches the page is hostile: reasons and names of filters too."""
    marks = [Mark(b.index, Label.CHROME if b.index % 2 else Label.BODY, b.text, None, 0.5, HOSTILE[b.index % 3]) for b in page.blocks]
    parts = [Mark(b.index, Label.CHROME, b.text, (min(1, len(b.text) - 1), max(1, len(b.text) // 2)), by="parts") for b in page.blocks]
    return page.marked([*marks, *parts])


def assert_inert(opened: Opened) -> None:
    tab = opened.tab
    tab.wait_for_timeout(200)
    assert tab.evaluate("() => window.ran") is None
    assert opened.faults == []
    assert len(opened.requests) == 1, opened.requests
    foreign = (
        "img, iframe, object, embed, link, base, textarea, a[href^=javascript], [onload], [onerror], [onclick], [onfocus], [onmouseover]"
    )
    assert tab.locator(foreign).count() == 0
    assert tab.locator("script").count() == 2
    assert tab.locator("style").count() == 1
    assert tab.locator("meta[http-equiv]").count() == 1


@pytest.mark.parametrize("medium", ["text", "html"])
def test_a_hostile_capture_stays_inert(open_page: Open, medium: str) -> None:
    if medium == "text":
        page = Page(segment_text("\n\n".join(HOSTILE)))
    else:
        rows = "".join(
            f'<div class="&quot;&gt;&lt;script&gt;{RUN}&lt;/script&gt;" id="&lt;img&#32;src=x&#32;onerror={RUN}&gt;"><p>{line}</p></div>'
            for line in (text.replace("&", "&amp;").replace("<", "&lt;") for text in HOSTILE)
        )
        page = explain(
            f"<html><body onload={RUN}><script>{RUN}</script>{rows}</body></html>", url=f"javascript:{RUN}//<script>{RUN}</script>"
        )
    page.url = f"https://example.com/<script>{RUN}</script>"
    marked = marked_by_the_enemy(page)
    opened = open_page(explained(marked, title=HOSTILE[0]))
    tab = opened.tab
    assert_inert(opened)
    assert tab.locator("h1").inner_text() == HOSTILE[0]
    assert HOSTILE[0] in tab.locator("#blocks").inner_text()
    for index in range(len(page.blocks)):
        tab.evaluate(f"document.getElementById('b{index}').click()")
        assert tab.locator("#marks li").count() >= 2
    for switch in tab.get_by_role("switch").all():
        switch.click()  # the article is built anew from texts
    tab.locator("#article").hover()
    assert_inert(opened)


def test_the_policy_refuses_what_is_not_the_pages_own(open_page: Open) -> None:
    """If some text came through unescaped all the same, the browser would refuse to run or fetch it."""
    opened = open_page(explain(FERRY).to_html())
    opened.tab.evaluate(
        """() => {
            window.refused = [];
            document.addEventListener('securitypolicyviolation', (e) => window.refused.push(e.effectiveDirective));
            const add = (html) => document.body.append(document.createRange().createContextualFragment(html));
            add('<script>window.ran = 1</' + 'script>');
            add('<div id="odd" onclick="window.ran = 2">x</div>');
            document.getElementById('odd').click();
            add('<style>body { display: none }</style>');
            add('<p style="position: fixed">x</p>');
            add('<img src="https://evil.example/x.png">');
            add('<iframe src="https://evil.example/"></iframe>');
        }"""
    )
    opened.tab.wait_for_function("() => window.refused.length >= 6")
    assert opened.tab.evaluate("() => window.ran") is None
    refused = set(opened.tab.evaluate("() => window.refused"))
    assert refused == {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "frame-src"}
    assert opened.tab.locator("header").is_visible()


# ------------------------------------------------------------------ size


def test_a_capture_of_5_mb_opens_in_a_moment(open_page: Open) -> None:
    dump = FERRY.read_text(encoding="utf-8")
    page = Page(segment_text("\n\n".join(dump for _ in range(5_000_000 // len(dump) + 1))))
    assert sum(map(len, page.texts)) > 4_500_000
    light = Pipeline((share_bar, read_more))
    marks = [Mark(i, Label.BODY, "all of it", by="density") for i in range(len(page.blocks))]
    page = Pipeline((remainder,)).run(light.run(page.marked(marks)))
    html = page.to_html()
    opened = open_page("<title>warm</title>")
    costs = opened.tab.context.new_cdp_session(opened.tab)
    costs.send("Performance.enable", {"timeDomain": "threadTicks"})

    def cpu() -> float:
        return {m["name"]: m["value"] for m in costs.send("Performance.getMetrics")["metrics"]}["TaskDuration"]

    file = Path(opened.tab.url.removeprefix("file://"))
    file.write_text(html, encoding="utf-8")
    start = cpu()
    opened.tab.reload()
    took = cpu() - start
    assert opened.tab.locator("#blocks .block").count() == len(page.blocks)
    assert took < OPEN_5_MB
    start = cpu()
    opened.tab.evaluate("document.querySelector('[role=switch][aria-label^=read_more]').click()")
    assert "come back" in opened.tab.locator("#status").inner_text()
    assert cpu() - start < OPEN_5_MB
    last = len(page.blocks) - 1
    opened.tab.evaluate(f"document.getElementById('b{last}').click()")
    assert f"Block {last + 1}" in opened.tab.locator("#marks").inner_text()


# ------------------------------------------------------------------ light, dark, phone

#: The lowest contrast between any text and what lies behind it, with the text; pseudo-elements too.
LOWEST_CONTRAST = """() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return Array.from(canvas.getImageData(0, 0, 1, 1).data); };
    const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
    const behind = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; }
        return rgba('white'); };
    const faded = (e) => { for (; e; e = e.parentElement) if (getComputedStyle(e).opacity < 1) return true; return false; };
    let lowest = [99, ''];
    const look = (e, pseudo) => {
        const style = getComputedStyle(e, pseudo);
        if (pseudo && (style.content === 'none' || style.content === '""')) return;
        const [a, b] = [light(rgba(style.color)), light(behind(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < lowest[0]) lowest = [ratio, e.className + ' ' + (pseudo ?? '') + ' ' + e.textContent.slice(0, 40)];
    };
    for (const e of document.querySelectorAll('body *')) {
        if (!e.checkVisibility() || faded(e)) continue;
        if (Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim())) look(e, null);
        if (e.matches('.block')) { look(e, '::before'); look(e, '::after'); }
    }
    return lowest;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark(open_page: Open, scheme: str) -> None:
    page = Page(segment_text("\n\n".join(f"Block with label {label}" for label in Label)))
    page = page.marked([Mark(i, label, "as it is", None, 0.5, "density") for i, label in enumerate(Label)])
    opened = open_page(explained(page.marked([Mark(1, Label.CHROME, "odd", by="share_bar")])), color_scheme=scheme)
    opened.tab.get_by_role("switch", name="share_bar").click()
    opened.tab.locator("#b1").click()
    opened.tab.wait_for_timeout(300)  # colours fade in
    lowest, where = opened.tab.evaluate(LOWEST_CONTRAST)
    assert lowest >= CONTRAST, where
    ground = opened.tab.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) < 300) == (scheme == "dark")


def test_it_is_readable_on_a_phone(open_page: Open) -> None:
    page = explain(FERRY, url="https://example.com/" + "a-very-long-address/" * 20)
    opened = open_page(page.to_html(), viewport={"width": 360, "height": 740}, has_touch=True)
    tab = opened.tab
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 360
    first = tab.locator("#blocks .block").first
    assert first.bounding_box()["y"] < 740 / 2, "the capture begins in the upper half"
    assert tab.locator("#article").is_hidden()
    first.tap()
    assert tab.locator("#marks").is_visible()
    assert tab.locator("#marks").bounding_box()["height"] < 740 / 2
    tab.locator("#close").tap()
    tab.locator("summary").tap()
    tab.get_by_role("switch").first.tap()
    for part in ("header .views", "#filters", "#bar", "#status", "#reset"):
        box = tab.locator(part).bounding_box()
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= 360, part
    tab.locator("#reset").tap()
    tab.locator("button[data-view=article]").tap()
    assert tab.locator("#article .title").is_visible()
    assert tab.locator("#blocks").is_hidden()
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 360


# ------------------------------------------------------------------ the batch


PROSE = Lost("Boats sail again. " * 30, "legal_line", "says rights", "chrome", 3)


def test_the_batch_report_links_to_explained_pages(open_page: Open, tmp_path: Path) -> None:
    hostile = HOSTILE[0]
    tally = Tally()
    tally.add(Outcome.of(Article.from_page(explain(FERRY)), source="ferry.txt"))
    tally.add(Outcome(f"{hostile}.txt", hostile, (hostile,), reason=hostile, url=f"https://{hostile}/", dropped=(PROSE,)))
    (tmp_path / "report-pages").mkdir()
    (tmp_path / "report-pages" / "0001 ä.html").write_text(explain(FERRY).to_html(), encoding="utf-8")
    opened = open_page(
        batch_report(tally, title=hostile, link=lambda _: "report-pages/0001 ä.html"), viewport={"width": 360, "height": 740}
    )
    assert opened.faults == []
    assert opened.tab.locator("script").count() == 0
    assert opened.tab.evaluate("() => window.ran") is None
    assert opened.tab.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert opened.tab.locator("figure svg rect").count() > 20
    assert opened.tab.locator("#look").inner_text().count(hostile) >= 1
    assert opened.tab.locator("#look h3").first.inner_text().startswith("Long prose dropped")
    opened.tab.locator("#look a").first.click()
    opened.tab.wait_for_selector("#blocks .block")
    assert opened.tab.locator(".block.chosen").get_attribute("id") == "b3", "the block in question is chosen"
    assert opened.tab.locator("#blocks .block").count() == len(explain(FERRY).blocks)
