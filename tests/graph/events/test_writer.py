"""FileWriter and its kin: what is added comes out of the file again, as TensorFlow writes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from support import golden

from headrace.formats import tfrecord
from headrace.formats.proto import config_pb2, event_pb2, graph_pb2, meta_graph_pb2, summary_pb2
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.events.writer import FileWriter, FileWriterCache, summary_iterator
from headrace.graph.execution.session import Session
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import errors


def events_in(directory: Path) -> list[list[event_pb2.Event]]:
    """The events of each file of a directory, without the version."""
    return [list(summary_iterator(path))[1:] for path in sorted(directory.iterdir())]


def summary(tag: str, value: float = 1.0, **metadata: str) -> summary_pb2.Summary:
    made = summary_pb2.Summary()
    made.value.add(tag=tag, simple_value=value)
    if metadata:
        made.value[0].metadata.MergeFrom(summary_pb2.SummaryMetadata(**metadata))
    return made


def test_summaries_are_added_as_messages_and_as_what_a_run_gives(tmp_path):
    with Graph().as_default():
        loss = Session().run(scalar("loss", 0.5))
    with FileWriter(tmp_path) as writer:
        assert writer.get_logdir() == str(tmp_path)
        writer.add_summary(loss, 3)
        writer.add_summary(summary("a"), np.int64(4))
        writer.add_summary(summary("b"))
    ((first, second, third),) = events_in(tmp_path)
    assert first.summary == summary("loss", 0.5)
    assert [first.step, second.step, third.step] == [3, 4, 0]
    assert first.wall_time <= second.wall_time <= third.wall_time
    assert first.wall_time > 1.7e9


def test_metadata_is_written_once_for_each_tag(tmp_path):
    """TensorFlow's own file of the same calls."""
    _, *expected = summary_iterator(golden.DIRECTORY / "events/metadata.tfevents")
    full = expected[0].summary
    with FileWriter(tmp_path) as writer:
        for step in range(3):
            writer.add_summary(full, step)
    assert [event.summary for (found,) in [events_in(tmp_path)] for event in found] == [e.summary for e in expected]
    assert full.value[0].HasField("metadata"), "the caller's message stays as it was"


def test_what_is_no_summary_is_refused(tmp_path):
    writer = FileWriter(tmp_path)
    with pytest.raises(Exception, match="Error parsing message"):
        writer.add_summary(b"\x0b")
    with pytest.raises(TypeError, match="expected a Summary, got str"):
        writer.add_summary("loss")
    with pytest.raises(TypeError, match="expected a Event, got Summary"):
        writer.add_event(summary("a"))
    writer.close()
    assert list(tmp_path.iterdir()) == []


def test_a_graph_is_written_as_graph_and_as_meta_graph(tmp_path):
    with Graph().as_default() as graph:
        graph.add_to_collection("mine", constant([[1.0, 2.0]], name="c"))
    with FileWriter(tmp_path, graph):
        pass
    ((first, second),) = events_in(tmp_path)
    written = graph_pb2.GraphDef.FromString(first.graph_def)
    assert written == graph.as_graph_def(add_shapes=True)
    assert [node.name for node in written.node] == ["c"]
    assert "_output_shapes" in written.node[0].attr
    meta_graph = meta_graph_pb2.MetaGraphDef.FromString(second.meta_graph_def)
    assert meta_graph.graph_def == written
    assert [op.name for op in meta_graph.meta_info_def.stripped_op_list.op] == ["Const"]
    assert list(meta_graph.collection_def["mine"].node_list.value) == ["c:0"]


@pytest.mark.parametrize("argument", ["graph", "graph_def"])
def test_a_graph_def_is_taken_by_either_name(argument, tmp_path):
    with Graph().as_default() as graph:
        constant(1.0)
    with FileWriter(tmp_path, **{argument: Session(graph=graph).graph_def}):
        pass
    ((first, _),) = events_in(tmp_path)
    assert graph_pb2.GraphDef.FromString(first.graph_def) == graph.as_graph_def()


def test_graphs_that_are_none_are_refused(tmp_path):
    writer = FileWriter(tmp_path)
    with pytest.raises(TypeError, match="The passed graph must be an instance of `Graph` or the deprecated `GraphDef`"):
        writer.add_graph(3)
    with pytest.raises(ValueError, match=r"Please pass only graph, or graph_def \(deprecated\), but not both"):
        writer.add_graph(Graph(), graph_def=Graph())
    with pytest.raises(TypeError, match=r"meta_graph_def must be type MetaGraphDef, saw type: .*GraphDef"):
        writer.add_meta_graph(graph_pb2.GraphDef())


def test_logs_runs_and_events_are_added(tmp_path):
    run = config_pb2.RunMetadata()
    run.step_stats.dev_stats.add(device="/cpu:0")
    with FileWriter(tmp_path) as writer:
        writer.add_session_log(event_pb2.SessionLog(status=event_pb2.SessionLog.START), 5)
        writer.add_run_metadata(run, "first", 7)
        with pytest.raises(ValueError, match="The provided tag was already used for this event type"):
            writer.add_run_metadata(run, "first", 8)
        writer.add_graph(graph_pb2.GraphDef(), 9)
        writer.add_event(event_pb2.Event(wall_time=1.5, step=11, log_message=event_pb2.LogMessage(message="hello")))
    ((log, metadata, graph, message),) = events_in(tmp_path)
    assert (log.step, log.session_log.status) == (5, event_pb2.SessionLog.START)
    assert (metadata.step, metadata.tagged_run_metadata.tag) == (7, "first")
    assert config_pb2.RunMetadata.FromString(metadata.tagged_run_metadata.run_metadata) == run
    assert (graph.step, graph.WhichOneof("what")) == (9, "graph_def")
    assert (message.wall_time, message.step, message.log_message.message) == (1.5, 11, "hello")


def test_a_closed_writer_warns_and_does_nothing_until_reopened(tmp_path):
    writer = FileWriter(tmp_path)
    writer.add_summary(summary("a"), 1)
    writer.close()
    with pytest.warns(UserWarning, match="Attempting to use a closed FileWriter"):
        writer.add_summary(summary("a"), 2)
    with pytest.warns(UserWarning, match="Attempting to use a closed FileWriter"):
        writer.flush()
    writer.close()
    writer.reopen()
    writer.add_summary(summary("a"), 3)
    writer.close()
    assert [[event.step for event in file] for file in events_in(tmp_path)] == [[1], [3]]


def test_errors_are_those_of_tf_errors(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(errors.FailedPreconditionError, match=r"file/logs; Not a directory"):
        FileWriter(tmp_path / "file/logs")
    writer = FileWriter(tmp_path / "logs")
    shutil.rmtree(tmp_path / "logs")
    with pytest.raises(errors.NotFoundError, match="No such file or directory"):
        writer.add_summary(summary("a"))
    with pytest.raises(errors.NotFoundError, match="none; No such file or directory"):
        next(summary_iterator(tmp_path / "none"))


def test_a_damaged_file_gives_all_before_the_damage(tmp_path):
    with tfrecord.Writer(tmp_path / "x") as writer:
        writer.write(event_pb2.Event(step=1).SerializeToString())
        writer.write(event_pb2.Event(step=2).SerializeToString())
    content = bytearray((tmp_path / "x").read_bytes())
    content[-1] ^= 1
    (tmp_path / "x").write_bytes(content)
    found = summary_iterator(tmp_path / "x")
    assert next(found).step == 1
    with pytest.raises(errors.DataLossError, match="corrupted record"):
        next(found)


def test_writers_of_one_session_share_a_file(tmp_path):
    session = Session(graph=Graph())
    first = FileWriter(tmp_path, session=session)
    second = FileWriter(tmp_path, session=session)
    first.add_summary(summary("a"), 1)
    second.add_summary(summary("a"), 2)
    second.close()
    assert [[event.step for event in file] for file in events_in(tmp_path)] == [[1, 2]]


def test_the_cache_has_one_writer_for_a_directory(tmp_path):
    with Graph().as_default():
        constant(1.0)
        writer = FileWriterCache.get(str(tmp_path))
        assert FileWriterCache.get(str(tmp_path)) is writer
    writer.add_summary(summary("a"), 1)
    FileWriterCache.clear()
    with Graph().as_default():
        assert FileWriterCache.get(str(tmp_path)) is not writer
    FileWriterCache.clear()
    kinds = [[event.WhichOneof("what") for event in file] for file in events_in(tmp_path)]
    assert kinds == [["graph_def", "meta_graph_def", "summary"], ["graph_def", "meta_graph_def"]]


def test_messages_of_another_library_are_taken(tmp_path):
    """TensorBoard's Summary has the same bytes and is another class."""

    class Summary:
        @staticmethod
        def SerializeToString() -> bytes:
            return summary("theirs").SerializeToString()

    with FileWriter(tmp_path) as writer:
        writer.add_summary(Summary())
    assert events_in(tmp_path)[0][0].summary == summary("theirs")
