"""What `import cython` gives where Cython is not installed: names that do nothing, so that `*_cy.py` runs as it is.

A hot module begins with

    from __future__ import annotations

    try:
        import cython  # the compiler must see this very line
    except ModuleNotFoundError:
        from headrace.formats import _cython_shim as cython  # type: ignore[no-redef]

and keeps C types in annotations, which are never evaluated. Only `cast` and `declare` may name them elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

compiled = False


def cfunc(function: Any) -> Any:
    """A decorator without arguments."""
    return function


ccall = inline = cclass = final = cfunc


def _with_arguments(*_values: Any, **_options: Any) -> Callable[[Any], Any]:
    return cfunc


boundscheck = wraparound = cdivision = initializedcheck = nonecheck = overflowcheck = _with_arguments
exceptval = locals = returns = infer_types = freelist = _with_arguments


class _NoGil:
    """Serves `with cython.nogil:` and `@cython.nogil`."""

    def __call__(self, function: Any) -> Any:
        return function

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_exception: object) -> None:
        pass


nogil = _NoGil()


def cast(_type: Any, value: Any, **_options: Any) -> Any:
    """The value as it is: code that needs C's wrap-around masks it, as Python's integers have no width."""
    return value


def declare(_type: Any = None, value: Any = None, **_names: Any) -> Any:
    """The value that a C variable starts with."""
    return value


class _Type:
    """A C type; slices of it are arrays and memory views."""

    def __getitem__(self, _dimensions: Any) -> _Type:
        return self


def __getattr__(name: str) -> _Type:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Type()
