"""tengrinews.kz: comments and other stories outweigh short stories."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("tengrinews.kz",),
        body=("div.block6",),
        chrome=("div#printMe",),
    ),
)
