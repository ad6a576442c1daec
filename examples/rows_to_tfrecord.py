"""Rows to a TFRecord file and back; nobody names a type.

python examples/rows_to_tfrecord.py
"""

import dataclasses
import pathlib
import tempfile

import numpy as np

from headrace.formats import tables, tfrecord


@dataclasses.dataclass
class Flower:
    species: str
    petals: np.ndarray
    colours: list


FLOWERS = [
    Flower("setosa", np.array([1.4, 0.2]), ["white"]),
    Flower("virginica", np.array([6.0, 2.5]), ["blue", "violet"]),
    Flower("versicolor", np.array([4.7, 1.4]), []),
]

with tempfile.TemporaryDirectory() as directory:
    path = str(pathlib.Path(directory, "flowers.tfrecord"))

    # Dicts, a dict of columns, an array of a structured type, tables of pandas and pyarrow will do as well.
    tfrecord.write(path, FLOWERS)

    for row in tfrecord.rows(path):
        print(row["species"][0].decode(), row["petals"], [colour.decode() for colour in row["colours"]])

    kind = tables.kind_of(path)
    schema = kind.infer(path)
    print(schema)
    for batch in kind.read(path, schema):
        print(f"{batch.count} rows, mean petals {batch.columns['petals'].values.mean(axis=0).round(2)}")
