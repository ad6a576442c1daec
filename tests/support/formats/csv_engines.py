"""The ways in which CSV is decoded: by the compiled loop or its source, and by splitting where nothing is compiled."""

from __future__ import annotations

from headrace.formats import csv
from headrace.formats.csv import _csv_cy
from headrace.formats.csv.compiled_decoder import CompiledDecoder
from headrace.formats.csv.layout import Layout
from headrace.formats.csv.python_decoder import PythonDecoder
from headrace.formats.records import Records

from ..hot_modules import uncompiled

_LOOPS = (uncompiled("headrace.formats.csv._csv_cy"), uncompiled("headrace.formats.csv._csv_text_cy"))

ENGINES = ["python", "source", *(["compiled"] if _csv_cy.compiled else [])]


def decode_with(engine, records, columns, field_delim=",", use_quote_delim=True, na_value="", select_cols=None) -> list:
    """`csv.decode` by one engine; records may be a list of bytes."""
    if not isinstance(records, Records):
        records = Records.from_list(records)
    columns = list(map(csv.as_column, columns))
    layout = Layout.checked(columns, field_delim, use_quote_delim, na_value, select_cols)
    if engine == "python":
        return PythonDecoder(layout).decode(records)
    return CompiledDecoder(layout, *_LOOPS).decode(records) if engine == "source" else CompiledDecoder(layout).decode(records)
