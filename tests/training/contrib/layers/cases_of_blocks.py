"""Programs with reversible blocks, recompute_grad and scattered embeddings of tf.contrib.layers."""

from support.compared import Programs, graphs

PROGRAMS = Programs(graphs)


def _dense(tf, x):
    weights = tf.get_variable("w", [3, 3])
    return tf.tanh(tf.matmul(x, weights))


def block(**options):
    def program(tf, use):
        x1, x2, side = use.x(4, 3), use.x(4, 3, start=5), use.x(4, 3, start=11)
        made = dict(options)
        if made.pop("side", False):
            made["f_side_input"] = [side]
            f = lambda x, sides: _dense(tf, x + sides[0])  # noqa: E731
        else:
            f = lambda x: _dense(tf, x)  # noqa: E731
        y1, y2 = tf.contrib.layers.rev_block(x1, x2, f, lambda x: _dense(tf, x) * 0.5, **made)
        gradients = tf.gradients(tf.square(y1) + y2, [x1, x2] + tf.trainable_variables())
        return {
            "y": [tf.identity(y1, "y1"), tf.identity(y2, "y2")],
            "gradients": [tf.identity(one, f"g{k}") for k, one in enumerate(gradients)],
        }

    return program


PROGRAMS["rev_block"] = block()
PROGRAMS["rev_block layers"] = block(num_layers=3)
PROGRAMS["rev_block side"] = block(side=True, num_layers=2)
PROGRAMS["rev_block plain"] = block(is_training=False)


def there_and_back(tf, use):
    made = tf.contrib.layers.RevBlock(lambda x: _dense(tf, x), [lambda x: x * 2.0], name="mine")
    x1, x2 = use.x(4, 3), use.x(4, 3, start=5)
    y1, y2 = made.forward(x1, x2)
    back = made.backward(y1, y2)
    return [tf.identity(one, f"t{k}") for k, one in enumerate([y1, y2, back[0], back[1]])] + [
        [one.op.name for one in made.trainable_weights],
        made.num_layers,
    ]


PROGRAMS["RevBlock"] = there_and_back
PROGRAMS["RevBlock functions"] = lambda tf, use: tf.contrib.layers.RevBlock([tf.tanh], tf.tanh, num_layers=2)


def recomputed(tf, use):
    @tf.contrib.layers.recompute_grad
    def twice(x, y):
        return tf.tanh(x) * y

    @tf.contrib.layers.recompute_grad(tupleize_grads=True)
    def told(x, is_recomputing=True):
        return x * (3.0 if is_recomputing else 2.0)

    x, y = use.x(3), use.x(3, start=7)
    z, t = twice(x, y), told(x)
    gradients = tf.gradients(z, [x, y])
    return [tf.identity(one, f"t{k}") for k, one in enumerate([z, t] + gradients)]


def closed(tf, use):
    outer = tf.constant(1.0, name="outer")

    @tf.contrib.layers.recompute_grad
    def function(x):
        return x + outer

    return function(outer)


PROGRAMS["recompute_grad"] = recomputed
PROGRAMS["recompute_grad closed"] = closed
PROGRAMS["recompute_grad number"] = lambda tf, use: tf.contrib.layers.recompute_grad(lambda x: x)(1.0)


# -- embeddings that share parameters ----------------------------------------------------------------------------------


def scattered(values, dimension=4, parts=None, **options):
    def program(tf, use):
        params = use.x(13) if parts is None else [use.x(size, start=3 * size) for size in parts]
        return tf.contrib.slim.scattered_embedding_lookup(params, tf.constant(values), dimension, **options)

    return program


PROGRAMS["scattered"] = scattered(["a", "b", "a"])
PROGRAMS["scattered numbers"] = scattered([[1, 2], [3, 1]], dimension=2, name="s")
PROGRAMS["scattered parts"] = scattered(["a", "b"], parts=[5, 4, 4])
PROGRAMS["scattered sizes"] = scattered(["a", "b"], parts=[4, 5])
PROGRAMS["scattered dimension"] = scattered(["a"], dimension=None)
PROGRAMS["scattered below"] = scattered(["a"], dimension=-1)
PROGRAMS["scattered key"] = scattered(["a", "b"], hash_key=956888297470)


def of_rows(combiner="mean", **options):
    def program(tf, use):
        values = tf.SparseTensor([[0, 0], [0, 2], [2, 1]], ["a", "b", "a"], [4, 3])
        return tf.contrib.slim.scattered_embedding_lookup_sparse(use.x(13), values, 4, combiner=combiner, **options)

    return program


for _combiner in ("mean", "sum", "sqrtn", "x"):
    PROGRAMS["scattered rows " + _combiner] = of_rows(_combiner)
PROGRAMS["scattered rows default"] = of_rows(default_value="z", hash_key=5, name="s")
PROGRAMS["scattered rows dense"] = lambda tf, use: tf.contrib.slim.scattered_embedding_lookup_sparse(
    use.x(13), tf.constant(["a"]), 4, combiner="sum"
)
