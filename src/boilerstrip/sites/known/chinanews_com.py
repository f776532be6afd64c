"""chinanews.com: rankings and offers stand in the right-hand column; picture pages have a body of their own."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("chinanews.com",),
        body=("div.left_zw", "div.mian_bj"),
    ),
)
