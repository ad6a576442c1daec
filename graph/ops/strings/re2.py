"""Regular expressions of RE2, the library that TensorFlow has, as those of Python's `re`.

What RE2 refuses is refused, in its words. Texts are decoded with bytes that are no UTF-8 as single surrogates, which no pattern
matches. What cannot be said for `re` (classes by script, single bytes of a character) is refused by name.

Source of the syntax: https://github.com/google/re2/wiki/Syntax.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Iterable

from ...types.errors import UnimplementedError, invalid

Ranges = list[tuple[int, int]]

_LAST = 0x10FFFF
_DIGITS: Ranges = [(48, 57)]
_SPACES: Ranges = [(9, 10), (12, 13), (32, 32)]
_WORDS: Ranges = [(48, 57), (65, 90), (95, 95), (97, 122)]
_PERL = {"d": _DIGITS, "s": _SPACES, "w": _WORDS}
_POSIX: dict[str, Ranges] = {
    "alnum": [(48, 57), (65, 90), (97, 122)],
    "alpha": [(65, 90), (97, 122)],
    "ascii": [(0, 127)],
    "blank": [(9, 9), (32, 32)],
    "cntrl": [(0, 31), (127, 127)],
    "digit": _DIGITS,
    "graph": [(33, 126)],
    "lower": [(97, 122)],
    "print": [(32, 126)],
    "punct": [(33, 47), (58, 64), (91, 96), (123, 126)],
    "space": [(9, 13), (32, 32)],
    "upper": [(65, 90)],
    "word": _WORDS,
    "xdigit": [(48, 57), (65, 70), (97, 102)],
}
_CONTROLS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_NO_BYTES: Ranges = [(0xDC80, 0xDCFF)]
"""What bytes that are no UTF-8 are decoded to."""

_REPEAT = re.compile(r"\{(\d+)(,?)(\d*)\}")
_MOST_REPEATS = 1000


class _Wrong(Exception):
    """What RE2 says of a pattern."""


def _without(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """All characters but those; bytes that are none stay out."""
    found, start = [], 0
    for first, last in sorted([*ranges, *_NO_BYTES]):
        if first > start:
            found.append((start, first - 1))
        start = max(start, last + 1)
    return [*found, (start, _LAST)] if start <= _LAST else found


def _class(ranges: Ranges) -> str:
    if not ranges:
        return r"(?!)"
    parts = (rf"\U{first:08x}" if first == last else rf"\U{first:08x}-\U{last:08x}" for first, last in ranges)
    return f"[{''.join(parts)}]"


_WORD = _class(_WORDS)
_EDGE = f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))"
_NO_EDGE = f"(?:(?<={_WORD})(?={_WORD})|(?<!{_WORD})(?!{_WORD}))"


@functools.cache
def _categories() -> dict[str, Ranges]:
    """The characters of each general category."""
    found: dict[str, Ranges] = {}
    start, before = 0, unicodedata.category("\0")
    for code in range(1, sys.maxunicode + 2):
        now = unicodedata.category(chr(code)) if code <= sys.maxunicode else ""
        if now != before:
            for name in {before, before[:1]} - {"Cn"}:
                found.setdefault(name, []).append((start, code - 1))
            start, before = code, now
    return found


class _Parser:
    """A recursive descent over a pattern."""

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.inner_flags = ""  # of the group `(?flags:` that stands here

    def rest(self, text: str) -> bool:
        return self.text.startswith(text, self.at)

    def whole(self) -> str:
        found = self.alternatives("")
        if self.at < len(self.text):
            raise _Wrong(f"missing ): {self.text}")
        return found

    def alternatives(self, flags: str) -> str:
        """Up to the end of the group. `flags` are those that hold where it begins."""
        parts: list[str] = []
        operator = ""  # the repetition that stands right before
        while self.at < len(self.text) and not self.rest(")"):
            begin = self.at
            if self.rest("|"):
                self.at += 1
                parts.append("|")
                operator = ""
                continue
            repeat = self.repetition(flags)
            if repeat is not None:
                said = self.text[begin : self.at]
                if not parts or parts[-1] == "|":
                    raise _Wrong(f"no argument for repetition operator: {said}")
                if operator:
                    raise _Wrong(f"bad repetition operator: {operator}{said}")
                parts[-1] = f"(?:{parts[-1]}){repeat}"
                operator = said
                continue
            operator = ""
            changed = self.flags_here(flags)
            if changed is not None:
                flags = changed
                continue
            parts += self.atoms(flags)
        return "".join(parts)

    def repetition(self, flags: str) -> str | None:
        found = None
        if self.text[self.at] in "*+?":
            found = self.text[self.at]
            self.at += 1
        elif (match := _REPEAT.match(self.text, self.at)) is not None:
            least, comma, most = match.groups()
            if int(least) > _MOST_REPEATS or (most and not int(least) <= int(most) <= _MOST_REPEATS):
                raise _Wrong(f"invalid repetition size: {match[0]}")
            found = f"{{{least}{comma}{most}}}"
            self.at = match.end()
        if found is None:
            return None
        lazy = self.rest("?")
        self.at += lazy
        return found + "?" * (lazy != ("U" in flags))

    def flags_here(self, flags: str) -> str | None:
        """The flags from here on, where `(?flags)` stands here."""
        if not self.rest("(?") or self.rest("(?P") or self.rest("(?:"):
            return None
        begin, on, given = self.at, True, set(flags)
        self.at += 2
        while self.at < len(self.text) and self.text[self.at] in "imsU-":
            letter = self.text[self.at]
            self.at += 1
            if letter == "-":
                if not on:
                    break
                on = False
            elif on:
                given.add(letter)
            else:
                given.discard(letter)
        if self.rest(")") and self.text[self.at - 1] not in "-?":
            self.at += 1
            return "".join(sorted(given))
        if self.rest(":") and self.text[self.at - 1] != "-":
            self.inner_flags = "".join(sorted(given))
            self.at = begin
            return None
        raise _Wrong(f"invalid perl operator: {self.text[begin : self.at + 1]}")

    def atoms(self, flags: str) -> list[str]:
        letter = self.text[self.at]
        if letter == "(":
            return [self.group(flags)]
        if letter == "[":
            return [self.folded(self.bracketed(), flags)]
        if letter == "\\":
            return self.escaped(flags)
        self.at += 1
        if letter == ".":
            return [_class(_without([] if "s" in flags else [(10, 10)]))]
        if letter == "^":
            return [r"(?<![^\n])" if "m" in flags else r"\A"]
        if letter == "$":
            return [r"(?![^\n])" if "m" in flags else r"\Z"]
        return [self.folded(re.escape(letter), flags)]

    def folded(self, found: str, flags: str) -> str:
        return f"(?i:{found})" if "i" in flags else found

    def group(self, flags: str) -> str:
        opening = "("
        if self.rest("(?:"):
            self.at, opening = self.at + 3, "(?:"
        elif self.rest("(?P<"):
            end = self.text.find(">", self.at)
            if end < 0:
                raise _Wrong(f"invalid named capture group: {self.text[self.at :]}")
            if not re.fullmatch(r"\w+", self.text[self.at + 4 : end], re.ASCII):
                raise _Wrong(f"invalid named capture group: {self.text[self.at : end + 1]}")
            self.at = end + 1
        elif self.rest("(?P"):
            raise _Wrong("invalid perl operator: (?P")
        elif self.rest("(?"):  # flags that hold inside
            flags, opening = self.inner_flags, "(?:"
            self.at = self.text.index(":", self.at) + 1
        else:
            self.at += 1
        inner = self.alternatives(flags)
        if not self.rest(")"):
            raise _Wrong(f"missing ): {self.text}")
        self.at += 1
        return f"{opening}{inner})"

    def escaped(self, flags: str) -> list[str]:
        if self.at + 1 == len(self.text):
            raise _Wrong("trailing \\")
        letter = self.text[self.at + 1]
        if letter == "Q":
            end = self.text.find(r"\E", self.at)
            inner = self.text[self.at + 2 : end if end >= 0 else None]
            self.at = end + 2 if end >= 0 else len(self.text)
            return [self.folded(re.escape(one), flags) for one in inner]
        if letter == "C":
            raise UnimplementedError(None, None, r"Single bytes of a text (\C) are not matched.")
        simple = {"A": r"\A", "z": r"\Z", "b": _EDGE, "B": _NO_EDGE}.get(letter)
        if simple is not None:
            self.at += 2
            return [simple]
        ranges = self.named_class()
        if ranges is not None:
            return [self.folded(_class(ranges), flags)]
        return [self.folded(re.escape(chr(self.character())), flags)]

    def named_class(self) -> Ranges | None:
        r"""The characters of `\d`, `\pN` and the like, where one stands here."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter.lower() in _PERL and letter:
            self.at += 2
            ranges = _PERL[letter.lower()]
            return _without(ranges) if letter.isupper() else ranges
        if letter not in ("p", "P"):
            return None
        match = re.compile(r"\\[pP](?:\{(\^?)(\w+)\}|(\w))").match(self.text, self.at)
        if match is None:
            raise _Wrong(f"invalid character class range: {self.text[self.at :]}")
        negated, name = bool(match[1]) != (letter == "P"), match[2] or match[3]
        ranges = [(0, _LAST)] if name == "Any" else _categories().get(name, [])
        if not ranges:
            if len(name) > 2 and name[0].isupper():
                raise UnimplementedError(None, None, f"Characters are not known by their script: {match[0]}")
            raise _Wrong(f"invalid character class range: {match[0]}")
        self.at = match.end()
        return _without(ranges) if negated else _without(_without(ranges))

    def character(self) -> int:
        r"""The character that a `\` stands for."""
        begin, letter = self.at, self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if letter in _CONTROLS and letter:
            return _CONTROLS[letter]
        octal = re.compile(r"0[0-7]{0,2}|[1-7][0-7]{1,2}").match(self.text, begin + 1)
        if octal is not None:
            self.at = octal.end()
            return int(octal[0], 8)
        if letter == "x":
            match = re.compile(r"\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))").match(self.text, begin)
            code = int(match[1] or match[2], 16) if match else _LAST + 1
            if match is None or code > _LAST:
                digits = re.compile(r"\\x(?:\{[0-9a-fA-F]*|[0-9a-fA-F]?.?)").match(self.text, begin)
                raise _Wrong(f"invalid escape sequence: {digits[0] if digits else letter}")
            self.at = match.end()
            return code
        if not letter:
            raise _Wrong("trailing \\")
        if ord(letter) < 128 and letter != "_" and not letter.isalnum():
            return ord(letter)
        raise _Wrong(f"invalid escape sequence: \\{letter}")

    def bracketed(self) -> str:
        begin, is_first = self.at, True
        ranges: Ranges = []
        self.at += 1
        negated = self.rest("^")
        self.at += negated
        while is_first or not self.rest("]"):
            if self.at >= len(self.text):
                raise _Wrong(f"missing ]: {self.text[begin:]}")
            is_first = False
            ranges += self.item(begin)
        self.at += 1
        return f"[^{_class([*ranges, *_NO_BYTES])[1:]}" if negated else _class(ranges)

    def item(self, begin: int) -> Ranges:
        """One item of a class in brackets, as ranges."""
        if self.rest("[:") and (end := self.text.find(":]", self.at)) >= 0:
            said = self.text[self.at : end + 2]
            name = said[2:-2].removeprefix("^")
            if name not in _POSIX:
                raise _Wrong(f"invalid character class range: {said}")
            self.at = end + 2
            return _without(_POSIX[name]) if said[2] == "^" else _POSIX[name]
        if self.rest("\\"):
            ranges = self.named_class()
            if ranges is not None:
                return ranges
        start = self.at
        first = last = self.in_class(begin)
        if self.rest("-") and not self.rest("-]") and self.at + 1 < len(self.text):
            self.at += 1
            last = self.in_class(begin)
        if last < first:
            raise _Wrong(f"invalid character class range: {self.text[start : self.at]}")
        return [(first, last)]

    def in_class(self, begin: int) -> int:
        if self.rest("\\"):
            return self.character()
        if self.at >= len(self.text):
            raise _Wrong(f"missing ]: {self.text[begin:]}")
        self.at += 1
        return ord(self.text[self.at - 1])


@functools.lru_cache(maxsize=256)
def compiled(pattern: bytes) -> re.Pattern[str]:
    """The pattern for texts decoded by `decoded`. Raises InvalidArgumentError, in RE2's words; UnimplementedError."""
    try:
        text = pattern.decode()
    except UnicodeDecodeError as error:
        raise invalid(f"Invalid pattern: {pattern!r}, error: invalid UTF-8") from error
    parser = _Parser(text)
    try:
        return re.compile(parser.whole())
    except _Wrong as error:
        raise invalid(f"Invalid pattern: {text}, error: {error}") from error


def decoded(text: bytes) -> str:
    """A text in which bytes that are no UTF-8 are single surrogates."""
    return text.decode(errors="surrogateescape")


def encoded(text: str) -> bytes:
    """The bytes of what was `decoded`."""
    return text.encode(errors="surrogateescape")
