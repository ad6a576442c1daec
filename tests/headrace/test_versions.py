"""docs/versions.md: what older programs say means what it means in TensorFlow 1.15, and they are told once."""

from __future__ import annotations

import linecache
import re
import warnings
from pathlib import Path

import numpy as np
import pytest

import headrace as tf
from headrace._names.old import OLD
from headrace._names.table import NAMES
from headrace.formats.old_forms import OldFormWarning

PAGE = (Path(__file__).parents[2] / "docs" / "versions.md").read_text()
ROWS = re.findall(r"^\| (\d+\.\d+) \| `(tf\..*?|v\..*?)` \| `(.*?)` \| .*? \|$", PAGE.partition("\n## ")[0], re.M)


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


@pytest.fixture
def names(session, tmp_path):
    """What the forms of the table are made of."""
    x = tf.constant([[1.0, 2.0], [4.0, 3.0]])
    example = tf.train.Example(features=tf.train.Features(feature={"n": tf.train.Feature(int64_list={"value": [7]})}))
    return {
        "tf": tf,
        "x": x,
        "z": tf.complex(x, x),
        "n": tf.constant(0),
        "v": tf.Variable(x),
        "flags": tf.constant([True, False]),
        "labels": tf.constant([0, 1]),
        "onehot": tf.constant([[1.0, 0.0], [0.0, 1.0]]),
        "batch": tf.constant(np.arange(8.0).reshape(2, 2, 2)),
        "image": tf.constant(np.linspace(0, 1, 48).reshape(4, 4, 3), tf.float32),
        "images": tf.constant(np.linspace(0, 1, 48).reshape(1, 4, 4, 3), tf.float32),
        "kernel": tf.constant(np.ones((1, 1, 3, 3)), tf.float32),
        "sound": tf.constant(np.linspace(-1, 1, 16).reshape(1, 16), tf.float32),
        "example": example.SerializeToString(),
        "table": tf.constant(np.arange(10.0).reshape(5, 2), tf.float32),
        "bias": tf.zeros([5]),
        "classes": tf.constant([[0], [1]], tf.int64),
        "sampled": (tf.constant([3], tf.int64), tf.constant([[0.5], [0.5]]), tf.constant([0.25])),
        "s": tf.summary.scalar("s", 1.0),
        "logdir": str(tmp_path),
        "shape_function": len,
    }


def told(place, text, names):
    """What an expression gives, evaluated twice in one place, and what the program is told of it."""
    file = f"<{place}>"
    linecache.cache[file] = (len(text), None, [text], file)
    code = compile(text, file, "eval")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default", OldFormWarning)
        scope = {**names, "__name__": place}
        found = [eval(code, scope) for _ in range(2)]
    caught = [one for one in caught if issubclass(one.category, OldFormWarning)]
    assert all(one.filename == file for one in caught)
    return found[0], [str(one.message) for one in caught]


def values(found, session):
    """What can be compared of what a form gives."""
    if isinstance(found, (tf.Tensor, tf.SparseTensor)):
        if any("Queue" in op.type for op in tf.get_default_graph().get_operations()):
            return found.dtype, found.shape.as_list()  # nobody fills it
        kind, value = found.dtype, session.run(found)
        return kind, "a summary" if isinstance(value, bytes) else value
    if isinstance(found, tf.SparseTensorValue):
        return tuple(found)
    if isinstance(found, (list, tuple)):
        return [values(one, session) for one in found]
    if isinstance(found, dict):
        return {key: values(one, session) for key, one in found.items()}
    if hasattr(found, "__enter__"):
        return "a block"
    return found if isinstance(found, (str, type)) or callable(found) else type(found)


@pytest.mark.parametrize(("release", "old", "new"), ROWS, ids=[row[1] for row in ROWS])
def test_an_old_form_gives_what_the_new_one_gives_and_names_it_once(release, old, new, names, session):
    from_old, of_old = told(old, old, names)
    from_new, of_new = told(new, new, names)
    assert of_new == []
    assert of_old, "nothing is told"
    assert len(of_old) == len(set(of_old)), "told twice in one place"
    assert all(message.endswith(f" since TensorFlow {release}") for message in of_old)
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    np.testing.assert_equal(values(from_old, session), values(from_new, session))


def is_there(name):
    group, _, own = name.rpartition(".")
    return own in NAMES.get(group, {})


def test_the_table_has_every_old_name():
    tabled = {re.match(r"tf\.([\w.]+)", old).group(1): release for release, old, _ in ROWS if old.startswith("tf.")}
    assert {name: old.release for name, old in OLD.items() if is_there(name)}.items() <= tabled.items()
    absent = PAGE.partition("## Not there under either name")[2]
    assert set(re.findall(r"`tf\.([\w.]+)`", absent)) == {name for name in OLD if not is_there(name)}


def test_headrace_itself_says_nothing_in_an_old_form(session):
    x = tf.constant([[1.0, 2.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error", OldFormWarning)
        y = tf.layers.dense(tf.layers.batch_normalization(x), 3)
        loss = tf.losses.softmax_cross_entropy([[1.0, 0.0, 0.0]], y) + tf.losses.cosine_distance(x, x, axis=1)
        loss += tf.reduce_mean(tf.contrib.layers.fully_connected(tf.contrib.layers.batch_norm(x), 2))
        loss += tf.reduce_sum(tf.nn.dropout(tf.layers.dropout(x, training=True), rate=0.5))
        tf.train.AdamOptimizer().minimize(loss)
        tf.train.Saver()
        tf.summary.merge_all()


def test_integers_that_stand_first_are_no_logits():
    with pytest.raises(ValueError, match="Only call `sparse_softmax_cross_entropy_with_logits` with named arguments"):
        tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], tf.constant([[1.0, 2.0], [3.0, 4.0]]))


@pytest.mark.parametrize(
    "initializer",
    [lambda shape: tf.ones(shape), lambda shape, dtype: tf.ones(shape, dtype), tf.ones_initializer, tf.ones_initializer()],
)
def test_variables_are_initialised_by_functions_of_every_age(initializer, session):
    v = tf.get_variable("v", [2], initializer=initializer)
    session.run(v.initializer)
    assert session.run(v).tolist() == [1, 1]


def test_positions_that_had_other_meanings(session):
    x, onehot = tf.constant([[1.0, 2.0], [4.0, 3.0]]), tf.constant([[1.0, 0.0], [0.0, 1.0]])
    wanted = session.run(tf.nn.softmax_cross_entropy_with_logits(labels=onehot, logits=x))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormWarning)
        named = tf.nn.softmax_cross_entropy_with_logits(x, onehot, "of_0_6")
        along = tf.nn.softmax_cross_entropy_with_logits(x, onehot, 1, "of_0_12")
        with tf.variable_scope("s", None, tf.ones_initializer()):
            v = tf.get_variable("v", [])
        flags = tf.reverse(x, tf.constant([True, False]))
    assert named.op.name.startswith("of_0_6")
    assert along.op.name.startswith("of_0_12")
    np.testing.assert_array_equal(session.run([named, along]), [wanted, wanted])
    session.run(v.initializer)
    assert session.run(v) == 1
    assert session.run(flags).tolist() == [[4, 3], [1, 2]]


NAMED = [old for _, old, _ in ROWS if old.endswith('"named")')]


@pytest.mark.parametrize("old", NAMED)
def test_a_name_in_its_old_place_is_the_name(old, names):
    told(old, old, names)
    assert any(op.name.split("/")[0] == "named" for op in tf.get_default_graph().get_operations())


def test_words_that_stand_where_a_name_once_stood_are_no_names(names):
    x = names["x"]
    with warnings.catch_warnings():
        warnings.simplefilter("error", OldFormWarning)
        assert tf.pad(x, [[1, 0], [0, 1]], "reflect").op.type == "MirrorPad"
        assert tf.nn.bias_add(names["images"], [1.0, 2.0, 3.0], "NHWC").op.get_attr("data_format") == "NHWC"
        assert tf.unique([1, 2], "int64").idx.dtype == tf.int64
        assert tf.where(names["flags"], ["a", "b"], ["c", "d"]).dtype == tf.string
    with pytest.raises(ValueError, match="x and y must both be non-None or both be None"):
        tf.where(names["flags"], x=["a", "b"])


def test_old_orders_with_a_name_at_their_end(names):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormWarning)
        assert tf.split(0, 2, names["x"], "parts")[1].name == "parts:1"
        assert tf.pack([names["x"]], "packed").name == "packed:0"
        assert tf.unpack(names["x"], 2, "unpacked")[1].name == "unpacked:1"
        assert tf.arg_max(names["x"], 1, "greatest").name == "greatest:0"
