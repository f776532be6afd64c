"""template_stage: what was learned of a page's host speaks after the general filters and before the site's own rule."""

from __future__ import annotations

from boilerstrip.filters.site_template import SiteTemplate
from boilerstrip.page import Page
from boilerstrip.pipeline import Pipeline
from boilerstrip.templates.folder import Templates
from boilerstrip.templates.host import host_of


def by_template(page: Page, templates: Templates, source: str) -> Page:
    """The page with the marks of its host's template; `source` is the path of a capture that says no address.

    What is left is not read a second time as the general filters' verdict is (settle.py): that took 0.001 of the body on press pages.
    """
    template = templates.find(host_of(page.url or page.facts.canonical, source))
    return page if template is None else Pipeline((SiteTemplate(template),)).run(page)
