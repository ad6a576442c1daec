"""`headrace check`: what a program takes from TensorFlow, read from its sources."""

from __future__ import annotations

import json
import textwrap

import pytest
from click.testing import CliRunner

from headrace.cli import commands
from headrace.formats.errors import NotFoundError
from headrace.programs import checking


@pytest.fixture
def found(tmp_path):
    """The names that a program uses, each with its lines, those that are not there behind a mark."""

    def read(source: str, **options):
        path = tmp_path / "program.py"
        path.write_text(textwrap.dedent(source))
        report = checking.check([str(path)], **options)
        assert report.faults == []
        assert {place.path for places in report.names.values() for place in places} <= {str(path)}
        return {
            ("" if name.is_there else "! ") + name.name: [place.line for place in places]
            for name, places in report.names.items()
        }

    return read


def test_names_are_found_through_every_form_of_import(found):
    source = """
        import tensorflow
        import tensorflow as tf
        import tensorflow.contrib.slim as slim
        import tensorflow.contrib.layers
        from tensorflow.contrib import rnn as r, seq2seq
        from tensorflow.python.ops import array_ops
        from tensorflow.python.ops.rnn_cell_impl import BasicLSTMCell as Cell

        x = tf.nn.relu(
            tf.add(1, 2))
        cell = r.GRUCell(3), Cell(4)
        slim.conv2d(x)
        tensorflow.contrib.layers.fully_connected(x)
        tensorflow.train.Saver().save
        array_ops.reshape(x, [1])

        def build(layers, tf_=tf):
            import tensorflow.python.platform.gfile as files
            layers.conv2d()
            return files.GFile(x), [tf.zeros(n) for n in [1]], lambda: tf.ones(2)

        class Model(tf.layers.Layer):
            scope = tf.name_scope("m")
    """
    assert found(source) == {
        "tensorflow.python.ops.array_ops": [7],
        "tensorflow.python.ops.array_ops.reshape": [16],
        "tensorflow.python.ops.rnn_cell_impl.BasicLSTMCell": [8],
        "tensorflow.python.platform.gfile": [19],
        "tensorflow.python.platform.gfile.GFile": [21],
        "tf.add": [11],
        "tf.contrib.layers": [5],
        "tf.contrib.layers.fully_connected": [14],
        "tf.contrib.rnn": [6],
        "tf.contrib.rnn.GRUCell": [12],
        "tf.contrib.seq2seq": [6],
        "tf.contrib.slim": [4],
        "tf.contrib.slim.conv2d": [13],
        "tf.layers.Layer": [23],
        "tf.name_scope": [24],
        "tf.nn.relu": [10],
        "tf.ones": [21],
        "tf.train.Saver": [15],
        "tf.zeros": [21],
    }


def test_a_group_under_another_name_is_followed(found):
    source = """
        import tensorflow as tf
        slim, flags = tf.contrib.slim, 3
        layers = tf.layers
        FLAGS = tf.app.flags.FLAGS
        conv = layers.conv2d

        def f():
            nn = tf.nn
            return nn.relu(nn.nothing), slim.conv2d, conv, flags.x

        def g(nn):
            return nn.nothing
    """
    assert found(source) == {
        "tf.app.flags.FLAGS": [5],
        "tf.contrib.slim": [3],
        "tf.layers": [4],
        "tf.layers.conv2d": [6],
        "tf.nn": [9],
        "! tf.nn.nothing": [10],
        "tf.nn.relu": [10],
    }


def test_a_star_import_brings_its_names(found):
    source = "from tensorflow.contrib.slim import *\nconv2d(len, unknown)\nx = losses.log_loss\n"
    assert found(source) == {"tf.contrib.slim": [1], "tf.contrib.slim.losses.log_loss": [3]}


def test_a_name_that_is_bound_to_other_things_too_is_nobodys(found):
    source = "import tensorflow as tf\nnn = tf.nn\nnn = object()\nnn.nothing\nfor tf in []:\n    tf.nothing\n"
    assert found(source) == {}


def test_what_is_not_there_is_told_with_the_reason(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(
        "import tensorflow as tf\nimport tensorflow_hub as hub\nfrom tensorflow.keras.layers import Dense\n"
        "tf.nondifferentiable_batch_function\ntf.no_such_thing\ntf.batch_matmul2\nhub.Module('x')\n"
    )
    missing = {found.name: found.said for found in checking.check([str(path)]).missing}
    assert missing == {
        "tensorflow_hub": "it needs TensorFlow itself",
        "tf.keras.layers.Dense": "Keras is a framework of its own",
        "tf.nondifferentiable_batch_function": "it distributes programs by TensorFlow's own servers",
        "tf.no_such_thing": "no TensorFlow from 0.12 to 1.15 has it",
        "tf.batch_matmul2": "no TensorFlow from 0.12 to 1.15 has it",
    }


def test_what_a_program_looks_out_for_is_listed_and_not_counted(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(
        "try:\n    from tensorflow import keras\nexcept ImportError:\n    keras = None\n"
        "import tensorflow as tf\ntry:\n    x = tf.nothing\nexcept ValueError:\n    pass\n"
    )
    report = checking.check([str(path)])
    assert [found.name for found in report.missing] == ["tf.nothing"]
    assert [place.guarded for places in report.names.values() for place in places] == [True, False]


def test_folders_are_read_whole_but_for_what_is_installed_in_them(tmp_path):
    for name in ("a.py", "deep/b.py", "venv/lib/c.py", "x/site-packages/d.py", ".hidden/e.py", "deep/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("import tensorflow as tf\ntf.Session\n")
    (tmp_path / "venv" / "pyvenv.cfg").write_text("")
    assert [path[len(str(tmp_path)) + 1 :] for path in checking.check([str(tmp_path)]).files] == ["a.py", "deep/b.py"]


def test_python_2_is_recognized(tmp_path):
    path = tmp_path / "program.py"
    path.write_text("import tensorflow as tf\nprint tf.nothing\n")
    report = checking.check([str(path)])
    assert report.python2 == [str(path)]
    assert [(found.name, places[0].line) for found, places in report.missing.items()] == [("tf.nothing", 2)]
    assert [(mended.line, mended.instead) for mended in report.mended] == [(2, "print(...)")]


def test_a_program_that_is_not_there():
    with pytest.raises(NotFoundError, match=r"no_program\.py; No such file"):
        checking.check(["no_program.py"])


@pytest.mark.parametrize(
    ("source", "code", "last"),
    [
        ("import tensorflow as tf\ntf.Session()\n", 0, "1 file: 1 of 1 names are there"),
        ("import tensorflow as tf\ntf.Session(tf.nothing)\n", 1, "1 file: 1 of 2 names are there"),
        ("x = = 3\n", 1, "1 file: 0 of 0 names are there"),
        ("import numpy as np\nnp.int(3)\n", 0, "1 file: 0 of 0 names are there"),
    ],
)
def test_the_command(tmp_path, source, code, last):
    path = tmp_path / "program.py"
    path.write_text(source)
    done = CliRunner().invoke(commands, ["check", str(path)])
    assert (done.exit_code, done.output.splitlines()[-1]) == (code, last)
    if "nothing" in source:
        assert f"  tf.nothing  {path}:2: no TensorFlow from 0.12 to 1.15 has it\n" in done.output
    if "= =" in source:
        assert f"  {path}: line 1: invalid syntax\n" in done.output
    if "np" in source:
        assert f"  {path}:2: np.int -> int: " in done.output
    values = json.loads(CliRunner().invoke(commands, ["check", "--json", str(path)]).output)
    assert values["files"] == [str(path)]
    assert {name["name"]: name["is_there"] for name in values["names"]}.get("tf.Session", True)
    assert len(values["mended"]) == ("np" in source)
    assert len(values["faults"]) == ("= =" in source)


def test_the_command_tells_a_call_that_is_wrong():
    done = CliRunner().invoke(commands, ["check", "no_program.py"])
    assert (done.exit_code, done.output) == (2, "headrace: no_program.py; No such file or directory\n")
