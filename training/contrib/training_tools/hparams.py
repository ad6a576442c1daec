"""HParams: the hyperparameters of a program, by name and with types."""

from __future__ import annotations

import json
from typing import Any

from headrace.formats.exports import export
from headrace.formats.proto.hparam_pb2 import HParamDef
from headrace.graph.graphdef.collection_protos import register_class

from .hparam_texts import as_kind, parse_values


@export("contrib.training.HParams")
class HParams:
    """Hyperparameters, each an attribute with a type that it keeps.

    Args:
      hparam_def: an HParamDef to take them from, instead of keywords.
      model_structure: kept for the program.
      kwargs: their first values, single ones or lists of one type.

    Raises:
      ValueError: a name that the class has itself, an empty list, or both kinds of arguments.

    Example:
      >>> hparams = tf.contrib.training.HParams(rate=0.1, layers=[3, 4])
      >>> hparams.parse("rate=0.5")
      HParams([('layers', [3, 4]), ('rate', 0.5)])
      >>> hparams.rate
      0.5
    """

    def __init__(self, hparam_def: Any = None, model_structure: Any = None, **kwargs: Any) -> None:
        self._hparam_types: dict[str, tuple[type, bool]] = {}
        self._model_structure = model_structure
        if hparam_def:
            for name, value in hparam_def.hparam.items():
                self.add_hparam(name, _from_message(value))
            if kwargs:
                raise ValueError("hparam_def and initialization values are mutually exclusive")
        else:
            for name, value in kwargs.items():
                self.add_hparam(name, value)

    def add_hparam(self, name: str, value: Any) -> None:
        """Add one more.

        Args:
          name: its name.
          value: a value, or a list or tuple of values of one type.

        Raises:
          ValueError: the name is taken, or the list is empty.
        """
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, (list, tuple)):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = (type(value[0]), True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name: str, value: Any) -> None:
        """Give one another value, of its type.

        Args:
          name: its name.
          value: a value, or a list where it is one.

        Raises:
          KeyError: there is none of that name.
          ValueError: a value of another type, a list for a single value, or the other way round.
        """
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
            setattr(self, name, [as_kind(name, kind, one) for one in value])
        else:
            if is_list:
                raise ValueError(f"Must pass a list for multi-valued parameter: {name}.")
            setattr(self, name, as_kind(name, kind, value))

    def del_hparam(self, name: str) -> None:
        """Take one away, if it is there.

        Args:
          name: its name.
        """
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> HParams:
        """Change those that a text assigns.

        Args:
          values: assignments as `parse_values` takes them.

        Returns:
          itself.

        Raises:
          ValueError: as `parse_values` and `set_hparam`.
        """
        return self.override_from_dict(parse_values(values, {name: kind for name, (kind, _) in self._hparam_types.items()}))

    def override_from_dict(self, values_dict: dict[str, Any]) -> HParams:
        """Change some.

        Args:
          values_dict: new values by name.

        Returns:
          itself.

        Raises:
          KeyError: there is none of a name.
          ValueError: as `set_hparam`.
        """
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map: dict[str, Any]) -> HParams:
        """`override_from_dict` under its older name.

        Args:
          values_map: new values by name.

        Returns:
          itself.
        """
        return self.override_from_dict(values_map)

    def set_model_structure(self, model_structure: Any) -> None:
        """Keep something for the program.

        Args:
          model_structure: anything.
        """
        self._model_structure = model_structure

    def get_model_structure(self) -> Any:
        """What was kept for the program."""
        return self._model_structure

    def to_json(self, indent: Any = None, separators: Any = None, sort_keys: bool = False) -> str:
        """All of them as a JSON object.

        Args:
          indent, separators, sort_keys: as of `json.dumps`.

        Returns:
          a str.
        """
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def parse_json(self, values_json: str) -> HParams:
        """Change those that a JSON object has.

        Args:
          values_json: the text of the object.

        Returns:
          itself.

        Raises:
          KeyError: there is none of a name.
          ValueError: no JSON, or as `set_hparam`.
        """
        return self.override_from_dict(json.loads(values_json))

    def values(self) -> dict[str, Any]:
        """All of them, by name."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key: str, default: Any = None) -> Any:
        """The value of one.

        Args:
          key: its name.
          default: what there is for a name that is not there; has to be of the type of the one that is.

        Returns:
          the value.

        Raises:
          ValueError: `default` is of another type.
        """
        if key not in self._hparam_types:
            return default
        if default is not None:
            kind, is_list = self._hparam_types[key]
            told = f"list<{kind}>" if is_list else str(kind)
            refused = f"Hparam '{key}' of type '{told}' is incompatible with default={default}"
            if is_list != isinstance(default, list):
                raise ValueError(refused)
            try:
                for one in default if is_list else [default]:
                    as_kind(key, kind, one)
            except ValueError as error:
                raise ValueError(f"{refused}. {error}") from error
        return getattr(self, key)

    def __contains__(self, key: str) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.values().items())})"

    def to_proto(self, export_scope: str | None = None) -> HParamDef:
        """All of them as a message.

        Args:
          export_scope: accepted; names of hyperparameters have no scopes.

        Returns:
          an HParamDef.

        Raises:
          ValueError: one is of a type that the message has not.
        """
        made = HParamDef()
        for name, (kind, is_list) in self._hparam_types.items():
            field = f"{_field_of(kind)}_{'list' if is_list else 'value'}"
            value = getattr(self, name)
            values = [_as_bytes(one) for one in (value if is_list else [value])]
            if is_list:
                getattr(made.hparam[name], field).value.extend(values)
            else:
                setattr(made.hparam[name], field, values[0])
        return made

    @staticmethod
    def from_proto(hparam_def: HParamDef, import_scope: str | None = None) -> HParams:
        """Those of a message.

        Args:
          hparam_def: an HParamDef.
          import_scope: accepted; names of hyperparameters have no scopes.

        Returns:
          new HParams.
        """
        return HParams(hparam_def=hparam_def)


_FIELDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "bool"),
    (int, "int64"),
    ((str, bytes), "bytes"),
    (float, "float"),
)


def _field_of(kind: type) -> str:
    for kinds, field in _FIELDS:
        if issubclass(kind, kinds):
            return field
    raise ValueError(f"Unsupported parameter type: {kind}")


def _as_bytes(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


def _from_message(message: Any) -> Any:
    field = message.WhichOneof("kind")
    value = getattr(message, field)
    values = [one.decode() if isinstance(one, bytes) else one for one in ([value] if field.endswith("_value") else value.value)]
    return values[0] if field.endswith("_value") else values


register_class("hparams", ("hparam_pb2", "HParamDef"), (__name__, "HParams"))
