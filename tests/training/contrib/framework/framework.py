"""Programs with tf.contrib.framework."""

from __future__ import annotations

import collections

import numpy as np
from support.compared import Programs, results
from support.compared.results import kinds, refusal, run

PROGRAMS = Programs(results)


@PROGRAMS
def looked_at(tf):
    framework = tf.contrib.framework
    v = tf.Variable(1.0, name="v")
    one, many = tf.constant(1, name="one"), tf.constant([1.0, 2.0], name="many")
    unknown = tf.placeholder(tf.float32, name="unknown")
    sparse = tf.SparseTensor([[0]], [1.0], [2])
    return [
        [framework.is_tensor(x) for x in (v, one, sparse, tf.IndexedSlices(many, [0, 1]), 1, "x", np.zeros(2), [one])],
        framework.assert_scalar(one).name,
        framework.assert_scalar(2.5, name="mine").name,
        refusal(lambda: framework.assert_scalar(many)),
        refusal(lambda: framework.assert_scalar(unknown, message="Told: ")),
        framework.assert_scalar_int(one).name,
        refusal(lambda: framework.assert_scalar_int(tf.constant(1.0, name="half"))),
        refusal(lambda: framework.assert_scalar_int(tf.constant([1], name="ones"))),
        framework.assert_same_float_dtype().name,
        framework.assert_same_float_dtype([many, None, v]).name,
        framework.assert_same_float_dtype([many], tf.float32).name,
        framework.assert_same_float_dtype(dtype=tf.float64).name,
        refusal(lambda: framework.assert_same_float_dtype([many, tf.constant(1.0, tf.float64, name="double")])),
        refusal(lambda: framework.assert_same_float_dtype([many], tf.float64)),
        refusal(lambda: framework.assert_same_float_dtype([one])),
        refusal(lambda: framework.assert_same_float_dtype(dtype=tf.int32)),
    ]


@PROGRAMS
def sums(tf):
    framework = tf.contrib.framework
    a, b = tf.constant([1.0, 2.0], name="a"), tf.constant([[3.0]], name="b")
    both, alone = framework.reduce_sum_n([a, b]), framework.reduce_sum_n([a], name="alone")
    return [run(tf, [both, alone]), both.name, alone.name, refusal(lambda: framework.reduce_sum_n([]))]


@PROGRAMS
def squeezed(tf):
    squeeze = tf.contrib.framework.remove_squeezable_dimensions
    unknown = tf.placeholder_with_default([[1.0], [2.0]], None)
    found = [
        squeeze(tf.ones([3, 1]), tf.zeros([3])),
        squeeze(tf.ones([3]), tf.zeros([3, 1])),
        squeeze(tf.ones([3]), tf.zeros([3])),
        squeeze(unknown, tf.zeros([2])),
        squeeze(tf.zeros([2]), unknown),
    ]
    return run(tf, found)


@PROGRAMS
def ordered(tf):
    framework = tf.contrib.framework
    values = tf.constant([[3.0, 1.0, 2.0], [5.0, 9.0, -1.0]])
    unknown = tf.placeholder_with_default(values, None)
    cube = tf.constant(np.random.RandomState(3).randint(0, 90, [2, 3, 4]))
    found = []
    for direction in ("ASCENDING", "DESCENDING"):
        for given, axis in ((values, -1), (values, 0), (values, 1), (unknown, 0), (unknown, -2), (cube, 1), (cube, 0)):
            found.append(framework.sort(given, axis, direction))
            found.append(framework.argsort(given, axis, direction))
    return [
        run(tf, found),
        found[0].name,
        found[1].name,
        [one.dtype.name for one in found[:2]],
        refusal(lambda: framework.sort(values, direction="UP")),
        refusal(lambda: framework.argsort(values, [0])),
        refusal(lambda: framework.sort(values, tf.placeholder(tf.int32, []))),
    ]


@PROGRAMS
def looked_at_graphs(tf):
    framework = tf.contrib.framework
    a, b = tf.placeholder(tf.float32, name="a"), tf.placeholder_with_default(1.0, None, name="b")
    with tf.name_scope("outer"), tf.name_scope("inner"):
        scope = framework.get_name_scope()
    other = tf.Graph()
    with other.as_default():
        c = tf.placeholder(tf.int32, name="c")
    graph = tf.get_default_graph()
    return [
        [one.name for one in framework.get_placeholders(graph)],
        [one.name for one in framework.get_placeholders(other)],
        refusal(lambda: framework.get_placeholders("graph")),
        scope,
        framework.get_name_scope(),
        framework.get_graph_from_inputs([a, b]) is graph,
        framework.get_graph_from_inputs([c]) is other,
        framework.get_graph_from_inputs([]) is graph,
        framework.get_graph_from_inputs([c], other) is other,
        refusal(lambda: framework.get_graph_from_inputs([a, c]))[0],
        refusal(lambda: framework.get_graph_from_inputs([a], other))[0],
        refusal(lambda: framework.get_graph_from_inputs([a], "graph"))[0],
    ]


def chain(tf):
    graph = tf.GraphDef()
    for name, taken in (
        ("A", []),
        ("B", ["A"]),
        ("C", ["A"]),
        ("D", ["C"]),
        ("E", ["C"]),
        ("F", []),
        ("G", ["D", "F"]),
        ("H", ["G"]),
    ):
        node = graph.node.add(name=name, op="Op")
        node.input.extend(taken)
    return graph


@PROGRAMS
def fused(tf):
    fuse = tf.contrib.framework.fuse_op
    types = [tf.float32.as_datatype_enum, tf.int32.as_datatype_enum]

    def told(graph):
        return [
            [node.name, node.op, list(node.input), list(node.attr["_output_types"].list.type), node.attr["_output_quantized"].b]
            for node in graph.node
        ]

    made = chain(tf)
    return [
        told(fuse(made, ["A"], ["D", "E"], types, True, "Fused", "Fusion")),
        told(fuse(made, ["C", "F"], ["H"], types[:1], False, "Fused", "Fusion")),
        refusal(lambda: fuse(made, ["C"], ["H"], types, False, "Fused", "Fusion")),
        refusal(lambda: fuse("graph", ["C"], ["H"], types, False, "Fused", "Fusion")),
        refusal(lambda: fuse(made, "C", ["H"], types, False, "Fused", "Fusion")),
        refusal(lambda: fuse(made, ["C"], "H", types, False, "Fused", "Fusion")),
        refusal(lambda: fuse(made, ["Z"], ["H"], types, False, "Fused", "Fusion")),
    ]


@PROGRAMS
def chosen(tf):
    framework = tf.contrib.framework
    unknown, known = tf.placeholder_with_default(True, []), tf.constant(False)

    def give(value):
        return lambda: tf.constant(value)

    found = [
        framework.smart_case([(False, give(1)), (True, give(2))], default=give(3)),
        framework.smart_case([(known, give(1)), (unknown, give(2))], default=give(3)),
        framework.smart_case([(known, give(1)), (known, give(2))], default=give(3)),
        framework.smart_case(collections.OrderedDict([(unknown, give(4)), (known, give(5))]), default=give(6), exclusive=True),
        framework.smart_cond(known, give(7), give(8)),
        framework.smart_cond(unknown, give(7), give(8)),
    ]
    return [
        run(tf, found),
        [framework.smart_constant_value(x) for x in (True, 0, 1, known, unknown)],
        refusal(lambda: framework.smart_constant_value("x"))[0],
        refusal(lambda: framework.smart_case([("x", give(1))], default=give(3)))[0],
        refusal(lambda: framework.smart_case([(True, 1)], default=give(3))) is None,
    ]


@PROGRAMS
def values_of_variables(tf):
    framework = tf.contrib.framework
    with tf.variable_scope("s"):
        a = tf.get_variable("a", [2])
        b = tf.get_variable("ab", [1, 2])
    assign, feeds = framework.assign_from_values({"s/a": np.array([[1.0], [2.0]]), "s/ab": np.array([3.0, 4.0])})
    again = framework.assign_from_values_fn({"s/ab": np.array([[5.0, 6.0]])})
    zeros = framework.zero_initializer(tf.Variable([3.0, 4.0], name="z"))
    step = tf.train.create_global_step()
    with tf.Session() as session:
        session.run(assign, feeds)
        found = session.run([a, b])
        again(session)
        found += [session.run(b), session.run(zeros)]
    return [
        found,
        sorted(one.name for one in feeds),
        zeros.op.name,
        refusal(lambda: framework.assign_from_values({"absent": np.zeros(2)})),
        refusal(lambda: framework.assign_from_values({"s": np.zeros(2)})),
        framework.assert_or_get_global_step() is step,
        framework.assert_or_get_global_step(global_step_tensor=step) is step,
        refusal(lambda: framework.assert_or_get_global_step(global_step_tensor=tf.constant(1.0)))[0],
    ]


@PROGRAMS
def checkpoints(tf):
    framework = tf.contrib.framework
    with tf.Graph().as_default(), tf.Session() as session:
        a = tf.Variable([1.0, 2.0], name="a")
        session.run(a.initializer)
        path = tf.train.Saver().save(session, "./model")
    b = tf.get_variable("b", [2])
    framework.init_from_checkpoint(checkpoint_dir=path, assignment_map={"a": b})
    return [
        framework.list_variables(checkpoint_dir=path),
        framework.load_variable(checkpoint_dir=".", name="a"),
        framework.load_checkpoint(filepattern=path).get_tensor("a"),
        run(tf, b),
    ]


@PROGRAMS
def functions(tf):
    framework = tf.contrib.framework
    a, b = tf.constant(2.0), tf.constant([1, 2])

    def double(x, y, scale):
        return {"sum": x * scale + y["n"].sum(), "pair": (x, np.array([7], np.int64))}

    types = {"sum": tf.float32, "pair": (tf.float32, tf.int64)}
    shapes = {"sum": [], "pair": ([], [1])}
    found = framework.py_func(
        lambda *args, **kwargs: {k: v if k == "pair" else np.float32(v) for k, v in double(*args, **kwargs).items()},
        [a, {"n": b}],
        {"scale": tf.constant(3.0)},
        types,
        shapes,
    )
    single = framework.py_func(
        lambda x: x + np.float32(1), [a], output_types=lambda x: x.dtype, output_shapes=lambda x: x.shape
    )
    return [
        run(tf, [found["sum"], found["pair"][0], found["pair"][1], single]),
        [found["sum"].shape.as_list(), found["pair"][1].shape.as_list(), single.shape.as_list()],
        refusal(lambda: framework.py_func(double, a, output_types=types))[0],
        refusal(lambda: framework.py_func(double, [a], [b], output_types=types))[0],
    ]


@PROGRAMS
def deprecations(tf):
    framework = tf.contrib.framework

    @framework.deprecated("2030-01-02", "Use g.")
    def plain(x):
        """Doubles.

        Args:
          x: a number.
        """
        return 2 * x

    @framework.deprecated(None, "Use g.")
    def short(x):
        """Doubles."""
        return 2 * x

    @framework.deprecated(None, "Use g.")
    def bare(x):
        return 2 * x

    @framework.deprecated_args("2030-01-02", "Use z.", "y", ("w", None), warn_once=False)
    def some(x, y=1, z=2, w=3):
        """Sums."""
        return x + y + z + (w or 0)

    @framework.deprecated_arg_values("2030-01-02", "Use others.", x=3, y=None)
    def of_values(x, y=2):
        """Sums.
        More."""
        return x + (y or 0)

    def has_not(x):
        return x

    return [
        [plain(2), short(2), bare(3), some(1), some(1, 2, w=None), some(1, y=5), of_values(1), of_values(3, None)],
        [one.__doc__ for one in (plain, short, bare, some, of_values)],
        [one.__name__ for one in (plain, some, of_values)],
        refusal(lambda: framework.deprecated("tomorrow", "Use g.")),
        refusal(lambda: framework.deprecated("2030-01-02", "")),
        refusal(lambda: framework.deprecated_args("2030-01-02", "Use g.")),
        refusal(lambda: framework.deprecated_args("2030-01-02", "Use g.", "x", other=1)),
        refusal(lambda: framework.deprecated_args("2030-01-02", "Use g.", "absent")(has_not)),
        refusal(lambda: framework.deprecated_arg_values("2030-01-02", "Use g.")),
    ]


def keeps_lengths(kernel, gain):
    """Whether what a kernel makes of every wave is as long as that, but for the gain."""
    rank = kernel.ndim - 2
    waves = np.fft.fftn(kernel, [5] * rank, tuple(range(rank))).reshape(-1, *kernel.shape[-2:])
    products = waves @ waves.conj().transpose(0, 2, 1)
    return bool(np.allclose(products, gain**2 * np.eye(kernel.shape[-2]), atol=1e-4))


@PROGRAMS
def orthogonal_kernels(tf):
    framework = tf.contrib.framework
    found, told = [], []
    for kind, shape in (
        (framework.convolutional_delta_orthogonal, [3, 2, 4]),
        (framework.convolutional_delta_orthogonal, [3, 3, 2, 4]),
        (framework.convolutional_delta_orthogonal, [1, 3, 3, 2, 2]),
        (framework.convolutional_orthogonal_1d, [3, 2, 4]),
        (framework.convolutional_orthogonal_1d, [1, 2, 4]),
        (framework.convolutional_orthogonal_2d, [2, 2, 3, 3]),
        (framework.convolutional_orthogonal_2d, [3, 3, 2, 4]),
        (framework.convolutional_orthogonal_3d, [2, 2, 2, 2, 3]),
    ):
        kernel = kind(gain=2.0, seed=3)(shape)
        found.append(kernel)
        told.append(kernel.shape.as_list())
    config = framework.convolutional_orthogonal_2d(seed=7).get_config()

    def refused(kind, shape):
        return refusal(lambda: kind()(shape))

    return [
        [keeps_lengths(one, 2.0) for one in one_run(tf, found)],
        told,
        config,
        refused(framework.convolutional_delta_orthogonal, [2, 2]),
        refused(framework.convolutional_delta_orthogonal, [3, 4, 2]),
        refused(framework.convolutional_orthogonal_1d, [3, 3, 4, 4]),
        refused(framework.convolutional_orthogonal_2d, [3, 4, 2, 2]),
        refused(framework.convolutional_orthogonal_2d, [3, 3, 4, 2]),
        refused(framework.convolutional_orthogonal_3d, [3, 3, 2, 2]),
        refusal(lambda: framework.convolutional_orthogonal_1d(dtype=tf.int32))[0],
    ]


def one_run(tf, fetched):
    with tf.Session() as session:
        return session.run(fetched)


@PROGRAMS
def names_of_kinds(tf):
    framework = tf.contrib.framework
    framework.sort(tf.constant([[2.0, 1.0]]), 0)
    framework.reduce_sum_n([tf.constant(1.0, name="a"), tf.constant(2.0, name="b")])
    return kinds(tf)


@PROGRAMS
def specs(tf):
    kind = tf.contrib.framework.BoundedTensorSpec
    spec = kind([2, 3], tf.int32, 1, [5, 6, 7], "s")
    again = kind.from_spec(spec)
    plain = tf.contrib.framework.TensorSpec([2], tf.float32)
    return [
        [spec.shape.as_list(), spec.dtype.name, spec.minimum, spec.maximum, spec.name, again.name, again == spec],
        repr(spec),
        spec.minimum.dtype.name,
        [spec == kind([2, 3], tf.int32, 1, [5, 6, 7], "s"), spec == kind([2, 3], tf.int32, 2, [5, 6, 7], "s")],
        refusal(lambda: spec.minimum.__setitem__((), 3))[0],
        refusal(lambda: kind([2, 3], tf.int32, None, 1)),
        refusal(lambda: kind([2, 3], tf.int32, 1, None)),
        refusal(lambda: kind([2, 3], tf.int32, [1, 2], 3)),
        refusal(lambda: kind([2, 3], tf.int32, 1, [1, 2])),
        kind.from_spec(plain).minimum,
        isinstance(spec, tf.contrib.framework.TensorSpec),
    ]
