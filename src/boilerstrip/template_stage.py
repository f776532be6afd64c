"""template_stage: what was learned of a page's host speaks after the general filters and before the site's own rule."""

from __future__ import annotations

from boilerstrip.filters.site_template import SiteTemplate
from boilerstrip.page import Page
from boilerstrip.pipeline import Pipeline
from boilerstrip.settle import settle
from boilerstrip.templates.folder import Templates
from boilerstrip.templates.host import host_of


def by_template(page: Page, templates: Templates, source: str, pipeline: Pipeline) -> Page:
    """The page with the marks of its host's template; what is left of the body is then read again, so that it stays a fixed point."""
    template = templates.find(host_of(page.url or page.facts.canonical, source))
    if template is None:
        return page
    marked = Pipeline((SiteTemplate(template),)).run(page)
    return page if marked is page else settle(marked, pipeline)
