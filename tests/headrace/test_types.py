"""What mypy and pyright see of headrace: slips of the pen in any public name are found, right programs pass."""

import importlib.util
import inspect
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import headrace as tf
from headrace._names.table import NAMES
from headrace.formats.old_forms import OldFormWarning

pytestmark = [
    pytest.mark.skipif(not importlib.util.find_spec("mypy"), reason="mypy comes with the extra dev"),
    pytest.mark.skipif(not importlib.util.find_spec("basedpyright"), reason="basedpyright comes with the extra dev"),
    pytest.mark.filterwarnings("ignore", category=OldFormWarning),
    pytest.mark.timeout(180),
]

ROOT = Path(__file__).resolve().parents[2]

WITH_OTHER_TYPES = {
    "how_to_of_0_6.py": "arguments of TensorFlow 0.6, which no signature shows",
    "cifar10_towers.py": "absl's types do not know that flags are set",
}
"""Examples that run and that type checkers refuse, with the reason."""

WRONG_KINDS = """
tf.train.batch([x], batch_size="four")
tf.train.shuffle_batch([x], 4, capacity=10.5, min_after_dequeue=1)
tf.train.shuffle_batch([x], 4, 10, 1, num_threads="2")
tf.train.string_input_producer("file.csv")
tf.train.string_input_producer(["file.csv"], shuffle="no")
tf.train.Saver(max_to_keep="all")
tf.train.AdamOptimizer(learning_rate="fast")
tf.train.GradientDescentOptimizer(0.1).minimize({"loss": x})
tf.train.MomentumOptimizer(0.1, momentum="heavy")
tf.train.exponential_decay({}, 0, 10, 0.5)
tf.train.start_queue_runners(coord=7)
tf.train.MonitoredTrainingSession(save_checkpoint_secs="often")
tf.FIFOQueue("ten", tf.float32)
tf.constant({1: 2})
tf.constant(1.0, dtype=1.5)
tf.constant(1.0, shape="2")
tf.convert_to_tensor({"a": 1})
tf.placeholder(dtype=[tf.int32])
tf.placeholder(tf.int32, shape="12")
tf.placeholder(tf.int32, shape={"a": 1})
tf.reshape(x, "2, 3")
tf.reshape({"x": x}, [2, 3])
tf.get_variable("w", shape="3")
tf.get_variable(7, [3])
tf.Variable(1.0, trainable="yes")
tf.cast(x, 1.5)
tf.concat([x, x], axis="rows")
tf.transpose(x, perm="10")
tf.reduce_mean(x, axis="all")
tf.reduce_sum({1, 2})
tf.matmul({}, x)
tf.add(x, {"y": x})
tf.nn.relu(object())
tf.nn.conv2d({}, x, [1, 1, 1, 1], "SAME")
tf.nn.dropout(x, keep_prob="0.5")
tf.nn.softmax_cross_entropy_with_logits(labels={}, logits=x)
tf.layers.dense(x, "ten")
tf.layers.dense({}, 10)
tf.layers.dense(x, 10, activation=3)
tf.layers.Conv2D("16", 3)
tf.layers.conv2d(x, 16, "3x3")
tf.layers.dropout(x, rate="half")
tf.losses.mean_squared_error(x, {})
tf.losses.sparse_softmax_cross_entropy({}, x)
tf.metrics.accuracy({}, x)
tf.image.resize_images(x, "28x28")
tf.image.decode_jpeg({})
tf.image.random_flip_left_right({})
tf.random_normal("3")
tf.random_uniform([2], minval={})
tf.zeros("3")
tf.ones([2], dtype=1.5)
tf.one_hot({}, 10)
tf.argmax(x, axis={})
tf.squeeze({})
tf.gather(x, {})
tf.where({}, x, x)
tf.equal(x, {})
tf.summary.scalar(3, x)
tf.summary.histogram("h", {})
tf.decode_csv({}, [[0.0]])
tf.decode_raw(x, 1.5)
tf.string_to_number({})
tf.set_random_seed("one")
tf.train.Coordinator().join(stop_grace_period_secs="long")
tf.train.QueueRunner(3, [x])
tf.python_io.TFRecordWriter(3)
tf.contrib.layers.fully_connected({}, 10)
tf.contrib.slim.conv2d(x, 16, "3")
tf.nn.rnn_cell.LSTMCell("ten")
tf.contrib.rnn.GRUCell("ten")
""".strip().splitlines()


def faults(checker: str, folder: Path, *programs: Path) -> dict[Path, dict[int, list[str]]]:
    """What a checker finds: messages by program and line."""
    found: dict[Path, dict[int, list[str]]] = {program.resolve(): defaultdict(list) for program in programs}
    if checker == "mypy":
        cache = folder.parent / "cache-of-mypy"
        command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(cache)]
        options = ["--no-pretty", "--no-error-summary", "--show-absolute-path", "--hide-error-context"]
        out = subprocess.run([*command, *options, *map(str, programs)], cwd=ROOT, capture_output=True, text=True).stdout
        for row in out.splitlines():
            path, line, kind, message = [*row.split(":", 3), "", ""][:4]
            if kind.strip() == "error" and Path(path).resolve() in found:
                found[Path(path).resolve()][int(line)].append(message)
        return found
    settings = {
        "include": [str(program) for program in programs],
        "typeCheckingMode": "standard",
        "pythonVersion": "3.12",
        "extraPaths": [str(ROOT)],
        "reportMissingModuleSource": "none",
        "reportPossiblyUnbound": "none",
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable]
    out = subprocess.run([*command, "--project", str(folder)], cwd=folder, capture_output=True, text=True).stdout
    for one in json.loads(out)["generalDiagnostics"]:
        if one["severity"] == "error":
            found[Path(one["file"]).resolve()][one["range"]["start"]["line"] + 1].append(one["message"])
    return found


def callables() -> list[str]:
    """Each public function and class with a signature that does not take just any keyword; messages apart."""
    found = []
    for group, names in NAMES.items():
        for name, definition in names.items():
            path = f"{group}.{name}".lstrip(".")
            if ":" not in definition or "_pb2" in definition or "python" in path.split("."):
                continue
            value = tf
            for part in path.split("."):
                value = getattr(value, part)
            try:
                parameters = inspect.signature(value).parameters.values() if callable(value) else ()
            except ValueError:  # a class of absl's that is written in C
                continue
            if parameters != () and not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
                found.append(path)
    return found


def slips() -> list[str]:
    """A letter too many in a name of each group, a keyword that no function has, a wrong kind of argument."""
    groups = [group for group in NAMES if group and "python" not in group.split(".")]
    typos = [f"tf.{group}.{min(NAMES[group], key=str.islower)}x" for group in groups] + ["tf.shuffle_batchx", "tf.reduce_meann"]
    keywords = [f"lambda: tf.{path}(no_such_argument=0)" for path in callables()]
    assert len(keywords) > 1300
    return [*typos, *keywords, *(f"lambda: {slip}" for slip in WRONG_KINDS)]


@pytest.fixture(scope="module", params=["mypy", "pyright"])
def found(request, tmp_path_factory):
    """What a checker finds, in one run, by program: in a file of slips, and in programs that are right."""
    folder = tmp_path_factory.mktemp("typed") / "programs"
    folder.mkdir()
    wrong = folder / "slips.py"
    wrong.write_text("\n".join(["import headrace as tf", "x = tf.constant([[1.0]])", *slips()]) + "\n")
    programs = [path for path in sorted((ROOT / "examples").glob("*.py")) if path.name not in WITH_OTHER_TYPES]
    return faults(request.param, folder, wrong, *programs, ROOT / "tests/headrace/typed/typed_program.py")


def test_every_slip_is_found(found):
    (lines,) = (lines for path, lines in found.items() if path.name == "slips.py")
    assert [slip for line, slip in enumerate(slips(), 3) if not lines[line]] == []
    assert lines[1] == lines[2] == []


def test_right_programs_pass(found):
    assert {path.name: dict(lines) for path, lines in found.items() if lines and path.name != "slips.py"} == {}
    assert len(found) > 20
