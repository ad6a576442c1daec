"""csv.read and csv.read_columns: whole files, with no graph in sight."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from headrace.formats import csv
from headrace.formats.errors import InvalidArgumentError, NotFoundError

COLUMNS = [csv.Column("int64"), csv.Column("string", "none")]


def test_read_gives_blocks_in_order(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("".join(f"{number},name{number % 7}\n" for number in range(5000)))
    blocks = list(csv.read(path, COLUMNS, block_bytes=1000))
    assert len(blocks) > 10
    assert np.concatenate([numbers for numbers, _ in blocks]).tolist() == list(range(5000))
    assert [name for _, names in blocks for name in names] == [b"name%d" % (number % 7) for number in range(5000)]


def test_all_lines_before_a_bad_one_come_first(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("id,name\n" + "".join(f"{number},a\n" for number in range(2, 500)) + "x,a\n7,a\n")
    blocks = csv.read(path, COLUMNS, skip_header_lines=1, block_bytes=700)
    seen = []
    with pytest.raises(InvalidArgumentError) as caught:
        seen.extend(numbers for numbers, _ in blocks)
    assert np.concatenate(seen).tolist() == list(range(2, 500))
    assert str(caught.value).endswith(f"is not a valid int64: x; {path}:500, column 1: 'x'")
    assert (caught.value.path, caught.value.record) == (str(path), 500)


def test_read_columns_of_several_files_each_with_a_header(tmp_path):
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_bytes(b'id;name\r\n%d;"a;b"\r\n%d;\r\n' % (number, number + 10))
    numbers, names = csv.read_columns(paths, COLUMNS, field_delim=";", skip_header_lines=1)
    assert numbers.tolist() == [0, 10, 1, 11, 2, 12]
    assert names.tolist() == [b"a;b", b"none"] * 3


def test_read_columns_chooses_columns_and_takes_na_values(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1,x,NA\n2,y,0.5")
    texts, values = csv.read_columns(str(path), ["-", 9.5], select_cols=[1, 2], na_value="NA")
    assert values.tolist() == [9.5, 0.5]
    assert texts.tolist() == [b"x", b"y"]


def test_read_columns_of_empty_files_and_of_none(tmp_path):
    (tmp_path / "empty.csv").touch()
    for paths in (tmp_path / "empty.csv", []):
        decoded = csv.read_columns(paths, COLUMNS)
        assert [(array.dtype, len(array)) for array in decoded] == [(np.int64, 0), (object, 0)]


def test_compressed_files(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"1,a\n2,b\n"))
    assert csv.read_columns(path, COLUMNS, compression="GZIP")[0].tolist() == [1, 2]


def test_a_quoted_line_end_holds_a_record_together(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('1,"a\nb"\n2,c\n')
    numbers, texts = csv.read_columns(path, COLUMNS)
    assert (numbers.tolist(), texts.tolist()) == ([1, 2], [b"a\nb", b"c"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_first_field(encoding, tmp_path):
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes("1,x\n2,€\n".encode(encoding))
    numbers, texts = csv.read_columns(paths, COLUMNS)
    assert (numbers.tolist(), texts.tolist()) == ([1, 2] * 2, [b"x", "€".encode()] * 2)


def test_missing_files_and_bad_arguments_are_known_at_once(tmp_path):
    with pytest.raises(NotFoundError, match=r"absent\.csv"):
        csv.read_columns(tmp_path / "absent.csv", COLUMNS)
    with pytest.raises(InvalidArgumentError, match="field_delim should be only 1 char"):
        csv.read(tmp_path / "absent.csv", COLUMNS, field_delim="::")
