"""christian.org.uk: the text's last paragraphs look like a footer."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("christian.org.uk",),
        keep=("div#primarycontent",),
    ),
)
