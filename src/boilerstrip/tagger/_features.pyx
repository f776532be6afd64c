# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_features: the features of a page (see columns.py and features_numpy.py), compiled: every number is written into its place at once.

Functions that begin with `write` fill some columns of all blocks: `out` is the first of them in the first row, `step` the length of a row.
"""

from libc.math cimport log1p, logf
from libc.stdint cimport int64_t
from libc.string cimport memset

from boilerstrip._counts cimport (
    CAPITALS_IN, CHARS, CLOSED, COMMAS_IN, DIGITS_IN, FIRST, LAST, LETTERS_IN, SENTENCE, SYMBOLS_IN, UPPER_IN, WIDTH, WORDS,
    counts_in, int32_t, signs_in, texts_of, uint8_t,
)
from boilerstrip.tagger._words cimport BYTES, Words, words_of

import numpy as np

from boilerstrip.block import Block, Kind
from boilerstrip.compiled import allowed
from boilerstrip.page import Medium
from boilerstrip.phrases import category_names
from boilerstrip.tagger import columns
from boilerstrip.tagger._elements import elements_of
from boilerstrip.tagger._surroundings import COLUMNS, surroundings
from boilerstrip.tagger.elements import FLAGS, LEVELS

allowed()

cdef enum:
    # Fields of a block
    KIND = 2, LEVEL = 3, INDENT = 6, GAP = 7, LINKED = 8, BOLD = 9
    COUNTS = 9  # the rows from WIDTH on that are features themselves
    CLASS_BITS = 12
    MOST_INDENT = 40
    # What windows sum up, per block
    PROSE_WIDTH = 0, ALL_WIDTH = 1, PROSE = 2, SHORT_LINE = 3, CUED = 4, LINK = 5, SUMMED = 6
    REACHES = 3
    WINDOWS = 2 * REACHES * SUMMED
    CONTEXT = 20
    FAR = 1000  # the distance to prose where there is none
    MOST_DISTANCE = 100
    NEAR_EDGE = 50
    LEAD = 2  # sentences that make up the lead
    CONTAINER = 5
    STATED = 8
    TITLES = 4  # of these, those of the title and the stated headline
    WHOLE = 2048  # whole numbers whose logarithms are known

cdef int[REACHES] REACH = columns.REACHES
cdef tuple KINDS = tuple(Kind)
cdef int SHORT = columns.SHORT, HEADLINE_WIDTH = columns.HEADLINE_WIDTH
cdef int WIDTH_CLASSES = len(columns.WIDTHS) + 1, KIND_COUNT = len(KINDS), FLAG_COUNT = len(FLAGS), LEVEL_COUNT = len(LEVELS), SURROUNDINGS = COLUMNS
cdef int[::1] WIDTHS = np.array(columns.WIDTHS, np.int32)


cdef float[WHOLE] LOGS
cdef int whole
for whole in range(WHOLE):
    LOGS[whole] = logf(<float>whole + 1)


cdef inline float log_of(float value) noexcept nogil:
    """The logarithm of 1 more. Nearly all that is asked for are counts and sums of counts."""
    cdef int whole = <int>value if 0 <= value < WHOLE else 0
    return LOGS[whole] if whole == value else logf(value + 1)


cdef int facts_wide(Py_ssize_t categories):
    return COUNTS + 6 + WIDTH_CLASSES + 2 * CLASS_BITS + 2 + KIND_COUNT + 3 + <int>categories + 2


cdef int kind_of(object kind) except -1:
    cdef int place
    for place in range(KIND_COUNT):
        if KINDS[place] is kind:
            return place
    raise KeyError(kind)


cdef int write_facts(float* out, Py_ssize_t step, Py_ssize_t n, const int32_t* table, const uint8_t* sign, blocks, float* summed
                     ) except -1:
    """What a block shows by itself, but for its phrases; and what windows will sum up."""
    cdef Py_ssize_t place
    cdef int at, width, chars, words, letters, bits, wide
    cdef float* row
    cdef float* sums
    cdef object block
    for place in range(n):
        row, sums = out + place * step, summed + (place + 1) * SUMMED
        block = blocks[place]
        if not isinstance(block, Block):
            raise TypeError(f"not a block: {block!r}")
        chars, width = max(table[CHARS * n + place], 1), table[WIDTH * n + place]
        words, letters = max(table[WORDS * n + place], 1), max(table[LETTERS_IN * n + place], 1)
        for at in range(COUNTS):
            row[at] = log_of(table[(WIDTH + at) * n + place]) / 5
        row += COUNTS
        row[0], row[1] = <float>table[DIGITS_IN * n + place] / chars, <float>table[UPPER_IN * n + place] / letters
        row[2], row[3] = <float>table[LETTERS_IN * n + place] / chars, <float>table[CAPITALS_IN * n + place] / words
        row[4], row[5] = <float>table[SYMBOLS_IN * n + place] / chars, <float>table[COMMAS_IN * n + place] / words
        row += 6
        wide = 0
        while wide < WIDTH_CLASSES - 1 and WIDTHS[wide] < width:
            wide += 1
        for at in range(WIDTH_CLASSES):
            row[at] = at == wide
        row += WIDTH_CLASSES
        for at in range(CLASS_BITS):
            row[at] = table[FIRST * n + place] >> at & 1
            row[CLASS_BITS + at] = table[LAST * n + place] >> at & 1
        row += 2 * CLASS_BITS
        row[0], row[1] = sign[CLOSED * n + place], sign[SENTENCE * n + place]
        row += 2
        for at in range(KIND_COUNT):
            row[at] = 0
        row[kind_of((<tuple>block)[KIND])] = 1
        row += KIND_COUNT
        row[0], row[1] = <float><long>(<tuple>block)[LEVEL] / 6, <bint>(<tuple>block)[GAP]
        row[2] = log_of(min(<long>(<tuple>block)[INDENT], MOST_INDENT)) / 3
        sums[PROSE_WIDTH], sums[ALL_WIDTH] = width if sign[SENTENCE * n + place] else 0, width
        sums[PROSE], sums[SHORT_LINE] = sign[SENTENCE * n + place], width <= SHORT
        sums[CUED], sums[LINK] = 0, <long>(<tuple>block)[LINKED]
    return 0


cdef int write_cues(float* out, Py_ssize_t step, Py_ssize_t n, dict cues, float* summed) except -1:
    """Per category whether a strong phrase or a mark is there, then whether a weak one is, and whether one is the whole text."""
    cdef dict places = {name: place for place, name in enumerate(category_names())}
    cdef Py_ssize_t categories = len(places), place
    cdef float* row
    for place in range(n):
        memset(out + place * step, 0, (categories + 2) * sizeof(float))
    for index, found in cues.items():
        place = index
        row = out + place * step
        for cue in found:
            if cue[1] == "weak":
                row[categories] = 1
            else:
                row[<Py_ssize_t>places[cue[0]]] = 1
                summed[(place + 1) * SUMMED + CUED] = 1
                if cue[2] == "exact":
                    row[categories + 1] = 1
    return 0


cdef void write_windows(float* out, Py_ssize_t step, Py_ssize_t n, float* total) noexcept nogil:
    """Sums over the blocks within each reach, before and after, on a log scale; `total` are the sums from the top."""
    cdef Py_ssize_t place, low, high
    cdef int reach, what
    cdef float* row
    for place in range(SUMMED, (n + 1) * SUMMED):
        total[place] += total[place - SUMMED]
    for place in range(n):
        row = out + place * step
        for reach in range(REACHES):
            low, high = max(place - REACH[reach], 0) * SUMMED, min(place + 1 + REACH[reach], n) * SUMMED
            for what in range(SUMMED):
                row[reach * SUMMED + what] = log_of(max(total[place * SUMMED + what] - total[low + what], <float>0)) / 5
                row[(REACHES + reach) * SUMMED + what] = log_of(max(total[high + what] - total[(place + 1) * SUMMED + what], <float>0)) / 5


cdef void write_runs(float* out, Py_ssize_t step, const uint8_t* member, Py_ssize_t n, bint places) noexcept nogil:
    """The length of the run of members that a block is in, and its place there, from 1; 0 for others."""
    cdef Py_ssize_t place = 0, end, at
    while place < n:
        end = place
        while end < n and member[end]:
            end += 1
        for at in range(place, end):
            out[at * step] = log_of(end - place) / 4
            if places:
                out[at * step + 1] = log_of(at - place + 1) / 4
        if end < n:
            out[end * step] = 0
            if places:
                out[end * step + 1] = 0
        place = end + 1


cdef int write_repeats(float* out, Py_ssize_t step, list texts) except -1:
    """Whether the same text stands earlier, and later."""
    cdef dict last = {}
    cdef Py_ssize_t place
    for place in range(len(texts)):
        out[place * step] = out[place * step + 1] = 0
        text = texts[place]
        known = last.get(text)
        if known is not None:
            out[place * step] = 1
            out[<Py_ssize_t>known * step + 1] = 1
        last[text] = place
    return 0


cdef int write_context(float* out, Py_ssize_t step, list texts, const int32_t* table, const uint8_t* sign, const float* total,
                       Words words) except -1:
    """Where a block stands on the page, what runs it is in, what it repeats and what words it shares."""
    cdef Py_ssize_t n = len(texts), place, near, sentences = 0, short = 0
    cdef const float* end = total + n * SUMMED
    cdef float all_width = max(end[ALL_WIDTH], <float>1), prose_width = max(end[PROSE_WIDTH], <float>1)
    cdef float* row
    cdef uint8_t[:, ::1] member = np.empty((2, n), np.uint8)
    cdef uint8_t[BYTES] prose
    cdef uint8_t[BYTES] lead
    memset(prose, 0, BYTES)
    memset(lead, 0, BYTES)
    near = -FAR
    for place in range(n):
        row = out + place * step
        row[0], row[1] = total[(place + 1) * SUMMED + PROSE_WIDTH] / prose_width, total[(place + 1) * SUMMED + ALL_WIDTH] / all_width
        row[2], row[3] = <float>place / n, <float>min(place, NEAR_EDGE) / NEAR_EDGE
        row[4] = <float>min(n - place, NEAR_EDGE) / NEAR_EDGE
        row[5] = log_of(min(place - near, MOST_DISTANCE)) / 4
        member[0, place] = not sign[CLOSED * n + place] and table[WIDTH * n + place] <= HEADLINE_WIDTH
        member[1, place] = table[WIDTH * n + place] <= SHORT
        short += member[1, place]
        if sign[SENTENCE * n + place]:
            near = place
            words.enter(place, prose)
            if sentences < LEAD:
                words.enter(place, lead)
            sentences += 1
    near = n + FAR
    for place in reversed(range(n)):
        out[place * step + 6] = log_of(min(near - place, MOST_DISTANCE)) / 4
        if sign[SENTENCE * n + place]:
            near = place
    write_runs(out + 7, step, &member[0, 0], n, True)
    write_runs(out + 9, step, &member[1, 0], n, False)
    write_repeats(out + 10, step, texts)
    cdef float[5] page = [log1p(n) / 6, log1p(all_width) / 10, prose_width / all_width, <double>short / n, log1p(sentences) / 4]
    for place in range(n):
        row = out + place * step
        write_share(row + 12, words, place, prose)
        write_share(row + 13, words, place, lead)
        row[14] = log_of(words.count(place)) / 4
        row[15], row[16], row[17], row[18], row[19] = page[0], page[1], page[2], page[3], page[4]
    return 0


cdef inline void write_share(float* out, Words words, Py_ssize_t place, const uint8_t* known) noexcept nogil:
    out[0] = <double>words.among(place, known) / max(words.count(place), 1)


cdef int write_source(float* out, Py_ssize_t step, Py_ssize_t n, blocks, images, const int32_t* table, const float[::1] depth,
                      const float[:, ::1] flags) except -1:
    """Of HTML: links, bold text, depth, images and the elements that a block is in."""
    cdef Py_ssize_t place, at
    cdef float* row
    cdef object block
    cdef float chars, links
    for place in range(n):
        out[place * step + 4] = 0
    for image in images:
        place = min(<Py_ssize_t>image.before, n - 1)
        out[place * step + 4] += 1
    for place in range(n):
        row, block = out + place * step, blocks[place]
        chars, links = max(table[CHARS * n + place], 1), <long>(<tuple>block)[LINKED]
        row[0], row[1], row[2] = links / chars, <long>(<tuple>block)[BOLD] / chars, log_of(links) / 5
        row[3], row[4] = depth[place] / 30, log_of(row[4])
        for at in range(FLAG_COUNT):
            row[5 + at] = flags[place, at]
    return 0


cdef int write_containers(float* out, Py_ssize_t step, const int64_t[::1] group, const int32_t* table, const uint8_t* sign,
                          blocks, double total) except -1:
    """What share of the page's text the container of a block holds, how much of that is links, is prose, and so on."""
    cdef Py_ssize_t n = group.shape[0], place, most = 0
    cdef double* sums
    cdef double text
    cdef float* row
    for place in range(n):
        most = max(most, group[place])
    cdef double[:, ::1] gathered = np.zeros((most + 1, 4))
    for place in range(n):
        sums = &gathered[group[place], 0]
        sums[0] += table[WIDTH * n + place]
        sums[1] += <long>(<tuple>blocks[place])[LINKED]
        sums[2] += table[WIDTH * n + place] if sign[SENTENCE * n + place] else 0
        sums[3] += 1
    for place in range(n):
        row, sums = out + place * step, &gathered[group[place], 0]
        text = max(sums[0], 1.0)
        row[0], row[1], row[2] = sums[0] / total, min(sums[1] / text, 1.0), sums[2] / text
        row[3], row[4] = log_of(sums[3]) / 5, log_of(sums[0] / sums[3]) / 5
    return 0


cdef int write_stated(float* out, Py_ssize_t step, Py_ssize_t n, facts, Words words) except -1:
    """Words shared with what the page states about itself: title, headline, description, articleBody."""
    cdef list texts = [facts.title, facts.headline or facts.og_title, facts.description, facts.article_body]
    cdef Words stated = words_of(texts)
    cdef uint8_t[BYTES] known
    cdef Py_ssize_t place, size, text, body = len(texts) - 1
    for text in range(len(texts)):
        memset(known, 0, BYTES)
        size = max(stated.enter(text, known), 1)
        for place in range(n):
            write_share(out + place * step + 2 * text, words, place, known)
            out[place * step + 2 * text + 1] = min(<double>words.among(place, known) / size, 1.0)
    if facts.article_body:
        for place in range(n):
            out[place * step + 2 * body + 1] = 1  # "page has an articleBody" stands where the others have their second share
    return 0


def gathered(page):
    """What `Features` holds of a page."""
    cdef list texts = page.texts
    blocks, shapes = page.blocks, page.shapes
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef Py_ssize_t n = texts_of(counted, signed), place, categories = len(category_names())
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    if len(texts) != n or len(blocks) != n:
        raise ValueError(f"{len(texts)} texts and {len(blocks)} blocks, and shapes of {n}")
    elements = elements_of(blocks) if page.medium is Medium.HTML else None
    cdef Py_ssize_t known, facts = facts_wide(categories), step = facts + WINDOWS + CONTEXT
    if elements is not None:
        step += 5 + FLAG_COUNT + LEVEL_COUNT * CONTAINER + STATED + SURROUNDINGS
    dense = np.empty((n, step), np.float32)
    weight = np.empty(n, np.float32)
    if not n:
        return dense, elements, weight
    cdef float[:, ::1] matrix = dense
    cdef float* out = &matrix[0, 0]
    cdef float[::1] weights = weight
    for place in range(n):
        weights[place] = table[WIDTH * n + place]
    cdef float[::1] total = np.zeros((n + 1) * SUMMED, np.float32)
    cdef Words words = words_of(texts)
    write_facts(out, step, n, table, sign, blocks, &total[0])
    write_cues(out + facts - categories - 2, step, n, page.cues, &total[0])
    write_windows(out + facts, step, n, &total[0])
    write_context(out + facts + WINDOWS, step, texts, table, sign, &total[0], words)
    if elements is not None:
        out += facts + WINDOWS + CONTEXT
        write_source(out, step, n, blocks, page.images, table, elements.depth, elements.flags)
        out += 5 + FLAG_COUNT
        for group in elements.groups:
            write_containers(out, step, group, table, sign, blocks, max(total[n * SUMMED + ALL_WIDTH], <float>1))
            out += CONTAINER
        write_stated(out, step, n, page.facts, words)
        known = step - SURROUNDINGS
        surroundings(page, elements, dense[:, known - STATED : known - STATED + TITLES], dense[:, known:])
    return dense, elements, weight
