"""allafrica.com: a statement about the publisher closes every story."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("allafrica.com",),
        chrome=("div.disclaimer",),
    ),
)
