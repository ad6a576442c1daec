"""Programs with gathers by batches, fingerprints, reductions, prints and other small operations."""

import sys

from support.compared import Programs, results
from support.compared.results import nodes, refusal, run

PROGRAMS = Programs(results)


@PROGRAMS
def gathered_by_batches(tf):
    given = tf.reshape(tf.range(24), [2, 3, 4])
    some = tf.batch_gather(tf.placeholder(tf.float32, [None, None, 4]), tf.placeholder(tf.int64, [None, 3, None]))
    return [
        run(tf, tf.batch_gather(given, [[0, 2], [1, 1]])),
        run(tf, tf.batch_gather(given, tf.constant([1], tf.int64))),
        some.shape.as_list(),
        tf.batch_gather(tf.placeholder(tf.float32), [[0]]).shape.ndims,
        refusal(lambda: tf.batch_gather(given, tf.placeholder(tf.int32))),
        refusal(lambda: tf.batch_gather(given, 0)),
    ]


@PROGRAMS
def fingerprints(tf):
    made = [
        tf.fingerprint(["a", "b", ""]),
        tf.fingerprint([["a", "b"], ["c", "d"]]),
        tf.fingerprint([["a"], ["b"]], name="rows"),
        tf.fingerprint(tf.constant([[[1, 2]], [[3, 4]]], tf.int16)),
        tf.fingerprint(tf.ones([2, 3])),
        tf.fingerprint([True, False], method="farmhash64"),
    ]
    shapes = [tf.fingerprint(tf.placeholder(tf.float32, shape)).shape.as_list() for shape in (None, [None, 3])]
    method = tf.placeholder_with_default("foo", [])
    return [
        run(tf, made),
        [one.name for one in made],
        shapes,
        refusal(lambda: run(tf, tf.fingerprint(["a"], method=method))),
        refusal(lambda: run(tf, tf.fingerprint(tf.placeholder_with_default("a", None)))),
    ]


@PROGRAMS
def reductions(tf):
    given = tf.constant([[3.0, 4.0], [1.0, 1.5]])
    made = [
        tf.math.reduce_std(given, 1, True),
        tf.math.reduce_variance(given, axis=0, name="own"),
        tf.math.reduce_variance([[1, 2], [3, 9]]),
        tf.math.reduce_euclidean_norm(given, 1, keepdims=True),
        tf.math.reduce_euclidean_norm([[3, 4], [1, 1]], 0),
        tf.math.reduce_euclidean_norm(tf.constant([3 + 4j, 1])),
        tf.math.reduce_euclidean_norm(tf.zeros([0])),
        tf.math.reduce_std(tf.constant([3 + 4j, 1], tf.complex128)),
    ]
    return [
        run(tf, made),
        [one.name for one in made],
        run(tf, tf.gradients(tf.math.reduce_std(given, 1), given)),
        refusal(lambda: tf.math.reduce_std(tf.constant([1, 2]))) is not None,
        refusal(lambda: tf.math.reduce_euclidean_norm(given, 3)),
    ]


@PROGRAMS
def nodes_of_reductions(tf):
    tf.math.reduce_std(tf.constant([[1.0, 2.0]], name="x"), 1, True)
    return nodes(tf.get_default_graph())


@PROGRAMS
def identities(tf):
    x = tf.constant([1.0], name="x")
    found = tf.identity_n([x, 2])
    return nodes(tf.get_default_graph()), run(tf, found, tf.gradients(found[0], x))


@PROGRAMS
def paddings_for_blocks(tf):
    fed = tf.placeholder_with_default([5, 7], [2])
    return [
        run(tf, tf.required_space_to_batch_paddings([5, 7], [2, 3], [[1, 0], [0, 2]])),
        run(tf, tf.required_space_to_batch_paddings([5, 7], [2, 3])),
        run(tf, tf.required_space_to_batch_paddings(fed, [2, 3], [[1, 0], [0, 2]])),
        run(tf, tf.required_space_to_batch_paddings([], [])),
        [one.name for one in tf.required_space_to_batch_paddings([5], [2], name="own")],
        refusal(lambda: tf.required_space_to_batch_paddings([5], tf.placeholder(tf.int32, [None]))),
        refusal(lambda: tf.required_space_to_batch_paddings([5], tf.placeholder(tf.int32))),
        refusal(lambda: tf.required_space_to_batch_paddings([5], [2, 3])),
        refusal(lambda: tf.required_space_to_batch_paddings([5], [2], [1])),
    ]


@PROGRAMS
def kinds_of_tensors(tf):
    slices = tf.IndexedSlices(tf.ones([1]), tf.constant([0]))
    sparse = tf.SparseTensor([[0]], [1], [1])
    return [
        [tf.is_tensor(one) for one in (tf.ones(1), tf.Variable(1), 1, sparse, slices, "a", None)],
        tf.convert_to_tensor_or_indexed_slices([1.0], name="made").name,
        tf.convert_to_tensor_or_indexed_slices(1, tf.float32).dtype.name,
        tf.convert_to_tensor_or_indexed_slices(slices) is slices,
        tf.convert_to_tensor_or_indexed_slices(slices, tf.float32) is slices,
        refusal(lambda: tf.convert_to_tensor_or_indexed_slices(slices, tf.int32)),
        [tf.GRAPH_DEF_VERSION, tf.GRAPH_DEF_VERSION_MIN_CONSUMER, tf.GRAPH_DEF_VERSION_MIN_PRODUCER],
    ]


@PROGRAMS
def times(tf):
    now = tf.timestamp()
    first, second = run(tf, now, now)
    return now.name, now.shape.as_list(), now.dtype.name, bool(1.5e9 < first <= second), tf.timestamp(name="then").name


@PROGRAMS
def functions_of_numpy(tf):
    x = tf.constant([1.0, 2.0])
    found = tf.numpy_function(lambda x: x * 2, [x], tf.float32)
    pair = tf.numpy_function(lambda x: (x, x.sum()), [x], [tf.float32, tf.float32], name="own")
    return found.op.type, found.name, pair[1].name, run(tf, found, pair)


@PROGRAMS
def resource_variables(tf):
    found = [tf.resource_variables_enabled()]
    tf.enable_resource_variables()
    found.append(tf.resource_variables_enabled())
    tf.disable_resource_variables()
    return found + [tf.resource_variables_enabled()]


@PROGRAMS
def creators_of_variables(tf):
    seen = []

    def outer(next_creator, **arguments):
        seen.append(("outer", sorted(arguments), arguments["trainable"], arguments["name"], arguments["use_resource"]))
        return next_creator(**arguments)

    def inner(next_creator, **arguments):
        seen.append(("inner", str(arguments["aggregation"]), arguments["dtype"] and arguments["dtype"].name))
        arguments["trainable"] = False
        return next_creator(**arguments)

    with tf.variable_creator_scope(outer):
        with tf.variable_creator_scope(inner):
            made = [tf.get_variable("a", [2]), tf.Variable(1.0, name="b")]
        made.append(tf.get_variable("c", [2]))
    made.append(tf.Variable(1.0, name="d"))
    with tf.variable_creator_scope(lambda next_creator, **arguments: 5):
        made.append(tf.Variable(1.0))
    return seen, [getattr(one, "name", one) for one in made], [v.name for v in tf.trainable_variables()]


@PROGRAMS
def messages(tf):
    data = tf.SummaryMetadata(display_name="shown", plugin_data={"plugin_name": "own", "content": b"bytes"})
    return data.SerializeToString()


# -- print -------------------------------------------------------------------------------------------------------------


def printed(tf, make):
    """What a print is made of, and what it writes to a file."""
    with tf.Graph().as_default() as graph:
        op = make("file://written")
        run(tf, op)
        made = [
            [str(one.get_attr(key)) if key == "summarize" else tf.compat.as_text(one.get_attr(key)) for key in keys]
            for one in graph.get_operations()
            for keys in [{"StringFormat": ["template", "placeholder", "summarize"], "PrintV2": ["end"]}.get(one.type, [])]
            if keys
        ]
    with open("written", "rb") as file:
        return made, op.name, file.read()


@PROGRAMS
def prints(tf):
    def case(*inputs, **settings):
        found = printed(tf, lambda stream: tf.print(*[one() if callable(one) else one for one in inputs],
                                                    output_stream=stream, **settings))  # fmt: skip
        return found

    def constant(value):
        return lambda: tf.constant(value)

    return [
        case("a", lambda: tf.constant([1, 2]), lambda: {"b": tf.constant(1.0), "c": 3}, sep=","),
        case("a {}", constant([1, 2]), "'{}'"),
        case(constant("hi")),
        case(constant("hi"), constant(["x", "y"]), name="own"),
        case(constant(list(range(20))), lambda: [tf.constant(1), 2, "z"], (3.5,), None, True, end="E\n"),
        case(constant(list(range(20))), summarize=-1),
        case(constant([[1.5, 2]] * 8), summarize=1),
        case(lambda: tf.SparseTensor([[0]], [1], [1]), lambda: tf.Variable(1)),
        case(),
        case("only"),
        case("x" * 50, lambda: ["y" * 50, "z" * 50, tf.constant(1)]),
    ]


@PROGRAMS
def streams_of_prints(tf):
    x = tf.constant(1)
    streams = [sys.stdout, sys.stderr, tf.logging.INFO, tf.logging.WARN, tf.logging.ERROR, "file://there"]
    return [
        [tf.compat.as_text(tf.print(x, output_stream=stream).get_attr("output_stream")) for stream in streams],
        [refusal(lambda s=s: tf.print(x, output_stream=s)) for s in ("foo", tf.logging.FATAL, tf.logging.DEBUG)],
        refusal(lambda: tf.print(x, foo=1)),
        refusal(lambda: run(tf, tf.print(x, output_stream="file://no/such/place"))),
    ]
