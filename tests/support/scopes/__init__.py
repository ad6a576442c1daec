"""Programs about scopes and shared variables, see `programs`."""

from . import initializers, refusals, scoping, variables  # noqa: F401 (they list their programs)
from .programs import PROGRAMS, answer

__all__ = ["PROGRAMS", "answer"]
