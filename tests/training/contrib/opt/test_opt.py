"""The optimizers of tf.contrib.opt: variables and steps beside TensorFlow 1.15.5's, refusals, how others are wrapped."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import numpy as np
import pytest

import headrace as tf

from . import cases

opt = tf.contrib.opt
RECORDED = [json.loads(line) for line in Path(__file__).with_name("opt.jsonl").read_text().splitlines()]


def started():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


@pytest.mark.parametrize(("name", "names", "values"), RECORDED)
def test_steps_and_variables(name, names, values):
    found_names, found = cases.taken(tf, name)
    assert found_names == names
    for step, expected in zip(found, values, strict=True):
        for variable, value, other in zip(names, step, expected, strict=True):
            np.testing.assert_allclose(value, other, rtol=2e-5, atol=1e-6, err_msg=variable)


def test_every_kind_is_recorded():
    assert [name for name, *_ in RECORDED] == list(cases.optimizers(tf))


@pytest.mark.parametrize("dtype", [tf.float16, tf.float64])
@pytest.mark.parametrize("make", [opt.AdaMaxOptimizer, opt.AddSignOptimizer, opt.PowerSignOptimizer, opt.NadamOptimizer])
def test_steps_keep_the_variables_type(make, dtype):
    v = tf.Variable([1.0, 2.0], dtype=dtype)
    step = make(0.1).minimize(tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(v, [1])))
    with started() as session:
        session.run(step)
        value = session.run(v)
    assert value.dtype == dtype.as_numpy_dtype
    assert (value < [1, 2]).all()


def test_only_some_variables_decay():
    v, w = tf.Variable(2.0), tf.Variable(2.0)
    optimizer = opt.MomentumWOptimizer(lambda: 0.5, 0.0, 0.0)
    pairs = optimizer.compute_gradients(v + w, [v, w])
    only_w = optimizer.apply_gradients(pairs, decay_var_list=[w])
    with started() as session:
        session.run(only_w)
        assert session.run([v, w]) == [2, 1]


def test_accumulators_that_are_left_alone():
    v = tf.get_variable("v", initializer=2.0)
    optimizer = opt.RegAdagradOptimizer(0.1)
    with optimizer.avoid_updating_slots():
        quiet = optimizer.minimize(v)
    loud = optimizer.minimize(v)
    slot = optimizer.get_slot(v, "accumulator")
    with started() as session:
        session.run(quiet)
        assert session.run(slot) == np.float32(0.1)
        session.run(loud)
        assert session.run(slot) == np.float32(1.1)


def test_what_lars_refuses():
    with pytest.raises(ValueError, match=r"momentum should be positive: -1\.0"):
        opt.LARSOptimizer(0.1, momentum=-1.0)
    with pytest.raises(ValueError, match=r"weight_decay should be positive: -1\.0"):
        opt.LARSOptimizer(0.1, weight_decay=-1.0)


def test_a_sign_that_fades_needs_the_global_step():
    fading = __import__("headrace.contrib.opt.python.training.sign_decay", fromlist=["x"])
    cosine, restart = fading.get_cosine_decay_fn, fading.get_restart_decay_fn
    for make, word in ((fading.get_linear_decay_fn, "linear"), (cosine, "cosine"), (restart, "cosine")):
        with pytest.raises(ValueError, match=f"global_step is required for {word}_decay"):
            opt.AddSignOptimizer(sign_decay_fn=make(3)).minimize(tf.Variable(1.0))
    after = [cosine(10, 2, zero_after=1)(step) for step in (2, 5, 10)]
    after += [restart(10, 2, zero_after=1)(step) for step in (2, 5)]
    with tf.Session() as session:
        np.testing.assert_allclose(session.run(after), [0.095492, 0, 0, 0.654508, 0], atol=1e-5)


def test_slots_of_shampoo():
    v = tf.get_variable("v", initializer=[[1.0, 2.0]])
    optimizer = opt.ShampooOptimizer(svd_interval=2, max_matrix_size=1)
    optimizer.minimize(tf.reduce_sum(v * v))
    assert optimizer.get_slot_names() == ["Gbar_0", "Gbar_1", "H_0", "gbar"]
    assert [optimizer.get_slot(v, name).shape.as_list() for name in optimizer.get_slot_names()] == [[1, 1], [2], [1, 1], [1, 2]]


def test_rows_do_not_decay_in_shampoo():
    v = tf.get_variable("v", initializer=[[1.0, 2.0]] * 3)
    with pytest.raises(AssertionError, match="mat_gbar_decay must be 1"):
        opt.ShampooOptimizer(max_matrix_size=2, mat_gbar_decay=0.5).minimize(tf.reduce_sum(tf.gather(v, [0])))
    with pytest.raises(AssertionError, match=r"p: -0\.8"):
        opt.ShampooOptimizer(use_iterative_root=True, alpha=0.8).minimize(tf.reduce_sum(v * v))


def test_variables_and_refusals_of_ggt():
    v, w = tf.get_variable("v", initializer=[1.0, 2.0]), tf.get_variable("a", initializer=3.0)
    optimizer = opt.GGTOptimizer(lambda: 0.1, window=3)
    assert isinstance(optimizer, tf.train.Optimizer)
    factor = w + 0.0
    step = optimizer.minimize(tf.reduce_sum(v * v) * factor, name="named", stop_gradients=[factor])
    assert step.name == "named"
    assert [variable.op.name for variable in optimizer.variables()] == ["flat_grad", "global_step", "grad_buffer", "moment1"]
    assert optimizer.get_slot_names() == []
    with started() as session:
        session.run(step)
        assert session.run(w) == 3
        assert (session.run(v) != [1, 2]).all()
    with pytest.raises(NotImplementedError, match=r"Sparse gradient updates are not supported\."):
        opt.GGTOptimizer().minimize(tf.reduce_sum(tf.gather(v, [0])))
    with pytest.raises(ValueError, match="No gradients provided for any variable, check your graph for ops"):
        opt.GGTOptimizer().minimize(w + 0.0, var_list=[v])


def test_ggt_keeps_the_variables_type():
    v = tf.get_variable("v", initializer=np.array([1.0, 2.0]))
    step = opt.GGTOptimizer(0.1).minimize(tf.reduce_sum(v * v))
    with started() as session:
        session.run(step)
        assert session.run(v).dtype == np.float64


# -- around others -----------------------------------------------------------------------------------------------------


def test_checkpoints_hold_averages_in_the_place_of_variables(tmp_path):
    v = tf.get_variable("v", initializer=[1.0, 2.0])
    optimizer = opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(1.0), average_decay=0.5)
    with pytest.raises(RuntimeError, match="Must call apply_gradients or minimize before creating the swapping_saver"):
        optimizer.swapping_saver()
    step = optimizer.minimize(tf.reduce_sum(v))
    assert step.name == "train_with_avg"
    saver = optimizer.swapping_saver()
    with pytest.raises(ValueError, match="Variable to swap v/ExponentialMovingAverage is not part of variables to save"):
        optimizer.swapping_saver([v])
    with started() as session:
        session.run(step)
        path = saver.save(session, str(tmp_path / "model"))
        assert session.run(v).tolist() == [0, 1]
        tf.train.Saver([v]).restore(session, path)
        assert session.run(v).tolist() == [0.5, 1.5]
    reader = tf.train.load_checkpoint(path)
    assert reader.get_tensor("v/ExponentialMovingAverage").tolist() == [0, 1]


def test_parts_of_a_variable_are_swapped_too(tmp_path):
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
        whole = tf.get_variable("v", initializer=tf.constant([1.0, 2.0]))
    optimizer = opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(1.0), average_decay=0.5)
    step = optimizer.minimize(tf.reduce_sum(tf.convert_to_tensor(whole)), var_list=list(whole))
    averages = {average.op.name: average for average in tf.global_variables() if "Average" in average.op.name}
    saver = optimizer.swapping_saver({"v": list(whole), **averages})
    with started() as session:
        session.run(step)
        path = saver.save(session, str(tmp_path / "model"))
    assert tf.train.load_checkpoint(path).get_tensor("v").tolist() == [0.5, 1.5]


def test_gradients_of_zeros_change_nothing():
    v, w = tf.get_variable("v", initializer=1.0), tf.get_variable("w", initializer=1.0)
    there = tf.placeholder(tf.float32, [])
    optimizer = opt.MultitaskOptimizerWrapper(tf.train.MomentumOptimizer(0.1, 0.9))
    pairs = optimizer.compute_gradients(there * v + w, [v, w])
    clipped, norm = opt.clip_gradients_by_global_norm(pairs, 0.5)
    step = optimizer.apply_gradients(clipped)
    slot = optimizer.get_slot(v, "momentum")
    with started() as session:
        assert session.run([norm, step], {there: 0})[0] == 1
        session.run(step, {there: 1})
        first = session.run([v, slot])
        session.run(step, {there: 0})
        assert session.run([v, slot]) == first
        assert session.run(w) < 0.9
    with pytest.raises(TypeError, match=r"Supplied optimizer must be an instance of tf\.train\.Optimizer"):
        opt.MultitaskOptimizerWrapper(None)


def test_gradients_that_come_too_late_are_dropped():
    v, step = tf.get_variable("v", initializer=1.0), tf.train.get_or_create_global_step()
    optimizer = opt.DropStaleGradientOptimizer(tf.train.GradientDescentOptimizer(0.5), 1)
    late = tf.placeholder_with_default(0, [])
    with tf.control_dependencies([tf.assign_add(step, tf.cast(late, tf.int64))]):
        loss = tf.identity(v)
    pairs = optimizer.compute_gradients(loss, [v])
    optimizer._local_step = optimizer._local_step - tf.cast(late, tf.int64)
    update = optimizer.apply_gradients(pairs, global_step=step)
    (counter,) = [variable for variable in tf.global_variables() if variable.op.name == "stale_counter"]
    with started() as session:
        session.run(update)
        assert session.run([v, counter, step]) == [0.5, 0, 1]
        session.run(update, {late: 5})
        assert session.run([v, counter]) == [0.5, 1]
    assert [summary.op.name for summary in tf.get_collection("summaries")] == ["Gradient_staleness_percentage"]
    assert optimizer.get_slot_names() == []


# -- outside of the graph ----------------------------------------------------------------------------------------------


class Descent(opt.ExternalOptimizerInterface):
    """A hundred small steps."""

    def _minimize(self, initial_val, loss_grad_func, step_callback, optimizer_kwargs, **more):
        x = initial_val
        self.more = more
        for _ in range(optimizer_kwargs["steps"]):
            x = np.asarray(x - 0.1 * loss_grad_func(x)[1])
            step_callback(x)
        return x


def test_an_optimizer_outside_of_the_graph():
    v, w = tf.get_variable("v", initializer=[[1.0, 2.0]]), tf.get_variable("w", initializer=3.0)
    target = tf.placeholder(tf.float32, [])
    loss = tf.reduce_sum(tf.square(v - target)) + tf.square(w + 1)
    bounds = {v: (-np.inf, [5.0, 6.0])}
    optimizer = Descent(loss, equalities=[w], inequalities=[target + 0 * w, v[0, 0]], var_to_bounds=bounds, steps=100)
    seen, losses = [], []
    with started() as session:
        optimizer.minimize(session, {target: 4.0}, [loss], seen.append, losses.append)
        np.testing.assert_allclose(session.run(v), [[4, 4]], atol=1e-4)
        np.testing.assert_allclose(session.run(w), -1, atol=1e-4)
        assert (len(seen), len(losses), losses[0]) == (100, 100, 9 + 4 + 16)
        more = optimizer.more
        assert more["packed_bounds"] == [(-np.inf, 5), (-np.inf, 6), (-np.inf, np.inf)]
        vector = np.array([1, 2, 3], np.float32)
        assert [function(vector) for function in more["equality_funcs"]] == [[3]]
        assert [function(vector)[0].tolist() for function in more["inequality_grad_funcs"]][1] == [1, 0, 0]
    with pytest.raises(NotImplementedError, match="To use ExternalOptimizerInterface, subclass from it"), started() as session:
        opt.ExternalOptimizerInterface(loss).minimize(session, {target: 1.0})


def test_scipy_is_asked_for_a_minimum(monkeypatch):
    v = tf.get_variable("v", initializer=[7.0, 7.0])
    loss = tf.reduce_sum(tf.square(v))
    asked = {}

    class Result(dict):
        def __getattr__(self, name):
            if name not in self:
                raise AttributeError(name)
            return self[name]

    def minimize(function, start, **given):
        asked.update(given, first=function(start))
        return Result(x=np.array([1.0, 0.0]), message="done", fun=1.0, nit=3)

    scipy = types.ModuleType("scipy")
    scipy.optimize = types.ModuleType("scipy.optimize")
    scipy.optimize.minimize = minimize
    for name, module in (("scipy", scipy), ("scipy.optimize", scipy.optimize)):
        monkeypatch.setitem(sys.modules, name, module)
    optimizer = opt.ScipyOptimizerInterface(loss, equalities=[v[0] - 1], options={"maxiter": 5})
    with started() as session:
        optimizer.minimize(session)
        assert session.run(v).tolist() == [1, 0]
    assert (asked["method"], asked["options"], asked["bounds"], asked["jac"]) == ("L-BFGS-B", {"maxiter": 5}, None, True)
    assert (asked["first"][0], asked["first"][1].dtype, asked["constraints"][0]["type"]) == (98, np.float64, "eq")
    for name, message in (
        ("bounds", "Bounds must be set using the var_to_bounds argument"),
        ("jac", "keyword arg 'jac' is set"),
    ):
        with started() as session, pytest.raises(ValueError, match=message):
            opt.ScipyOptimizerInterface(loss, **{name: None}).minimize(session)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with started() as session, pytest.raises(ImportError, match="needs SciPy: pip install scipy"):
        optimizer.minimize(session)
