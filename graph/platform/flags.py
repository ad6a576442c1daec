"""Command-line flags: absl.flags, with the argument names of TensorFlow before 1.5 and parsing at the first reading.

FLAGS and `absl.flags.FLAGS` are one registry. Neither absl.app nor absl.logging is imported: they define flags of common
names (`log_dir`, `v`, `verbosity`), which programs could not define then.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from absl import flags

from headrace.formats.exports import export, export_from, export_value

export_from(
    "absl.flags",
    "flags",
    "ArgumentParser ArgumentSerializer BaseListParser BooleanFlag BooleanParser CantOpenFlagFileError CsvListSerializer DEFINE"
    " DEFINE_alias DEFINE_enum DEFINE_enum_class DEFINE_flag DEFINE_list DEFINE_multi DEFINE_multi_enum"
    " DEFINE_multi_enum_class DEFINE_multi_float DEFINE_multi_integer DEFINE_multi_string DEFINE_spaceseplist"
    " DuplicateFlagError EnumClassFlag EnumClassListSerializer EnumClassParser EnumClassSerializer EnumFlag EnumParser"
    " Error Flag FlagHolder FlagNameConflictsWithMethodError FloatParser IllegalFlagValueError IntegerParser ListParser"
    " ListSerializer MultiEnumClassFlag MultiFlag UnparsedFlagAccessError UnrecognizedFlagError ValidationError"
    " WhitespaceSeparatedListParser adopt_module_key_flags declare_key_flag disclaim_key_flags doc_to_help"
    " flag_dict_to_args get_help_width mark_bool_flags_as_mutual_exclusive mark_flag_as_required"
    " mark_flags_as_mutual_exclusive mark_flags_as_required multi_flags_validator override_value"
    " register_multi_flags_validator register_validator set_default text_wrap validator",
)

F = TypeVar("F", bound=Callable[..., Any])

_OLD_NAMES = {"flag_name": "name", "default_value": "default", "docstring": "help"}
_HELP = {"help": True, "h": True, "?": True, "helpshort": True, "helpfull": False}
"""Flags that print what flags there are and end the program; True: only those of the main module."""

flags.disclaim_key_flags()  # a flag belongs to the module that calls this one


@export("flags.FlagValues")
class FlagValues(flags.FlagValues):
    """Flags by their names: `FLAGS.name` is a flag's value, `FLAGS["name"]` the Flag itself.

    Calling it parses a command line; `--help` and `--helpfull` print the flags and end the program. Reading a flag before
    that parses `sys.argv`; what is set before is overridden by what the command line says.
    """

    def __getattr__(self, name: str) -> Any:
        if name in self and not self.is_parsed():
            self(sys.argv)
        return super().__getattr__(name)

    def __call__(self, argv: Sequence[str], known_only: bool = False) -> list[str]:
        # The flags for help are there while the command line is parsed: programs list all flags, and define their own `h`.
        added = [name for name in _HELP if name not in self]
        for name in added:
            self[name] = _HelpFlag(name, self)
        try:
            return super().__call__(argv, known_only)
        finally:
            for name in added:
                delattr(self, name)

    def _parse_flags(self, args: Sequence[str] | None = None) -> None:
        """As programs for TensorFlow before 1.5 call it: parse, and leave unknown flags alone."""
        self([sys.argv[0], *(sys.argv[1:] if args is None else args)], known_only=True)


class _HelpFlag(flags.BooleanFlag):
    """A flag that prints what the program does, by its docstring, and its flags, and ends the program."""

    def __init__(self, name: str, values: FlagValues) -> None:
        super().__init__(name, False, "Show the flags.")
        self._values = values

    def parse(self, argument: Any) -> None:
        main_only = _HELP[self.name]
        doc = getattr(sys.modules.get("__main__"), "__doc__", None)
        print(doc.replace("%s", sys.argv[0]).replace("%%", "%") if doc else f"\nUSAGE: {sys.argv[0]} [flags]\n", end="")
        listed = self._values.main_module_help() if main_only else self._values.get_help()
        if listed:
            print(f"\nflags:\n{listed}")
        if main_only:
            print("\nTry --helpfull to get a list of all flags.")
        sys.exit(1)


class _PrintedAsValue:
    """A flag that prints as its value: programs for TensorFlow before 1.5 print all of `FLAGS.__flags`."""

    def __init__(self, flag: flags.Flag) -> None:
        self._flag = flag

    def __getattr__(self, name: str) -> Any:
        return getattr(self._flag, name)

    def __str__(self) -> str:
        return str(self._flag.value)

    def __repr__(self) -> str:
        return repr(self._flag.value)


def _flags_that_print(values: FlagValues) -> dict[str, _PrintedAsValue]:
    return {name: _PrintedAsValue(values[name]) for name in values}


setattr(FlagValues, "__flags", property(_flags_that_print))  # written within the class, it would be mangled


def _one_registry() -> FlagValues:
    """absl.flags.FLAGS as FlagValues of this module: all that the two hold is the same."""
    values = FlagValues.__new__(FlagValues)
    object.__setattr__(values, "__dict__", flags.FLAGS.__dict__)
    return values


def _with_old_names(define: F) -> F:
    @functools.wraps(define)
    def call(*args: Any, **options: Any) -> Any:
        for old, new in _OLD_NAMES.items():
            if old in options:
                options[new] = options.pop(old)
        try:
            return define(*args, **options)
        except flags.IllegalFlagValueError:
            said = signature.bind(*args, **options).arguments
            if isinstance(said["default"], str) or "lower_bound" in said or "upper_bound" in said:
                raise
            return _with_default_as_it_is(define, said)

    signature = inspect.signature(define)
    return call  # type: ignore[return-value]


def _with_default_as_it_is(define: Callable[..., Any], said: dict[str, Any]) -> Any:
    """A flag whose default is not of its type, as in programs for TensorFlow before 1.5: `DEFINE_integer("most", np.inf)`."""
    default = said["default"]
    others = {name: value for name, value in said.items() if name not in ("default", "args")}
    holder = define(default=None, **(others | others.pop("args", {})))
    flag = said.get("flag_values", flags.FLAGS)[said["name"]]
    flag.default = flag.default_unparsed = flag.value = default
    flag.default_as_str = repr(str(default))
    return holder


DEFINE_string = _with_old_names(flags.DEFINE_string)
DEFINE_boolean = DEFINE_bool = _with_old_names(flags.DEFINE_boolean)
DEFINE_float = _with_old_names(flags.DEFINE_float)
DEFINE_integer = _with_old_names(flags.DEFINE_integer)
export_value(DEFINE_string, "flags.DEFINE_string")
export_value(DEFINE_float, "flags.DEFINE_float")
export_value(DEFINE_integer, "flags.DEFINE_integer")
export_value(DEFINE_boolean, "flags.DEFINE_bool", "flags.DEFINE_boolean")

FLAGS = _one_registry()
"""The flags of this program."""
export_value(FLAGS, "flags.FLAGS")
