"""gazetawroclawska.pl: comments and lists of other stories outweigh short stories."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("gazetawroclawska.pl",),
        body=("div#material",),
        keep=("p.zajawka", "p.aktualizacja"),
    ),
)
