"""The public names: TensorFlow's, in their groups, old spellings beside new ones, and what an import loads."""

from __future__ import annotations

import importlib
import pathlib
import subprocess
import sys
import types

import pytest
from support import golden

import headrace as tf

GROUPS = [
    "headrace",
    "headrace.app",
    "headrace.compat",
    "headrace.compat.v1",
    "headrace.contrib",
    "headrace.contrib.deprecated",
    "headrace.contrib.framework",
    "headrace.contrib.layers",
    "headrace.contrib.learn",
    "headrace.contrib.learn.python",
    "headrace.contrib.learn.python.learn",
    "headrace.contrib.learn.python.learn.datasets",
    "headrace.contrib.learn.python.learn.datasets.mnist",
    "headrace.contrib.losses",
    "headrace.contrib.metrics",
    "headrace.contrib.slim",
    "headrace.contrib.slim.dataset",
    "headrace.contrib.slim.dataset_data_provider",
    "headrace.contrib.slim.evaluation",
    "headrace.contrib.slim.learning",
    "headrace.contrib.slim.losses",
    "headrace.contrib.slim.metrics",
    "headrace.contrib.slim.parallel_reader",
    "headrace.contrib.slim.prefetch_queue",
    "headrace.contrib.slim.tfexample_decoder",
    "headrace.contrib.slim.utils",
    "headrace.contrib.training",
    "headrace.errors",
    "headrace.examples",
    "headrace.examples.tutorials",
    "headrace.examples.tutorials.mnist",
    "headrace.examples.tutorials.mnist.input_data",
    "headrace.examples.tutorials.mnist.mnist",
    "headrace.flags",
    "headrace.gfile",
    "headrace.image",
    "headrace.initializers",
    "headrace.io",
    "headrace.layers",
    "headrace.logging",
    "headrace.losses",
    "headrace.metrics",
    "headrace.nn",
    "headrace.python",
    "headrace.python.framework",
    "headrace.python.framework.dtypes",
    "headrace.python.framework.errors",
    "headrace.python.framework.ops",
    "headrace.python.ops",
    "headrace.python.ops.control_flow_ops",
    "headrace.python.ops.variable_scope",
    "headrace.python.platform",
    "headrace.python.platform.app",
    "headrace.python.platform.flags",
    "headrace.python.platform.gfile",
    "headrace.python.platform.tf_logging",
    "headrace.python.pywrap_tensorflow",
    "headrace.python.tools",
    "headrace.python.tools.inspect_checkpoint",
    "headrace.python.training",
    "headrace.python.training.checkpoint_management",
    "headrace.python.training.checkpoint_utils",
    "headrace.python.training.moving_averages",
    "headrace.python.training.saver",
    "headrace.python.util",
    "headrace.python.util.compat",
    "headrace.python_io",
    "headrace.random",
    "headrace.resource_loader",
    "headrace.strings",
    "headrace.summary",
    "headrace.test",
    "headrace.train",
]

USED = [
    line.split("\t")[0]
    for line in pathlib.Path(golden.DIRECTORY, "api/names.tsv").read_text().splitlines()
    if not line.startswith("#")
]

_LESS_USED = """
tf.FIFOQueue.from_list tf.PriorityQueue tf.IdentityReader tf.SparseFeature tf.SparseTensor tf.SparseTensorValue
tf.sparse_placeholder tf.sparse_tensor_to_dense tf.string_to_number tf.string_join tf.as_string tf.Assert tf.tuple
tf.rank tf.fill tf.nn.l2_loss tf.gather_nd tf.floor tf.mod tf.sign tf.pow tf.logical_and tf.logical_or
tf.logical_not tf.assign_add tf.assign_sub tf.scatter_update tf.stop_gradient tf.device tf.Operation tf.Tensor
tf.TensorShape tf.Dimension tf.DType tf.as_dtype tf.complex64 tf.complex128 tf.qint8 tf.variant tf.OpError
tf.op_scope tf.local_variables tf.RunOptions tf.get_default_session tf.variables_initializer
tf.placeholder_with_default tf.convert_to_tensor tf.random_shuffle tf.train.limit_epochs tf.train.input_producer
tf.train.maybe_batch tf.train.maybe_batch_join tf.train.maybe_shuffle_batch tf.train.maybe_shuffle_batch_join
tf.train.shuffle_batch_join tf.train.LooperThread tf.train.iterate tf.train.statistics tf.train.Optimizer
tf.contrib.training.bucket tf.contrib.training.bucket_by_sequence_length
tf.contrib.framework.get_or_create_global_step tf.nn.log_softmax tf.nn.top_k
tf.python_io.TFRecordCompressionType.GZIP tf.errors.NotFoundError tf.errors.DataLossError tf.errors.CancelledError
tf.errors.OUT_OF_RANGE tf.VERSION tf.__version__
"""


def look_up(name: str):
    found = tf
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("name", USED + _LESS_USED.split())
def test_a_name_that_programs_use_is_there(name):
    assert look_up(name) is not None


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_lists_what_it_has(group):
    module = importlib.import_module(group)
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    for name in module.__all__:
        assert hasattr(module, name), name
    names = {
        name for name, value in vars(module).items() if not isinstance(value, types.ModuleType)
    }  # those are bound by imports
    assert {name for name in names if not name.startswith("_")} - {"annotations", "TYPE_CHECKING"} <= set(module.__all__)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tf.mul", "tf.multiply"),
        ("tf.sub", "tf.subtract"),
        ("tf.neg", "tf.negative"),
        ("tf.select", "tf.where"),
        ("tf.initialize_local_variables", "tf.local_variables_initializer"),
        ("tf.initialize_variables", "tf.variables_initializer"),
        ("tf.all_variables", "tf.global_variables"),
        ("tf.image.per_image_whitening", "tf.image.per_image_standardization"),
        ("tf.train.queue_runner.QueueRunner", "tf.train.QueueRunner"),
        ("tf.io.TFRecordWriter", "tf.python_io.TFRecordWriter"),
        ("tf.double", "tf.float64"),
        ("tf.compat.v1", "tf"),
        ("tf.python.platform.gfile", "tf.gfile"),
        ("tf.python.framework.ops.Graph", "tf.Graph"),
        ("tf.contrib.learn.python.learn.datasets.mnist.DataSet", "tf.examples.tutorials.mnist.input_data.DataSet"),
    ],
)
def test_an_old_spelling_is_the_new_one(old, new):
    assert look_up(old) is look_up(new)


def test_old_spellings_with_their_own_arguments():
    with tf.Graph().as_default(), tf.Session() as sess:
        packed = tf.pack([1, 2])
        joined = tf.concat(0, [packed, tf.stack([3])])
        assert sess.run(joined).tolist() == [1, 2, 3]
        assert [int(x) for x in sess.run(tf.unpack(packed))] == [1, 2]


def test_versions():
    assert tf.VERSION.split(".")[:2] == ["1", "15"]
    text = pathlib.Path(__file__).parents[2].joinpath("pyproject.toml").read_text()
    assert f'\nversion = "{tf.__version__}"\n' in text


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=50)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_import_loads_nothing_that_only_some_programs_need():
    loaded = python("import sys, headrace; print(*sys.modules)").split()
    heavy = {"tensorflow", "PIL", "rich", "fsspec", "asyncio", "multiprocessing", "unittest"}
    assert heavy.isdisjoint(loaded)


@pytest.mark.parametrize("order", ["headrace.train, google.protobuf.message", "google.protobuf.message, headrace.train"])
def test_messages_are_those_of_protobuf_whichever_is_imported_first(order):
    code = f"import {order}; import google.protobuf.message as m; print(issubclass(headrace.train.Example, m.Message))"
    assert python(code) == "True"


@pytest.mark.parametrize("value", ["[tf.constant('a')]", "range(2)", "[[1, tf.constant(2)], [3, 4]]", "tf.TensorShape([2])"])
def test_what_is_no_tensor_becomes_one_in_a_program_that_has_used_nothing_else(value):
    assert python(f"import headrace as tf; print(tf.convert_to_tensor({value}).shape.as_list())")


def test_star_import_gives_the_names():
    # `print` is TensorFlow's then, which prints when it is run.
    assert python("from headrace import *; assert (train.Example, FIFOQueue, print)") == ""
    assert python("from headrace import *; import builtins; builtins.print(FIFOQueue.__name__)") == "FIFOQueue"


def test_text_and_bytes():
    assert tf.compat.as_bytes("é") == b"\xc3\xa9"
    assert tf.compat.as_text(b"\xc3\xa9") == tf.compat.as_str("é") == "é"
    assert tf.compat.as_str_any(b"x") == "x"
    assert tf.compat.as_str_any(3) == "3"
    with pytest.raises(TypeError, match="Expected binary or unicode string, got 3"):
        tf.compat.as_bytes(3)


def test_importing_headrace_imports_neither_protobuf_nor_crc32c():
    """They take as long as half of NumPy, and many programs need neither."""
    program = "import sys, headrace; print([name for name in ('google.protobuf', 'crc32c', 'fsspec') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_name_that_is_not_there_is_an_attribute_error():
    for module in (tf, tf.train, tf.summary):
        with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'NoMessage'"):
            _ = module.NoMessage


@pytest.mark.parametrize(
    "program",
    ["tf.string_split([tf.constant('a b')])", "tf.as_string(range(3))", "tf.string_join([[tf.constant('a')], 'b'])"],
)
def test_lists_and_ranges_are_tensors_whatever_was_used_before(program):
    python(f"import headrace as tf; {program}")
