"""Programs about scopes and shared variables, see `programs`."""

from . import initializers, refusals, scoping, variables
from .programs import PROGRAMS, answer

__all__ = ["PROGRAMS", "answer"]
