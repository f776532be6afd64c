"""thelocal.de: comments are longer than the text, whose paragraphs are lines."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("thelocal.de",),
        body=("div#articletext",),
        keep=("div#articletext",),
    ),
)
