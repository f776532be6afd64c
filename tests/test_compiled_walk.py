"""The compiled walk over a page and the plain one find the same, whatever the page."""

from __future__ import annotations

import time
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.block import Block, Path
from boilerstrip.decode import decode
from boilerstrip.dom import Tree
from boilerstrip.segmenters import html as choosing
from boilerstrip.segmenters.facts import facts_of
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.walk_python import ACTIONS, BLOCKS, Walk

compiled = pytest.importorskip(
    "boilerstrip.segmenters._walk",
    reason="the compiled walk was not built here, or BOILERSTRIP_PURE is set: there is only one walk, and nothing to compare",
    exc_type=ImportError,
)

PAGES = sorted((File(__file__).parent.parent / "fixtures").glob("**/capture.html"))


def elements_of(block: Block) -> list[Path]:
    """The element that holds a block, and those around it."""
    found = []
    step = block.path
    while step is not None:
        found.append(step)
        step = step.parent
    return found


def told(blocks: list[Block]) -> list[object]:
    """All that blocks say, with paths in full, and a number for every element that is the same in two of them."""
    numbers: dict[int, int] = {}
    return [
        (block[:-1], [(numbers.setdefault(id(p), len(numbers)), p.tag, p.id, p.classes, p.role, p.depth) for p in elements_of(block)])
        for block in blocks
    ]


def scanned(tree: Tree, *, hidden_too: bool) -> Walk | None:
    """What the compiled walk finds, where it is sure."""
    found = compiled.scan(tree.markup, hidden_too)
    return None if found is None or (found.doubtful and tree.mistakable) else found


def assert_same(source: str) -> bool:
    """Do both walks find the same, with and without what is hidden? False where the compiled one is not sure, and leaves it to the other."""
    tree = Tree(source)
    for hidden_too in (False, True):
        plain, found = Walk(tree.root, hidden_too=hidden_too), scanned(tree, hidden_too=hidden_too)
        if found is None:
            return False
        assert told(found.blocks) == told(plain.blocks)
        assert [type(field) for block in found.blocks for field in block] == [type(field) for block in plain.blocks for field in block]
        assert found.images == plain.images
        assert (found.title, found.canonical, found.lang, found.chars) == (plain.title, plain.canonical, plain.lang, plain.chars)
        assert found.scripts == plain.scripts
        assert facts_of(found.metas, [], "", "", "") == facts_of(plain.metas, [], "", "", "")
        tree.hold(found.owners)
        assert [node.mem_id for node in tree.owners] == [node.mem_id for node in plain.owners]
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_pages(page: File) -> None:
    assert assert_same(decode(page.read_bytes()).text)


#: What the HTML of a tree is easily misread at.
ODD = {
    "a line end first in pre": "<pre>\n\nfirst\n  second\n</pre><listing>\nx</listing><textarea>\ny</textarea>",
    "references": "<p>a &lt;b&gt; &amp;lt; &amp;nbsp;&nbsp;c &quot; &#0; &eacute;<p title='\"&lt;&nbsp;>' class='a&amp;b \"c\"'>x",
    "a semicolon first": "<p>; a</p><p> ;b</p>&nbsp;;c",
    "spaces": "<p>\x0ba\x0c\x1cb\u2028c\x85d\xa0<b>\xa0</b> \u3000e</p><p>&nbsp;</p><p>\u200b</p>",
    "wide characters": "<p>漢字</p><p>\U0001f600 a</p><p>é</p>",
    "one byte a character": "<p>caf\xe9 <a href=x>\xfcber</a></p>",
    "comments": "<p>a<!-- > - -- <p>x</p> -->b<!-->c<!--->d<!--x--!>e<!x>f</ y>g<?php echo '-->' ?>h<![CDATA[i]]>",
    "names": '<x-a"b c<d=\'1>2\' =e=f g"h=\'"i"\'>a<o:p>b</o:p></x-a"b><video><y<></y<></video><p>c',
    "a long name": f"<{'x' * 40} class=a>b<p>c</p></{'x' * 40}>d",
    "a script in a script": "<script><!--<script>if (a<b)</script><p>no--></script><p>yes<script><!-- </script><p>again",
    "scripts that end in odd ways": "<script>a</SCRIPT x><script>'<!-->'</script><script></scripty></script><p>x",
    "json-ld": '<script type=application/ld+json>{"@type":"NewsArticle","headline":"A <b>"}</script><script type=ld+json></script>',
    "unescaped text": "<style>a>b{}<p></style><xmp>a<b>\n&amp; c</xmp><iframe><p>x</iframe><noembed><p></noembed><noframes><p></noframes>y",
    "svg": "<p>a<svg><title>b</title><style>p>a{}</style><path d=''/><foreignObject><p>c<svg></svg></p></foreignObject></svg>d<p>e",
    "a template": "<p>a</p><template><p>b<template><i>c</i></template></p></template><p id=x>d</p>",
    "noscript": "<noscript><img alt=a src=b><p><img alt=c>text</p><link rel=canonical href=x><title>t</title></noscript><p>d",
    "a head": "<head><title> A &amp; B </title><meta name=author content='C &lt;'><noscript><meta name=x content=y></noscript><base><p>d",
    "readings": "<p><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども <ruby>橋<rt>はし<ruby>x<rt>y</ruby></ruby>が<rt>z",
    "hidden": "<div hidden>a</div><p style='display : NONE'>b</p><span hidden=until-found>c</span><b hidden>d</b><div hidden id=S:1>e</div>",
    "hidden with more inside": "<x-y style='display:none'><x-y>a</x-y><img alt=x></x-y><body style='display:none'><p>b",
    "alone on its line": "<p>a<span style='color: red; display : block'>b<a style=display:flex href=x>c</a>d</span>e<b style=display:block>f</b>"
    "g<area style=display:block>h<i style=display:block>j<cite style='display:block;float:left'>k</cite>l<pre>m<span style=display:block>n</span>o"
    "</pre><table><tr><td>p<a style=display:block>q</a></td><td>r</table><span style=display:inline-block>s</span>t<a style='DISPLAY:block'>u",
    "a table": f"<table><caption>a<tr><td>b<td>c\td<tr><th>e<td>{'long ' * 20}<tr><td><pre>f\ng</pre><td><ul><li>h</table>i",
    "what a table does not hold": "<table>a<tr>b<td>c</td>d<a>e</table>f<table><b>g<tr><td>h</table>i",
    "formatting left open": "<p><b>a<i>b<p>c</b>d<a href=x>e<div>f<a href=y>g</div>h",
    "inline elements around": "<span class=a>b</span><span id=c>d<br>e</span><em><time role=' x ' itemprop=y>f</time></em><p><cite class=g>h</cite>i",
    "images": "<img alt=' a  b ' src=c data-src='d&amp;e'><amp-img alt=f src=g><i>h</i></amp-img><img alt><p>i<img alt=j>",
    "lists": "<ul><li>a<ol><li>b<li>c<menu><li>d</menu></ol>e<li>f</ul><dl><dt>g<dd>h",
    "nothing": "",
    "only text": "a",
    "a frameset": "<frameset><frame><noframes><p>a</noframes></frameset>",
    "select": "<select><option>a<p>b</select><button>c</button><datalist><option>d</datalist>",
    "attributes of the root": "<html lang=de class=a><body id=b class=c><html xml:lang=fr role=d>e",
    "in the middle of a tag": "<p>a<b class=",
    "in the middle of a script": "<p>a<script>b<!--",
    "in the middle of a comment": "<p>a<!-- b",
    "deeper than paths go": "<div>" * 600 + "a" + "</div>" * 300 + "b",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_markup(name: str) -> None:
    assert assert_same(ODD[name])


@pytest.mark.parametrize(
    "source",
    [
        "<p>a<plaintext></plaintext><p>b",
        "<p>a<math><mi>b</mi><input></math>c",
        "<svg><style>&lt;/style>&lt;/svg>&lt;p>a&lt;/p>&lt;svg>&lt;style></style></svg>",
        "<svg><template><p>x</p></template></svg>",
        "<p>a--><b>b</b>--><!",
    ],
)
def test_what_may_be_read_in_two_ways_is_left_to_the_plain_walk(source: str) -> None:
    assert not assert_same(source)
    tree = Tree(source)
    assert told(list(segment_html(source).blocks)) in [told(Walk(tree.root, hidden_too=hidden_too).blocks) for hidden_too in (False, True)]


#: Elements that mean something to a parser or to the walk, and one that means nothing to either.
TAGS = sorted(
    {*BLOCKS, *(tag for tag in ACTIONS if tag[0] not in "-!"), "span", "math", "mi", "image", "frame", "nobr", "desc", "plaintext"}
)
ATTRIBUTES = (
    "id=a", "class='b  c'", 'class="x&quot;y>"', "style=display:none", "style='display: NONE'", "style='a:none'", "style=display:block", "hidden", "hidden=until-found",
    "id=S:1", "role=' main '", "itemprop=articleBody", "href='/a>b'", "alt='an  image'", "src=x.png", "data-src=y", "type=application/ld+json",
    "=x=1", "a\"b='c>d'", "name=og:title content='T &amp; t'", "rel=canonical href=http://e/", "lang=de", "x<y=1", "class",
)  # fmt: skip
TEXTS = (
    "x", "; y", "&nbsp;;", " ", "two  words", "&nbsp;", "&lt;p>", "&amp;lt;", "\n", "a\tb", "é", "漢字", "\U0001f600", "&#0;", "<", "</", "<!--", "-->", "--!>", "<?x y?>",
    "<![CDATA[a<b]]>", "<!doctype html>", "\x0b", "\u2028", "&lt;/style>", "&lt;/svg>", "<!--<script>", "one\ntwo\n  three", "long" * 20, "\r\n",
)  # fmt: skip

opened = st.builds(
    lambda tag, attributes: f"<{' '.join([tag, *attributes])}>", st.sampled_from(TAGS), st.lists(st.sampled_from(ATTRIBUTES), max_size=2)
)
closed = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
soup = st.lists(opened | opened | closed | st.sampled_from(TEXTS) | st.text(max_size=5), max_size=30).map("".join)
cut_off = st.builds(lambda page, end: page[: len(page) - end], soup, st.integers(0, 9))


@given(soup | cut_off)
@settings(max_examples=400, deadline=None)
def test_any_markup(source: str) -> None:
    assert_same(source.encode("utf-8", "replace").decode())


def test_selectors_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "<body><template><p class=a>no</p></template><nav hidden><p class=a>no</p></nav><svg><g class=a></g></svg>"
        "<div class=a><p>One of <b class=b>two</b> parts</p><p>Two</p></div><p class=a>Three <a class=b href=x>linked</a></p>"
    ) + "<p>Boats sail again from Monday, the harbour master said.</p>" * 9
    pages = [segment_html(source)]
    monkeypatch.setattr(choosing, "scan", None)
    pages.append(segment_html(source))
    found = [
        (
            [block.index for block in page.select(".a")],
            [(block.index, span) for block, span in page.parts("//*[@class='b']")],
            [(block.index, span, tag) for block, span, tag in page.matching(".a, .b", lambda tag, attributes: tag if attributes else None)],
        )
        for page in pages
    ]
    assert found[0] == found[1]
    assert all(found[0])


@pytest.mark.parametrize(
    "raw",
    [
        "<p>" + "Boats sail again. " * 500_000,
        "<p " + "a=b " * 500_000 + ">x",
        "<div>" * 1_000_000 + "x",
        "<p>x</p>" * 300_000,
        "<object>" * 3000 + "<svg>" * 500 + "x",
        "<script><!--" + "<script>" * 200_000,
        "<noscript>" + "<b></i>" * 100_000,
        "<table>" + "<tr><td>a\tb" * 50_000,
        "<x" + "y" * 3_000_000 + ">",
    ],
    ids=lambda raw: raw[:12],
)
def test_time_grows_with_the_size_only(raw: str) -> None:
    markup = Tree(raw).markup
    start = time.process_time()
    compiled.scan(markup, False)
    assert time.process_time() - start < 5 * len(markup) / 1_000_000 + 0.2
