"""caption_credit: the credit inside a caption, and the credit that stands as a caption of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page

#: FINDINGS: credits have 7 to 31 characters in the middle 80 %; with agency, name and service up to three times that.
WIDEST = 90
#: A caption is looked at from so many characters before its end.
TAIL = 130

#: What announces a credit, in the languages of the lexicon's photo_credit phrases.
_WORD = (
    r"photo(?:graph|graphie|graphy|graphs|s)?|foto(?:s|grafie|grafia|grafía|ğraf|kredit)?|fot\.|fotó|fénykép|bild(?:er|quelle|nachweis)?|"
    r"images?|picture|credits?|crédits?|créditos?|quelle|source|fuente|kuva|beeld|nuotr|zdjęcie|φωτ(?:ο|ογραφία)?|"
    r"фото(?:графия)?|снимка|світлина|写真|사진|צילום|תצלום|عکس|تصوير|صدر الصورة|फोटो|ছবি|ảnh|ภาพ"
)
_JOINT = r"(?:\s?[:：=/|©.–—-]+|\s(?:by|von|di|de|del|par|van|af|av|door|of|da)\b|\s?,)"
_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|dpa|DPA|APA|EPA|epa|EFE|ANSA|NTB|TT|Ritzau|Getty(?:\s?Images)?|Shutterstock|Alamy|imago|IMAGO|"
    r"picture[ -]alliance|Anadolu|Xinhua|Bloomberg|Scanpix|PA(?: Wire| Media)?|Keystone|Lehtikuva|ANP|Belga|CTK|ČTK|PAP|MTI|"
    r"Kyodo|Yonhap|ТАСС|РИА Новости|Unsplash|Pixabay|Wikimedia(?: Commons)?|iStock(?:photo)?)"
)
#: The whole line is a credit: it begins with what announces one, or ends in an agency after names only.
_WHOLE = re.compile(
    rf"[(\[/|\s]*(?:(?:{_WORD}){_JOINT}\s?\S.{{1,80}}|©.{{2,80}}|(?:[A-ZÀ-Þ][\w.'’-]*[\s/,|]+){{0,5}}(?:via\s)?{_AGENCY}\b.{{0,30}})[)\]]?",
    re.IGNORECASE,
)
#: The end of a caption is a credit: in brackets, or after a stop, slash, bar or dash, or announced.
_TAIL = re.compile(
    rf"(?:[(\[（](?:(?:{_WORD})\b|©|[^()\[\]（）]{{0,50}}\b{_AGENCY}\b)[^()\[\]（）]{{0,80}}[)\]）]\.?"
    rf"|(?<=[\s.!?…\"”»)/|])/?\s?(?:{_WORD})(?:{_JOINT}\s?|\s)\S[^.!?]{{1,70}}"
    rf"|\s?©\s?[^.!?]{{2,80}}"
    rf"|(?<=[.!?…\"”»)])\s?(?:[A-ZÀ-Þ][\w.'’-]*[\s/,|]+){{0,5}}(?:via\s)?{_AGENCY}(?:[\s/][\w.'’ /-]{{0,40}})?"
    rf"|(?<=[。！？）」])\s?[^。！？]{{1,24}}(?:撮影|摄影?|攝影?|供图|提供))$",
    re.IGNORECASE,
)


def caption_credit(page: Page) -> Iterator[Mark]:
    """Mark, inside blocks that are captions, the credit at their end; and captions that are nothing but a credit.

    Before:
        <figure><figcaption>The old bridge in spring. Photograph: Ann Example</figcaption></figure>
    After:
        The old bridge in spring.
        CREDIT: Photograph: Ann Example
    """
    width, texts = page.width, page.texts
    credited = {mark.block for mark in page.marks if mark.label is Label.CREDIT and mark.span is not None}
    for index, label in enumerate(page.labels):
        if label is not Label.CAPTION and (label is not Label.UNDECIDED or page.blocks[index].kind != "figcaption"):
            continue
        if index in credited:
            continue  # an earlier filter has found it
        text = texts[index]
        if width[index] <= WIDEST and not page.sentence[index] and _WHOLE.fullmatch(text):
            yield Mark(index, Label.CREDIT, "nothing but a picture's credit")
            continue
        tail = _TAIL.search(text, max(0, len(text) - TAIL))
        if tail and text[: tail.start()].strip():
            start = tail.start() + len(tail[0]) - len(tail[0].lstrip())
            yield Mark(index, Label.CREDIT, "the credit at the end of a caption", span=(start, len(text)))
