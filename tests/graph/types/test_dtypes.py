"""Data types. Expected values are TensorFlow's (golden rules `dtypes`, and tf.compat.v1 in 2.21)."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType, as_dtype

TABLE = {  # name: (enum, bytes of an element, NumPy type)
    "float32": (1, 4, np.float32),
    "float64": (2, 8, np.float64),
    "int32": (3, 4, np.int32),
    "uint8": (4, 1, np.uint8),
    "int16": (5, 2, np.int16),
    "int8": (6, 1, np.int8),
    "string": (7, 0, np.object_),
    "complex64": (8, 8, np.complex64),
    "int64": (9, 8, np.int64),
    "bool": (10, 1, np.bool_),
    "qint8": (11, 1, np.dtype([("qint8", "i1")])),
    "quint8": (12, 1, np.dtype([("quint8", "u1")])),
    "qint32": (13, 4, np.dtype([("qint32", "<i4")])),
    "bfloat16": (14, 2, None),
    "qint16": (15, 2, np.dtype([("qint16", "<i2")])),
    "quint16": (16, 2, np.dtype([("quint16", "<u2")])),
    "uint16": (17, 2, np.uint16),
    "complex128": (18, 16, np.complex128),
    "float16": (19, 2, np.float16),
    "resource": (20, 0, None),
    "variant": (21, 0, None),
    "uint32": (22, 4, np.uint32),
    "uint64": (23, 8, np.uint64),
}
FLOATING = {"float16", "bfloat16", "float32", "float64"}
SIGNED = {"int8", "int16", "int32", "int64"}
UNSIGNED = {"uint8", "uint16", "uint32", "uint64"}
COMPLEX = {"complex64", "complex128"}
QUANTIZED = {"qint8", "quint8", "qint32", "qint16", "quint16"}


@pytest.mark.parametrize("name", TABLE)
def test_numbers_names_sizes_and_arrays_of_every_type(name):
    enum, size, numpy = TABLE[name]
    dtype = as_dtype(enum)
    assert as_dtype(name) is dtype is getattr(dtypes, "bool_" if name == "bool" else name)
    assert (dtype.name, dtype.as_datatype_enum, int(dtype), hash(dtype)) == (name, enum, enum, enum)
    assert dtype.size == size
    assert dtype.as_numpy_dtype == numpy
    assert dtype.is_numpy_compatible is (numpy is not None)
    if numpy is not None:
        assert as_dtype(numpy) is as_dtype(np.dtype(numpy)) is dtype


@pytest.mark.parametrize("name", TABLE)
def test_kinds_of_every_type_and_of_its_reference(name):
    for dtype in (as_dtype(name), as_dtype(name + "_ref")):
        assert dtype.is_floating is (name in FLOATING)
        assert dtype.is_integer is (name in SIGNED | UNSIGNED)
        assert dtype.is_unsigned is (name in UNSIGNED)
        assert dtype.is_complex is (name in COMPLEX)
        assert dtype.is_quantized is (name in QUANTIZED)
        assert dtype.is_bool is (name == "bool")


@pytest.mark.parametrize("name", TABLE)
def test_every_type_has_one_reference_type(name):
    base = as_dtype(name)
    ref = base._as_ref
    assert ref is base._as_ref is ref._as_ref is as_dtype(name + "_ref") is as_dtype(base.as_datatype_enum + 100)
    assert (ref.name, ref.as_datatype_enum) == (name + "_ref", base.as_datatype_enum + 100)
    assert ref.base_dtype is base.base_dtype is base
    assert (ref._is_ref_dtype, base._is_ref_dtype) == (True, False)
    assert (ref.size, ref.as_numpy_dtype) == (base.size, base.as_numpy_dtype)
    assert ref != base


def test_the_three_types_with_two_names():
    assert dtypes.half is as_dtype("half") is dtypes.float16
    assert dtypes.double is as_dtype("double") is dtypes.float64
    assert as_dtype("float") is dtypes.float32
    assert [as_dtype(f"{name}_ref").name for name in ("half", "float", "double")] == [
        "float16_ref",
        "float32_ref",
        "float64_ref",
    ]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (float, "float32"),
        (int, "int32"),
        (bool, "bool"),
        (bytes, "string"),
        (str, "string"),
        (object, "string"),
        (np.dtype("S3"), "string"),
        (np.dtype("U3"), "string"),
        (np.bytes_, "string"),
        (np.str_, "string"),
        (np.dtype(">i4"), "int32"),
        (np.dtype(">f8"), "float64"),
        (np.longlong, "int64"),
        (dtypes.int8, "int8"),
    ],
)
def test_what_stands_for_a_type(value, name):
    assert as_dtype(value).name == name


@pytest.mark.parametrize(
    "value",
    [None, 0, 99, 100, 201, True, 1.5, "foo", "int", "f4", "S3", "str", "_ref", complex, list, dict, [1], np.longdouble]
    + [np.datetime64, np.dtype([("a", int)]), np.zeros(2)],
)
def test_what_stands_for_no_type(value):
    with pytest.raises(TypeError, match=r"^Cannot convert value .* to a TensorFlow DType"):
        as_dtype(value)
    if not isinstance(value, np.ndarray):
        assert dtypes.float32 != value


def test_types_of_arrays():
    assert dtypes.of_array(np.zeros(2, ">u2")) is dtypes.uint16
    assert dtypes.of_array(np.array([b"a", b"bc"])) is dtypes.string
    assert dtypes.of_array(np.array(["a"], object)) is dtypes.string
    with pytest.raises(TypeError, match="Cannot convert value"):
        dtypes.of_array(np.zeros(2, "M8[s]"))


def test_equality_with_what_stands_for_the_same_type():
    assert dtypes.float32 == np.float32 == dtypes.float32
    assert dtypes.float32 == np.dtype("f4")
    assert dtypes.float32 == "float"
    assert dtypes.float32 == 1
    assert dtypes.float32 in [np.float32]
    same, other = dtypes.float32, dtypes.float64
    assert (same == dtypes.float32, same != dtypes.float32) == (True, False)
    assert (same == other, same != other, same == None, same != None) == (False, True, False, True)  # noqa: E711
    assert dtypes.float32 != np.float64
    assert {dtypes.float32: "found"}[as_dtype("float")] == "found"


def test_a_reference_can_be_used_as_a_value_but_not_the_other_way():
    value, ref = dtypes.float32, dtypes.float32._as_ref
    assert value.is_compatible_with(ref)
    assert ref.is_compatible_with(ref)
    assert value.is_compatible_with("float32")
    assert not ref.is_compatible_with(value)
    assert not value.is_compatible_with(dtypes.int32)
    with pytest.raises(TypeError):
        value.is_compatible_with("foo")


def test_real_types():
    assert dtypes.complex64.real_dtype is dtypes.float32
    assert dtypes.complex128._as_ref.real_dtype is dtypes.float64
    assert dtypes.float32._as_ref.real_dtype is dtypes.float32._as_ref
    assert dtypes.int32.real_dtype is dtypes.int32


@pytest.mark.parametrize("name", sorted(SIGNED | UNSIGNED | FLOATING - {"bfloat16"}))
def test_extremes_of_numbers(name):
    dtype = as_dtype(name)
    info = np.finfo(name) if dtype.is_floating else np.iinfo(name)
    assert (dtype.min, dtype.max) == (info.min, info.max)
    assert (dtype._as_ref.min, dtype._as_ref.max) == (info.min, info.max)


@pytest.mark.parametrize("name", ["string", "bool", "complex64", "quint8", "resource"])
def test_types_without_extremes(name):
    with pytest.raises(TypeError, match=f"^Cannot find minimum value of <dtype: '{name}'>"):
        _ = as_dtype(name).min
    with pytest.raises(TypeError, match=f"^Cannot find maximum value of <dtype: '{name}'>"):
        _ = as_dtype(name).max


def test_limits_of_images():
    assert dtypes.uint8.limits == (0, 255)
    assert dtypes.int16.limits == (0, 32767)
    assert dtypes.float32.limits == dtypes.float64._as_ref.limits == (0, 1)
    assert dtypes.bool_.limits == (0, True)
    with pytest.raises(ValueError, match=r"^<dtype: 'string'> does not have defined limits"):
        _ = dtypes.string.limits


def test_types_print_copy_and_pickle():
    assert (str(dtypes.float32), repr(dtypes.float32)) == ("<dtype: 'float32'>", "tf.float32")
    for dtype in (dtypes.bool_, dtypes.bool_._as_ref):
        assert isinstance(dtype, DType)
        assert pickle.loads(pickle.dumps(dtype)) is copy.deepcopy(dtype) is dtype


def test_names_in_run_time_messages():
    assert [dtypes.message_name(d) for d in (dtypes.float32, dtypes.float64._as_ref, dtypes.float16, dtypes.int64)] == [
        "float",
        "double",
        "half",
        "int64",
    ]


def test_a_type_is_found_by_its_number():
    assert DType(1) is dtypes.float32
    assert DType(101).name == "float32_ref"
    for number in (0, 53, 999):
        with pytest.raises(TypeError, match=f"type_enum is not a valid types_pb2.DataType: {number}"):
            DType(number)
