"""What TensorFlow restores from its own checkpoints, says about damaged ones, and writes beside them."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest
from support import checkpoints, golden

import headrace as tf
from headrace.graph.checkpoints import inspect
from headrace.graph.ops.state import variable
from headrace.graph.ops.state.checkpoints import RESTORE, RESTORE_SLICE, RESTORE_V2

RESTORED = golden.load("checkpoint_v2/restore.json")
HISTORY = golden.load("checkpoint_v2/history/history.json")
SUPPORT = golden.load("checkpoint_v1/support.json")


@pytest.fixture(autouse=True)
def golden_directory(monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)


@pytest.mark.parametrize("prefix", checkpoints.CHECKPOINTS.values(), ids=list(checkpoints.CHECKPOINTS))
def test_every_variable_is_restored(prefix, session):
    expected = list(checkpoints.values(prefix))
    kinds = tf.train.load_checkpoint(prefix).get_variable_to_dtype_map()
    variables = {
        name: variable.VARIABLE(shape=value.shape, dtype=kinds[name], name=f"v{at}")
        for at, (name, value, _) in enumerate(expected)
    }
    tf.train.Saver(variables).restore(session, prefix)
    for name, value, cell in expected:
        assert checkpoints.agrees(session.run(variables[name]), value, cell), name


def test_bfloat16_is_saved_and_restored_bit_by_bit(session, tmp_path):
    bits = variable.VARIABLE(shape=(3,), dtype=tf.bfloat16, name="bits")
    saver = tf.train.Saver({"vectors/bf16": bits})
    saver.restore(session, "checkpoint_v2/all/model-1234")
    saver.save(session, tmp_path / "model", write_meta_graph=False)
    again = tf.train.load_checkpoint(tmp_path / "model")
    assert again.get_variable_to_dtype_map() == {"vectors/bf16": tf.bfloat16}
    original = tf.train.load_variable("checkpoint_v2/all/model-1234", "vectors/bf16")
    assert again.get_tensor("vectors/bf16").tolist() == original.tolist()


CASES = {
    "ok": ({"v": 0.0}, {}, "ckpt-11"),
    "missing key": ({"nope": 0.0}, {}, "ckpt-11"),
    "wrong shape": ({"v": [0.0, 0.0]}, {}, "ckpt-11"),
    "wrong shape, reshape=True": ({"v": [0.0]}, {"reshape": True}, "ckpt-11"),
    "wrong dtype": ({"v": 0}, {}, "ckpt-11"),
    "no such checkpoint": ({"v": 0.0}, {}, "ckpt-999"),
    "empty string": ({"v": 0.0}, {}, ""),
    "None": ({"v": 0.0}, {}, None),
    "prefix with .data-00000-of-00001": ({"v": 0.0}, {}, "ckpt-11.data-00000-of-00001"),
}


@pytest.mark.parametrize("case", CASES)
def test_restoring(case, session):
    values, options, name = CASES[case]
    variables = {key: tf.Variable(value, name=key) for key, value in values.items()}
    saver = tf.train.Saver(**options)
    path = f"checkpoint_v2/history/{name}" if name else name
    recorded = RESTORED[case]
    if "ok" in recorded:
        saver.restore(session, path)
        assert np.asarray(session.run(variables["v"])).reshape(-1).tolist() == [11]
        return
    with pytest.raises(Exception) as caught:
        saver.restore(session, path)
    assert recorded["error"]["class"] in [kind.__name__ for kind in type(caught.value).__mro__]
    text = recorded["error"]["message"].partition(": DATA_LOSS")[0]
    assert str(caught.value).startswith(text)
    if "node_suffix" in recorded["error"]:
        golden.names_node(caught.value, recorded["error"]["node_suffix"])
    details = {
        "missing key": "\n\n'nope' is not in checkpoint_v2/history/ckpt-11\n",
        "wrong shape": "\n\n'v' has the shape [] in checkpoint_v2/history/ckpt-11, the variable 'v' [2]\n",
        "wrong dtype": "\n\n'v' is of type float in checkpoint_v2/history/ckpt-11, 'v' of int32\n",
    }
    assert details.get(case, "") in str(caught.value)


@pytest.mark.parametrize("case", [name for name in RESTORED if name.startswith("damaged: ")])
def test_damaged_checkpoints(case, session):
    tf.Variable(0.0, name="v")
    recorded = RESTORED[case]["error"]
    with pytest.raises(tf.errors.OpError) as caught:
        tf.train.Saver().restore(session, "checkpoint_v2/damaged/" + case.partition(": ")[2])
    assert type(caught.value).__name__ == recorded["class"]
    assert caught.value.error_code == recorded["code"]
    assert caught.value.message.startswith(recorded["message"])
    assert caught.value.op.name == "save/RestoreV2"


@pytest.mark.parametrize("case", ["restore missing key", "restore wrong shape"])
def test_version_1(case, session):
    tf.Variable([0.0, 0.0], name="nope")
    nope = tf.global_variables()[0]
    saver = tf.train.Saver({"nope" if "key" in case else "scalars/f32": nope})
    recorded = SUPPORT[case]["error"]
    with pytest.raises(tf.errors.OpError) as caught:
        saver.restore(session, "checkpoint_v1/all/model.ckpt-77")
    assert type(caught.value).__name__ == recorded["class"]
    assert caught.value.message.startswith(recorded["message"])


PARTS = RESTORED["RestoreV2 of checkpoint_v2/all/model-1234: name | shape_and_slice | dtype"]


@pytest.mark.parametrize("case", PARTS)
def test_parts_of_tensors(case, session):
    name, spec, kind = case.split(" | ")
    expected = PARTS[case]

    def run():
        return session.run(RESTORE_V2("checkpoint_v2/all/model-1234", [name], [spec], dtypes=[tf.as_dtype(kind)])[0])

    if "error" in expected:
        with pytest.raises((tf.errors.OpError, ValueError)) as caught:
            run()
        words = getattr(caught.value, "message", str(caught.value)).split(" for '")[0]
        assert words.removesuffix("; checkpoint_v2/all/model-1234") in expected["error"]["message"]
        return
    value = run()
    assert list(value.shape) == expected["shape"]
    if kind == "string":
        assert all(golden.equals(*pair) for pair in zip(value.tolist(), expected["values"], strict=True))
    else:
        assert value.reshape(-1).tolist() == expected["values"]


def test_shapes_of_parts_are_known():
    whole, part = RESTORE_V2("p", ["a", "b"], ["", "7 3 0,2:-"], dtypes=[tf.float32, tf.float32])
    assert whole.shape.ndims is None
    assert part.shape.as_list() == [2, 3]


def test_the_ops_of_version_1(session):
    path = "checkpoint_v1/all/model.ckpt-77"
    assert session.run(RESTORE(path, "scalars/f32", dt=tf.float32)) == 1.5
    part = RESTORE_SLICE(path, "part/rows", "7 3 2,4:1,2", dt=tf.float32)
    assert part.shape.as_list() == [4, 2]
    assert session.run(part).tolist() == [[7, 8], [10, 11], [13, 14], [16, 17]]


def test_the_history_of_a_training(session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.makedirs("checkpoint_v2/history")
    v = tf.Variable(0.0, name="v")
    saver = tf.train.Saver(max_to_keep=3)
    for step in (0, 1, 2, 10, 11):
        session.run(v.assign(float(step)))
        saved = saver.save(session, "checkpoint_v2/history/ckpt", global_step=step)
        assert saved == HISTORY[f"save step {step} returns"]
        text = (tmp_path / "checkpoint_v2/history/checkpoint").read_text()
        assert text == HISTORY[f"checkpoint file after step {step}"]
        names = [name for name in HISTORY[f"files after step {step}"] if not name.endswith(".meta")]
        found = sorted(name for name in os.listdir("checkpoint_v2/history") if not name.endswith(".meta"))
        assert found == names
    assert saver.last_checkpoints == HISTORY["last_checkpoints"]
    assert tf.train.latest_checkpoint("checkpoint_v2/history") == HISTORY["latest_checkpoint"]
    assert str(tf.train.get_checkpoint_state("checkpoint_v2/history")) == HISTORY["get_checkpoint_state"]
    for suffix in (".index", ".data-00000-of-00001"):
        name = f"checkpoint_v2/history/ckpt-11{suffix}"
        assert (tmp_path / name).read_bytes() == (golden.DIRECTORY / name).read_bytes()


@pytest.mark.parametrize("case", [name for name in HISTORY if name.startswith("generate_checkpoint_state_proto")])
def test_checkpoint_states(case):
    arguments = case.partition("(")[2].removesuffix(")").replace("[", "").replace("]", "").replace("'", "").split(",")
    variable = tf.train.generate_checkpoint_state_proto(arguments[0], arguments[1], [arguments[2]])
    assert str(variable) == HISTORY[case]


def test_which_checkpoints_exist():
    for name, expected in RESTORED["checkpoint_exists"].items():
        assert tf.train.checkpoint_exists(name) is expected, name
    assert tf.train.latest_checkpoint("checkpoint_v2/damaged") is None
    assert tf.train.latest_checkpoint("checkpoint_v2/history") == "checkpoint_v2/history/ckpt-11"


def test_readers_say_what_tensorflows_say():
    reader = tf.train.NewCheckpointReader("checkpoint_v2/all/model-1234")
    assert reader.debug_string().decode("latin-1") == RESTORED["debug_string of all/model-1234"]
    assert [list(pair) for pair in tf.train.list_variables("checkpoint_v2/history/ckpt-11")] == (
        RESTORED["list_variables of history/ckpt-11"]
    )
    for name in ("nope", "part/rows/part_0"):
        with pytest.raises(tf.errors.NotFoundError) as caught:
            reader.get_tensor(name)
        words = RESTORED[f"get_tensor('{name}')"]["error"]["message"]
        assert caught.value.message == f"{words}; checkpoint_v2/all/model-1234"
    assert reader.has_tensor("part/rows")
    assert not reader.has_tensor("nope")
    assert reader.get_variable_to_shape_map()["empty/i32_2x0x3"] == [2, 0, 3]
    assert reader.get_tensor("strings/scalar") == b"hello"
    assert tf.train.load_variable("checkpoint_v2/history", "v:0") == 11
    with pytest.raises(tf.errors.NotFoundError, match="Failed to find any matching files for nowhere"):
        tf.train.load_checkpoint("nowhere")
    with pytest.raises(ValueError, match="Couldn't find 'checkpoint' file or checkpoints in given directory checkpoint_v2"):
        tf.train.load_checkpoint("checkpoint_v2")


def test_printing_a_checkpoint(capsys, tmp_path):
    def printed(*arguments, **options) -> list[str]:
        inspect.print_tensors_in_checkpoint_file(*arguments, **options)
        return capsys.readouterr().out.splitlines()

    prefix = "checkpoint_v2/history/ckpt-11"
    assert printed(prefix, None, True) == ["tensor_name:  v", "11.0", "# Total number of params: 1"]
    assert printed(prefix, None, False, all_tensor_names=True) == ["tensor_name:  v", "# Total number of params: 1"]
    assert printed(prefix, "", False) == ["v (DT_FLOAT) []", "", "# Total number of params: 1"]
    assert printed(prefix, "v", False, count_exclude_pattern="v") == ["tensor_name:  v", "11.0", "# Total number of params: 0"]
    assert printed("nowhere", "v", False)[0].endswith("Failed to find any matching files for nowhere")
    shutil.copy(prefix + ".index", tmp_path)
    assert printed(f"{tmp_path}/ckpt-11.index", "v", False)[-1].endswith(f"--file_name = {tmp_path}/ckpt-11")
