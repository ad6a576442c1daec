"""How the text after `--name=` becomes a value, and a value text again.

Source of names, texts and behaviour: tf.flags, TensorFlow 1.15, which takes them from absl.flags.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Iterable
from typing import Any


class ArgumentParser:
    """Makes a value of a flag's text; this one takes the text itself."""

    syntactic_help = ""

    def parse(self, argument: Any) -> Any:
        """The value. Raises TypeError or ValueError for what is none."""
        if not isinstance(argument, str):
            raise TypeError(f'flag value must be a string, found "{type(argument)}"')
        return argument

    def flag_type(self) -> str:
        return "string"


class ArgumentSerializer:
    """Makes the text of a value again."""

    def serialize(self, value: Any) -> str:
        return str(value)


class _NumberParser(ArgumentParser):
    """A number within bounds, the bounds included."""

    article = ""
    kind = ""

    def __init__(self, lower_bound: Any = None, upper_bound: Any = None) -> None:
        self.lower_bound = lower_bound
        self.upper_bound = upper_bound
        self.syntactic_help = self._help()

    def _help(self) -> str:
        low, high = self.lower_bound, self.upper_bound
        if low is not None and high is not None:
            return f"{self.article} {self.kind} in the range [{low}, {high}]"
        if self.kind == "integer" and low == 1:
            return f"a positive {self.kind}"
        if self.kind == "integer" and high == -1:
            return f"a negative {self.kind}"
        if low == 0:
            return f"a non-negative {self.kind}"
        if high == 0:
            return f"a non-positive {self.kind}"
        if high is not None:
            return f"{self.kind} <= {high}"
        if low is not None:
            return f"{self.kind} >= {low}"
        return f"{self.article} {self.kind}"

    def is_outside_bounds(self, val: Any) -> bool:
        low, high = self.lower_bound, self.upper_bound
        return (low is not None and val < low) or (high is not None and val > high)

    def convert(self, argument: Any) -> Any:
        raise NotImplementedError

    def parse(self, argument: Any) -> Any:
        value = self.convert(argument)
        if self.is_outside_bounds(value):
            raise ValueError(f"{value} is not {self.syntactic_help}")
        return value


class FloatParser(_NumberParser):
    """A float."""

    article, kind = "a", "number"

    def convert(self, argument: Any) -> float:
        if isinstance(argument, bool) or not isinstance(argument, (int, float, str)):
            raise TypeError(f"Expect argument to be a string, int, or float, found {type(argument)}")
        return float(argument)

    def flag_type(self) -> str:
        return "float"


class IntegerParser(_NumberParser):
    """An int; in text also with the prefixes 0x and 0o."""

    article, kind = "an", "integer"

    def convert(self, argument: Any) -> int:
        if isinstance(argument, int) and not isinstance(argument, bool):
            return argument
        if not isinstance(argument, str):
            raise TypeError(f"Expect argument to be a string or int, found {type(argument)}")
        return int(argument, {"0o": 8, "0x": 16}.get(argument[:2], 10) if len(argument) > 2 else 10)

    def flag_type(self) -> str:
        return "int"


_BOOLEANS = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}


class BooleanParser(ArgumentParser):
    """True: `true`, `t`, `1`; False: `false`, `f`, `0`; in any case."""

    def parse(self, argument: Any) -> bool:
        if not isinstance(argument, (str, int)):
            raise TypeError("Non-boolean argument to boolean flag", argument)
        value = _BOOLEANS.get(str(int(argument) if isinstance(argument, bool) else argument).lower())
        if value is None:
            raise ValueError("Non-boolean argument to boolean flag", argument)
        return value

    def flag_type(self) -> str:
        return "bool"


class EnumParser(ArgumentParser):
    """One of some words. Raises ValueError where there are none."""

    def __init__(self, enum_values: Iterable[str], case_sensitive: bool = True) -> None:
        if not enum_values:
            raise ValueError(f'enum_values cannot be empty, found "{enum_values}"')
        if isinstance(enum_values, str):
            raise ValueError(f'enum_values cannot be a str, found "{enum_values}"')
        self.enum_values = list(enum_values)
        self.case_sensitive = case_sensitive

    def parse(self, argument: Any) -> str:
        for value in self.enum_values:
            if value == argument or (not self.case_sensitive and value.upper() == argument.upper()):
                return value
        raise ValueError(f"value should be one of <{'|'.join(self.enum_values)}>")

    def flag_type(self) -> str:
        return "string enum"


class EnumClassParser(ArgumentParser):
    """A member of an Enum, by its name."""

    def __init__(self, enum_class: type[enum.Enum], case_sensitive: bool = True) -> None:
        if not issubclass(enum_class, enum.Enum):
            raise TypeError(f"{enum_class} is not a subclass of Enum.")
        if not enum_class.__members__:
            raise ValueError(f'enum_class cannot be empty, but "{enum_class}" is empty.')
        self.enum_class = enum_class
        members = enum_class.__members__.items()
        self._members = {name if case_sensitive else name.lower(): member for name, member in members}
        if len(self._members) < len(members):
            raise ValueError(f"Duplicate enum values for {enum_class} using case_sensitive=False")
        self.member_names = tuple(self._members)
        self._names = EnumParser(self.member_names, case_sensitive)

    def parse(self, argument: Any) -> Any:
        if isinstance(argument, self.enum_class):
            return argument
        if not isinstance(argument, str):
            raise ValueError(f"{argument} is not an enum member or a name of a member in {self.enum_class}")
        return self._members[self._names.parse(argument)]

    def flag_type(self) -> str:
        return "enum class"


class EnumClassSerializer(ArgumentSerializer):
    """The name of a member."""

    def __init__(self, lowercase: bool) -> None:
        self._lowercase = lowercase

    def serialize(self, value: Any) -> str:
        return value.name.lower() if self._lowercase else value.name


class ListParser(ArgumentParser):
    """Words between commas; quotes as in CSV."""

    syntactic_help = "a comma separated list"

    def parse(self, argument: Any) -> list[str]:
        if isinstance(argument, list):
            return argument
        if not argument:
            return []
        try:
            return [word.strip() for word in next(csv.reader([argument], strict=True))]
        except csv.Error as error:
            raise ValueError(f"Unable to parse the value {argument!r} as a {self.flag_type()}: {error}") from error

    def flag_type(self) -> str:
        return "comma separated list of strings"


class CsvListSerializer(ArgumentSerializer):
    """Words with something between them; quotes as in CSV."""

    def __init__(self, list_sep: str) -> None:
        self.list_sep = list_sep

    def serialize(self, value: Any) -> str:
        text = io.StringIO()
        csv.writer(text, delimiter=self.list_sep).writerow([str(item) for item in value])
        return text.getvalue().strip()


class WhitespaceSeparatedListParser(ArgumentParser):
    """Words between white space, and between commas if wanted."""

    def __init__(self, comma_compat: bool = False) -> None:
        self._comma_compat = comma_compat
        self._name = "whitespace or comma" if comma_compat else "whitespace"
        self.syntactic_help = f"a {self._name} separated list"

    def parse(self, argument: Any) -> list[str]:
        if isinstance(argument, list):
            return argument
        return (argument.replace(",", " ") if self._comma_compat else argument).split() if argument else []

    def flag_type(self) -> str:
        return f"{self._name} separated list of strings"


class ListSerializer(ArgumentSerializer):
    """Words with something between them."""

    def __init__(self, list_sep: str) -> None:
        self.list_sep = list_sep

    def serialize(self, value: Any) -> str:
        return self.list_sep.join(str(item) for item in value)


class EnumClassListSerializer(ListSerializer):
    """The names of members."""

    def __init__(self, list_sep: str, lowercase: bool) -> None:
        super().__init__(list_sep)
        self._one = EnumClassSerializer(lowercase)

    def serialize(self, value: Any) -> str:
        return self.list_sep.join(map(self._one.serialize, value)) if isinstance(value, list) else self._one.serialize(value)
