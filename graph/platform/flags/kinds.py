"""Kinds of flags: what a flag remembers beside its value.

Source of names, texts and behaviour: tf.flags, TensorFlow 1.15, which takes them from absl.flags.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

from .errors import Error, IllegalFlagValueError
from .parsers import (
    ArgumentParser,
    ArgumentSerializer,
    BooleanParser,
    EnumClassListSerializer,
    EnumClassParser,
    EnumClassSerializer,
    EnumParser,
)


class Flag:
    """A flag: its name, its help, its default and its value.

    Attributes:
      value: what it is now.
      default: what it is where the command line does not say anything.
      present: how often the command line has set it.
      using_default_value: whether neither the command line nor the program has set it.
      boolean: whether `--name` and `--noname` are its forms.
    """

    def __init__(
        self,
        parser: ArgumentParser,
        serializer: ArgumentSerializer | None,
        name: str,
        default: Any,
        help_string: str | None,
        short_name: str | None = None,
        boolean: bool = False,
        allow_override: bool = False,
        allow_override_cpp: bool = False,
        allow_hide_cpp: bool = False,
        allow_overwrite: bool = True,
        allow_using_method_names: bool = False,
    ) -> None:
        self.parser = parser
        self.serializer = serializer
        self.name = name
        self.help = help_string or "(no help available)"
        self.short_name = short_name
        self.boolean = boolean
        self.allow_override = allow_override
        self.allow_overwrite = allow_overwrite
        self.allow_using_method_names = allow_using_method_names
        self.present = 0
        self.using_default_value = True
        self.validators: list[Any] = []
        self.value: Any = None
        self.set_default(default)

    def __str__(self) -> str:
        return str(self.value)  # programs of before 1.5 print what FLAGS.__flags holds: values

    def __bool__(self) -> bool:
        raise TypeError("A Flag instance would always be True. Did you mean to test the `.value` attribute?")

    def parse(self, argument: Any) -> None:
        """Take the value that the command line gives. Raises IllegalFlagValueError."""
        if self.present and not self.allow_overwrite:
            raise IllegalFlagValueError(f"flag --{self.name}={argument}: already defined as {self.value}")
        self.value = self._parse(argument)
        self.present += 1

    def _parse(self, argument: Any) -> Any:
        try:
            return self.parser.parse(argument)
        except (TypeError, ValueError) as error:
            raise IllegalFlagValueError(f"flag --{self.name}={argument}: {error}") from error

    def unparse(self) -> None:
        """Back to the default."""
        self.value = self.default
        self.using_default_value = True
        self.present = 0

    def set_default(self, value: Any) -> None:
        """Another default, which is the value too where nothing else was set. Raises IllegalFlagValueError."""
        self.default_unparsed = value
        self.default = None if value is None else self._parse(value)
        self.default_as_str = self._quoted(self.default)
        if self.using_default_value:
            self.value = self.default

    def _quoted(self, value: Any) -> str | None:
        if value is None:
            return None
        if self.serializer:
            return repr(self.serializer.serialize(value))
        return repr(str(value).lower() if self.boolean else str(value))

    def serialize(self) -> str:
        """`--name=value`, as the command line has it; "" where there is no value."""
        return self._serialized(self.value)

    def _serialized(self, value: Any) -> str:
        if value is None:
            return ""
        if self.boolean:
            return f"--{self.name}" if value else f"--no{self.name}"
        if not self.serializer:
            raise Error(f"Serializer not present for flag {self.name}")
        return f"--{self.name}={self.serializer.serialize(value)}"

    def flag_type(self) -> str:
        return self.parser.flag_type()


class BooleanFlag(Flag):
    """`--name` or `--noname`."""

    def __init__(self, name: str, default: Any, help: str | None, short_name: str | None = None, **options: Any) -> None:
        super().__init__(BooleanParser(), None, name, default, help, short_name, True, **options)


class EnumFlag(Flag):
    """One of some words."""

    def __init__(
        self,
        name: str,
        default: Any,
        help: str | None,
        enum_values: Iterable[str],
        short_name: str | None = None,
        case_sensitive: bool = True,
        **options: Any,
    ) -> None:
        parser = EnumParser(enum_values, case_sensitive)
        super().__init__(parser, ArgumentSerializer(), name, default, help, short_name, **options)
        self.help = f"<{'|'.join(parser.enum_values)}>: {self.help}"


class EnumClassFlag(Flag):
    """A member of an Enum."""

    def __init__(
        self,
        name: str,
        default: Any,
        help: str | None,
        enum_class: type[enum.Enum],
        short_name: str | None = None,
        case_sensitive: bool = False,
        **options: Any,
    ) -> None:
        parser = EnumClassParser(enum_class, case_sensitive)
        super().__init__(parser, EnumClassSerializer(not case_sensitive), name, default, help, short_name, **options)
        self.help = f"<{'|'.join(parser.member_names)}>: {self.help}"


class MultiFlag(Flag):
    """Each time it stands on the command line adds one value to a list."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help += ";\n    repeat this option to specify a list of values"

    def parse(self, argument: Any) -> None:
        new = self._parse(argument)
        self.value = [*self.value, *new] if self.present else new
        self.present += len(new)

    def _parse(self, argument: Any) -> list[Any]:
        several = isinstance(argument, Iterable) and not isinstance(argument, str)
        return [super(MultiFlag, self)._parse(item) for item in (argument if several else [argument])]

    def _serialized(self, value: Any) -> str:
        if not self.serializer:
            raise Error(f"Serializer not present for flag {self.name}")
        return "\n".join(super(MultiFlag, self)._serialized(item) for item in value or ())

    def flag_type(self) -> str:
        return f"multi {self.parser.flag_type()}"


class MultiEnumClassFlag(MultiFlag):
    """Members of an Enum."""

    def __init__(
        self,
        name: str,
        default: Any,
        help_string: str | None,
        enum_class: type[enum.Enum],
        case_sensitive: bool = False,
        **options: Any,
    ) -> None:
        parser = EnumClassParser(enum_class, case_sensitive)
        serializer = EnumClassListSerializer(",", lowercase=not case_sensitive)
        super().__init__(parser, serializer, name, default, help_string, **options)
        self.help = f"<{'|'.join(parser.member_names)}>: {self.help}"
