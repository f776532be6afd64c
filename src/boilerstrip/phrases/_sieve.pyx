# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_sieve: what most texts hold, and which others are to be looked at (see sieve.py), compiled.

A text is folded once, and told by hashes of its first characters and of its words. A phrase that it is, or that opens it, is found here.
Whatever asks for more (patterns, numbers inside, phrases glued together or far inside) is left to lookup.py, which finds the same in
every text: what stands here is a short way, and no other one.
"""

from libc.stdint cimport uint8_t, uint16_t

from boilerstrip._characters cimport Char

import re

from boilerstrip.compiled import allowed
from boilerstrip.phrases import sieve
from boilerstrip.phrases.lexicon import EDGES, HEAD, fold, literal, meant
from boilerstrip.phrases.sieve import Sifted

allowed()

include "_table.pxi"
include "_cue.pxi"

cdef extern from "Python.h" nogil:
    bint Py_UNICODE_ISALNUM(Py_UCS4 point)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 point)
    bint Py_UNICODE_ISSPACE(Py_UCS4 point)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 point)

cdef enum:
    MOST = 256  # characters of a text
    FIRST = 4  # phrases are filed by so many of their first characters
    SECOND = 8  # and what begins like none of them in so many is none
    WORDS = 4  # of a text that may give a phrase away, each
    ASCII = 0x80
    BMP = 0x10000
    # What makes of a text one that Python has to fold, for its length or because of what stands beside it
    CAPITAL_I_DOT = 0x130, DOT_ABOVE = 0x307, CAPITAL_SIGMA = 0x3A3

# What a text of the lexicon is
cdef enum:
    IS_HEAD = 1 << 0
    IS_PATTERNED = 1 << 1  # a head of patterns
    IS_NUMBERED = 1 << 2  # a head of phrases with a number inside
    GOES_ON = 1 << 3  # the beginning of longer ones
    IS_WHOLE = 1 << 4
    IS_COUNTED = 1 << 5  # a whole phrase that means something else with a number beside it
    IS_PREFIX = 1 << 6
    IS_OPENING = 1 << 7  # the beginning of what may open a paragraph

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
    BY_PYTHON = 1 << 12  # to be folded by Python

assert (HEAD, sieve.LONGEST < MOST, sieve.BEFORE_OPENING < MOST) == (FIRST, True, True)

cdef Py_ssize_t LONGEST = sieve.LONGEST, COUNTED = sieve.LONGEST_COUNTED, GLUED = sieve.LONGEST_GLUED
cdef Py_ssize_t OPENING = sieve.LEAST_OPENING, BEFORE_OPENING = sieve.BEFORE_OPENING
cdef uint32_t FROM = ord(sieve.FIRST_UNSPACED), TO = ord(sieve.PAST_UNSPACED)
cdef uint32_t THOUSAND = ord(sieve.THOUSANDS[0]), MILLION = ord(sieve.THOUSANDS[1])
#: Stands for what lookup.py has to find out.
cdef object ASK = object()


cdef struct Line:
    # A folded text
    uint32_t[MOST] points
    Py_ssize_t size
    uint32_t signs
    int words
    int32_t[WORDS] word


cdef struct Way:
    # What a line meets in the lexicon from some place on
    int32_t[FIRST] heads  # of 1, 2, 3 and 4 characters
    bint wholes  # it begins with a whole phrase
    int32_t whole  # the phrase that it is
    int32_t prefix  # the longest of FIRST or more characters that ends where a word does
    Py_ssize_t end  # of the prefix


cdef inline uint64_t and_next(uint64_t hash, uint32_t point) noexcept nogil:
    """The hash of a word with one more character: a poor one, but each character of a page goes through it."""
    return (hash << 5 | hash >> 59) ^ point


cdef inline uint64_t spread(uint64_t hash) noexcept nogil:
    hash *= PRIME
    return hash ^ hash >> 32


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


cdef class Sieve:
    """What is known of a lexicon."""

    cdef object lexicon
    cdef Table table, words, agencies
    cdef Py_ssize_t longest
    # Of the texts in `table`: they, what they mean as wholes and as prefixes, the cues where they open a text, how their patterns begin
    cdef list texts, wholes, prefixes, whole_cues, prefix_cues, patterns
    cdef dict counted  # what whole phrases mean without a number and with one
    cdef list given_away, credits  # phrases by those in `words`, and those in `agencies` with what they mean
    cdef list unspaced
    cdef uint16_t[BMP] folded, signs

    def __cinit__(self, lexicon):
        cdef int32_t number
        cdef str text
        self.lexicon = lexicon
        most = len(lexicon.heads) + 2 * len(lexicon.whole) + 3 * sum([len(head.prefixes) for head in lexicon.heads.values()])
        self.table, self.longest, self.counted = Table(most), max(map(len, lexicon.whole), default=0), {}
        self.texts, self.wholes, self.prefixes, self.patterns = [""] * most, [()] * most, [()] * most, [()] * most
        self.whole_cues, self.prefix_cues = [None] * most, [None] * most
        for text, head in lexicon.heads.items():
            number = self.table.file(hashed(text, len(text)), IS_HEAD)
            if head.numbered:
                self.table.kinds[number] |= IS_NUMBERED
            if head.patterns:
                self.table.kinds[number] |= IS_PATTERNED
                self.patterns[number] = tuple([literal(source) for source, _ in head.patterns])
            for text, phrases in head.prefixes:
                if "#" not in text:  # those with one are looked for under numbered heads
                    self.longest = max(self.longest, len(text))
                    self.prefixes[self.file(text, IS_PREFIX)] = phrases
                if len(text) >= OPENING and any([phrase.strength == "strong" for phrase in phrases]):
                    self.table.file(hashed(text, OPENING), IS_OPENING)
        for text, phrases in lexicon.whole.items():
            number = self.file(text, IS_WHOLE)
            self.wholes[number] = phrases
            if any([phrase.counted for phrase in phrases]):
                self.table.kinds[number] |= IS_COUNTED
                self.counted[number] = meant(phrases, False), meant(phrases, True)
        self.words, self.given_away = Table(len(lexicon.triggers)), [()] * len(lexicon.triggers)
        for text, found in lexicon.triggers.items():
            number = self.words.file(spread(word_of(text)), 0)
            self.given_away[number] += tuple([phrase for phrase, _ in found])
        self.agencies, self.credits = Table(len(lexicon.agencies)), [("", ())] * len(lexicon.agencies)
        for text, phrases in lexicon.agencies.items():
            self.credits[self.agencies.file(hashed(text, len(text)), 0)] = text, phrases
        self.unspaced = [phrase for phrase, _ in lexicon.unspaced]
        self.tell_characters()

    cdef int32_t file(self, str text, uint32_t kind) except NONE:
        """Enter a text; returns its number."""
        cdef int32_t number = self.table.file(hashed(text, len(text)), kind)
        self.texts[number] = text
        if len(text) > SECOND:
            self.table.file(hashed(text, SECOND), GOES_ON)
        return number

    cdef int tell_characters(self) except NONE:
        """Fill the tables of characters."""
        cdef uint32_t point
        for point in range(BMP):
            self.folded[point], self.signs[point] = Py_UNICODE_TOLOWER(point), 0
        for mark in "’：\xa0ı":
            self.folded[<Py_UCS4>ord(mark)] = ord(fold(mark))
        self.folded[10] = 32
        for point in range(ASCII):
            self.signs[point] = SPACE * Py_UNICODE_ISSPACE(point) | DIGIT * Py_UNICODE_ISDECIMAL(point)
        cased = "".join(map(chr, range(ord(sieve.PAST_CASED))))
        signs = {EDGE: EDGES, SLASH: "/", NUMBER: "#", OPENS: sieve.OPENERS, CLOSES: sieve.CLOSERS}
        signs |= {SMALL: re.findall(sieve.SMALL, cased), LARGE: re.findall(sieve.LARGE, cased)}
        for sign, marks in (signs | {BEGINS: [phrase[0] for phrase in self.unspaced]}).items():
            for mark in marks:
                self.signs[<Py_UCS4>ord(mark)] |= sign
        return 0

    # ------------------------------------------------------------------ characters

    cdef inline bint is_edge(self, uint32_t point) noexcept nogil:
        return point < BMP and self.signs[point] & EDGE

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
                    signs |= BEYOND | SPACE * Py_UNICODE_ISSPACE(point) | DIGIT * Py_UNICODE_ISDECIMAL(point)
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
        cdef int32_t number = self.words.number(spread(hash))
        if number != NONE:
            if line.words < WORDS:
                line.word[line.words] = number
            line.words += 1

    # ------------------------------------------------------------------ phrases

    cdef void follow(self, const Line *line, Py_ssize_t start, Py_ssize_t end, Way *way) noexcept nogil:
        """Look up what the line begins with at `start`, and what it is up to `end`."""
        cdef uint64_t hash = SEED
        cdef Py_ssize_t at, size
        cdef int32_t number
        cdef uint32_t kind
        for size in range(FIRST):
            way.heads[size] = NONE
        way.wholes, way.whole, way.prefix, size = False, NONE, NONE, 0
        for at in range(start, min(line.size, start + self.longest)):
            hash = mixed(hash, line.points[at])
            size += 1
            number = self.table.number(hash)
            kind = 0 if number == NONE else self.table.kinds[number]
            if kind & IS_WHOLE:
                way.wholes = True
                if at + 1 == end:
                    way.whole = number
            if size <= FIRST:
                if kind & IS_HEAD:
                    way.heads[size - 1] = number
                elif size == FIRST:
                    return
            if kind & IS_PREFIX and size >= FIRST and self.ends(line, at + 1):
                way.prefix, way.end = number, at + 1
            if size == SECOND and not kind & GOES_ON:
                return

    cdef bint asks(self, int32_t head, const Line *line, Py_ssize_t start) noexcept:
        """May one of a head's patterns match the line, or a phrase with a number inside?"""
        cdef uint32_t kind = self.table.kinds[head]
        if kind & IS_NUMBERED and (line.signs & NUMBER or (line.signs & DIGIT and line.size - start <= COUNTED)):
            return True
        return kind & IS_PATTERNED and self.may_match(<tuple>self.patterns[head], line, start)

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

    cdef bint glued(self, str text) noexcept:
        """Is there a break between words without a space, as between glued phrases?"""
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef uint32_t point, signs, before = 0
        cdef Py_ssize_t at
        for at in range(len(text)):
            point = PyUnicode_READ(kind, data, at)
            signs = self.signs[point] if point < BMP else 0
            if before & SMALL and signs & LARGE:
                return True
            before = signs
        return False

    cdef object whole_at(self, int32_t number, const Line *line, Py_ssize_t start, Py_ssize_t end):
        """The cues of a line that is a whole phrase; None where it lacks the number that makes it one."""
        if not stands_at(<str>self.texts[number], line, start):
            return ASK
        if self.table.kinds[number] & IS_COUNTED:
            without, counted = self.counted[number]
            phrases = counted if line.signs & DIGIT and end - start < line.size else without
            return cues_at(phrases, start, end) if phrases else None
        if start:
            return cues_at(self.wholes[number], start, end)
        if self.whole_cues[number] is None:
            self.whole_cues[number] = cues_at(self.wholes[number], 0, end)
        return self.whole_cues[number]

    cdef object prefix_at(self, int32_t number, const Line *line, Py_ssize_t start, Py_ssize_t end):
        """The cues of a line that begins with a phrase."""
        if not stands_at(<str>self.texts[number], line, start):
            return ASK
        if start:
            return cues_at(self.prefixes[number], start, end)
        if self.prefix_cues[number] is None:
            self.prefix_cues[number] = cues_at(self.prefixes[number], 0, end)
        return self.prefix_cues[number]

    cdef object look(self, str text, const Line *line):
        """The cues of a text; None where it has none, and ASK where lookup.py has to tell."""
        cdef Py_ssize_t start = 0, end = line.size, size
        cdef int32_t head
        cdef Way way
        while start < end and self.is_edge(line.points[start]):
            start += 1
        while end > start and self.is_edge(line.points[end - 1]):
            end -= 1
        if start == end:
            return self.bare(line)
        self.follow(line, start, end, &way)
        if way.whole != NONE:
            cues = self.whole_at(way.whole, line, start, end)
            if cues is not None:
                return cues
        size = min(FIRST, line.size - start)
        head = way.heads[size - 1]
        if head != NONE:
            if self.asks(head, line, start):
                return ASK
            if size < FIRST and self.table.kinds[head] & IS_PREFIX:
                return self.prefix_at(head, line, start, start + size)
            if way.prefix != NONE:
                return self.prefix_at(way.prefix, line, start, way.end)
            if way.wholes and line.size <= GLUED and self.glued(text):
                return ASK
        for size in range(FIRST - 1, 0, -1):
            head = way.heads[size - 1]
            if head != NONE:
                if self.asks(head, line, start):
                    return ASK
                if self.table.kinds[head] & IS_PREFIX and self.ends(line, start + size):
                    return self.prefix_at(head, line, start, start + size)
        if line.signs & BEYOND:
            return self.look_between_icons(line, start, end)
        if line.signs & SLASH:
            return self.credited(line)
        if end - start > 1 and self.signs[line.points[end - 2]] & DIGIT and line.points[end - 1] in (THOUSAND, MILLION):
            return ASK
        return None

    cdef object look_between_icons(self, const Line *line, Py_ssize_t start, Py_ssize_t end):
        """What a line may hold that has something beyond ASCII, and no phrase between its edges."""
        cdef Py_ssize_t low = start, high = end, at
        cdef int32_t head
        cdef bint lettered = False
        cdef Way way
        while low < high and self.is_icon(line.points[low], OPENS):
            low += 1
        while high > low and self.is_icon(line.points[high - 1], CLOSES):
            high -= 1
        if low < high and high - low < end - start:
            while low < high and self.is_edge(line.points[low]):
                low += 1
            while high > low and self.is_edge(line.points[high - 1]):
                high -= 1
            for at in range(low, high):
                lettered = lettered or (Py_UNICODE_ISALNUM(line.points[at]) and not self.is_edge(line.points[at]))
            if low < high and not lettered:
                return ASK  # the same may stand before it
            if low < high:
                self.follow(line, low, high, &way)
                head = way.heads[min(FIRST, high - low) - 1]
                if way.whole != NONE or head != NONE:
                    return ASK
        return self.credited(line) if line.signs & SLASH else None

    cdef object credited(self, const Line *line):
        """The cues of a line that ends in a slash and an agency."""
        cdef Py_ssize_t cut = line.size - 1, start, end = line.size, at
        cdef uint64_t hash = SEED
        cdef int32_t number
        while cut and line.points[cut] != c"/":
            cut -= 1
        start = cut + 1
        while start < end and self.is_edge(line.points[start]):
            start += 1
        while end > start and self.is_edge(line.points[end - 1]):
            end -= 1
        for at in range(start, end):
            hash = mixed(hash, line.points[at])
        number = self.agencies.number(hash)
        if number == NONE:
            return None
        name, phrases = self.credits[number]
        return cues_at(phrases, cut, line.size) if len(name) == end - start and stands_at(name, line, start) else ASK

    cdef object bare(self, const Line *line):
        """What a line without a letter may hold: with digits alone nothing (tests/test_phrases.py sees to it)."""
        cdef Py_ssize_t at
        for at in range(line.size):
            if line.points[at] >= ASCII or not self.signs[line.points[at]] & (DIGIT | SPACE):
                return ASK
        return None

    # ------------------------------------------------------------------ phrases inside

    cdef bint holds_given_away(self, const Line *line) noexcept:
        cdef int place
        cdef str phrase
        for place in range(min(line.words, WORDS)):
            for phrase in <tuple>self.given_away[line.word[place]]:
                if self.holds(phrase, line):
                    return True
        return line.words > WORDS

    cdef bint holds_unspaced(self, const Line *line) noexcept:
        cdef str phrase
        for phrase in self.unspaced:
            if self.holds(phrase, line):
                return True
        return False

    cdef bint holds(self, str phrase, const Line *line) noexcept:
        cdef Py_ssize_t at
        cdef uint32_t first = <uint32_t>phrase[0]
        for at in range(line.size - len(phrase) + 1):
            if line.points[at] == first and stands_at(phrase, line, at):
                return True
        return False

    cdef bint may_open(self, const Line *line) noexcept nogil:
        """May a paragraph that begins so be opened by a phrase?"""
        cdef Py_ssize_t start = 0, at
        cdef uint64_t hash = SEED
        cdef int32_t number
        while start < line.size and self.is_edge(line.points[start]):
            start += 1
        if line.size - start < OPENING or self.is_icon(line.points[start], OPENS):
            return True
        for at in range(start, start + OPENING):
            hash = mixed(hash, line.points[at])
        number = self.table.number(hash)
        return number != NONE and self.table.kinds[number] & IS_OPENING

    cdef int read(self, text, Py_ssize_t size, Line *line) except NONE:
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


cdef inline Py_ssize_t size_of(text) except NONE:
    if not isinstance(text, str):
        raise TypeError(f"not a text: {text!r}")
    return PyUnicode_GET_LENGTH(text)


def sifted(texts, lexicon):
    """What texts hold, and what is to be looked at; see `sieve.Sifted`."""
    cdef Sieve mine = sieve_of(lexicon)
    cdef list left = [], plain = [], other = [], worded = [], unspaced = []
    cdef dict known = {}
    cdef set seen = set()
    cdef Py_ssize_t size, place = -1
    cdef bint has_word, has_unspaced
    cdef Line line
    for text in texts:
        place += 1
        size = size_of(text)
        if size > LONGEST:
            continue
        mine.read(text, size, &line)
        if line.signs & BY_PYTHON:
            cues, has_word, has_unspaced = ASK, True, True
        else:
            cues = mine.look(text, &line)
            has_word = line.words and mine.holds_given_away(&line)
            has_unspaced = line.signs & UNSPACED and line.signs & BEGINS and mine.holds_unspaced(&line)
            if not (cues is ASK or has_word or has_unspaced):
                if cues is not None:
                    known[place] = cues
                continue
        known[place] = () if cues is None or cues is ASK else cues
        left.append(place)
        if text in seen:
            continue
        seen.add(text)
        if cues is ASK:
            (plain if text.isascii() else other).append(text)
        if has_word:
            worded.append(text)
        if has_unspaced:
            unspaced.append(text)
    return Sifted(known, left, plain, other, worded, unspaced)


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
