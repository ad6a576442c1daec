"""Python 2's classes and exceptions: methods that have other names now, and attributes of functions."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, MutableMapping
from typing import Any


def raised(kind: Any, value: Any = None, trace: Any = None) -> BaseException:
    """What `raise kind, value, trace` raises."""
    if isinstance(kind, tuple):
        return raised(kind[0], value, trace)
    if isinstance(kind, BaseException):
        found = kind
    elif isinstance(value, kind):
        found = value
    else:
        found = kind(*(() if value is None else value if isinstance(value, tuple) else (value,)))
    return found.with_traceback(trace) if trace is not None else found


def truth(decide: Any) -> Any:
    """`__bool__` of a class that has `__nonzero__`, which may give numbers."""
    return lambda self: bool(decide(self))


def has_hash() -> Any:
    """`__hash__` of a class that has `__eq__`: Python 2 kept that of its base."""

    def __hash__(self: Any) -> int:
        kinds = type(self).__mro__
        bases = kinds[next((place for place, kind in enumerate(kinds) if kind.__dict__.get("__hash__") is __hash__), 0) + 1 :]
        return next(kind.__dict__["__hash__"](self) for kind in bases if kind.__dict__.get("__hash__") is not None)

    return __hash__


def _by_cmp(decide: Any) -> Any:
    def compare(self: Any, other: Any) -> Any:
        found = self.__cmp__(other)
        return found if found is NotImplemented else decide(found)

    return compare


__lt__ = _by_cmp(lambda found: found < 0)
__le__ = _by_cmp(lambda found: found <= 0)
__gt__ = _by_cmp(lambda found: found > 0)
__ge__ = _by_cmp(lambda found: found >= 0)
__eq__ = _by_cmp(lambda found: found == 0)
__ne__ = _by_cmp(lambda found: found != 0)


def sliced(items: Any, slices: Any, count: int) -> Any:
    """`__getitem__` and its like, of a class that has others for slices from one number to another."""
    top = (1 << 63) - 1

    def method(self: Any, index: Any, *value: Any) -> Any:
        if isinstance(index, slice) and index.step is None:
            start, stop = (0 if index.start is None else index.start), (top if index.stop is None else index.stop)
            if start < 0 or stop < 0:
                start, stop = (limit + len(self) if limit < 0 else limit for limit in (start, stop))
            return slices(self, max(start, 0), max(stop, 0), *value)
        return items(self, index, *value)

    return method


_ATTRIBUTES = {
    "im_func": "__func__",
    "im_self": "__self__",
    "func_name": "__name__",
    "func_code": "__code__",
    "func_defaults": "__defaults__",
    "func_globals": "__globals__",
    "func_doc": "__doc__",
    "func_dict": "__dict__",
    "func_closure": "__closure__",
}


def attribute(owner: Any, name: str) -> Any:
    """An attribute of a function or a method, by its name of Python 2."""
    if hasattr(owner, name):
        return getattr(owner, name)
    if name == "im_class":
        return type(owner.__self__)
    if name == "im_func" and not hasattr(owner, "__func__"):  # of a class, which has functions now
        return owner
    return getattr(owner, _ATTRIBUTES[name])


def message(owner: Any, name: str) -> Any:
    """`error.message`: what an error says."""
    if isinstance(owner, BaseException) and not hasattr(owner, name):
        return owner.args[0] if len(owner.args) == 1 else ""
    return getattr(owner, name)


@contextlib.contextmanager
def nested(*managers: Any) -> Iterator[list[Any]]:
    """`contextlib.nested`: enter several contexts, one after the other."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(manager) for manager in managers]


class DictMixin(MutableMapping):
    """The methods of a dict, for classes that have `keys` and the methods for items."""

    def __iter__(self) -> Any:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())


def __getattr__(name: str) -> Any:
    if name in ("exc_type", "exc_value", "exc_traceback"):
        return sys.exc_info()[("exc_type", "exc_value", "exc_traceback").index(name)]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
