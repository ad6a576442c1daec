"""Ops on strings, as a user's program sees them."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

import headrace as tf
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder, placeholder_with_default
from headrace.graph.ops.math.cast import cast
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor, serialize_tensor
from headrace.graph.ops.strings.formats import as_string, decode_base64, encode_base64
from headrace.graph.ops.strings.pieces import reduce_join, string_split
from headrace.graph.ops.strings.strings import decode_raw, string_join, string_length, string_strip, string_to_number, substr
from headrace.graph.types import errors

NUMBERS = golden.load("rules/string_to_number.json")
RAW = golden.load("rules/decode_raw.json")
SERIALIZED = golden.load("rules/serialize.json")


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetches):
    with Session() as session:
        return session.run(fetches)


def strings(array):
    """The values of a string tensor, as nested lists of text."""
    return np.vectorize(lambda text: text.decode(), otypes=[object])(run(array)).tolist()


# -- string_to_number, decode_raw --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for case in NUMBERS if case.startswith(("float", "int"))])
def test_string_to_number(case):
    kind, _, text = case.partition(" ")
    number = string_to_number(text.encode().decode("unicode_escape").encode("latin-1"), kind)
    if "error" not in NUMBERS[case]:
        found = run(number)
        assert found.dtype == kind
        np.testing.assert_array_equal(found, np.array(NUMBERS[case]["ok"]).astype(kind))
        return
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(number)
    assert caught.value.op is number.op
    if not case.endswith("\\x91"):
        assert caught.value.message == NUMBERS[case]["error"]["message"]


def test_string_to_number_keeps_the_shape_and_gives_float32():
    numbers = string_to_number([["1", "2.5"]])
    assert numbers.shape.as_list() == [1, 2]
    assert numbers.dtype.name == "float32"
    assert numbers.op.name == "StringToNumber"
    assert run(numbers).tolist() == [[1, 2.5]]


def test_string_to_number_of_another_type_is_refused():
    with pytest.raises(TypeError) as caught:
        string_to_number("1", "bool")
    assert str(caught.value) == NUMBERS["bool out_type"]["error"]["message"]


ORDERS = [case for case in RAW if case.startswith("bytes 0..15") and "bfloat16" not in case]


@pytest.mark.parametrize("case", ORDERS)
def test_decode_raw_in_both_byte_orders(case):
    kind, order = case.removeprefix("bytes 0..15 as ").split(" little_endian=")
    expected = RAW[case]
    if "error" in expected:
        with pytest.raises(TypeError) as caught:
            decode_raw(bytes(range(16)), kind, order == "True")
        assert str(caught.value) == expected["error"]["message"].removesuffix(", bfloat16")
        return
    decoded = run(decode_raw(bytes(range(16)), kind, order == "True"))
    assert decoded.dtype == kind
    assert list(decoded.shape) == expected["ok"]["shape"]
    assert decoded.tobytes().hex() == expected["ok"]["bytes_hex"]


def test_decode_raw_adds_an_axis():
    assert run(decode_raw([["ab", "cd"]], "uint8")).tolist() == [[[97, 98], [99, 100]]]
    assert run(decode_raw("", "int32")).shape == (0,)
    assert run(decode_raw(np.array([], object), "uint8")).shape == (0, 0)
    shapes = [decode_raw(placeholder("string", shape), "uint8").shape for shape in ((), (3,), None)]
    assert [str(shape) for shape in shapes] == RAW["static shape of scalar, [3] and unknown"]["ok"]


def test_decode_raw_of_bools_and_their_numbers():
    bools = decode_raw(b"\x00\x01", "bool")
    assert run(bools).tolist() == RAW["bool bytes 0 1"]["ok"]["values"]
    assert run(cast(bools, "int32")).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("case", "text", "kind"),
    [("length not a multiple", "12345", "int32"), ("batch of different lengths", ["ab", "abc"], "uint8")],
)
def test_decode_raw_refuses_lengths(case, text, kind):
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(decode_raw(text, kind))
    assert caught.value.message.startswith(RAW[case]["error"]["message"])


# -- joining and cutting -----------------------------------------------------------------------------------------------


def test_string_join_takes_scalars_to_every_place():
    joined = string_join([constant([["a", "b"]]), "x", [["1", "2"]]], separator="-")
    assert joined.shape.as_list() == [1, 2]
    assert joined.op.inputs[1].name == "StringJoin/inputs_1:0"
    assert strings(joined) == [["a-x-1", "b-x-2"]]
    assert run(string_join(["a", "b"])) == b"ab"


def test_string_join_refuses_other_shapes():
    with pytest.raises(ValueError, match="Shapes must be equal rank, but are 2 and 1"):
        string_join([[["a"]], ["b"]])
    late = string_join([[["a", "b"]], placeholder_with_default(["a"], None)])
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(late)
    assert caught.value.message == "Input shapes do not match: [1,2] vs. [1]"


def test_substr_counts_from_either_end():
    texts = constant(["hello", "hey"])
    assert strings(substr(texts, 1, 2)) == ["el", "ey"]
    assert strings(substr(texts, -3, 2)) == ["ll", "he"]
    assert strings(substr(texts, 3, 9)) == ["lo", ""]
    assert strings(substr(texts, 1, -1)) == ["ello", "ey"]
    assert strings(substr(texts, [0, 1], [2, 1])) == ["he", "e"]
    assert strings(substr([["hello"], ["hey"]], [0, 1, 2], [2, 1, 1])) == [["he", "e", "l"], ["he", "e", "y"]]
    assert strings(substr(["héllo"], 1, 2, unit="UTF8_CHAR")) == ["él"]


@pytest.mark.parametrize("position", [4, -4])
def test_substr_outside_of_the_string(position):
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(substr(["hello", "hey"], position, 2))
    assert caught.value.message == f"pos {position} out of range for string b'hey' at index 1"


def test_string_length_and_strip():
    assert run(string_length(["héllo", ""])).tolist() == [6, 0]
    assert run(string_length(["héllo", ""], unit="UTF8_CHAR")).tolist() == [5, 0]
    assert run(string_length("abc")).dtype == np.int32
    with pytest.raises(ValueError, match='passed string \'WORD\' not in: "BYTE", "UTF8_CHAR"'):
        string_length("a", unit="WORD")
    assert run(string_strip([" \t\n\v\f\r a b \x00"])).tolist() == [b"a b \x00"]


@pytest.mark.parametrize(
    ("texts", "arguments", "rows"),
    [
        (["hello world", "a  b c", ""], {}, [["hello", "world"], ["a", "b", "c"], []]),
        (["a  b", ""], {"skip_empty": False}, [["a", "", "b"], []]),
        (["a,b;c", ",x,"], {"sep": ",;"}, [["a", "b", "c"], ["x"]]),
        (["a,b;c", ",x,", ""], {"delimiter": ",;", "skip_empty": False}, [["a", "b", "c"], ["", "x", ""], []]),
        (["abc", ""], {"sep": ""}, [["a", "b", "c"], []]),
        (["a]b^c-d"], {"sep": "^-]"}, [["a", "b", "c", "d"]]),
    ],
)
def test_string_split(texts, arguments, rows):
    split = string_split(texts, **arguments)
    assert split.values.name == "StringSplit/StringSplit:1"
    assert [tensor.shape.as_list() for tensor in (split.indices, split.values, split.dense_shape)] == [[None, 2], [None], [2]]
    found = run(split)
    assert found.indices.tolist() == [[row, k] for row, pieces in enumerate(rows) for k in range(len(pieces))]
    assert found.values.tolist() == [piece.encode() for pieces in rows for piece in pieces]
    assert found.dense_shape.tolist() == [len(rows), max(map(len, rows))]


def test_string_split_refuses_what_is_no_vector():
    with pytest.raises(ValueError, match="Shape must be rank 1 but is rank 0"):
        string_split("a b")
    with pytest.raises(ValueError, match="Cannot specify both 'delimiter' and 'sep'"):
        string_split(["a"], sep=",", delimiter=",")


@pytest.mark.parametrize(
    ("axis", "shape", "joined"),
    [
        (None, [], "a+b+c+d"),
        (0, [2], ["a+c", "b+d"]),
        (-1, [2], ["a+b", "c+d"]),
        ([0, 1], [], "a+c+b+d"),
        ([1, 0], [], "a+b+c+d"),
        ([], [2, 2], [["a", "b"], ["c", "d"]]),
    ],
)
def test_reduce_join(axis, shape, joined):
    texts = [["a", "b"], ["c", "d"]]
    found = reduce_join(texts, axis, separator="+")
    assert found.shape.as_list() == shape
    assert strings(found) == joined
    unknown = reduce_join(placeholder_with_default(texts, None), reduction_indices=axis, separator="+")
    assert strings(unknown) == joined
    kept = reduce_join(texts, axis, keep_dims=True)
    assert run(kept).ndim == 2
    assert kept.shape.as_list() == list(run(kept).shape)


def test_reduce_join_refuses_axes():
    texts = constant([["a", "b"]])
    with pytest.raises(ValueError, match=r"Invalid reduction dimension 2 for input with 2 dimensions\."):
        reduce_join(texts, 2)
    with pytest.raises(errors.OutOfRangeError, match=r"Invalid reduction dimension 2 for input with 2 dimension\(s\)"):
        run(reduce_join(texts, placeholder_with_default(2, None)))
    with pytest.raises(errors.InvalidArgumentError, match="Duplicate reduction dimension -2"):
        run(reduce_join(texts, [0, -2]))


# -- values as strings -------------------------------------------------------------------------------------------------

FLOATS = np.array([1.5, -0.25, np.nan, np.inf, 1e-7, 1234567], np.float32)
SPELLED = [
    (FLOATS, {}, "1.500000 -0.250000 nan inf 0.000000 1234567.000000"),
    (FLOATS, {"precision": 2}, "1.50 -0.25 nan inf 0.00 1234567.00"),
    (FLOATS, {"scientific": True, "precision": 1}, "1.5e+00 -2.5e-01 nan inf 1.0e-07 1.2e+06"),
    (FLOATS, {"shortest": True}, "1.5 -0.25 nan inf 1e-07 1.23457e+06"),
    (FLOATS[:4], {"fill": "+"}, "+1.500000 -0.250000 +nan +inf"),
    (np.array([0.1], np.float16), {"shortest": True}, "0.0999756"),
    (np.array([7, -12, 12345]), {"width": 4, "fill": "0"}, "0007 -012 12345"),
    (np.array([True, False]), {"width": 7}, "true false"),
    (np.array([1.5 + 2j, -1j]), {"precision": 2}, "(1.50,2.00) (-0.00,-1.00)"),
]


@pytest.mark.parametrize(("values", "arguments", "expected"), SPELLED)
def test_as_string(values, arguments, expected):
    assert strings(as_string(values, **arguments)) == expected.split()


def test_as_string_pads():
    assert strings(as_string(FLOATS[1:3], width=9, fill="0", precision=3)) == ["-0000.250", "      nan"]
    assert strings(as_string([7, -12], width=4)) == ["   7", " -12"]
    assert strings(as_string([7, -12], width=4, fill="-")) == ["7   ", "-12 "]
    assert strings(as_string(["a", ""], width=2)) == [" a", "  "]
    assert run(as_string(3)) == b"3"


@pytest.mark.parametrize(
    ("value", "arguments", "message"),
    [
        (1.0, {"scientific": True, "shortest": True}, "Cannot select both scientific and shortest notation"),
        (1, {"precision": 2}, "precision not supported for datatype int32"),
        (True, {"shortest": True}, "scientific and shortest format not supported for datatype bool"),
        (1, {"fill": "00"}, "Fill string must be one or fewer characters"),
        (1, {"fill": "x"}, 'Fill argument not supported: "x"'),
    ],
)
def test_as_string_refuses(value, arguments, message):
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(as_string(value, **arguments))
    assert caught.value.message == message


def test_base64_there_and_back():
    texts = [b"abcd", b"\xff\xfe", b""]
    assert strings(encode_base64(texts)) == ["YWJjZA", "__4", ""]
    assert strings(encode_base64(texts, pad=True)) == ["YWJjZA==", "__4=", ""]
    for pad in (False, True):
        assert run(decode_base64(encode_base64(texts, pad=pad))).tolist() == texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("YWJjZ", "Base64 string length cannot be 1 modulo 4."),
        ("YW+/", "Invalid character found in base64."),
        ("YWJjZA=", "Invalid character found in base64."),
        ("YW=j", "Invalid character found in base64."),
    ],
)
def test_base64_refuses(text, words):
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(decode_base64(text))
    assert caught.value.message.startswith(words)


SERIALIZABLE = [
    np.array([1.5, 2.5], np.float32),
    np.array(b"abc", object),
    np.array([b"a", b"bc"], object),
    np.array(7, np.int64),
    np.zeros((2, 0), np.float32),
]


def test_serialize_tensor_writes_the_bytes_that_tensorflow_writes():
    expected = SERIALIZED["serialize_tensor bytes"]["ok"]
    for value, cell in zip(SERIALIZABLE, expected, strict=True):
        assert golden.equals(run(serialize_tensor(value)), cell), value


@pytest.mark.parametrize("name", ["1.5", "[1,2]", "'a'", "zeros(3)", "bool", "int64 arr", "half", "strings"])
def test_parse_tensor_reads_what_make_tensor_proto_writes(name):
    values = {
        "1.5": np.float32(1.5),
        "[1,2]": np.array([1, 2], np.int32),
        "'a'": np.array(b"a", object),
        "zeros(3)": np.zeros(3, np.float32),
        "bool": np.array([True]),
        "int64 arr": np.arange(3),
        "half": np.float16(1),
        "strings": np.array([b"a", b"b"], object),
    }
    content = bytes.fromhex(SERIALIZED["make_tensor_proto bytes"]["ok"][name])
    expected = np.asarray(values[name])
    kind = "string" if expected.dtype == object else expected.dtype
    found = np.asarray(run(parse_tensor(content, kind)))
    assert found.reshape(-1).tolist() == expected.reshape(-1).tolist()
    assert found.dtype.kind in ("S", expected.dtype.kind)


@pytest.mark.parametrize("value", [*SERIALIZABLE, np.array([1 + 2j], np.complex64), np.array([[True]]), np.uint8(3)])
def test_parse_tensor_reads_what_serialize_tensor_wrote(value):
    tensor = constant(value)
    found = run(parse_tensor(serialize_tensor(tensor), tensor.dtype))
    np.testing.assert_array_equal(np.asarray(found, np.asarray(value).dtype), value)
    assert np.shape(found) == np.shape(value)


def test_parse_tensor_fills_up_with_the_last_value():
    three_of_one = bytes.fromhex("08011204120208032a040000c03f")
    assert run(parse_tensor(three_of_one, "float32")).tolist() == [1.5, 1.5, 1.5]
    three_of_none = bytes.fromhex("0801120412020803")
    assert run(parse_tensor(three_of_none, "float32")).tolist() == [0, 0, 0]


def test_parse_tensor_refuses():
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(parse_tensor(serialize_tensor([1.0]), "int32"))
    assert caught.value.message == SERIALIZED["parse_tensor wrong type"]["error"]["message"]
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(parse_tensor(b"garbage!", "int32"))
    assert caught.value.message == SERIALIZED["parse_tensor of garbage"]["error"]["message"]
    with pytest.raises(errors.InvalidArgumentError, match="Cannot parse tensor from proto"):
        run(parse_tensor(b"", "int32"))


def test_the_script_of_a_character():
    found = tf.strings.unicode_script([[ord("é"), 0x6F22], [0x3042, ord("1")], [0x110000, -5]])  # numbers as ICU has them
    assert found.shape.as_list() == [3, 2]
    assert tf.Session().run(found).tolist() == [[25, 17], [20, 0], [-1, -1]]
    with pytest.raises(TypeError, match="UnicodeScript"):
        tf.strings.unicode_script([1.0])
