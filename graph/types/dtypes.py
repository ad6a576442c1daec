"""Data types: TensorFlow's names and numbers, NumPy's arrays.

Strings are object arrays of `bytes`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export, export_value

_REF_OFFSET = 100


@export("DType")
class DType:
    """The type of a tensor's elements. Compared by identity of type; `float32 == np.float32` holds too.

    Args:
      type_enum: the number of the type in TensorFlow's messages.
      numpy, base: of a new type, which only this module makes: the NumPy scalar type, and the type without a reference mark.

    Raises:
      TypeError: a number that is none.
    """

    __slots__ = ("_base", "_enum", "_name", "_numpy", "_ref")

    def __new__(cls, type_enum: int, name: str | None = None, numpy: Any = None, base: DType | None = None) -> DType:
        """The type of that number. Raises TypeError for a number that is none."""
        if name is not None:
            return super().__new__(cls)
        found = _BY_ENUM.get(int(type_enum))
        if found is None:
            raise TypeError(f"type_enum is not a valid types_pb2.DataType: {type_enum}")
        return found

    def __init__(self, type_enum: int, name: str | None = None, numpy: Any = None, base: DType | None = None) -> None:
        if name is None:
            return  # it is one of those that are there
        self._enum = type_enum
        self._name = name
        self._numpy = numpy
        self._base = base or self
        self._ref = self if base else DType(type_enum + _REF_OFFSET, f"{name}_ref", numpy, self)

    @property
    def name(self) -> str:
        """Its name, such as "float32"."""
        return self._name

    @property
    def as_datatype_enum(self) -> int:
        """The number of the type in TensorFlow's messages."""
        return self._enum

    @property
    def as_numpy_dtype(self) -> Any:
        """The NumPy scalar type; `numpy.object_` for strings; None for types without one."""
        return self._numpy

    @property
    def base_dtype(self) -> DType:
        """The type without the reference mark of variables."""
        return self._base

    @property
    def real_dtype(self) -> DType:
        """The type of the real part; of what is not complex the type itself."""
        return {complex64: float32, complex128: float64}.get(self._base, self)

    @property
    def _is_ref_dtype(self) -> bool:
        return self._base is not self

    @property
    def _as_ref(self) -> DType:
        return self._ref

    @property
    def is_floating(self) -> bool:
        """Whether it is a type of real numbers with a fraction."""
        return self._base._enum in _FLOATING

    @property
    def is_integer(self) -> bool:
        """Whether it is a type of integers, not a quantized one."""
        return self._base._enum in _INTEGER

    @property
    def is_complex(self) -> bool:
        """Whether it is a type of complex numbers."""
        return self._base._enum in _COMPLEX

    @property
    def is_bool(self) -> bool:
        """Whether it is bool."""
        return self._base is bool_

    @property
    def is_numpy_compatible(self) -> bool:
        """Whether NumPy has it."""
        return self._numpy is not None

    @property
    def is_quantized(self) -> bool:
        """Whether it is a quantized type, such as qint8."""
        return self._name.startswith(("qint", "quint"))

    @property
    def is_unsigned(self) -> bool:
        """Whether it is a type of integers that are not negative."""
        return self._base in (uint8, uint16, uint32, uint64)

    @property
    def size(self) -> int:
        """Bytes of one element; 0 where an element has no fixed size, as in TensorFlow."""
        if self._base is bfloat16:
            return 2
        return 0 if self._base in (string, resource, variant) else np.dtype(self._numpy).itemsize

    @property
    def min(self) -> Any:
        """The least value. Raises TypeError for types without one."""
        return self._extreme("min")

    @property
    def max(self) -> Any:
        """The greatest value. Raises TypeError for types without one."""
        return self._extreme("max")

    @property
    def limits(self) -> tuple[Any, Any]:
        """The range of an image of this type: (0, greatest value), (0, 1) for floats. Raises ValueError for others."""
        if self.is_integer:
            return 0, self.max
        found: tuple[Any, Any] | None = {float32: (0, 1), float64: (0, 1), bool_: (0, True)}.get(self._base)
        if found is None:
            raise ValueError(f"{self} does not have defined limits.")
        return found

    def _extreme(self, which: str) -> Any:
        if self._base._enum in _FLOATING and self._base is not bfloat16:
            return getattr(np.finfo(self._numpy), which)
        if self.is_integer:
            return getattr(np.iinfo(self._numpy), which)
        raise TypeError(f"Cannot find {which}imum value of {self}.")

    def is_compatible_with(self, other: Any) -> bool:
        """Whether a tensor of type `other` can be used as one of this type: the types are equal but for references."""
        other = as_dtype(other)
        return self is other or self is other.base_dtype

    def __eq__(self, other: Any) -> bool:
        if self is other:
            return True
        if other is None or isinstance(other, DType):
            return False
        try:
            return self is as_dtype(other)
        except TypeError:
            return False

    def __ne__(self, other: Any) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return self._enum

    def __repr__(self) -> str:
        return "tf." + self._name

    def __str__(self) -> str:
        return f"<dtype: {self._name!r}>"

    def __int__(self) -> int:
        return self._enum

    def __reduce__(self):
        return as_dtype, (self._enum,)


_BY_ENUM: dict[int, DType] = {}


def _declare(enum: int, name: str, numpy: Any) -> DType:
    kind = _BY_ENUM[enum] = DType(enum, name, numpy)
    _BY_ENUM[enum + _REF_OFFSET] = kind._as_ref
    return kind


float32 = _declare(1, "float32", np.float32)
float64 = double = _declare(2, "float64", np.float64)
int32 = _declare(3, "int32", np.int32)
uint8 = _declare(4, "uint8", np.uint8)
int16 = _declare(5, "int16", np.int16)
int8 = _declare(6, "int8", np.int8)
string = _declare(7, "string", np.object_)
complex64 = _declare(8, "complex64", np.complex64)
int64 = _declare(9, "int64", np.int64)
bool_ = _declare(10, "bool", np.bool_)
qint8 = _declare(11, "qint8", np.dtype([("qint8", np.int8)]))
quint8 = _declare(12, "quint8", np.dtype([("quint8", np.uint8)]))
qint32 = _declare(13, "qint32", np.dtype([("qint32", np.int32)]))
bfloat16 = _declare(14, "bfloat16", None)
qint16 = _declare(15, "qint16", np.dtype([("qint16", np.int16)]))
quint16 = _declare(16, "quint16", np.dtype([("quint16", np.uint16)]))
uint16 = _declare(17, "uint16", np.uint16)
complex128 = _declare(18, "complex128", np.complex128)
float16 = half = _declare(19, "float16", np.float16)
resource = _declare(20, "resource", None)
variant = _declare(21, "variant", None)
uint32 = _declare(22, "uint32", np.uint32)
uint64 = _declare(23, "uint64", np.uint64)
export_value(bfloat16, "bfloat16")
export_value(bool_, "bool")
export_value(complex128, "complex128")
export_value(complex64, "complex64")
export_value(float16, "float16", "half")
export_value(float32, "float32")
export_value(float64, "double", "float64")
export_value(int16, "int16")
export_value(int32, "int32")
export_value(int64, "int64")
export_value(int8, "int8")
export_value(qint16, "qint16")
export_value(qint32, "qint32")
export_value(qint8, "qint8")
export_value(quint16, "quint16")
export_value(quint8, "quint8")
export_value(resource, "resource")
export_value(string, "string")
export_value(uint16, "uint16")
export_value(uint32, "uint32")
export_value(uint64, "uint64")
export_value(uint8, "uint8")
export_value(variant, "variant")

FLOATS = (float32, float64, float16)
COMPLEXES = (complex64, complex128)
INTEGERS = (int32, uint8, int16, int8, int64, uint16, uint32, uint64)
QUANTIZED = (qint8, quint8, qint32, qint16, quint16)
REALS = tuple(sorted((*FLOATS, *INTEGERS), key=int))
NUMBERS = tuple(sorted((*REALS, *COMPLEXES), key=int))
"""All in TensorFlow's order, in which messages list the types that an op allows."""

_FLOATING, _INTEGER, _COMPLEX = (frozenset(map(int, kinds)) for kinds in ((*FLOATS, bfloat16), INTEGERS, COMPLEXES))
"""The same for tests, as numbers: DTypes compare in Python, numbers do not."""

INDICES = (int32, int64)

QUANTIZED_DTYPES = frozenset(kind for one in QUANTIZED for kind in (one, one._as_ref))
"""The quantized types, and references to variables of them."""
export_value(QUANTIZED_DTYPES, "QUANTIZED_DTYPES")

ENUM_NAMES = {1: "float", 2: "double", 19: "half"}
"""The names that TensorFlow's run-time messages use where they differ from `DType.name`."""

_BY_NAME: dict[str, DType] = {kind.name: kind for kind in _BY_ENUM.values()}
_BY_NAME.update({"float": float32, "double": float64, "half": float16})
_BY_NAME.update({"float_ref": float32._as_ref, "double_ref": float64._as_ref, "half_ref": float16._as_ref})
_BY_NUMPY: dict[Any, DType] = {
    np.dtype(kind.as_numpy_dtype): kind.base_dtype for kind in _BY_ENUM.values() if kind.is_numpy_compatible
}
_BY_PYTHON: dict[Any, DType] = {float: float32, int: int32, bool: bool_, bytes: string, str: string, object: string}


@export("as_dtype")
def as_dtype(type_value: Any) -> DType:
    """The DType of a DType, enum number, name, NumPy type or Python type.

    Args:
      type_value: such as `tf.float32`, 1, "float32", `np.float32` or `float`.

    Returns:
      A DType.

    Raises:
      TypeError: anything else.
    """
    if isinstance(type_value, DType):
        return type_value
    found: DType | None = None
    if isinstance(type_value, str):
        found = _BY_NAME.get(type_value)
    elif isinstance(type_value, int) and not isinstance(type_value, bool):
        found = _BY_ENUM.get(type_value)
    elif isinstance(type_value, type) and type_value in _BY_PYTHON:
        found = _BY_PYTHON[type_value]
    elif isinstance(type_value, np.dtype) or (isinstance(type_value, type) and issubclass(type_value, np.generic)):
        numpy = np.dtype(type_value)
        found = string if numpy.kind in "SUO" else _BY_NUMPY.get(numpy.newbyteorder("="))
    if found is None:
        raise TypeError(f"Cannot convert value {type_value!r} to a TensorFlow DType.")
    return found


def of_array(array: np.ndarray) -> DType:
    """The DType of an array (object and text arrays are strings). Raises TypeError where there is none."""
    return as_dtype(array.dtype)


def message_name(dtype: DType) -> str:
    """The name that TensorFlow's run-time messages give to a type: `float`, not `float32`."""
    return ENUM_NAMES.get(dtype.base_dtype.as_datatype_enum, dtype.base_dtype.name)
