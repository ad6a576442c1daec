"""The standard library's names that are gone or renamed since Python 3.5."""

from __future__ import annotations

import array
import builtins
import html
import inspect
import json
import platform
import random
from collections import namedtuple
from typing import Any

ArgSpec = namedtuple("ArgSpec", "args varargs keywords defaults")


def getargspec(func: Any) -> ArgSpec:
    """`inspect.getargspec`: a function's parameters, but those that are keywords only; they may be annotated."""
    func = getattr(func, "__func__", func)
    code = getattr(func, "__code__", None)
    if code is None:
        found = inspect.getfullargspec(func)
        return ArgSpec(found.args, found.varargs, found.varkw, found.defaults)
    names = list(code.co_varnames)
    rest = iter(names[code.co_argcount + code.co_kwonlyargcount :])
    varargs = next(rest) if code.co_flags & inspect.CO_VARARGS else None
    keywords = next(rest) if code.co_flags & inspect.CO_VARKEYWORDS else None
    return ArgSpec(names[: code.co_argcount], varargs, keywords, func.__defaults__)


def gcd(a: Any, b: Any) -> Any:
    """`fractions.gcd`: the greatest common divisor, with the sign of `b`."""
    while b:
        a, b = b, a % b
    return a


def linux_distribution(*_: Any, **__: Any) -> tuple[str, str, str]:
    """`platform.linux_distribution`: name, version and code name."""
    try:
        found = platform.freedesktop_os_release()
    except OSError:
        return "", "", ""
    return found.get("NAME", ""), found.get("VERSION_ID", ""), found.get("VERSION_CODENAME", "")


dist = linux_distribution


def sample(population: Any, k: int, **options: Any) -> list[Any]:
    """`random.sample`, of a set too."""
    return random.sample(tuple(population) if isinstance(population, (set, frozenset)) else population, k, **options)


def shuffle(x: Any, random: Any) -> None:
    """`random.shuffle`, by a function that returns random numbers."""
    for place in reversed(range(1, len(x))):
        other = int(random() * (place + 1))
        x[place], x[other] = x[other], x[place]


def _without_encoding(plain: Any) -> Any:
    def function(*arguments: Any, encoding: Any = None, **options: Any) -> Any:
        return plain(*arguments, **options)

    return function


load, loads, dump, dumps = map(_without_encoding, (json.load, json.loads, json.dump, json.dumps))


def open(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
    """`open`, whose mode may have a U."""
    return builtins.open(file, mode.replace("U", "") if mode.strip("Ubt") else mode.replace("U", "r"), *arguments, **options)


# Methods: the object comes first, and has its own where it has one.


def _renamed(old: str, new: str) -> Any:
    def method(owner: Any, *arguments: Any, **options: Any) -> Any:
        return getattr(owner, old if hasattr(owner, old) else new)(*arguments, **options)

    return method


isAlive = _renamed("isAlive", "is_alive")
readfp = _renamed("readfp", "read_file")
assertEquals = _renamed("assertEquals", "assertEqual")
assertNotEquals = _renamed("assertNotEquals", "assertNotEqual")
assertAlmostEquals = _renamed("assertAlmostEquals", "assertAlmostEqual")
assertNotAlmostEquals = _renamed("assertNotAlmostEquals", "assertNotAlmostEqual")
assertItemsEqual = _renamed("assertItemsEqual", "assertCountEqual")
assertRegexpMatches = _renamed("assertRegexpMatches", "assertRegex")
assertNotRegexpMatches = _renamed("assertNotRegexpMatches", "assertNotRegex")
assertRaisesRegexp = _renamed("assertRaisesRegexp", "assertRaisesRegex")
assert_ = _renamed("assert_", "assertTrue")
getiterator = _renamed("getiterator", "iter")


def getchildren(owner: Any) -> Any:
    """The children of an element of XML."""
    return owner.getchildren() if hasattr(owner, "getchildren") else list(owner)


def fromstring(owner: Any, data: Any, *arguments: Any, **options: Any) -> Any:
    """`array.array.fromstring`: more numbers, of bytes."""
    if isinstance(owner, array.array):
        return owner.frombytes(data)
    return owner.fromstring(data, *arguments, **options)


def unescape(owner: Any, text: str, *arguments: Any, **options: Any) -> Any:
    """`HTMLParser.unescape`: a text without HTML's names for letters."""
    return owner.unescape(text, *arguments, **options) if hasattr(owner, "unescape") else html.unescape(text)
