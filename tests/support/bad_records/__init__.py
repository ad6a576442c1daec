"""What tests of bad records share: files with bad records, and pipelines that read them record by record or in blocks."""

from __future__ import annotations

import pytest

import headrace as tf

from ..formats.frames import framed


def lines(*values, name="lines"):
    with open(name, "w") as file:
        file.writelines(f"{value}\n" for value in values)
    return name


def records(*values, name="records", damaged=()):
    content = bytearray(framed([b"%d" % value for value in values]))
    at = 0
    for number, value in enumerate(values):
        if number in damaged:
            content[at + 12] ^= 0x40
        at += len(b"%d" % value) + 16
    with open(name, "wb") as file:
        file.write(content)
    return name


def names_of(*files, epochs=1):
    return tf.train.string_input_producer(list(files), num_epochs=epochs, shuffle=False)


def one_by_one(tensor):
    """The same, in a program that runs record by record."""
    found = tf.py_func(lambda value: value, [tensor], tensor.dtype)
    found.set_shape(tensor.shape)
    return found


def as_it_is(tensor):
    return tensor


BOTH = pytest.mark.parametrize("way", [as_it_is, one_by_one])


def number_of(*files, way=as_it_is, epochs=1):
    _, line = tf.TextLineReader().read(names_of(*files, epochs=epochs))
    return tf.string_to_number(way(line), tf.int32)


def delivered(tensor, size=4, **options):
    batch = tf.train.batch([tensor], size, allow_smaller_final_batch=True, **options)
    return [value for found in tf.train.iterate(batch) for value in found.tolist()]


MIXED = (0, 1, "x", 3, "y", "z", 6)
