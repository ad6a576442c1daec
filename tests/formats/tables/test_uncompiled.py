"""What the compiled loops make of rows, their sources make of them too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.tables import schema_and_batches
from support.hot_modules import uncompiled

from headrace.formats.columns import texts
from headrace.formats.csv import Column
from headrace.formats.csv.compiled_decoder import CompiledDecoder
from headrace.formats.csv.layout import Layout
from headrace.formats.example import encoding, everything
from headrace.formats.records import Records
from headrace.formats.tables import KINDS
from headrace.formats.tfrecord.rows import examples_of

HELD = ("int64", "uint8", "float32", "bool", "string")


@pytest.fixture(scope="module")
def sources():
    names = ("example._encode_cy", "example._walk_cy", "columns._texts_cy", "csv._csv_cy", "csv._csv_text_cy")
    return {name: uncompiled(f"headrace.formats.{name}") for name in names}


def of_source(module, name, source, make):
    """What `make` gives where a module has the source of a hot module in place of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, source)
        return make()


def seen(found):
    columns = {
        key: [found.column(number, dtype).row_splits.tolist() for dtype in ("int64", "float32", "string")]
        for number, key in enumerate(found.keys)
    }
    return found.keys, found.kinds.tolist(), columns


@settings(deadline=None, max_examples=60)
@given(case=schema_and_batches(dtypes=HELD))
def test_examples(sources, case):
    for batch in case[1]:
        records = examples_of(batch)
        again = of_source(encoding, "hot", sources["example._encode_cy"], lambda batch=batch: examples_of(batch))
        assert list(again) == list(records)
        walked = of_source(
            everything, "walking", sources["example._walk_cy"], lambda found=records: everything.everything(found)
        )
        assert seen(walked) == seen(everything.everything(records))


@settings(deadline=None, max_examples=60)
@given(case=schema_and_batches(finite=True))
def test_lines(sources, tmp_path_factory, case):
    schema, batches = case
    path = tmp_path_factory.getbasetemp() / "lines"

    def written(kind):
        try:
            with kind.writer(path, schema) as writer:
                for batch in batches:
                    writer.write(batch)
        except ValueError as error:
            return str(error)
        return path.read_bytes()

    for kind in (KINDS["jsonl"], KINDS["csv"]):
        assert of_source(texts, "hot", sources["columns._texts_cy"], lambda kind=kind: written(kind)) == written(kind)


FIELDS = st.sampled_from([b"", b"1", b"-25", b'""', b'"7"', b"+0"])
TEXTS = st.sampled_from([b"", b"x", b'""', b'"a""b"', b'"a,b"', b"  "])


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(FIELDS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_cells(sources, rows):
    layout = Layout.checked([Column("int64", 0), Column("string", b""), Column("string", b"")], ",", True, "", None)
    records = Records.from_list([b",".join(row) for row in rows])
    numbers = [int(row[0].strip(b'"') or 0) for row in rows]
    texts = [[csv_text(row[place]) for row in rows] for place in (1, 2)]
    expected = [
        (numbers, [row[0] in (b"", b'""') for row in rows]),
        *((found, [row[place] == b"" for row in rows]) for place, found in zip((1, 2), texts, strict=True)),
    ]
    for loops in [(), (sources["csv._csv_cy"], sources["csv._csv_text_cy"])]:
        cells = CompiledDecoder(layout, *loops).cells(records)
        assert [(list(one.values), one.missing.tolist()) for one in cells] == expected


def csv_text(field):
    return field[1:-1].replace(b'""', b'"') if field[:1] == b'"' else field
