"""Programs with functions that bring their own gradients."""

from support.compared import Programs, results
from support.compared.results import nodes, refusal, run

PROGRAMS = Programs(results)


@PROGRAMS
def one_argument(tf):
    @tf.custom_gradient
    def log1pexp(x):
        e = tf.exp(x)
        return tf.log(1 + e), lambda dy: dy * (1 - 1 / (1 + e))

    x = tf.constant([0.0, 100.0], name="x")
    y = log1pexp(x)
    made = nodes(tf.get_default_graph())
    return run(tf, [y, tf.gradients(y, x)[0]]), [row for row in made if row[1] != "Const" and "add" not in row[0]]


@PROGRAMS
def several_of_each(tf):
    @tf.custom_gradient
    def both(x, y):
        return [x + y, x * y], lambda a, b: (a * 2.0, b * 3.0)

    x = tf.constant(2.0)
    total, product = both(x, 3.0)
    return run(tf, [tf.gradients(total, x), tf.gradients([total, product], x), total, product])


@PROGRAMS
def a_structure(tf):
    @tf.custom_gradient
    def both(x):
        return {"a": x * 2.0, "b": (x,)}, lambda a, b: a + b

    x = tf.constant(2.0)
    found = both(x)
    return run(tf, [found, tf.gradients(found["a"], x)])


@PROGRAMS
def names_and_words(tf):
    @tf.custom_gradient
    def documented(x):
        """Says what it does."""
        return x, lambda dy: dy

    return documented.__name__, documented.__doc__, tf.recompute_grad(documented) is not documented


@PROGRAMS
def twice(tf):
    @tf.custom_gradient
    def square(x):
        return x * x, lambda dy: 5.0 * dy * x

    x = tf.constant(3.0)
    (first,) = tf.gradients(square(x), x)
    return run(tf, [first, tf.gradients(first, x)])


@PROGRAMS
def variables(tf):
    seen = []

    @tf.custom_gradient
    def scaled(x):
        w = tf.get_variable("w", [2], initializer=tf.ones_initializer())
        tf.get_variable("fixed", [2], trainable=False)

        def grad(dy, variables=None):
            seen.extend(v.name for v in variables)
            return dy * 3.0, [dy * 7.0 for v in variables]

        return x * w, grad

    with tf.variable_scope("s", use_resource=True):
        x = tf.constant([2.0, 4.0])
        y = scaled(x)
    return run(tf, [y, tf.gradients(y, [x] + tf.trainable_variables())]), seen


@PROGRAMS
def a_variable_from_outside(tf):
    with tf.variable_scope("s", use_resource=True):
        v = tf.get_variable("v", [], initializer=tf.ones_initializer())
        other = tf.get_variable("other", [])

        @tf.custom_gradient
        def scaled(x):
            return x * v, lambda dy, variables: (dy, [dy * 5.0])

        x = tf.constant(2.0)
        y = scaled(x)
    found = tf.gradients(y, [x, v, other])
    return run(tf, found[:2]), found[2] is None


@PROGRAMS
def refused(tf):
    @tf.custom_gradient
    def one(x):
        return x * 2.0, lambda dy: dy

    @tf.custom_gradient
    def no_variables(x):
        return x * tf.get_variable("w", []), lambda dy: dy

    @tf.custom_gradient
    def too_few(x):
        return x * tf.get_variable("u", []), lambda dy, variables=None: (dy, [])

    with tf.variable_scope("s", use_resource=True):
        x = tf.constant(2.0)
        return [
            refusal(lambda: one(x=x)),
            refusal(lambda: no_variables(x)),
            refusal(lambda: tf.gradients(too_few(x), x)),
        ]


@PROGRAMS
def recomputed(tf):
    calls = []

    def layer(x):
        calls.append(x.name)
        w = tf.get_variable("w", [3, 2], initializer=tf.ones_initializer(), use_resource=True)
        return tf.sin(tf.matmul(x, w))

    x = tf.constant([[0.1, 0.2, 0.3]])
    with tf.variable_scope("q", use_resource=True, reuse=tf.AUTO_REUSE):
        y = tf.recompute_grad(layer)(x)
        found = tf.gradients(y, [x] + tf.trainable_variables())
    return run(tf, [y, found]), len(calls), [v.name for v in tf.global_variables()]


@PROGRAMS
def passed_through(tf):
    x = tf.constant([1.5, -2.5])
    with tf.variable_scope("s", use_resource=True):
        w = tf.get_variable("w", [], initializer=tf.ones_initializer())
        y = tf.grad_pass_through(lambda x: tf.floor(x) * w)(x)
        found = tf.gradients(y, [x, w])
    return run(tf, [y, found[0]]), found[1] is None


@PROGRAMS
def without_gradients(tf):
    x = tf.constant([1.0])
    tf.no_gradient("Nothing that there is")
    return [
        refusal(lambda: tf.gradients(tf.guarantee_const(x), x)),
        refusal(lambda: tf.no_gradient(3)),
        tf.no_gradient is tf.NotDifferentiable,
        run(tf, tf.guarantee_const(x, name="fixed")),
    ]
