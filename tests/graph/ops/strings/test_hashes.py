"""string_to_hash_bucket and decode_compressed in graphs: TensorFlow's numbers, shapes, names and errors."""

from __future__ import annotations

import gzip
import zlib

import pytest
from support.programs import loop

import headrace as tf
from headrace.formats import limits
from headrace.formats.errors import TornFileWarning

TEXT = b"hello" * 10


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def run(fetch):
    with tf.Session() as session:
        return session.run(fetch)


def test_buckets_are_those_of_tensorflow():
    texts = ["a", "b", ""]
    assert run(tf.string_to_hash_bucket_fast(texts, 10)).tolist() == [9, 2, 3]
    assert run(tf.string_to_hash_bucket(texts, 10)).tolist() == [8, 0, 9]
    assert run(tf.string_to_hash_bucket_strong(texts, 10, [1, 2])).tolist() == [6, 4, 5]
    assert run(tf.string_to_hash_bucket_strong(["a"], 10, [-1, 2])).tolist() == [0]
    assert run(tf.strings.to_hash_bucket_fast([["a"], ["b"]], 10)).tolist() == [[9], [2]]
    assert run(tf.strings.to_hash_bucket(input="a", num_buckets=10)) == 8
    assert tf.strings.to_hash_bucket_strong is tf.string_to_hash_bucket_strong


def test_names_and_shapes():
    buckets = tf.string_to_hash_bucket_fast(tf.placeholder(tf.string, [None, 3]), 10)
    assert (buckets.op.name, buckets.dtype, buckets.shape.as_list()) == ("StringToHashBucketFast", tf.int64, [None, 3])
    assert tf.string_to_hash_bucket(["a"], 10).op.name == "StringToHashBucket"
    assert tf.string_to_hash_bucket_strong(["a"], 10, [1, 2]).op.name == "StringToHashBucketStrong"


def test_bad_arguments_of_buckets():
    with pytest.raises(ValueError, match="passed 0 less than minimum 1"):
        tf.string_to_hash_bucket_fast(["a"], 0)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Key must have 2 elements"):
        run(tf.string_to_hash_bucket_strong(["a"], 10, [1]))
    with pytest.raises(TypeError):
        tf.string_to_hash_bucket_fast([1, 2], 10)
    for both in ({"string_tensor": "a", "input": "a"}, {}):
        with pytest.raises(ValueError, match="specify"):
            tf.string_to_hash_bucket(num_buckets=10, **both)


def test_words_of_lines_in_a_pipeline(tmp_path):
    (tmp_path / "f").write_bytes(b"a\nb\n\n" * 100)
    names = tf.train.string_input_producer([str(tmp_path / "f")], num_epochs=1)
    line = tf.TextLineReader().read(names)[1]
    got, _, joined = loop(tf.train.batch([tf.string_to_hash_bucket_fast(line, 10)], 3))
    assert joined is None
    assert [batch.tolist() for batch in got] == [[9, 2, 3]] * 100


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"abc", "", b"abc"),
        (zlib.compress(TEXT), "ZLIB", TEXT),
        (gzip.compress(TEXT), "GZIP", TEXT),
        (gzip.compress(TEXT) * 2, "GZIP", TEXT * 2),
        (b"", "ZLIB", b""),
        (b"", "GZIP", b""),
    ],
)
def test_compressed_strings(content, kind, expected):
    assert run(tf.decode_compressed(content, kind)) == expected
    decoded = tf.decode_compressed([[content], [content]], kind)
    assert decoded.shape.as_list() == [2, 1]
    assert run(decoded).tolist() == [[expected], [expected]]
    assert tf.io.decode_compressed is tf.decode_compressed


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (gzip.compress(TEXT), "ZLIB", "inflate() failed with error -3: incorrect header check"),
        (gzip.compress(TEXT) + b"JUNK", "GZIP", "inflate() failed with error -3: incorrect header check"),
        (gzip.compress(TEXT)[:-8] + bytes(8), "GZIP", "inflate() failed with error -3: incorrect data check"),
        (b"hello world", "GZIP", "inflate() failed with error -3: incorrect header check"),
    ],
)
def test_damaged_strings(content, kind, words):
    with pytest.raises(tf.errors.DataLossError) as caught:
        run(tf.decode_compressed(content, kind))
    assert caught.value.message.startswith(words)


def test_a_string_that_is_cut_gives_what_is_there():
    with pytest.warns(TornFileWarning, match="ends without the end mark of ZLIB, after 5 bytes"):
        assert run(tf.decode_compressed(zlib.compress(TEXT)[:8], "ZLIB")) == b"hello"


def test_bombs_and_unknown_kinds(monkeypatch):
    monkeypatch.setattr(limits, "unsized_bytes", 1 << 20)
    with pytest.raises(tf.errors.ResourceExhaustedError, match="does not end within 1,048,576 bytes"):
        run(tf.decode_compressed(zlib.compress(bytes(10_000_000)), "ZLIB"))
    with pytest.raises(tf.errors.InvalidArgumentError, match="Only ZLIB, GZIP or NONE are supported compressions"):
        run(tf.decode_compressed(b"", "NONE"))
