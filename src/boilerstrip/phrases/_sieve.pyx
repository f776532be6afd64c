# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_sieve: what most texts hold, and which others are to be looked at (see sieve.py), compiled.

A text is folded once, and told by hashes of its first characters and of its words. A phrase that it is, or that opens it, is found here.
What asks for more (patterns, numbers inside, phrases glued together) is told by matching.py, and only texts that Python has to fold are
left to lookup.py, which finds the same in every text: what stands here is a short way, and no other one.
"""

from libc.stdint cimport uint8_t, uint16_t

from boilerstrip._characters cimport Char

import re

from boilerstrip.compiled import allowed
from boilerstrip.phrases import matching, sieve
from boilerstrip.phrases.lexicon import EDGES, HEAD, fold, literal, meant
from boilerstrip.phrases.lexicon import Phrase as Phrase_
from boilerstrip.phrases.sieve import Sifted

allowed()

include "_table.pxi"
include "_cue.pxi"

cdef extern from "Python.h" nogil:
    bint Py_UNICODE_ISALNUM(Py_UCS4 point)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 point)
    bint Py_UNICODE_ISSPACE(Py_UCS4 point)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 point)

cdef extern from "Python.h":
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)

cdef enum:
    MOST = 256  # characters of a text
    FIRST = 4  # phrases are filed by so many of their first characters
    WORDS = 4  # of a text that may give a phrase away, each
    PIECES = 4  # of a glued phrase
    LEAST = 5  # numbers that a phrase takes beside its characters: a key, a place, its header, and what fills the last number
    NEEDS_NUMBER = 3  # the field of a phrase that says so
    KEY = 4  # characters behind FIRST make the key of a phrase
    ASCII = 0x80
    BMP = 0x10000
    # What makes of a text one that Python has to fold, for its length or because of what stands beside it
    CAPITAL_I_DOT = 0x130, DOT_ABOVE = 0x307, CAPITAL_SIGMA = 0x3A3

# What a head (see lexicon.py) is, and a phrase
cdef enum:
    IS_PATTERNED = 1 << 0  # of patterns
    IS_NUMBERED = 1 << 1  # of phrases with a number inside
    HAS_SHORTER = 1 << 2  # it begins with a whole phrase
    IS_PREFIX = 1 << 3
    IS_COUNTED = 1 << 4  # a whole phrase that means something else with a number beside it

# The signs of a character, and of all those of a text
cdef enum:
    SPACE = 1 << 0
    DIGIT = 1 << 1
    SLASH = 1 << 2
    NUMBER = 1 << 3
    EDGE = 1 << 4
    OPENS = 1 << 5  # it is of the phrase behind it
    CLOSES = 1 << 6  # it is of the phrase before it
    SMALL = 1 << 7
    LARGE = 1 << 8
    BEGINS = 1 << 9  # some phrase of a script without spaces
    UNSPACED = 1 << 10  # of such a script
    BEYOND = 1 << 11  # of no ASCII, folded
    BRIEF = 1 << 12  # the beginning of a head that is shorter than FIRST, and more than a whole phrase
    BY_PYTHON = 1 << 13  # to be folded by Python

assert Phrase_._fields[NEEDS_NUMBER] == "counted"
assert (HEAD, sieve.PIECES, sieve.LONGEST < MOST, sieve.BEFORE_OPENING < MOST) == (FIRST, PIECES, True, True)

cdef Py_ssize_t LONGEST = sieve.LONGEST, COUNTED = sieve.LONGEST_COUNTED, GLUED = sieve.LONGEST_GLUED
cdef Py_ssize_t OPENING = sieve.LEAST_OPENING, BEFORE_OPENING = sieve.BEFORE_OPENING
cdef uint32_t FROM = ord(sieve.FIRST_UNSPACED), TO = ord(sieve.PAST_UNSPACED)
cdef uint32_t FACTOR = 0x9E3779B1, NO_KEY = 0xFFFFFFFF
cdef uint32_t THOUSAND = ord(sieve.THOUSANDS[0]), MILLION = ord(sieve.THOUSANDS[1])

cdef struct Line:
    # A folded text
    uint32_t[MOST] points
    Py_ssize_t size
    uint32_t signs
    int words
    int32_t[WORDS] word


cdef struct Phrase:
    # Its characters follow, in two bytes each
    uint32_t number
    uint16_t kind
    uint16_t size


cdef struct Way:
    # What a line meets in the lexicon from some place on
    Entry *heads[FIRST]  # of 1, 2, 3 and 4 characters; NULL for none
    bint wholes  # it begins with a whole phrase
    const Phrase *whole  # the phrase that it is
    const Phrase *prefix  # the longest of those that end where a word does


cdef inline uint64_t and_next(uint64_t hash, uint32_t point) noexcept nogil:
    """The hash of a word with one more character: a poor one, but each character of a page goes through it."""
    return (hash << 5 | hash >> 59) ^ point


cdef inline uint64_t spread(uint64_t hash) noexcept nogil:
    hash *= PRIME
    return hash ^ hash >> 32


cdef inline uint32_t and_key(uint32_t key, uint32_t point) noexcept nogil:
    return (key ^ point) * FACTOR


cdef inline uint32_t finished(uint32_t key, uint32_t size) noexcept nogil:
    """The key of a phrase with so many characters behind FIRST, at most KEY."""
    return key & ~<uint32_t>7 | size


cdef uint32_t key_of(str text) noexcept:
    cdef uint32_t key = 0
    cdef Py_ssize_t size = min(max(len(text) - FIRST, 0), KEY), at
    for at in range(size):
        key = and_key(key, <uint32_t>text[FIRST + at])
    return finished(key, size)


cdef bint stands_at(str phrase, const Line *line, Py_ssize_t at) noexcept:
    """Does a phrase stand there?"""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(phrase), place
    cdef int kind = PyUnicode_KIND(phrase)
    cdef const void *data = PyUnicode_DATA(phrase)
    if size > line.size - at:
        return False
    for place in range(size):
        if PyUnicode_READ(kind, data, place) != line.points[at + place]:
            return False
    return True


cdef bint says(tuple cues, phrase):
    """Do these cues say as much as the phrase?"""
    for category, strength, _, _ in cues:
        if category == phrase.category and strength == phrase.strength:
            return True
    return False


cdef bint needs_number(tuple phrases):
    """Does one of them? (By its place: thousands are asked when the lexicon is laid down.)"""
    cdef object phrase
    for phrase in phrases:
        if (<tuple>phrase)[NEEDS_NUMBER]:
            return True
    return False


cdef class Sieve:
    """What is known of a lexicon."""

    cdef object lexicon
    cdef Table heads, paragraphs, words, agencies
    cdef uint32_t[::1] _phrases
    # For each head, side by side: how many phrases begin with it, their keys, where each lies behind that, and they. Only those with the key
    # of a line are compared with it. Between two pages all this leaves the nearer caches, so that what counts is how few places are read.
    cdef uint32_t *phrases
    cdef list meanings, cues  # of the phrases by number: what they mean, and the cues of texts that begin with them
    cdef dict counted  # what whole phrases mean without a number and with one
    cdef dict patterns  # how they begin, by their heads
    cdef list given_away, credits  # a word and its phrases, and an agency, with what they mean
    cdef list unspaced
    cdef uint16_t[BMP] folded, signs

    def __cinit__(self, lexicon):
        cdef Py_ssize_t place = 0
        cdef uint32_t kind
        cdef str text, name
        self.lexicon, self.meanings, self.counted, self.patterns = lexicon, [], {}, {}
        self.heads, self.paragraphs = Table(len(lexicon.heads)), Table(len(lexicon.heads))
        texts = [*lexicon.whole, *[text for head in lexicon.heads.values() for text in head.starts]]
        self._phrases = np.zeros(len(lexicon.heads) + sum([LEAST + len(text) // 2 for text in texts]) + 1, np.uint32)
        self.phrases = &self._phrases[0]
        paragraphs = set()
        for name, head in lexicon.heads.items():
            kind = IS_NUMBERED * bool(head.numbered)
            if head.patterns:
                kind |= IS_PATTERNED
                self.patterns[place] = tuple([literal(source) for source, _ in head.patterns])
            filed = [(text, phrases, IS_PREFIX) for text, phrases in head.prefixes if "#" not in text]  # others: where it is numbered
            for text in head.wholes:
                if len(text) < len(name):
                    kind |= HAS_SHORTER
                else:
                    filed.append((text, lexicon.whole[text], 0))
            self.heads.file(hashed(name, len(name)), place, kind)
            place = self.lay(place, filed)
            for text, phrases in head.prefixes:
                if len(text) >= OPENING and any([phrase.strength == "strong" for phrase in phrases]):
                    paragraphs.add(hashed(text, OPENING))
        for hash in paragraphs:
            self.paragraphs.file(hash, 0, 0)
        self.cues = [None] * len(self.meanings)
        self.words, self.given_away = Table(len(lexicon.triggers)), sorted(lexicon.triggers.items())
        for place, (text, _) in enumerate(self.given_away):
            self.words.file(spread(word_of(text)), place, 0)
        self.agencies, self.credits = Table(len(lexicon.agencies)), list(lexicon.agencies.items())
        for place, (text, _) in enumerate(self.credits):
            self.agencies.file(hashed(text, len(text)), place, 0)
        self.unspaced = [phrase for phrase, _ in lexicon.unspaced]
        self.tell_characters()

    cdef Py_ssize_t lay(self, Py_ssize_t place, list filed) except -1:
        """Lay down the phrases of a head; returns the place behind them."""
        cdef Py_ssize_t count = len(filed), end = place + 1 + 2 * count, one, at
        cdef Phrase *phrase
        cdef str text
        self.phrases[place] = count
        for one in range(count):
            text, phrases, kind = filed[one]
            self.phrases[place + 1 + one], self.phrases[place + 1 + count + one] = key_of(text), end - place
            phrase = <Phrase *>&self.phrases[end]
            phrase.number, phrase.kind, phrase.size = len(self.meanings), kind, len(text)
            if not phrase.kind & IS_PREFIX and needs_number(phrases):
                phrase.kind |= IS_COUNTED
                self.counted[phrase.number] = meant(phrases, False), meant(phrases, True)
            self.meanings.append(phrases)
            for at in range(len(text)):
                if <uint32_t>text[at] >= BMP:
                    raise ValueError(f"no phrase may hold {text[at]!r}: what takes more than two bytes is an icon beside one")
                (<uint16_t *>&phrase[1])[at] = text[at]
            end += 2 + (len(text) + 1) // 2
        return end

    cdef int tell_characters(self) except -1:
        """Fill the tables of characters."""
        cdef uint32_t point
        for point in range(BMP):
            self.folded[point], self.signs[point] = Py_UNICODE_TOLOWER(point), SPACE * Py_UNICODE_ISSPACE(point)
        for mark in "’：\xa0ı":
            self.folded[<Py_UCS4>ord(mark)] = ord(fold(mark))
        self.folded[10] = 32
        cased = "".join(map(chr, range(ord(sieve.PAST_CASED))))
        signs = {EDGE: EDGES, DIGIT: "0123456789", SLASH: "/", NUMBER: "#", OPENS: sieve.OPENERS, CLOSES: sieve.CLOSERS}
        signs |= {SMALL: re.findall(sieve.SMALL, cased), LARGE: re.findall(sieve.LARGE, cased)}
        for sign, marks in (signs | {BEGINS: [phrase[0] for phrase in self.unspaced], BRIEF: self.lexicon.briefs}).items():
            for mark in marks:
                self.signs[<Py_UCS4>ord(mark)] |= sign
        return 0

    # ------------------------------------------------------------------ characters

    cdef inline bint is_edge(self, uint32_t point) noexcept nogil:
        return point < BMP and self.signs[point] & EDGE

    cdef inline void strip(self, const Line *line, Py_ssize_t *start, Py_ssize_t *end) noexcept nogil:
        """Leave out the edges of what stands there."""
        while start[0] < end[0] and self.is_edge(line.points[start[0]]):
            start[0] += 1
        while end[0] > start[0] and self.is_edge(line.points[end[0] - 1]):
            end[0] -= 1

    cdef inline bint is_icon(self, uint32_t point, uint32_t sign) noexcept nogil:
        """Does this mean nothing beside a phrase, though it is no edge? Characters of that sign do."""
        return not Py_UNICODE_ISALNUM(point) and not (point < BMP and self.signs[point] & sign)

    cdef inline bint ends(self, const Line *line, Py_ssize_t end) noexcept nogil:
        """Does a word end there, or need none?"""
        if end == line.size or not Py_UNICODE_ISALNUM(line.points[end]):
            return True
        return not Py_UNICODE_ISALNUM(line.points[end - 1]) or line.points[end - 1] >= FROM

    cdef void fold(self, const Char *text, Py_ssize_t size, Line *line) noexcept nogil:
        cdef uint32_t point, signs, seen = 0
        cdef uint64_t hash = 0
        cdef Py_ssize_t at
        line.size, line.words = size, 0
        for at in range(size):
            point = text[at]
            if point < ASCII:
                point = self.folded[point]
                signs = self.signs[point]
            else:
                if point == CAPITAL_I_DOT or point == DOT_ABOVE or point == CAPITAL_SIGMA:
                    line.signs = BY_PYTHON
                    return
                if FROM <= point < TO:
                    seen |= UNSPACED
                point = self.folded[point] if point < BMP else Py_UNICODE_TOLOWER(point)
                signs = self.signs[point] if point < BMP else 0
                if point >= ASCII:
                    signs |= BEYOND
            line.points[at] = point
            seen |= signs
            if not signs & SPACE:
                hash = and_next(hash, point)
            elif hash:
                self.take_word(hash, line)
                hash = 0
        if hash:
            self.take_word(hash, line)
        line.signs = seen

    cdef inline void take_word(self, uint64_t hash, Line *line) noexcept nogil:
        cdef const Entry *word = self.words.find(spread(hash))
        if word is not NULL:
            if line.words < WORDS:
                line.word[line.words] = word.number
            line.words += 1

    # ------------------------------------------------------------------ phrases

    cdef void follow(self, const Line *line, Py_ssize_t start, Py_ssize_t end, Way *way) noexcept nogil:
        """Look up what the line begins with at `start`, and what it is up to `end`."""
        cdef uint64_t hash = SEED
        cdef Py_ssize_t size, most = min(FIRST, line.size - start)
        cdef bint brief = line.points[start] < BMP and self.signs[line.points[start]] & BRIEF
        way.wholes, way.whole, way.prefix = False, NULL, NULL
        for size in range(1, FIRST + 1):
            way.heads[size - 1] = NULL
            if size <= most:
                hash = mixed(hash, line.points[start + size - 1])
                if size == most or brief or size == end - start:
                    way.heads[size - 1] = self.heads.find(hash)
                    if way.heads[size - 1] is not NULL:
                        self.compare(way.heads[size - 1], line, start, end, way)

    cdef void compare(self, const Entry *head, const Line *line, Py_ssize_t start, Py_ssize_t end, Way *way) noexcept nogil:
        """Compare the line with the phrases that begin with a head."""
        cdef const uint32_t *filed = &self.phrases[head.number]
        cdef uint32_t count = filed[0], one, key = 0
        cdef const uint32_t *points = &line.points[start]
        cdef const uint16_t *those
        cdef const Phrase *phrase
        cdef Py_ssize_t size = line.size - start, place
        cdef uint32_t[8] keys
        for place in range(8):
            keys[place] = NO_KEY
        for place in range(min(KEY, size - FIRST) + 1):
            keys[place] = finished(key, place)
            key = and_key(key, points[FIRST + place])
        keys[0] = finished(0, 0)
        way.wholes = way.wholes or head.kind & HAS_SHORTER
        for one in range(1, count + 1):
            if filed[one] != keys[filed[one] & 7]:
                continue
            phrase = <const Phrase *>&filed[filed[count + one]]
            those = <const uint16_t *>&phrase[1]
            if phrase.size > size:
                continue
            place = 0
            while place < phrase.size and those[place] == points[place]:
                place += 1
            if place == phrase.size:
                if not phrase.kind & IS_PREFIX:
                    way.wholes = True
                    if start + place == end:
                        way.whole = phrase
                elif (way.prefix is NULL or way.prefix.size < phrase.size) and self.ends(line, start + place):
                    way.prefix = phrase

    cdef bint has_digit(self, const Line *line) noexcept nogil:
        cdef Py_ssize_t at
        if line.signs & BEYOND and not line.signs & DIGIT:
            for at in range(line.size):
                if Py_UNICODE_ISDECIMAL(line.points[at]):
                    return True
        return line.signs & DIGIT

    cdef bint asks(self, const Entry *head, const Line *line, Py_ssize_t start) noexcept:
        """May one of a head's patterns match the line, or a phrase with a number inside?"""
        if head.kind & IS_NUMBERED and (line.signs & NUMBER or (line.size - start <= COUNTED and self.has_digit(line))):
            return True
        return head.kind & IS_PATTERNED and self.may_match(<tuple>self.patterns[head.number], line, start)

    cdef bint may_match(self, tuple beginnings, const Line *line, Py_ssize_t start) noexcept:
        """Does the line go on like one of the patterns? Some characters beyond ASCII match others (ſ an s), so these all do here."""
        cdef str beginning
        cdef Py_ssize_t at
        cdef uint32_t one, other
        for beginning in beginnings:
            for at in range(min(len(beginning), line.size - start)):
                one, other = <uint32_t>beginning[at], line.points[start + at]
                if one != other and one < ASCII and other < ASCII:
                    break
            else:
                if len(beginning) <= line.size - start:
                    return True
        return False

    cdef bint glued(self, str text, const Line *line) noexcept:
        """May all of the text be whole phrases with nothing between them? (One that needs a number counts here without it, too.)"""
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef uint32_t point, last = 0, before = 0
        cdef Py_ssize_t[MOST] breaks
        cdef bint[MOST] reached
        cdef Py_ssize_t at, number = 1, one, other
        cdef bint cased = False
        breaks[0] = 0
        for at in range(line.size):
            point = PyUnicode_READ(kind, data, at)
            if point < BMP and before < BMP and self.signs[point] & LARGE and self.signs[before] & SMALL:
                cased, breaks[number] = True, at
                number += 1
            elif at > 1 and c"a" <= point <= c"z" and c"A" <= before <= c"Z" and c"A" <= last <= c"Z":
                breaks[number] = at - 1
                number += 1
            last, before = before, point
        if not cased:
            return False
        breaks[number] = line.size
        for one in range(number + 1):
            reached[one] = one == 0
        for one in range(number):
            if reached[one]:
                for other in range(one + 1, min(one + PIECES, number) + 1):
                    reached[other] = reached[other] or self.is_whole(line, breaks[one], breaks[other])
        return reached[number]

    cdef bint is_whole(self, const Line *line, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        """Is what stands there a whole phrase?"""
        cdef Way way
        self.strip(line, &start, &end)
        if start == end:
            return False
        self.follow(line, start, end, &way)
        return way.whole is not NULL

    cdef tuple cues_of(self, const Phrase *phrase, Py_ssize_t start):
        """The cues of a line with a phrase there, which no number beside it changes."""
        if start:
            return cues_at(self.meanings[phrase.number], start, start + phrase.size)
        if self.cues[phrase.number] is None:
            self.cues[phrase.number] = cues_at(self.meanings[phrase.number], 0, phrase.size)
        return self.cues[phrase.number]

    cdef tuple counted_cues_of(self, const Phrase *phrase, const Line *line, Py_ssize_t start):
        """The cues of a whole phrase that means something else with a number beside it."""
        without, counted = self.counted[phrase.number]
        phrases = counted if phrase.size < line.size and self.has_digit(line) else without
        return cues_at(phrases, start, start + phrase.size)

    cdef str text_of(self, const Line *line):
        return PyUnicode_FromKindAndData(4, line.points, line.size)

    cdef tuple opened(self, const Line *line, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size):
        """What a line with a head of that size opens with, by patterns and numbers, too."""
        cdef str text = self.text_of(line)
        head = self.lexicon.heads.get(text[start : start + size])
        return () if head is None else matching.opened(head, text, text[start:], text[start:end], self.lexicon)

    cdef tuple look(self, str text, const Line *line):
        """The cues of a text."""
        cdef Py_ssize_t start = 0, end = line.size, size, most
        cdef const Entry *head
        cdef tuple cues
        cdef str folded
        cdef Way way
        self.strip(line, &start, &end)
        if start == end:
            return matching.bare(self.text_of(line), self.lexicon) if self.is_bare(line) else ()
        self.follow(line, start, end, &way)
        if way.whole is not NULL:
            cues = self.counted_cues_of(way.whole, line, start) if way.whole.kind & IS_COUNTED else self.cues_of(way.whole, start)
            if cues:
                return cues
        most = min(FIRST, line.size - start)
        for size in range(most, 0, -1):
            head = way.heads[size - 1]
            if head is not NULL:
                if self.asks(head, line, start):
                    cues = self.opened(line, start, end, size)
                    if cues:
                        return cues
                elif way.prefix is not NULL and way.prefix.size >= size:
                    return self.cues_of(way.prefix, start)
                if size == most and way.wholes and line.size <= GLUED and self.glued(text, line):
                    cues = matching.glued(text, self.text_of(line), self.lexicon)
                    if cues:
                        return cues
        if line.signs & BEYOND:
            if self.has_icons(line, start, end):
                folded = self.text_of(line)
                return matching.unusual(folded, folded[start:end], self.lexicon)
        elif not line.signs & SLASH and end - start > 1 and self.signs[line.points[end - 2]] & DIGIT:
            if line.points[end - 1] == THOUSAND or line.points[end - 1] == MILLION:
                return matching.thousands(self.text_of(line), self.lexicon)
        return self.credited(line) if line.signs & SLASH else ()

    cdef bint has_icons(self, const Line *line, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        """May a phrase stand between icons that are no edges?"""
        cdef Py_ssize_t low = start, high = end, at
        cdef bint lettered = False
        cdef Way way
        while low < high and self.is_icon(line.points[low], OPENS):
            low += 1
        while high > low and self.is_icon(line.points[high - 1], CLOSES):
            high -= 1
        if low == high or high - low == end - start:
            return False
        self.strip(line, &low, &high)
        if low == high:
            return False
        for at in range(low, high):
            lettered = lettered or (Py_UNICODE_ISALNUM(line.points[at]) and not self.is_edge(line.points[at]))
        if not lettered:
            return True  # the same may stand before it, among the edges
        self.follow(line, low, high, &way)
        return way.whole is not NULL or way.heads[min(FIRST, high - low) - 1] is not NULL

    cdef tuple credited(self, const Line *line):
        """The cues of a line that ends in a slash and an agency."""
        cdef Py_ssize_t cut = line.size - 1, start, end = line.size, at
        cdef uint64_t hash = SEED
        cdef const Entry *agency
        while cut and line.points[cut] != c"/":
            cut -= 1
        start = cut + 1
        self.strip(line, &start, &end)
        for at in range(start, end):
            hash = mixed(hash, line.points[at])
        agency = self.agencies.find(hash)
        if agency is NULL:
            return ()
        name, phrases = self.credits[agency.number]
        return cues_at(phrases, cut, line.size) if len(name) == end - start and stands_at(name, line, start) else ()

    cdef bint is_bare(self, const Line *line) noexcept nogil:
        """May a line without a letter be a clock or the like? Digits alone are none (tests/test_phrases.py sees to it)."""
        cdef Py_ssize_t at
        for at in range(line.size):
            if line.points[at] >= ASCII or not self.signs[line.points[at]] & (DIGIT | SPACE):
                return True
        return False

    # ------------------------------------------------------------------ phrases inside

    cdef tuple with_given_away(self, tuple cues, Line *line):
        """These cues of a line and those of the phrases that its words give away, in the order of the words."""
        cdef int one, other
        cdef Py_ssize_t at
        cdef str word, phrase
        for one in range(1, line.words):
            for other in range(one, 0, -1):
                if line.word[other] < line.word[other - 1]:
                    line.word[other], line.word[other - 1] = line.word[other - 1], line.word[other]
        for one in range(line.words):
            word, phrases = self.given_away[line.word[one]]
            for phrase, meanings in phrases:
                at = self.place_of(phrase, line)
                if at >= 0 and self.is_word(word, line) and not says(cues, meanings[0]):
                    cues += cues_at(meanings, at, at + len(phrase))
        return cues

    cdef bint is_word(self, str word, const Line *line) noexcept:
        """Is this a word of the line? (Two words may have the same hash.)"""
        cdef Py_ssize_t at, end
        for at in range(line.size - len(word) + 1):
            end = at + len(word)
            if (at == 0 or Py_UNICODE_ISSPACE(line.points[at - 1])) and (end == line.size or Py_UNICODE_ISSPACE(line.points[end])):
                if stands_at(word, line, at):
                    return True
        return False

    cdef bint holds_unspaced(self, const Line *line) noexcept:
        cdef str phrase
        for phrase in self.unspaced:
            if self.place_of(phrase, line) >= 0:
                return True
        return False

    cdef Py_ssize_t place_of(self, str phrase, const Line *line) noexcept:
        """Where a phrase stands first; -1 where it does not."""
        cdef Py_ssize_t at
        cdef uint32_t first = <uint32_t>phrase[0]
        for at in range(line.size - len(phrase) + 1):
            if line.points[at] == first and stands_at(phrase, line, at):
                return at
        return -1

    cdef bint may_open(self, const Line *line) noexcept nogil:
        """May a paragraph that begins so be opened by a phrase?"""
        cdef Py_ssize_t start = 0, at
        cdef uint64_t hash = SEED
        while start < line.size and self.is_edge(line.points[start]):
            start += 1
        if line.size - start < OPENING or self.is_icon(line.points[start], OPENS):
            return True
        for at in range(start, start + OPENING):
            hash = mixed(hash, line.points[at])
        return self.paragraphs.find(hash) is not NULL

    cdef int read(self, text, Py_ssize_t size, Line *line) except -1:
        """Fold so much of a text."""
        cdef int kind = PyUnicode_KIND(text)
        if kind == 1:
            self.fold(<const uint8_t *>PyUnicode_DATA(text), size, line)
        elif kind == 2:
            self.fold(<const uint16_t *>PyUnicode_DATA(text), size, line)
        else:
            self.fold(<const uint32_t *>PyUnicode_DATA(text), size, line)
        return 0


cdef uint64_t word_of(str word) noexcept:
    cdef uint64_t hash = 0
    for point in word:
        hash = and_next(hash, <uint32_t>point)
    return hash


cdef Sieve SIEVE = None


cdef Sieve sieve_of(lexicon):
    """The sieve of a lexicon, made on the first call."""
    global SIEVE
    if SIEVE is None or SIEVE.lexicon is not lexicon:
        SIEVE = Sieve(lexicon)
    return SIEVE


cdef inline Py_ssize_t size_of(text) except -1:
    if not isinstance(text, str):
        raise TypeError(f"not a text: {text!r}")
    return PyUnicode_GET_LENGTH(text)


def sifted(texts, lexicon):
    """What texts hold, and what is to be looked at; see `sieve.Sifted`."""
    cdef Sieve mine = sieve_of(lexicon)
    cdef list left = [], other = [], worded = [], unspaced = []
    cdef dict known = {}
    cdef set seen = set()
    cdef Py_ssize_t size, place = -1
    cdef bint by_python, has_word, has_unspaced
    cdef tuple cues
    cdef Line line
    for text in texts:
        place += 1
        size = size_of(text)
        if size > LONGEST:
            continue
        mine.read(text, size, &line)
        by_python, cues = line.signs & BY_PYTHON, ()
        has_word = by_python or line.words > WORDS
        has_unspaced = by_python or (line.signs & UNSPACED and line.signs & BEGINS and mine.holds_unspaced(&line))
        if not by_python:
            cues = mine.look(text, &line)
            if line.words and not has_word:
                cues = mine.with_given_away(cues, &line)
        if not (has_word or has_unspaced):
            if cues:
                known[place] = cues
            continue
        known[place] = cues
        left.append(place)
        if text in seen:
            continue
        seen.add(text)
        if by_python:
            other.append(text)
        if has_word:
            worded.append(text)
        if has_unspaced:
            unspaced.append(text)
    return Sifted(known, left, [], other, worded, unspaced)


def openings(texts, lexicon):
    """The places of the texts that a phrase may open though they are longer; see `sieve.openings`."""
    cdef Sieve mine = sieve_of(lexicon)
    cdef list found = []
    cdef Py_ssize_t place = -1
    cdef Line line
    for text in texts:
        place += 1
        if size_of(text) > LONGEST:
            mine.read(text, BEFORE_OPENING, &line)
            if line.signs & BY_PYTHON or mine.may_open(&line):
                found.append(place)
    return found
