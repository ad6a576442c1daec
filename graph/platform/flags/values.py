"""FlagValues: the flags of a program, read from its command line.

Source of names, texts and behaviour: tf.flags.FLAGS, TensorFlow 1.15. Reading a flag parses `sys.argv` where nobody has
done so before, as there.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import usage
from .errors import (
    DuplicateFlagError,
    Error,
    FlagNameConflictsWithMethodError,
    IllegalFlagValueError,
    UnrecognizedFlagError,
    ValidationError,
)
from .kinds import Flag

_HELP = {"help": True, "h": True, "?": True, "helpshort": True, "helpfull": False}
"""Flags that print what flags there are and end the program; True: only those of the main module."""


class Validator(NamedTuple):
    """A rule about the values of some flags; `single`: about the value of one."""

    names: tuple[str, ...]
    checker: Callable[[Any], Any]
    message: str
    single: bool

    def verify(self, flags: FlagValues) -> None:
        """Raises ValidationError where the rule does not hold."""
        values = {name: flags[name].value for name in self.names}
        if not self.checker(values[self.names[0]] if self.single else values):
            raise ValidationError(self.message)

    def described(self, flags: FlagValues) -> str:
        if self.single:
            return f"flag --{self.names[0]}={flags[self.names[0]].value}"
        return "flags " + ", ".join(f"{name}={flags[name].value}" for name in self.names)


class FlagValues:
    """Flags by their names: `FLAGS.name` is a flag's value, `FLAGS["name"]` the Flag itself.

    Calling it parses a command line. Reading a flag before that parses `sys.argv`; what is set before is overridden
    by what the command line says.
    """

    def __init__(self) -> None:
        # In __dict__ itself: all attributes are flags.
        self.__dict__["__flags"] = {}
        self.__dict__["__by_module"] = {}
        self.__dict__["__key_by_module"] = {}
        self.__dict__["__validators"] = []
        self.__dict__["__parsed"] = False
        self.__dict__["__gnu_getopt"] = True

    def _flags(self) -> dict[str, Flag]:
        return self.__dict__["__flags"]

    # -- flags ---------------------------------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        flags = self._flags()
        if name not in flags:
            raise AttributeError(name)
        if not self.is_parsed():
            self(sys.argv)
        return flags[name].value

    def __setattr__(self, name: str, value: Any) -> None:
        flag = self._known(name, value)
        before = flag.value, flag.using_default_value
        flag.value = value
        try:
            self._validate([rule for rule in self._validators() if name in rule.names])
        except IllegalFlagValueError:
            flag.value, flag.using_default_value = before
            raise
        flag.using_default_value = False

    def __delattr__(self, name: str) -> None:
        if name not in self._flags():
            raise AttributeError(name)
        flag = self._flags().pop(name)
        if flag not in self._flags().values():
            self._forget(flag)

    def _known(self, name: str, value: Any) -> Flag:
        if name not in self._flags():
            raise UnrecognizedFlagError(name, value)
        return self._flags()[name]

    def _forget(self, flag: Flag) -> None:
        for table in ("__by_module", "__key_by_module"):
            for listed in self.__dict__[table].values():
                listed[:] = [other for other in listed if other is not flag]
        self.__dict__["__validators"] = [rule for rule in self._validators() if flag.name not in rule.names]

    def __getitem__(self, name: str) -> Flag:
        return self._flags()[name]

    def __setitem__(self, name: str, flag: Flag) -> None:
        """Enter a flag. Raises DuplicateFlagError, FlagNameConflictsWithMethodError, and Error for what is no name."""
        self._define(name, flag, usage.calling_module())

    def _define(self, name: str, flag: Flag, module: str) -> None:
        """Enter a flag as one of `module`, under `name` and its short name."""
        flags = self._flags()
        if not isinstance(flag, Flag):
            raise IllegalFlagValueError(
                f"Expect Flag instances, found type {type(flag)}. Maybe you didn't mean to use FlagValue.__setitem__?"
            )
        self._check_name(name, flag)
        names = [name] if flag.short_name is None else [name, flag.short_name]
        for each in names:
            self._check_free(each, flag, module)
        for each in names:
            if each in flags:
                self._forget(flags[each])
            flags[each] = flag
        self.flags_by_module_dict().setdefault(module, []).append(flag)

    def _check_name(self, name: Any, flag: Flag) -> None:
        if not isinstance(name, str):
            raise Error("Flag name must be a string")
        if not name:
            raise Error("Flag name cannot be empty")
        if " " in name:
            raise Error("Flag name cannot contain a space")
        if hasattr(FlagValues, name) and not flag.allow_using_method_names:
            raise FlagNameConflictsWithMethodError(
                f"Cannot define a flag named '{name}'. It conflicts with a method on class 'FlagValues'. To allow defining "
                "it, use allow_using_method_names and access the flag value with FLAGS['name'].value."
            )

    def _check_free(self, name: str, flag: Flag, module: str) -> None:
        flags = self._flags()
        if name in flags and not flag.allow_override and not flags[name].allow_override:
            raise DuplicateFlagError(
                f"The flag '{name}' is defined twice. First from {self.find_module_defining_flag(name, '<unknown>')}, "
                f"Second from {module}.  Description from first occurrence: {flags[name].help}"
            )

    def _add_name(self, name: str, flag: Flag, module: str) -> None:
        """Another name for a flag."""
        self._check_name(name, flag)
        self._check_free(name, flag, module)
        self._flags()[name] = flag

    def __contains__(self, name: str) -> bool:
        return name in self._flags()

    def __iter__(self) -> Iterator[str]:
        return iter(self._flags())

    def __len__(self) -> int:
        return len(self._flags())

    def __dir__(self) -> list[str]:
        return sorted(self._flags())

    def flag_values_dict(self) -> dict[str, Any]:
        """Values by name."""
        return {name: flag.value for name, flag in self._flags().items()}

    def get_flag_value(self, name: str, default: Any) -> Any:
        """The value of a flag, `default` where it is None."""
        value = getattr(self, name)
        return default if value is None else value

    def set_default(self, name: str, value: Any) -> None:
        """Another default for a flag. Raises UnrecognizedFlagError, IllegalFlagValueError."""
        self._known(name, value).set_default(value)
        self._validate([rule for rule in self._validators() if name in rule.names])

    def append_flag_values(self, flag_values: FlagValues) -> None:
        """Enter the flags of another FlagValues."""
        for name, flag in flag_values._flags().items():
            if name == flag.name:
                self[name] = flag

    def remove_flag_values(self, flag_values: Iterable[str]) -> None:
        """Remove the flags of these names."""
        for name in flag_values:
            delattr(self, name)

    # -- modules -------------------------------------------------------------------------------------------------------

    def flags_by_module_dict(self) -> dict[str, list[Flag]]:
        """The flags that each module defines."""
        return self.__dict__["__by_module"]

    def key_flags_by_module_dict(self) -> dict[str, list[Flag]]:
        """The flags that each module has declared its own, beside those that it defines."""
        return self.__dict__["__key_by_module"]

    def get_key_flags_for_module(self, module: Any) -> list[Flag]:
        """The flags that a module (or its name) defines or has declared its own."""
        name = usage.module_name(module if isinstance(module, str) else module.__name__)
        own, declared = self.flags_by_module_dict(), self.key_flags_by_module_dict()
        return list(dict.fromkeys([*own.get(name, ()), *declared.get(name, ())]))

    def find_module_defining_flag(self, flagname: str, default: Any = None) -> Any:
        """The name of the module that defines a flag."""
        flag = self._flags().get(flagname)
        return next((module for module, flags in self.flags_by_module_dict().items() if flag in flags), default)

    # -- rules ---------------------------------------------------------------------------------------------------------

    def _validators(self) -> list[Validator]:
        return self.__dict__["__validators"]

    def _add_validator(self, rule: Validator) -> None:
        """Hold the flags to a rule. Raises AttributeError where one of them does not exist."""
        for name in rule.names:
            if name not in self:
                raise AttributeError(name)
        self._validators().append(rule)

    def validate_all_flags(self) -> None:
        """Raises IllegalFlagValueError, a line for each rule that does not hold."""
        self._validate(self._validators())

    def _validate(self, rules: Iterable[Validator]) -> None:
        faults = []
        bad: set[str] = set()
        for rule in rules:
            if bad.isdisjoint(rule.names):
                try:
                    rule.verify(self)
                except ValidationError as error:
                    bad.update(rule.names)
                    faults.append(f"{rule.described(self)}: {error}")
        if faults:
            raise IllegalFlagValueError("\n".join(faults))

    # -- the command line ----------------------------------------------------------------------------------------------

    def __call__(self, argv: Sequence[str], known_only: bool = False) -> list[str]:
        """Take the flags from a command line.

        Args:
          argv: the program's name and its arguments: `--name=value`, `--name value`, one dash or two; `--name` and
            `--noname` for a boolean flag; `--flagfile=path` for a file with one flag a line; `--undefok=names` for
            flags that need not exist; `--` ends the flags.
          known_only: leave flags that do not exist among what is returned.

        Returns:
          the program's name and the arguments that are no flags.

        Raises:
          UnrecognizedFlagError: a flag that does not exist; IllegalFlagValueError: a value it may not have.
          Error: a value is missing.
          SystemExit: the command line asks for help.
        """
        if isinstance(argv, (str, bytes)):
            raise TypeError("argv should be a tuple/list of strings, not bytes or string.")
        if not argv:
            raise ValueError("argv cannot be an empty list, and must contain the program name as the first element.")
        unknown, rest = self._parse(usage.with_flag_files(argv[1:]), known_only)
        for name in unknown:
            raise UnrecognizedFlagError(name, suggestions=difflib.get_close_matches(name, list(self), 3))
        self.mark_as_parsed()
        self.validate_all_flags()
        return [argv[0], *rest]

    def _parse(self, arguments: list[str], known_only: bool) -> tuple[list[str], list[str]]:
        """The names of unknown flags, and what is no flag."""
        others: list[tuple[str | None, str]] = []  # the name of an unknown flag or None; the argument
        may_lack: set[str] = set()
        remaining = iter(arguments)
        for argument in remaining:
            name, equals, text = argument.removeprefix("-").removeprefix("-").partition("=")
            if argument == "--":
                if known_only:
                    others.append((None, argument))
                break
            if not argument.startswith("-") or not name:
                others.append((None, argument))
                if self.is_gnu_getopt():
                    continue
                break
            value = text if equals else None
            if name == "undefok":
                names = [each.strip() for each in _value(argument, value, remaining).split(",")]
                may_lack.update(names, (f"no{each}" for each in names))
            elif not self._set(argument, name, value, remaining):
                others.append((name, argument))
        others = [(name, argument) for name, argument in others if name not in may_lack]
        unknown = [] if known_only else [name for name, _ in others if name is not None]
        return unknown, [argument for name, argument in others if name is None or known_only] + list(remaining)

    def _set(self, argument: str, name: str, value: str | None, remaining: Iterator[str]) -> bool:
        """Set the flag that an argument names; False where there is none."""
        flags = self._flags()
        if name in flags:
            flag = flags[name]
            flag.parse("true" if flag.boolean and value is None else _value(argument, value, remaining))
        elif name.startswith("no") and name[2:] in flags and flags[name[2:]].boolean:
            if value is not None:
                raise ValueError(f"{argument} does not take an argument")
            flag = flags[name[2:]]
            flag.parse("false")
        elif name in _HELP and value is None:
            usage.print_usage(self, main_only=_HELP[name])
            sys.exit(1)
        else:
            return False
        flag.using_default_value = False
        return True

    def is_parsed(self) -> bool:
        """Whether a command line was parsed."""
        return self.__dict__["__parsed"]

    def mark_as_parsed(self) -> None:
        self.__dict__["__parsed"] = True

    def unparse_flags(self) -> None:
        """Give all flags their defaults again; the next reading parses the command line anew."""
        for flag in self._flags().values():
            flag.unparse()
        self.__dict__["__parsed"] = False

    def _parse_flags(self, args: Sequence[str] | None = None) -> None:
        """As programs for TensorFlow before 1.5 call it: parse, and leave unknown flags alone."""
        self([sys.argv[0], *(sys.argv[1:] if args is None else args)], known_only=True)

    def set_gnu_getopt(self, gnu_getopt: bool = True) -> None:
        """Whether flags may stand after arguments that are none."""
        self.__dict__["__gnu_getopt"] = gnu_getopt

    def is_gnu_getopt(self) -> bool:
        return self.__dict__["__gnu_getopt"]

    # -- text ----------------------------------------------------------------------------------------------------------

    def get_help(self, prefix: str = "", include_special_flags: bool = True) -> str:
        """What flags there are, by module, that of the program first."""
        return usage.described(self, None, prefix)

    def module_help(self, module: Any) -> str:
        """What flags a module has."""
        return usage.described(self, [module], "")

    def main_module_help(self) -> str:
        """What flags the program has."""
        return self.module_help(sys.argv[0])

    def flags_into_string(self) -> str:
        """The flags as lines of a file for --flagfile."""
        flags = dict.fromkeys(flag for flags in self.flags_by_module_dict().values() for flag in flags)
        return "".join(f"{flag.serialize()}\n" for flag in flags if flag.value is not None)

    def __str__(self) -> str:
        return self.get_help()


def _value(argument: str, value: str | None, remaining: Iterator[str]) -> str:
    if value is None:
        value = next(remaining, None)
        if value is None:
            raise Error(f"Missing value for flag {argument}")
    return value


FLAGS = FlagValues()
"""The flags of this program."""
