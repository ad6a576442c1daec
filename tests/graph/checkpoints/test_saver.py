"""tf.train.Saver: what it saves, under which names, and what it says."""

from __future__ import annotations

import os

import numpy as np
import pytest
from support import golden

import headrace as tf

VARIABLES = golden.load("rules/savers.json")


def made(**values) -> dict[str, tf.Variable]:
    return {name: tf.Variable(value, name=name) for name, value in values.items()}


def files(directory=".") -> list[str]:
    return sorted(name for name in os.listdir(directory) if not name.endswith(".meta"))


def test_variables_are_saved_and_restored(session, directory):
    w, n, text = made(w=[[1.0, 2.0]], n=3, text=["a", "b"]).values()
    saver = tf.train.Saver()
    session.run(tf.global_variables_initializer())
    assert saver.save(session, "model", global_step=7) == "model-7"
    assert files() == ["checkpoint", "model-7.data-00000-of-00001", "model-7.index"]
    with tf.Session() as other:
        saver.restore(other, "model-7")  # nothing was initialized there
        found = other.run([w, n, text])
    assert found[0].tolist() == [[1, 2]]
    assert found[1] == 3
    assert found[2].tolist() == [b"a", b"b"]


def test_a_value_restored_or_saved_is_nobody_elses(session, directory):
    w = made(w=[1.0, 2.0])["w"]
    saver = tf.train.Saver()
    session.run(w.initializer)
    saver.save(session, "model")
    saver.restore(session, "model")
    before = session.run(w)
    session.run(w.assign_add([1.0, 1.0]))
    assert before.tolist() == [1, 2]
    assert session.run(w).tolist() == [2, 3]
    restored = session.graph.get_tensor_by_name("save/RestoreV2:0")
    fed = session.run([restored, "save/Assign"], {"save/Const:0": "model"})[0]
    fed += 10  # a fetched value that was assigned as well
    assert session.run(w).tolist() == [1, 2]


def test_assigning_what_was_just_computed_takes_it_over(session):
    w = made(w=np.zeros(4, np.float32))["w"]
    doubled = tf.matmul(tf.reshape(w + 1.0, [2, 2]), [[2.0, 0.0], [0.0, 2.0]])
    flat = tf.Variable(np.zeros((2, 2), np.float32))
    session.run(tf.global_variables_initializer())
    found = session.run([flat.assign(doubled), doubled])
    assert found[0].tolist() == found[1].tolist() == [[2, 2], [2, 2]]
    session.run(flat.assign_add(doubled))
    assert session.run(flat).tolist() == [[4, 4], [4, 4]]
    assert found[0].tolist() == [[2, 2], [2, 2]]


def test_a_dict_gives_the_names_and_a_list_the_variables(session, directory):
    first, second, third = made(first=1.0, second=2.0, third=3.0).values()
    session.run(tf.global_variables_initializer())
    tf.train.Saver({"a": first, "b": second}).save(session, "dict")
    tf.train.Saver([third]).save(session, "list")
    assert tf.train.list_variables("dict") == [("a", []), ("b", [])]
    assert tf.train.list_variables("list") == [("third", [])]
    tf.train.Saver({"b": third}).restore(session, "dict")  # a subset, to another variable
    assert session.run([first, second, third]) == [1, 2, 2]


def test_the_operations_have_tensorflows_names(graph):
    made(v=1.0, w=2.0)
    saver = tf.train.Saver()
    names = [[op.name, op.type] for op in graph.get_operations() if op.name.startswith("save")]
    assert names == VARIABLES["Saver op names"]["ok"]
    before = graph.version
    tf.train.Saver([tf.global_variables()[0]])
    assert [op.name for op in graph.get_operations()[before:]] == VARIABLES["second Saver's op names"]["ok"]
    assert str(saver.saver_def).replace("10000.0", "10000") == VARIABLES["saver_def of Saver()"]["ok"]


def test_a_sharded_saver_has_tensorflows_operations(graph):
    with tf.device("/job:ps/task:1/gpu:0"):
        tf.Variable(1.0, name="w")
    tf.Variable(2.0, name="v")
    before = graph.version
    saver = tf.train.Saver(sharded=True)
    ops = [(op.name.removeprefix("save/"), op.type, op.device) for op in graph.get_operations()[before:]]
    cpu = "/job:ps/task:1/device:CPU:0"
    assert ("ShardedFilename_1", "ShardedFilename", cpu) in ops
    assert ("MergeV2Checkpoints/checkpoint_prefixes", "Pack", cpu) in ops
    assert ("SaveV2_1/tensor_names", "Const", cpu) in ops
    assert [name for name, kind, _ in ops if kind in ("NoOp", "Identity", "RestoreV2", "MergeV2Checkpoints")] == [
        "control_dependency",
        "control_dependency_1",
        "MergeV2Checkpoints",
        "Identity",
        "RestoreV2",
        "restore_shard",
        "RestoreV2_1",
        "restore_shard_1",
        "restore_all/NoOp",
        "restore_all/NoOp_1",
        "restore_all",
    ]
    assert saver.saver_def.save_tensor_name == "save/Identity:0"
    assert saver.saver_def.sharded


def test_a_sharded_saver_writes_a_file_for_each_device(graph, directory):
    with tf.device("/cpu:1"):
        w = tf.Variable([1.0], name="w")
    v = tf.Variable(2.0, name="v")
    with tf.Session(config=tf.ConfigProto(device_count={"CPU": 2})) as session:
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver(sharded=True)
        for _ in range(2):  # the second time over the first
            assert saver.save(session, "model") == "model"
        assert files() == ["checkpoint", "model.data-00000-of-00002", "model.data-00001-of-00002", "model.index"]
        session.run([w.assign([5.0]), v.assign(5.0)])
        saver.restore(session, "model")
        assert [value.tolist() for value in session.run([w, v])] == [[1], 2]


def test_the_old_form_is_written_and_read(session, directory):
    w = made(w=[1.0, 2.0])["w"]
    session.run(w.initializer)
    saver = tf.train.Saver(write_version=tf.train.SaverDef.V1, max_to_keep=1)
    for step in range(2):
        saver.save(session, "model", global_step=step)
    assert files() == ["checkpoint", "model-1"]
    sharded = tf.train.Saver(write_version=tf.train.SaverDef.V1, sharded=True)
    assert sharded.save(session, "parts") == "parts-?????-of-00001"
    session.run(w.assign([0.0, 0.0]))
    sharded.restore(session, "parts-?????-of-00001")
    assert session.run(w).tolist() == [1, 2]
    assert tf.train.latest_checkpoint(".") == "./parts-?????-of-00001"


def test_restored_values_may_be_reshaped(session, directory):
    tf.Variable([1.0, 2.0, 3.0, 4.0], name="w")
    session.run(tf.global_variables_initializer())
    tf.train.Saver().save(session, "model")
    with tf.Graph().as_default(), tf.Session() as other:
        w = tf.Variable(tf.zeros([2, 2]), name="w")
        tf.train.Saver(reshape=True).restore(other, "model")
        assert other.run(w).tolist() == [[1, 2], [3, 4]]


def test_partitioned_variables_are_saved_as_one_tensor(session, directory):
    with tf.variable_scope("net", partitioner=tf.fixed_size_partitioner(3)):
        rows = tf.get_variable("rows", [7, 2], initializer=tf.ones_initializer())
    part = list(rows)[1]
    session.run(tf.global_variables_initializer())
    session.run(part.assign(part * 5.0))
    saver = tf.train.Saver()
    saver.save(session, "model")
    assert tf.train.list_variables("model") == [("net/rows", [7, 2])]
    assert tf.train.load_variable("model", "net/rows")[:, 0].tolist() == [1, 1, 1, 5, 5, 1, 1]
    session.run(tf.global_variables_initializer())
    saver.restore(session, "model")
    assert session.run(tf.convert_to_tensor(rows))[:, 1].tolist() == [1, 1, 1, 5, 5, 1, 1]
    with tf.Graph().as_default(), tf.Session() as other:  # another division of the same tensor
        with tf.variable_scope("net", partitioner=tf.fixed_size_partitioner(2)):
            rows = tf.get_variable("rows", [7, 2])
        tf.train.Saver({"net/rows": rows}).restore(other, "model")
        assert other.run(tf.convert_to_tensor(rows))[:, 0].tolist() == [1, 1, 1, 5, 5, 1, 1]


def test_what_cannot_be_saved_is_refused():
    w = made(w=[1.0])["w"]
    for var_list, kind, text in [
        ([], ValueError, "No variables to save"),
        ([w, w], ValueError, "At least two variables have the same name: w"),
        ({"a": w, "b": w}, ValueError, "The same saveable will be restored with two names: b"),
        ([w + 1.0], TypeError, 'Variable to save is not a Variable: Tensor("add:0"'),
        ({"a": w + 1.0}, TypeError, "names_to_saveables must be a dict mapping string names to Tensors/Variables. Not a var"),
        ({1: w}, TypeError, "names_to_saveables must be a dict mapping string names to trackable operations. Name is not"),
        ("abc", TypeError, "Variables to save should be passed in a dict or a list: abc"),
    ]:
        with pytest.raises(kind) as caught:
            tf.train.Saver(var_list)
        assert str(caught.value).startswith(text)
    with pytest.raises(ValueError, match="If `var_list` is provided then build cannot be deferred"):
        tf.train.Saver([w], defer_build=True)


def test_no_variables(session, directory):
    with pytest.raises(ValueError, match=r"^No variables to save$"):
        tf.train.Saver()
    saver = tf.train.Saver(allow_empty=True)
    tf.no_op()
    assert saver.save(session, "model", write_meta_graph=False) is None
    saver.restore(session, "model")
    assert saver.as_saver_def() is None
    assert files() == []


def test_building_may_be_deferred(session, directory):
    saver = tf.train.Saver(defer_build=True)
    w = made(w=1.0)["w"]
    session.run(w.initializer)
    with pytest.raises(RuntimeError, match=r"`build\(\)` should be called before save if defer_build==True"):
        saver.save(session, "model")
    saver.build()
    assert saver.save(session, "model") == "model"


def test_a_saver_of_a_saver_def(session, directory):
    w = made(w=1.0)["w"]
    saver = tf.train.Saver(name="keep")
    session.run(w.initializer)
    again = tf.train.Saver(saver_def=saver.as_saver_def())
    again.save(session, "model")
    session.run(w.assign(2.0))
    again.restore(session, "model")
    assert session.run(w) == 1
    assert saver.to_proto("keep/").save_tensor_name == "control_dependency:0"
    assert saver.to_proto("elsewhere") is None
    scoped = tf.train.Saver.from_proto(saver.to_proto("keep/"), import_scope="keep")
    assert scoped.saver_def.restore_op_name == "keep/restore_all"
    with pytest.raises(ValueError, match=r"saver_def must be a saver_pb2.SaverDef: 3"):
        tf.train.Saver(saver_def=3)
    with pytest.raises(ValueError, match="saver_def must specify the save_tensor_name"):
        tf.train.Saver(saver_def=tf.train.SaverDef())


def test_a_program_may_say_how_its_state_is_saved(session, directory):
    from headrace.graph.checkpoints.saveables import SaveableObject, SaveSpec

    counts = tf.Variable([1.0, 2.0], name="counts", collections=[])

    class Doubled(SaveableObject):
        def __init__(self):
            super().__init__(counts, [SaveSpec(counts * 2.0, "", "twice")], "twice")

        def restore(self, restored_tensors, restored_shapes):
            return counts.assign(restored_tensors[0] / 2.0).op

    tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, Doubled())
    saver = tf.train.Saver()
    session.run(counts.initializer)
    saver.save(session, "model")
    assert tf.train.load_variable("model", "twice").tolist() == [2, 4]
    session.run(counts.assign([0.0, 0.0]))
    saver.restore(session, "model")
    assert session.run(counts).tolist() == [1, 2]


def test_where_it_can_not_save(session, directory):
    w = made(w=1.0)["w"]
    saver = tf.train.Saver()
    with pytest.raises(tf.errors.FailedPreconditionError, match="Attempting to use uninitialized value w"):
        saver.save(session, "model")
    session.run(w.initializer)
    assert saver.save(session, "new/model") == "new/model"
    for other, path in [(saver, "two/new/model"), (tf.train.Saver(sharded=True), "one/model")]:
        with pytest.raises(ValueError, match=f"^Parent directory of {path} doesn't exist, can't save.$") as caught:
            other.save(session, path)
        assert isinstance(caught.value, tf.errors.NotFoundError)
    with pytest.raises(ValueError, match="'latest_filename' collides with 'save_path': 'checkpoint' and 'new/checkpoint'"):
        saver.save(session, "new/checkpoint")
    with pytest.raises(ValueError, match="'latest_filename' must not contain path components"):
        saver.save(session, "model", latest_filename="a/b")
    with pytest.raises(TypeError, match="'sess' must be a Session; None"):
        saver.save(None, "model")
    assert sorted(os.listdir(".")) == ["new"]


def test_steps_make_names(session, directory):
    step = made(step=3)["step"]
    session.run(step.initializer)
    saver = tf.train.Saver()
    assert [saver.save(session, "m", global_step=given) for given in (step, "step:0", 9, np.int64(8))] == [
        "m-3",
        "m-3",
        "m-9",
        "m-8",
    ]
    assert tf.train.Saver(pad_step_number=True).save(session, "m", global_step=9) == "m-00000009"


def test_the_graph_is_saved_beside_the_values(session, directory):
    w = tf.Variable([1.0, 2.0], name="w")
    tf.identity(w * 2.0, name="doubled")
    saver = tf.train.Saver(max_to_keep=1)
    session.run(w.initializer)
    session.graph.finalize()
    for step in range(2):
        saver.save(session, "model", global_step=step)
    saver.save(session, "plain", write_meta_graph=False)
    saver.save(session, "named", meta_graph_suffix="graph", write_state=False)
    assert sorted(name for name in os.listdir(".") if name.endswith(("meta", "graph"))) == ["named.graph"]
    saver.save(session, "model", global_step=5)
    with tf.Graph().as_default(), tf.Session() as other:
        again = tf.train.import_meta_graph("model-5.meta")
        again.restore(other, "model-5")
        assert other.run("doubled:0").tolist() == [2, 4]
        assert again.saver_def.max_to_keep == 1


@pytest.mark.parametrize("kind", [tf.qint8, tf.quint16, tf.uint32, tf.uint64, tf.bfloat16])
def test_types_that_no_python_value_has(kind, session, directory):
    from headrace.formats.checkpoint import BundleWriter
    from headrace.formats.checkpoint.element_types import numpy_type
    from headrace.graph.ops.state import variable as state

    values = np.array([1, 100, 3], numpy_type(kind.as_datatype_enum))
    with BundleWriter("given") as writer:
        writer.add("v", kind.as_datatype_enum, values)
        writer.finish()
    variable = state.VARIABLE(shape=(3,), dtype=kind, name="v")
    saver = tf.train.Saver([variable])
    saver.restore(session, "given")
    saver.save(session, "again", write_meta_graph=False)
    for suffix in (".index", ".data-00000-of-00001"):
        assert (directory / f"again{suffix}").read_bytes() == (directory / f"given{suffix}").read_bytes()
    assert tf.train.load_variable("again", "v").tolist() == [1, 100, 3]
