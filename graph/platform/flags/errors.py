"""What can be wrong with command-line flags.

Source of names, texts and behaviour: tf.flags, TensorFlow 1.15, which takes them from absl.flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Error(Exception):
    """The base of all errors about flags."""


class CantOpenFlagFileError(Error):
    """The file that --flagfile names cannot be read."""


class DuplicateFlagError(Error):
    """A flag of that name exists."""


class IllegalFlagValueError(Error):
    """The value of a flag is not one that it may have."""


class UnparsedFlagAccessError(Error):
    """A flag is read before the command line was parsed."""


class ValidationError(Error):
    """A validator does not agree with the values of its flags."""


class FlagNameConflictsWithMethodError(Error):
    """A flag is to have the name of a method of FlagValues."""


class UnrecognizedFlagError(Error):
    """The command line or the program names a flag that does not exist.

    Attributes:
      flagname, flagvalue: what was given.
    """

    def __init__(self, flagname: str, flagvalue: Any = "", suggestions: Sequence[str] | None = None) -> None:
        self.flagname = flagname
        self.flagvalue = flagvalue
        tip = f". Did you mean: {', '.join(suggestions)} ?" if suggestions else ""
        super().__init__(f"Unknown command line flag '{flagname}'{tip}")
