"""Names that TensorFlow had and headrace has not: what is said of them, and what stands for one that a program imports.

A program may import more than it uses, and ask what is there. So a name that is imported by itself
(`from tensorflow.contrib.signal import frame`) fails when it is used, an attribute (`tf.contrib.signal.frame`)
where it is asked for, as an AttributeError, and what is out of scope (`scope`) as an ImportError.
"""

from __future__ import annotations

from typing import Any, NoReturn

from . import paths, scope

asked: dict[str, None] = {}
"""The names that this process has met, in their order, each as what is said of it."""


def was_in_tensorflow(path: str, name: str) -> bool:
    """Whether a module of TensorFlow had a name, or may have had: names that begin with an underscore are not recorded."""
    if name.startswith("_"):
        return path in paths.PATHS and path.startswith("python") and not name.startswith("__")
    whole = f"{path}.{name}".lstrip(".")
    return name in paths.names_of(path) or whole in paths.PATHS or scope.out_of_scope(whole) is not None


def message(path: str, name: str) -> str:
    """What is said of a name: what it is, in which TensorFlow it was, whether it is planned."""
    whole = f"{path}.{name}".lstrip(".")
    text = f"{shown(f'{path}.{name}')} is not in headrace: {fate(path, name)}{scope.instead(whole)}"
    asked[text] = None
    return text


def fate(path: str, name: str) -> str:
    """What a name is, in which releases it was, and whether headrace will have it; why not where that is known."""
    whole = f"{path}.{name}".lstrip(".")
    said = paths.names_of(path).get(name)
    reason = scope.not_planned(whole) or (scope.not_planned(f"{said.group}.{said.name}".lstrip(".")) if said else None)
    if reason is not None:
        return reason
    if whole in paths.PATHS and said is None:
        return f"a group of names that TensorFlow has since {_release(paths.first_of(whole))}; it is planned"
    if said is None:
        return "a name inside of TensorFlow; it is not planned"
    if said.last != paths.NEWEST:
        until = said.first if said.first == said.last else f"{said.first} to {said.last}"
        return f"{_kind(name)} that TensorFlow had in {until} only; it is not planned"
    if said.group == path and path.startswith("python"):
        return f"{_kind(name)} inside of TensorFlow since {_release(said.first)}; it is not planned"
    return f"{_kind(name)} that TensorFlow has since {_release(said.first)}; it is planned"


def _kind(name: str) -> str:
    """What TensorFlow's way to write names says."""
    return "a constant" if name.isupper() else "a class" if name[:1].isupper() else "a function"


def shown(path: str) -> str:
    """A path below `tensorflow` as programs write it."""
    return f"tensorflow.{path}" if path.startswith(("python.", "core.")) else f"tf.{path}".replace("..", ".")


def _release(first: str) -> str:
    return f"{first} or before" if first == paths.OLDEST else first


class Missing:
    """Stands for a name that was imported and is not there. Whatever is done with it raises AttributeError."""

    def __init__(self, path: str, name: str) -> None:
        self.__name__ = name
        self.__text = message(path, name)

    def __repr__(self) -> str:
        return f"<{self.__text}>"

    def _raise(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AttributeError(self.__text, name=self.__name__)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):  # asked by Python and its libraries, which take no for an answer
            raise AttributeError(f"{self.__name__!r} has no attribute {name!r}: {self.__text}")
        self._raise()

    __call__ = __mro_entries__ = __instancecheck__ = __subclasscheck__ = _raise
    __iter__ = __len__ = __getitem__ = __contains__ = __enter__ = __exit__ = __index__ = __float__ = __add__ = __mul__ = _raise
