"""boilerstrip: raw captures of web pages in, clean articles out, with a reason for every removed line."""

from boilerstrip.api import Cleaner, Limits, clean, clean_all, explain
from boilerstrip.article import Article, Caption, Dropped
from boilerstrip.block import Block, Kind, Label, Mark, Paragraph
from boilerstrip.capture import Capture
from boilerstrip.errors import BoilerstripError, CaptureError, FilterError, MissingExtra, SiteRuleError, TemplateError
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter, Pipeline
from boilerstrip.run.guard import Guard
from boilerstrip.site import Site
from boilerstrip.sites import Sites

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "BoilerstripError",
    "Caption",
    "Capture",
    "CaptureError",
    "Cleaner",
    "Dropped",
    "Filter",
    "FilterError",
    "Guard",
    "Kind",
    "Label",
    "Limits",
    "Mark",
    "MissingExtra",
    "Page",
    "Paragraph",
    "Pipeline",
    "Site",
    "SiteRuleError",
    "Sites",
    "TemplateError",
    "clean",
    "clean_all",
    "explain",
]
