"""polskatimes.pl: comments and lists of other stories outweigh short stories."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("polskatimes.pl",),
        body=("article#material", "div#material"),
    ),
)
