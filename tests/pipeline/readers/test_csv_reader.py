"""tf.TextLineReader and CSV: TensorFlow's bytes and one warning by default, files as they are meant with `csv=True`."""

from __future__ import annotations

import warnings

import pytest
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf
from headrace.formats.encodings import ByteOrderMarkWarning


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def read(paths, epochs=1, **options):
    names = tf.train.string_input_producer([str(path) for path in paths], num_epochs=epochs, shuffle=False)
    return tf.TextLineReader(**options).read(names)


def rows(tensors):
    """What a pipeline of batches of one gives, as tuples; it must end well."""
    got, _, joined = loop(tf.train.batch(list(tensors), 1))
    assert joined is None
    return [tuple(column.tolist()[0] for column in batch) for batch in got]


def test_the_default_gives_tensorflows_bytes_and_warns_once(tmp_path):
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        path.write_bytes("\ufeffann,1\nbob,2\n".encode())
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        got = rows(read(paths, epochs=3))
    assert [value for _, value in got] == ["\ufeffann,1".encode(), b"bob,2"] * 6
    assert got[0][0] == f"{paths[0]}:1".encode()
    (warning,) = [one for one in seen if one.category is ByteOrderMarkWarning]
    assert str(warning.message).startswith(f"{paths[0]} begins with a byte order mark (UTF-8)")


def test_the_default_ends_records_at_every_line_end(tmp_path):
    (tmp_path / "f").write_bytes(b'"a\nb",1\n')
    assert [value for _, value in rows(read([tmp_path / "f"]))] == [b'"a', b'b",1']


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_csv_files_are_read_as_they_are_meant(encoding, tmp_path):
    path = tmp_path / "f"
    path.write_bytes('n,v\r\n"ä\r\nb",1\r\n"c ""d""",2'.encode(encoding))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        key, value = read([path, path], csv=True, skip_header_lines=1)
        text, number = tf.decode_csv(value, [[""], [0]])
        got = rows([key, text, number])
    assert (
        got
        == [
            (f"{path}:2".encode(), "ä\r\nb".encode(), 1),
            (f"{path}:4".encode(), b'c "d"', 2),
        ]
        * 2
    )


def test_fields_may_be_written_another_way(tmp_path):
    (tmp_path / "f").write_bytes(b'\xef\xbb\xbf1;"a\nb"\n')
    assert [value for _, value in rows(read([tmp_path / "f"], csv=True, field_delim=";"))] == [b'1;"a\nb"']
    lines = rows(read([tmp_path / "f"], csv=True, use_quote_delim=False))
    assert [value for _, value in lines] == [b'1;"a', b'b"']


def test_a_bad_field_names_the_mark_and_the_place(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(b"\xef\xbb\xbf1,2\n")
    with pytest.warns(ByteOrderMarkWarning):
        _, _, joined = loop(tf.train.batch(tf.decode_csv(read([path])[1], [[0], [0]]), 1))
    assert "begins with a byte order mark" in joined.message
    assert f"; {path}:1, column 1: '" in joined.message


def test_arguments_are_looked_at_when_the_reader_is_made():
    with pytest.raises(ValueError, match="field_delim should be only 1 char; got '::'"):
        tf.TextLineReader(csv=True, field_delim="::")
    assert tf.TextLineReader(name="plain").reader_ref.op.type == "TextLineReaderV2"


def test_a_graph_with_it_is_written_and_read_again(graph, tmp_path):
    (tmp_path / "f").write_bytes(b'"a\nb"|1\n')
    _, value = read([tmp_path / "f"], csv=True, field_delim="|", name="reader")
    tf.identity(value, name="value")
    definition = graph.as_graph_def()
    (node,) = [node for node in definition.node if node.name == "reader"]
    assert (node.op, node.attr["field_delim"].s) == ("HeadraceCSVReader", b"|")
    with tf.Graph().as_default():
        (again,) = tf.import_graph_def(definition, return_elements=["value:0"], name="")
        with tf.Session() as session:
            producer = tf.get_default_graph().get_operation_by_name("input_producer/input_producer_EnqueueMany")
            session.run(tf.get_default_graph().get_operation_by_name("input_producer/limit_epochs/epochs/Assign"))
            session.run(producer)
            assert session.run(again) == b'"a\nb"|1'
