"""ttv.com.tw: the text stands in an element that looks like a table of the page."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("ttv.com.tw",),
        headline=("div#Heading",),
        keep=("span#VarTxtD6",),
    ),
)
