"""What every picture's credit holds, and the blocks that hold it (a leading underscore: not a filter)."""

from __future__ import annotations

from boilerstrip.page import Page

try:
    from boilerstrip.filters._signs import Signs
except ImportError:
    from boilerstrip.filters._signs_python import Signs

#: The credit at the end of a caption takes at most so many characters.
TAIL_CHARS = 110

_SIGNS = Signs(
    (
        "(c)", "Photo", "photo", "Foto", "foto", "PHOTO", "FOTO", "Bild", "Image", "imago", "Picture", "Getty", "AFP", "Reuters", "REUTERS",
        "AP", "dpa", "Shutterstock", "Courtesy", "courtesy", "Credit", "CREDIT", "Quelle", "EPA", "EFE", "NTB", "Scanpix", "IMAGO",
        "PA Wire", "Alamy", "Handout", "Kuva", "Beeld", "©", "Crédit", "Фото", "写真", "사진",
    ),
    TAIL_CHARS,
)  # fmt: skip


def signed(page: Page, low: int, high: int) -> list[tuple[int, int]]:
    """Blocks from `low` to `high` that hold one of the signs near their end, and where the first such sign stands.

    A credit at the end of a sentence stands behind its stop, so a sentence that ends in its stop, or in none but a bracket's, has none.
    """
    return _SIGNS.first(page.texts, page.sentence, low, high)
