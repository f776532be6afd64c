"""kurierlubelski.pl: comments and lists of other stories outweigh short stories."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("kurierlubelski.pl",),
        body=("article#material", "div#material"),
    ),
)
