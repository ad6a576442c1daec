"""Programs about scopes and shared variables, see `programs`."""

from . import initializers, refusals, scoping, variables  # noqa: F401
from .programs import PROGRAMS, answer

__all__ = ["PROGRAMS", "answer"]
