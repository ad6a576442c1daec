"""What tf.decode_csv gives or says in 149 cases, and for two files, from each of the ways of decoding."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.formats.csv_engines import ENGINES, decode_with

from headrace.formats import csv, lines
from headrace.formats.errors import InvalidArgumentError

CASES = golden.load("csv/decode_csv.json")["cases"]
ERRORS = {"InvalidArgumentError": InvalidArgumentError, "TypeError": TypeError, "ValueError": ValueError}


def as_bytes(cell):
    return cell["text"].encode() if "text" in cell else bytes.fromhex(cell["hex"])


def columns_of(case):
    return [csv.Column(column["dtype"], column["default"]) for column in case["record_defaults"]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_decode_csv(case, engine):
    records = [as_bytes(cell) for cell in case["records"]]
    if "error" in case:
        with pytest.raises(ERRORS[case["error"]["class"]]) as caught:
            decode_with(engine, records, columns_of(case), **case["args"])
        assert caught.type is ERRORS[case["error"]["class"]]
        assert str(caught.value).startswith(case["error"]["message"])
        return
    columns = columns_of(case)
    decoded = decode_with(engine, records, columns, **case["args"])
    for column, array, wanted in zip(columns, decoded, case["ok"], strict=True):
        assert array.dtype == column.dtype
        values = wanted["values"] if case["batched"] else [wanted]
        if column.name == "string":
            assert list(array) == [as_bytes(value) for value in values]
        else:
            np.testing.assert_array_equal(array, np.array(values).astype(column.dtype))


@pytest.mark.parametrize("engine", ENGINES)
def test_mixed_file(engine):
    expected = golden.load("csv/mixed.json")
    columns = [csv.Column(dtype, default) for dtype, default in expected["record_defaults"]]
    (block,) = lines.read(golden.DIRECTORY / "csv/mixed.csv")
    for array, wanted in zip(decode_with(engine, block, columns), expected["columns"], strict=True):
        if wanted["dtype"] == "string":
            assert list(array) == [as_bytes(value) for value in wanted["values"]]
        else:
            np.testing.assert_array_equal(array, np.array(wanted["values"]).astype(wanted["dtype"]))


def test_iris_in_three_files():
    expected = np.load(golden.DIRECTORY / "csv/iris.npz")
    paths = [golden.DIRECTORY / f"csv/iris-0000{shard}-of-00003.csv" for shard in range(3)]
    *features, species = csv.read_columns(paths, [0.0, 0.0, 0.0, 0.0, ""])
    assert np.stack(features, axis=1).dtype == np.float32
    np.testing.assert_array_equal(np.stack(features, axis=1), expected["features"])
    assert [name.decode() for name in species] == expected["species"].tolist()
