"""The functions that define flags.

Source of names, signatures and behaviour: tf.flags, TensorFlow 1.15; the argument names of before 1.5 work too.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from . import parsers, usage
from .errors import UnrecognizedFlagError, ValidationError
from .kinds import BooleanFlag, EnumClassFlag, EnumFlag, Flag, MultiEnumClassFlag, MultiFlag
from .rules import mark_flag_as_required, register_validator
from .values import FLAGS, FlagValues

F = TypeVar("F", bound=Callable[..., Any])

_OLD_NAMES = {"flag_name": "name", "default_value": "default", "docstring": "help"}


class FlagHolder:
    """What a DEFINE function returns: the flag's `value`, its `name` and its `default`."""

    def __init__(self, flag_values: FlagValues, flag: Flag) -> None:
        self._flag_values = flag_values
        self._flag = flag

    @property
    def name(self) -> str:
        return self._flag.name

    @property
    def value(self) -> Any:
        return getattr(self._flag_values, self._flag.name)

    @property
    def default(self) -> Any:
        return self._flag.default

    @property
    def present(self) -> bool:
        """Whether the command line has set it."""
        return bool(self._flag.present)


def _with_old_names(define: F) -> F:
    @functools.wraps(define)
    def call(*args: Any, **options: Any) -> Any:
        for old, new in _OLD_NAMES.items():
            if old in options:
                options[new] = options.pop(old)
        return define(*args, **options)

    return call  # type: ignore[return-value]


def DEFINE_flag(
    flag: Flag, flag_values: FlagValues = FLAGS, module_name: str | None = None, required: bool = False
) -> FlagHolder:
    """Enter a Flag.

    Raises:
      DuplicateFlagError: there is one of that name.
      ValueError: it is required and has a default.
    """
    if required and flag.default is not None:
        raise ValueError(f"Required flag --{flag.name} needs to have None as default")
    flag_values._define(flag.name, flag, module_name or usage.calling_module())
    if required:
        mark_flag_as_required(flag.name, flag_values)
    return FlagHolder(flag_values, flag)


def DEFINE(
    parser: parsers.ArgumentParser,
    name: str,
    default: Any,
    help: str | None,
    flag_values: FlagValues = FLAGS,
    serializer: parsers.ArgumentSerializer | None = None,
    module_name: str | None = None,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag whose text `parser` understands."""
    flag = Flag(parser, serializer, name, default, help, **args)
    return DEFINE_flag(flag, flag_values, module_name, required)


@_with_old_names
def DEFINE_string(
    name: str, default: Any, help: str | None, flag_values: FlagValues = FLAGS, required: bool = False, **args: Any
) -> FlagHolder:
    """Define a flag that is text."""
    serializer = parsers.ArgumentSerializer()
    return DEFINE(parsers.ArgumentParser(), name, default, help, flag_values, serializer, required=required, **args)


@_with_old_names
def DEFINE_boolean(
    name: str,
    default: Any,
    help: str | None,
    flag_values: FlagValues = FLAGS,
    module_name: str | None = None,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is `--name` or `--noname`."""
    return DEFINE_flag(BooleanFlag(name, default, help, **args), flag_values, module_name, required)


DEFINE_bool = DEFINE_boolean


@_with_old_names
def DEFINE_float(
    name: str,
    default: Any,
    help: str | None,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
    flag_values: FlagValues = FLAGS,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a float within bounds."""
    return _number(parsers.FloatParser(lower_bound, upper_bound), name, default, help, flag_values, required, args)


@_with_old_names
def DEFINE_integer(
    name: str,
    default: Any,
    help: str | None,
    lower_bound: int | None = None,
    upper_bound: int | None = None,
    flag_values: FlagValues = FLAGS,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is an int within bounds."""
    return _number(parsers.IntegerParser(lower_bound, upper_bound), name, default, help, flag_values, required, args)


def _number(parser: Any, name: str, default: Any, help: Any, flag_values: FlagValues, required: bool, args: Any) -> FlagHolder:
    holder = DEFINE(parser, name, default, help, flag_values, parsers.ArgumentSerializer(), required=required, **args)

    def within_bounds(value: Any) -> bool:
        if value is not None and parser.is_outside_bounds(value):
            raise ValidationError(f"{value} is not {parser.syntactic_help}")
        return True

    if parser.lower_bound is not None or parser.upper_bound is not None:
        register_validator(name, within_bounds, flag_values=flag_values)
    return holder


def DEFINE_enum(
    name: str,
    default: Any,
    enum_values: Iterable[str],
    help: str | None,
    flag_values: FlagValues = FLAGS,
    module_name: str | None = None,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is one of some words."""
    return DEFINE_flag(EnumFlag(name, default, help, enum_values, **args), flag_values, module_name, required)


def DEFINE_enum_class(
    name: str,
    default: Any,
    enum_class: type[enum.Enum],
    help: str | None,
    flag_values: FlagValues = FLAGS,
    module_name: str | None = None,
    case_sensitive: bool = False,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a member of an Enum."""
    flag = EnumClassFlag(name, default, help, enum_class, case_sensitive=case_sensitive, **args)
    return DEFINE_flag(flag, flag_values, module_name, required)


def DEFINE_list(
    name: str, default: Any, help: str | None, flag_values: FlagValues = FLAGS, required: bool = False, **args: Any
) -> FlagHolder:
    """Define a flag that is a list of words between commas."""
    serializer = parsers.CsvListSerializer(",")
    return DEFINE(parsers.ListParser(), name, default, help, flag_values, serializer, required=required, **args)


def DEFINE_spaceseplist(
    name: str,
    default: Any,
    help: str | None,
    comma_compat: bool = False,
    flag_values: FlagValues = FLAGS,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a list of words between spaces."""
    parser = parsers.WhitespaceSeparatedListParser(comma_compat)
    return DEFINE(parser, name, default, help, flag_values, parsers.ListSerializer(" "), required=required, **args)


def DEFINE_multi(
    parser: parsers.ArgumentParser,
    serializer: parsers.ArgumentSerializer,
    name: str,
    default: Any,
    help: str | None,
    flag_values: FlagValues = FLAGS,
    module_name: str | None = None,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that may be given several times, each time with a text for `parser`."""
    return DEFINE_flag(MultiFlag(parser, serializer, name, default, help, **args), flag_values, module_name, required)


def DEFINE_multi_string(
    name: str, default: Any, help: str | None, flag_values: FlagValues = FLAGS, required: bool = False, **args: Any
) -> FlagHolder:
    """Define a flag that is a list of texts, one each time it is given."""
    serializer = parsers.ArgumentSerializer()
    return DEFINE_multi(parsers.ArgumentParser(), serializer, name, default, help, flag_values, required=required, **args)


def DEFINE_multi_integer(
    name: str,
    default: Any,
    help: str | None,
    lower_bound: int | None = None,
    upper_bound: int | None = None,
    flag_values: FlagValues = FLAGS,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a list of ints, one each time it is given."""
    parser = parsers.IntegerParser(lower_bound, upper_bound)
    serializer = parsers.ArgumentSerializer()
    return DEFINE_multi(parser, serializer, name, default, help, flag_values, required=required, **args)


def DEFINE_multi_float(
    name: str,
    default: Any,
    help: str | None,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
    flag_values: FlagValues = FLAGS,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a list of floats, one each time it is given."""
    parser = parsers.FloatParser(lower_bound, upper_bound)
    serializer = parsers.ArgumentSerializer()
    return DEFINE_multi(parser, serializer, name, default, help, flag_values, required=required, **args)


def DEFINE_multi_enum(
    name: str,
    default: Any,
    enum_values: Iterable[str],
    help: str | None,
    flag_values: FlagValues = FLAGS,
    case_sensitive: bool = True,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a list of some words, one each time it is given."""
    parser = parsers.EnumParser(enum_values, case_sensitive)
    text = f"<{'|'.join(parser.enum_values)}>: {help}"
    serializer = parsers.ArgumentSerializer()
    return DEFINE_multi(parser, serializer, name, default, text, flag_values, required=required, **args)


def DEFINE_multi_enum_class(
    name: str,
    default: Any,
    enum_class: type[enum.Enum],
    help: str | None,
    flag_values: FlagValues = FLAGS,
    module_name: str | None = None,
    case_sensitive: bool = False,
    required: bool = False,
    **args: Any,
) -> FlagHolder:
    """Define a flag that is a list of members of an Enum, one each time it is given."""
    flag = MultiEnumClassFlag(name, default, help, enum_class, case_sensitive, **args)
    return DEFINE_flag(flag, flag_values, module_name, required)


def DEFINE_alias(name: str, original_name: str, flag_values: FlagValues = FLAGS, module_name: str | None = None) -> FlagHolder:
    """Define another name of a flag. Raises UnrecognizedFlagError where there is no such flag."""
    if original_name not in flag_values:
        raise UnrecognizedFlagError(original_name)
    flag_values._add_name(name, flag_values[original_name], module_name or usage.calling_module())
    return FlagHolder(flag_values, flag_values[original_name])


def set_default(flag_holder: FlagHolder, value: Any) -> None:
    """Another default for a flag."""
    flag_holder._flag_values.set_default(flag_holder.name, value)


def override_value(flag_holder: FlagHolder, value: Any) -> None:
    """Set a flag as if the command line had said so."""
    setattr(flag_holder._flag_values, flag_holder.name, flag_holder._flag._parse(value))


def declare_key_flag(flag_name: str, flag_values: FlagValues = FLAGS) -> None:
    """Let the help of the calling module list a flag that another one defines."""
    own = flag_values.key_flags_by_module_dict().setdefault(usage.calling_module(), [])
    if flag_values[flag_name] not in own:
        own.append(flag_values[flag_name])


def adopt_module_key_flags(module: Any, flag_values: FlagValues = FLAGS) -> None:
    """Let the help of the calling module list the flags of another one."""
    own = flag_values.key_flags_by_module_dict().setdefault(usage.calling_module(), [])
    own += [flag for flag in flag_values.get_key_flags_for_module(module) if flag not in own]


def disclaim_key_flags() -> None:
    """Let the flags that the calling module defines belong to the modules that call it."""
    usage.disclaimed.add(usage.calling_module())


def flag_dict_to_args(flag_map: dict[str, Any], multi_flags: set[str] | None = None) -> Iterable[str]:
    """The values of flags as arguments of a command line."""
    for name, value in flag_map.items():
        if value is None or value is True:
            yield f"--{name}"
        elif value is False:
            yield f"--no{name}"
        elif isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            yield f"--{name}={value!s}"
        elif multi_flags and name in multi_flags:
            yield from (f"--{name}={item}" for item in value)
        else:
            yield f"--{name}={','.join(map(str, value))}"
