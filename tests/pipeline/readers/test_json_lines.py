"""tf.io.JsonLinesReader and tf.io.decode_json: from files to batches, alike in blocks and record by record."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.blocks import same_as_one_by_one
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import jsonl
from headrace.formats.records import Records
from headrace.graph.blocks.block_plan import BlockPlan
from headrace.graph.blocks.compiler import compile_block_plan

LABEL = {"label": tf.FixedLenFeature([], tf.int64)}
BOX = {"box": tf.FixedLenFeature([2, 2], tf.float32)}
TAGS = {"tags": tf.FixedLenSequenceFeature([], tf.string, allow_missing=True)}


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "f.jsonl")


def read(*paths, **options):
    """Key and value of the next record of files."""
    names = tf.train.string_input_producer(list(paths), num_epochs=1, shuffle=False)
    return tf.io.JsonLinesReader(**options).read(names)


def queue_of(session, *paths):
    queue = tf.FIFOQueue(10, [tf.string], [()])
    session.run(queue.enqueue_many([list(paths)]))
    session.run(queue.close())
    return queue


# -- programs ------------------------------------------------------------------------------------------------------------


def test_a_whole_program_from_files_to_shuffled_batches(tmp_path):
    paths = [str(tmp_path / name) for name in ("one", "two")]
    rows = [{"label": k, "box": [[k, 0], [0.5, -k]], "name": f"ä{k}"} for k in range(300)]
    jsonl.write(paths[0], rows[:130])
    jsonl.write(paths[1], rows[130:])
    names = tf.train.string_input_producer(paths, num_epochs=2)
    key, line = tf.io.JsonLinesReader().read(names)
    features = tf.io.decode_json(line, {**LABEL, **BOX, "name": tf.FixedLenFeature([], tf.string)})
    assert [(name, tensor.dtype, tensor.shape) for name, tensor in features.items()] == [
        ("box", tf.float32, [2, 2]),
        ("label", tf.int64, []),
        ("name", tf.string, []),
    ]
    batch = tf.train.shuffle_batch({"key": key, **features}, 32, 200, 100, num_threads=2, allow_smaller_final_batch=True)
    got, ended, joined = loop(batch)
    assert isinstance(ended, tf.errors.OutOfRangeError)
    assert joined is None
    key, label, box, name = (np.concatenate([one[column] for one in got]) for column in ("key", "label", "box", "name"))
    assert sorted(label) == sorted([*range(300)] * 2)
    assert label.tolist() != sorted(label)
    for where, number, square, text in zip(key, label.tolist(), box, name, strict=True):
        file, line = (paths[0], number + 1) if number < 130 else (paths[1], number - 129)
        assert where == f"{file}:{line}".encode()
        assert square.tolist() == [[number, 0], [0.5, -number]]
        assert text == f"ä{number}".encode()


def test_lists_of_any_length_are_padded_by_the_batch(path):
    jsonl.write(path, [{"tags": ["a", "bc"]}, {}, {"tags": ["d"]}])
    tags = tf.io.decode_json(read(path)[1], TAGS)["tags"]
    assert tags.shape.as_list() == [None]
    (batch,), _, joined = loop(tf.train.batch([tags], 3, dynamic_pad=True))
    assert batch.tolist() == [[b"a", b"bc"], [b"", b""], [b"d", b""]]
    assert joined is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_blank_lines_marks_and_compression_do_not_reach_the_program(encoding, path):
    with open(path, "wb") as file:
        file.write(gzip.compress('\n{"s": "ä"}\r\n \t\n{"s": "b"}\n\n'.encode(encoding)))
    key, value = read(path, compression_type="AUTO")
    text = tf.io.decode_json(value, {"s": tf.FixedLenFeature([], tf.string)})["s"]
    got, _, joined = loop([*tf.train.batch([key, text], 2)])
    assert joined is None
    assert [column.tolist() for column in got[0]] == [[f"{path}:2".encode(), f"{path}:4".encode()], ["ä".encode(), b"b"]]


@pytest.mark.parametrize("bad", [0, 3, 6])
def test_a_bad_record_is_named_once_and_all_before_it_arrive(bad, path):
    lines = [json.dumps({"label": k}) for k in range(7)]
    lines[bad] = '{"label": "cat"}'
    with open(path, "w") as file:
        file.write("\n".join(lines))
    label = tf.io.decode_json(read(path)[1], LABEL)["label"]
    got, _, joined = loop(tf.train.batch([label], 1, enqueue_many=False))
    assert [batch.tolist() for batch in got] == [[k] for k in range(bad)]
    assert isinstance(joined, tf.errors.InvalidArgumentError)
    assert joined.message == f'key "label" must be int64; found a string: "cat"; {path}:{bad + 1}'
    assert joined.op.type == "HeadraceDecodeJSON"


def test_a_step_of_the_session_says_the_same_of_a_bad_record_as_a_block(path):
    with open(path, "w") as file:
        file.write('{"label": 1}\n{"label": 1.5}\n{"label": 3}\n')
    with tf.Session() as session:
        label = tf.io.decode_json(tf.io.JsonLinesReader().read(queue_of(session, path))[1], LABEL)["label"]
        assert session.run(label) == 1
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(label)
        assert caught.value.message == f'key "label" must be int64; found a fraction: 1.5; {path}:2'
        assert session.run(label) == 3


def test_the_program_runs_in_blocks(path):
    jsonl.write(path, [{"label": k, "tags": ["a"] * (k % 3)} for k in range(500)])
    with tf.Session() as session:
        found = tf.io.decode_json(tf.io.JsonLinesReader().read(queue_of(session, path))[1], {**LABEL, **TAGS})
        queue = tf.FIFOQueue(500, [tf.int64, tf.string])
        plan = compile_block_plan(session, queue.enqueue([found["label"], found["tags"]]))
        assert isinstance(plan, BlockPlan)
        assert plan.by_record == ()
        with suppress(tf.errors.OutOfRangeError):
            while True:
                plan.step(session.context)
        assert (plan.records, plan.replayed) == (500, 0)
        assert plan.blocks < 20
        taken = [session.run(queue.dequeue()) for _ in range(500)]
    assert [(label, tags.tolist()) for label, tags in taken] == [(k, [b"a"] * (k % 3)) for k in range(500)]


# -- the reader ------------------------------------------------------------------------------------------------------------


def test_the_reader_counts_resets_and_has_no_state_as_that_of_text_lines(path):
    jsonl.write(path, [1, 2, 3])
    answers = []
    for kind in (tf.io.JsonLinesReader, tf.TextLineReader):
        with tf.Graph().as_default(), tf.Session() as session:
            reader = kind()
            record = reader.read(queue_of(session, path, path))
            counts = [reader.num_records_produced(), reader.num_work_units_completed()]
            seen = [session.run(record) for _ in range(4)], session.run(counts)
            states = []
            for op in (reader.serialize_state(), reader.restore_state(b"")):
                with pytest.raises(tf.errors.UnimplementedError) as caught:
                    session.run(op)
                states.append(caught.value.message)
            session.run(reader.reset())
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(record)
            answers.append((seen, states, session.run(counts), reader.supports_serialize))
    assert answers[0] == answers[1]
    assert answers[0][0][1] == [4, 1]


def test_up_to_n_records_are_decoded_at_once_and_their_lists_filled_up(path):
    jsonl.write(path, [{"tags": [1, 2], "label": 5}, {"label": 6}, {"tags": [3], "label": 7}])
    features = {**LABEL, "tags": tf.FixedLenSequenceFeature([], tf.int32, allow_missing=True, default_value=-1)}
    with tf.Session() as session:
        _, values = tf.io.JsonLinesReader().read_up_to(queue_of(session, path), 10)
        found = tf.io.decode_json(values, features)
        assert [found[key].shape.as_list() for key in ("label", "tags")] == [[None], [None, None]]
        got = session.run(found)
        assert got["label"].tolist() == [5, 6, 7]
        assert got["tags"].tolist() == [[1, 2], [-1, -1], [3, -1]]
        none = session.run(found, {values: np.zeros(0, object)})
        assert (none["label"].shape, none["tags"].shape, none["tags"].dtype) == ((0,), (0, 0), np.int32)


def test_a_graph_with_them_is_written_and_read_again(graph, path):
    jsonl.write(path, [{"box": [[1, 2], [3, 4]]}])
    names = tf.placeholder(tf.string, [])
    queue = tf.FIFOQueue(1, [tf.string], [()])
    fill = queue.enqueue(names, name="fill")
    features = {"box": tf.FixedLenFeature([2, 2], tf.float32), "n": tf.FixedLenFeature([2], tf.int8, [7, 8]), **TAGS}
    found = tf.io.decode_json(tf.io.JsonLinesReader(name="reader").read(queue)[1], features)
    definition = graph.as_graph_def()
    assert [node.op for node in definition.node if node.name == "reader"] == ["HeadraceJSONLinesReader"]
    with tf.Graph().as_default():
        wanted = [names.name, fill.name, *(tensor.name for tensor in found.values())]
        names, fill, *again = tf.import_graph_def(definition, return_elements=wanted, name="")
        assert [tensor.shape.as_list() for tensor in again] == [[2, 2], [2], [None]]
        with tf.Session() as session:
            session.run(fill, {names: path})
            assert [value.tolist() for value in session.run(again)] == [[[1, 2], [3, 4]], [7, 8], []]


def test_another_compression_is_refused_where_the_reader_is_made():
    with pytest.raises(ValueError, match="compression_type"):
        tf.io.JsonLinesReader(compression_type="LZ4")


# -- the decoder -----------------------------------------------------------------------------------------------------------

FEATURES = {
    "f": tf.FixedLenFeature([], tf.float32),
    "i": tf.FixedLenFeature([2], tf.int16, [3, 4]),
    "s": tf.FixedLenFeature([], tf.string, "none"),
    "v": tf.FixedLenSequenceFeature([2], tf.float64, allow_missing=True),
    "b": tf.FixedLenSequenceFeature([], tf.bool),
}
ROWS = st.fixed_dictionaries(
    {"f": st.floats(width=32, allow_nan=False, allow_infinity=False), "b": st.lists(st.booleans(), max_size=3)},
    optional={
        "i": st.none() | st.lists(st.integers(-(2**15), 2**15 - 1), min_size=2, max_size=2),
        "s": st.none() | st.text(max_size=5),
        "v": st.none() | st.lists(st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=2), max_size=3),
        "other": st.none() | st.lists(st.integers(), max_size=2),
    },
)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(ROWS, min_size=1, max_size=8), as_records=st.booleans(), ascii_only=st.booleans())
def test_a_block_gives_what_the_records_give_one_by_one(rows, as_records, ascii_only):
    texts = [json.dumps(row, ensure_ascii=ascii_only).encode() for row in rows]
    block = Records.from_list(texts) if as_records else Records.from_list(texts).to_array()
    with tf.Graph().as_default():
        found = tf.io.decode_json(tf.placeholder(tf.string, []), FEATURES)
        columns = dict(zip(found, same_as_one_by_one(found["f"].op, block), strict=True))
    for k, row in enumerate(rows):
        assert columns["f"][k] == np.float32(row["f"])
        assert columns["b"][k].tolist() == row["b"]
        assert columns["i"][k].tolist() == (row.get("i") or [3, 4])
        text = row.get("s")
        assert columns["s"][k] == ("none" if text is None else text).encode()
        assert columns["v"][k].tolist() == (row.get("v") or [])
        assert columns["v"][k].shape[1:] == (2,)


def test_a_required_list_is_missed_and_an_optional_one_is_empty():
    text = tf.placeholder(tf.string, [])
    required = tf.io.decode_json(text, {"v": tf.FixedLenSequenceFeature([], tf.int32)})["v"]
    optional = tf.io.decode_json(text, {"v": tf.FixedLenSequenceFeature([], tf.int32, allow_missing=True)})["v"]
    with tf.Session() as session:
        assert session.run(optional, {text: "{}"}).tolist() == []
        assert session.run(required, {text: '{"v": []}'}).tolist() == []
        with pytest.raises(tf.errors.InvalidArgumentError, match=r'key "v" is required \(int32 \[\?\]\) but missing'):
            session.run(required, {text: "{}"})


def test_a_default_may_be_known_only_when_run():
    default = tf.placeholder(tf.float32, [2])
    found = tf.io.decode_json(tf.constant(["{}", '{"x": [3, 4]}']), {"x": tf.FixedLenFeature([2], tf.float32, default)})
    with tf.Session() as session:
        assert session.run(found["x"], {default: [1, 2]}).tolist() == [[1, 2], [3, 4]]


def test_a_bad_record_among_several_in_memory_is_numbered():
    found = tf.io.decode_json(tf.constant(['{"label": 1}', "{}"]), LABEL)["label"]
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(found)
    assert caught.value.message == 'key "label" is required (int64) but missing; found the keys []; record 1'


@pytest.mark.parametrize(
    ("features", "error", "said"),
    [
        ({}, ValueError, "features cannot be empty"),
        ({"a": tf.VarLenFeature(tf.int64)}, ValueError, r"Unsupported VarLenFeature .* for key 'a': decode_json takes Fixed"),
        ({"a": tf.FixedLenFeature([], None)}, ValueError, "Missing type for feature a"),
        ({"a": tf.FixedLenFeature(None, tf.int64)}, ValueError, "Missing shape for feature a"),
        ({"a": tf.FixedLenFeature([None], tf.int64)}, ValueError, "All dimensions of shape for feature a need to be known"),
        ({"a": tf.FixedLenFeature([], tf.complex64)}, TypeError, "field 'a': dtype must be one of .*; got complex64"),
        ({"a": tf.FixedLenFeature([2], tf.int8, 300)}, TypeError, r"field 'a': the default must be int8 \[2\]"),
        ({"a": tf.FixedLenFeature([2], tf.int8, 3)}, ValueError, r"must be int8 \[2\]; got one of shape \[\]"),
        ({"a": tf.io.FixedLenSequenceFeature([], tf.int8, True, [1, 2])}, ValueError, r"must be int8; got one of shape \[2\]"),
    ],
)
def test_features_that_json_cannot_give(features, error, said):
    with pytest.raises(error, match=said):
        tf.io.decode_json("{}", features)
