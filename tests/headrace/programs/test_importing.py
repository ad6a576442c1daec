"""`import tensorflow` gives headrace's names, in all the forms in which programs say it; what is installed is not touched."""

from __future__ import annotations

import textwrap

import pytest
from support.cli import hooked

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return hooked.fake_tensorflow(tmp_path_factory.mktemp("installed"))


@pytest.fixture
def told(installed, tmp_path):
    """What a program prints that imports TensorFlow after `import headrace.as_tensorflow`."""

    def run(program: str, first: str = "import headrace.as_tensorflow") -> str:
        (tmp_path / "program.py").write_text(f"{first}\n{textwrap.dedent(program)}")
        done = hooked.python("program.py", cwd=tmp_path, path=installed)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


LAYERS = "; tf.layers, tf.losses and the optimizers of tf.train build and train models (docs/moving.md)"
SAVERS = "; tf.train.Saver and import_meta_graph keep variables and graphs (docs/moving.md)"
SESSIONS = "; graphs run in a tf.Session (docs/moving.md)"


def test_without_the_hook_the_installed_one_is_found(installed, tmp_path):
    assert hooked.python("-c", "import tensorflow", cwd=tmp_path, path=installed).stderr.strip() == hooked.TOUCHED


def test_every_form_of_import_leads_to_the_same_modules(told):
    program = """
        import headrace
        import tensorflow
        import tensorflow as tf
        import tensorflow.train
        import tensorflow.contrib.slim as slim
        import tensorflow.compat.v1 as tf1
        import tensorflow.python.platform.gfile
        from tensorflow import contrib, flags, gfile, logging, app
        from tensorflow.contrib import layers, slim as other_slim
        from tensorflow.contrib.slim.python.slim import learning
        from tensorflow.contrib.layers.python.layers import layers as layers_lib
        from tensorflow.examples.tutorials.mnist import input_data
        from tensorflow.python.framework import ops
        from tensorflow.core.example import example_pb2
        from tensorflow.models.rnn import rnn_cell
        import importlib, pickle, sys

        assert tensorflow is tf is tf1 is headrace
        assert tensorflow.train is tf.train is headrace.train is sys.modules["tensorflow.train"]
        assert slim is other_slim is tf.contrib.slim is contrib.slim
        assert layers is tf.contrib.layers and layers_lib.conv2d is layers.conv2d
        assert gfile is tf.gfile is tensorflow.python.platform.gfile and app.flags is flags is tf.app.flags
        assert ops.Graph is tf.Graph and example_pb2.Example is tf.train.Example
        assert isinstance(ops.convert_to_tensor(1), tf.Tensor)
        assert rnn_cell.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell
        assert learning.train is slim.learning.train
        assert input_data.read_data_sets is not None
        assert importlib.import_module("tensorflow.contrib.training") is tf.contrib.training
        assert tf.__spec__.name == "headrace" and tf.train.__spec__.name == "headrace.train"
        assert pickle.loads(pickle.dumps(tf.train.Coordinator)) is tf.train.Coordinator
        assert pickle.loads(pickle.dumps(tf.errors.NotFoundError(None, None, "gone"))).message == "gone"
        namespace = {}
        exec("from tensorflow import *", namespace)
        assert namespace["Session"] is tf.Session
        print("same")
    """
    assert told(program) == "same"


def test_it_is_a_release_of_tensorflow_to_whoever_asks(told):
    program = """
        import importlib.metadata, importlib.util
        assert importlib.util.find_spec("tensorflow") is not None
        import tensorflow as tf
        assert importlib.util.find_spec("tensorflow.contrib.slim") is not None
        assert importlib.util.find_spec("tensorflow.nothing") is None
        assert importlib.metadata.version("numpy") != importlib.metadata.version("tensorflow")
        print(tf.__version__, tf.VERSION, importlib.metadata.version("tensorflow"))
    """
    assert told(program) == "1.15.0 1.15.0 1.15.0"


def test_what_is_out_of_scope_is_an_import_error_so_that_a_programs_own_probe_works(told):
    program = """
        import tensorflow as tf
        for statement in (
            "import tensorflow.keras",
            "from tensorflow import keras",
            "from tensorflow.keras.layers import Dense",
            "from tensorflow.contrib import tensorrt",
            "import tensorflow.contrib.eager as tfe",
            "import tensorflow_hub as hub",
            "import tensorflow.nothing",
            "from tensorflow import nothing",
            "from tensorflow.python.ops import nothing",
            "from tensorflow.python.ops.array_ops import nothing",
        ):
            try:
                exec(statement)
            except ImportError as error:
                print(error.__class__.__name__, error)
        print(hasattr(tf, "keras"), hasattr(tf, "lite"), hasattr(tf, "nothing"), hasattr(tf, "nn"), getattr(tf.nn, "none", 5))
    """
    keras = f"ModuleNotFoundError No module named 'tensorflow.keras' in headrace: Keras is a framework of its own{LAYERS}"
    lines = told(program).splitlines()
    assert lines[:3] == [keras] * 3
    assert lines[3].startswith("ModuleNotFoundError No module named 'tensorflow.contrib.tensorrt' in headrace: ")
    eager = f"ModuleNotFoundError No module named 'tensorflow.contrib.eager' in headrace: there is no eager mode{SESSIONS}"
    assert lines[4] == eager
    assert lines[5] == "ModuleNotFoundError No module named 'tensorflow_hub': it needs TensorFlow, and headrace is in its place"
    assert lines[6] == "ModuleNotFoundError No module named 'tensorflow.nothing'"
    assert [line.split(" from ")[0] for line in lines[7:10]] == ["ImportError cannot import name 'nothing'"] * 3
    assert lines[10:] == ["False False False True 5"]


def test_a_name_that_is_missing_fails_when_it_is_used_and_says_what_it_is(told):
    program = """
        import tensorflow as tf
        from tensorflow import train, GradientTape
        from tensorflow.contrib import tpu
        from tensorflow.train import Checkpoint
        from tensorflow.python.ops.array_ops import _slice_helper
        from tensorflow.python.ops import resource_variable_ops

        def subclass():
            class Tape(GradientTape):
                pass

        def enter():
            with GradientTape:
                pass

        for use in (
            lambda: Checkpoint(v=3),
            lambda: GradientTape.watch,
            subclass,
            enter,
            lambda: isinstance(3, GradientTape),
            lambda: list(Checkpoint),
            lambda: tpu.TPUEstimator,
            lambda: train.sdca_optimizer,
            lambda: _slice_helper(1),
            lambda: resource_variable_ops.ResourceVariable,
            lambda: tf.contrib.keras,
        ):
            try:
                use()
            except AttributeError as error:
                print(error)
    """
    checkpoint = "tf.train.Checkpoint is not in headrace: it keeps object graphs; tf.train.Saver keeps variables by their names"
    checkpoint += SAVERS
    tape = f"tf.GradientTape is not in headrace: there is no eager mode{SESSIONS}"
    assert told(program).splitlines() == [
        checkpoint,
        *[tape] * 4,
        checkpoint,
        "tf.contrib.tpu.TPUEstimator is not in headrace: it is for machines that headrace does not run on",
        "tf.train.sdca_optimizer is not in headrace: its models are no neural networks",
        "tensorflow.python.ops.array_ops._slice_helper is not in headrace: a name inside of TensorFlow; it is not planned",
        "tensorflow.python.ops.resource_variable_ops.ResourceVariable is not in headrace: "
        "a class inside of TensorFlow since 0.12 or before; it is not planned",
        f"tf.contrib.keras is not in headrace: Keras is a framework of its own{LAYERS}",
    ]


def test_a_tensorflow_that_is_already_imported_is_not_pushed_aside(told):
    program = """
        try:
            import headrace.as_tensorflow
        except ImportError as error:
            print(error)
    """
    first = (
        "import sys, types; sys.modules['tensorflow'] = module = types.ModuleType('tensorflow'); module.__file__ = '/x/y.py'"
    )
    expected = "tensorflow is already imported, from /x/y.py: `import headrace.as_tensorflow` must come before"
    assert told(program, first) == expected


def test_a_second_call_changes_nothing(told):
    program = """
        import sys
        from headrace.programs import importing
        before = list(sys.meta_path)
        importing.install()
        print(sys.meta_path == before)
    """
    assert told(program) == "True"


def test_modules_of_the_program_are_mended_and_no_others(told, tmp_path):
    (tmp_path / "own" / "deep").mkdir(parents=True)
    (tmp_path / "own" / "__init__.py").write_text("")
    (tmp_path / "own" / "deep" / "__init__.py").write_text("import numpy as np\nfrom .. import sibling\nVALUE = np.int(2.5)\n")
    (tmp_path / "own" / "sibling.py").write_text("import numpy as np\nVALUE = np.float(3)\n")
    other = tmp_path / "venv" / "lib" / "site-packages"
    other.mkdir(parents=True)
    (other / "library.py").write_text("import numpy as np\nVALUE = hasattr(np, 'int')\n\n\ndef old():\n    return np.int(3)\n")
    program = f"""
        import sys
        sys.path.append({str(other)!r})
        from own import deep
        import library
        print(deep.VALUE, deep.sibling.VALUE, library.VALUE)
        try:
            library.old()
        except AttributeError:
            print("not mended")
    """
    first = f"import sys; sys.path.append({str(other)!r}); import headrace.as_tensorflow"
    assert told(program, first).split("\n") == ["2 3.0 False", "not mended"]
