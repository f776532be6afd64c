"""presets: the filters, in order, in a column. Order is meaning: later marks win.

First what an HTML page says about its parts, then the region of prose and its short lines (by place), then what lines say about
themselves, then titles and captions, which may stand outside the region, then the remainder. A learned tagger is one more filter
at the head: density, neighbours and remainder speak only for blocks that nobody has spoken for.

What PRECISION keeps BALANCED keeps, and what BALANCED keeps RECALL keeps, to the block: each is BALANCED, read a second time (settle.py)
as every cleaner reads it, and then a filter that only drops, or one that only restores. What is read again after that can only drop what
PRECISION has left, and only take back what RECALL has restored. Likewise RULES_PRECISION, RULES and RULES_RECALL.
"""

from __future__ import annotations

from boilerstrip.filters.advert_marker import advert_marker
from boilerstrip.filters.advert_slot import advert_slot
from boilerstrip.filters.app_prompt import app_prompt
from boilerstrip.filters.author_box import author_box
from boilerstrip.filters.back_to_top import back_to_top
from boilerstrip.filters.block_tagger import BlockTagger
from boilerstrip.filters.breadcrumbs import breadcrumbs
from boilerstrip.filters.byline import byline
from boilerstrip.filters.caption import caption
from boilerstrip.filters.caption_credit import caption_credit
from boilerstrip.filters.comment_prompt import comment_prompt
from boilerstrip.filters.comment_section import comment_section
from boilerstrip.filters.comment_thread import comment_thread
from boilerstrip.filters.cookie_notice import cookie_notice
from boilerstrip.filters.credit import credit
from boilerstrip.filters.density import density
from boilerstrip.filters.doubtful_heading import doubtful_heading
from boilerstrip.filters.doubtful_line import doubtful_line
from boilerstrip.filters.doubtful_paragraph import doubtful_paragraph
from boilerstrip.filters.edit_link import edit_link
from boilerstrip.filters.fallback import Fallback
from boilerstrip.filters.follow_prompt import follow_prompt
from boilerstrip.filters.footnote import footnote
from boilerstrip.filters.front_matter import front_matter
from boilerstrip.filters.headline import headline
from boilerstrip.filters.hidden_text import hidden_text
from boilerstrip.filters.kicker import kicker
from boilerstrip.filters.landmarks import landmarks
from boilerstrip.filters.legal_line import legal_line
from boilerstrip.filters.link_density import link_density
from boilerstrip.filters.listen_live import listen_live
from boilerstrip.filters.login_prompt import login_prompt
from boilerstrip.filters.menu_run import menu_run
from boilerstrip.filters.neighbours import neighbours
from boilerstrip.filters.newsletter_box import newsletter_box
from boilerstrip.filters.paywall_prompt import paywall_prompt
from boilerstrip.filters.permalink import permalink
from boilerstrip.filters.possible_block import PossibleBlock
from boilerstrip.filters.read_more import read_more
from boilerstrip.filters.reading_time import reading_time
from boilerstrip.filters.related_links import related_links
from boilerstrip.filters.remainder import remainder
from boilerstrip.filters.repeated_headline import repeated_headline
from boilerstrip.filters.repeated_notice import repeated_notice
from boilerstrip.filters.ruled_line import ruled_line
from boilerstrip.filters.second_copy import second_copy
from boilerstrip.filters.second_reading import SecondReading
from boilerstrip.filters.section_label import section_label
from boilerstrip.filters.share_bar import share_bar
from boilerstrip.filters.short_url import short_url
from boilerstrip.filters.skip_link import skip_link
from boilerstrip.filters.standfirst import standfirst
from boilerstrip.filters.stray_prose import stray_prose
from boilerstrip.filters.sub_heading import sub_heading
from boilerstrip.filters.table_row import table_row
from boilerstrip.filters.tags_line import tags_line
from boilerstrip.filters.taken_back import TakenBack
from boilerstrip.filters.timestamps import timestamps
from boilerstrip.filters.unsure_block import UnsureBlock
from boilerstrip.filters.window_title import window_title
from boilerstrip.pipeline import Pipeline

#: By rules alone.
RULES = Pipeline(
    (
        # what the source says (HTML)
        hidden_text,
        landmarks,
        advert_slot,
        link_density,
        # by place
        density,
        neighbours,
        menu_run,
        # what lines say about themselves
        skip_link,
        back_to_top,
        edit_link,
        permalink,
        share_bar,
        short_url,
        listen_live,
        comment_prompt,
        comment_thread,
        reading_time,
        newsletter_box,
        paywall_prompt,
        login_prompt,
        cookie_notice,
        advert_marker,
        app_prompt,
        read_more,
        follow_prompt,
        tags_line,
        legal_line,
        timestamps,
        byline,
        breadcrumbs,
        # titles, captions, notes: kept wherever they stand
        credit,
        headline,
        window_title,
        kicker,
        repeated_headline,
        section_label,
        related_links,
        sub_heading,
        standfirst,
        caption,
        footnote,
        author_box,
        ruled_line,
        front_matter,
        # nothing stays undecided
        remainder,
    ),
    name="rules",
)

#: By rules alone, stricter and laxer: the same, settled, and then one filter that only drops, or one that only restores.
RULES_PRECISION = Pipeline((*RULES.filters, SecondReading(), doubtful_line), name="rules_precision")
RULES_RECALL = Pipeline((*RULES.filters, SecondReading(), stray_prose, TakenBack()), name="rules_recall")

#: What lines and elements say about themselves, where they are surer than the tagger.
_CORRECTIONS = (
    comment_section,
    repeated_notice,
    second_copy,
    skip_link,
    back_to_top,
    edit_link,
    permalink,
    share_bar,
    short_url,
    listen_live,
    comment_prompt,
    reading_time,
    newsletter_box,
    paywall_prompt,
    login_prompt,
    cookie_notice,
    advert_marker,
    app_prompt,
    read_more,
    follow_prompt,
    tags_line,
    legal_line,
    timestamps,
    byline,
    credit,
    headline,
    window_title,
    caption,
    caption_credit,
    footnote,
    doubtful_heading,
    doubtful_paragraph,
    table_row,
    ruled_line,
    front_matter,
)

#: The tagger, corrected by the named filters.
BALANCED = Pipeline((BlockTagger(), Fallback(RULES), *_CORRECTIONS), name="balanced")

#: The same, settled, and then a higher threshold on the tagger's probabilities, which only drops, or a lower one, which only restores.
PRECISION = Pipeline((*BALANCED.filters, SecondReading(), UnsureBlock()), name="precision")
RECALL = Pipeline((*BALANCED.filters, SecondReading(), PossibleBlock(), TakenBack()), name="recall")

#: The presets by name, for the command line.
PRESETS = {preset.name: preset for preset in (BALANCED, PRECISION, RECALL, RULES, RULES_PRECISION, RULES_RECALL)}
