"""edit_link: the link with which a wiki lets its readers edit what stands under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page

#: A heading with the link behind it has at most so many characters.
WIDEST = 160
#: As MediaWiki has them, with what it says for the source text.
_WORDS = (
    r"edit(?: source)?|(?:quelltext )?bearbeiten|modifier(?: le (?:code|wikicode))?|editar(?: c[oó]digo(?:-fonte)?)?"
    r"|modifica(?: wikitesto| el codi)?|(?:brontekst )?bewerken|edytuj(?: kod)?|править(?: код| вики-текст)?|ред(?:агувати|\.)(?: код)?"
    r"|redigera(?: wikitext)?|redig[eé]r(?: kilde(?:tekst)?| wikikode)?|muokkaa(?: wikitekstiä)?|editovat(?: zdroj)?"
    r"|(?:forrásszöveg )?szerkesztése?|(?:kaynağı )?değiştir|modificare(?: sursă)?|(?:ソースを)?編集|编辑(?:源代码)?|編輯(?:原始碼)?"
    r"|(?:원본 )?편집|(?:عدل|تعديل|تحرير)(?: المصدر)?|עריכה|עריכת קוד מקור|ویرایش(?: مبدأ)?|sửa(?: mã nguồn)?|sunting(?: sumber)?"
    r"|επεξεργασία(?: κώδικα)?"
)
_LINK = re.compile(rf"\[ ?(?:{_WORDS})(?: ?[|/] ?(?:{_WORDS}))? ?\]$", re.IGNORECASE)


def edit_link(page: Page) -> Iterator[Mark]:
    """Mark the "[edit]" behind the headings of a wiki as a span, or a line that is no more. Code and sentences stay.

    Before:
        History[edit]
        The first bridge was lost in the flood, and the town asked for a new one.
        Geschichte [Bearbeiten | Quelltext bearbeiten]
        [edit]
    After:
        History
        The first bridge was lost in the flood, and the town asked for a new one.
        Geschichte
    """
    code = Kind.CODE
    index = page.lasts.find("]")
    while index >= 0:
        text = page.texts[index]
        if len(text) <= WIDEST and not page.sentence[index] and page.blocks[index].kind is not code:
            link = _LINK.search(text)
            if link is not None:
                yield Mark(index, Label.CHROME, "a wiki's link for editing", span=link.span() if link.start() else None)
        index = page.lasts.find("]", index + 1)
