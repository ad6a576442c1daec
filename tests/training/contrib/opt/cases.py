"""Optimizers of tf.contrib.opt with the settings that are recorded: two variables, one of them changed by rows, three steps."""

from __future__ import annotations

START = [[1.0, -2.0], [3.0, 0.5], [-1.0, 4.0]]


def optimizers(tf):
    """Functions from the global step to an optimizer, by name."""
    opt = tf.contrib.opt
    package = tf.__name__.partition(".")[0]
    decay = __import__(f"{package}.contrib.opt.python.training.sign_decay", fromlist=["x"])
    momentum = tf.train.MomentumOptimizer
    return {
        "lazy_adam": lambda step: opt.LazyAdamOptimizer(0.1, 0.8, 0.9, 0.01),
        "nadam": lambda step: opt.NadamOptimizer(0.1, 0.8, 0.9, 0.01),
        "ada_max": lambda step: opt.AdaMaxOptimizer(0.1, 0.8, 0.9, 0.01),
        "adam_gs": lambda step: opt.AdamGSOptimizer(step, 0.1, 0.8, 0.9, 0.01),
        "lazy_adam_gs": lambda step: opt.LazyAdamGSOptimizer(step, 0.1),
        "add_sign": lambda step: opt.AddSignOptimizer(0.1, 0.7, 0.8),
        "add_sign_linear": lambda step: opt.AddSignOptimizer(sign_decay_fn=decay.get_linear_decay_fn(5)),
        "power_sign": lambda step: opt.PowerSignOptimizer(0.1, 2.0, 0.8),
        "power_sign_cosine": lambda step: opt.PowerSignOptimizer(sign_decay_fn=decay.get_cosine_decay_fn(5)),
        "power_sign_restart": lambda step: opt.PowerSignOptimizer(sign_decay_fn=decay.get_restart_decay_fn(5, 2)),
        "momentum_w": lambda step: opt.MomentumWOptimizer(0.01, 0.1, 0.9, use_nesterov=True),
        "adam_w": lambda step: opt.AdamWOptimizer(0.05, 0.1),
        "sgd_w": lambda step: opt.extend_with_decoupled_weight_decay(tf.train.GradientDescentOptimizer)(0.1, learning_rate=0.2),
        "lars": lambda step: opt.LARSOptimizer(0.5, weight_decay=0.1, eeta=0.3),
        "lars_skips": lambda step: opt.LARSOptimizer(0.5, skip_list=["v"], use_nesterov=True),
        "reg_adagrad": lambda step: opt.RegAdagradOptimizer(0.1),
        "moving_average": lambda step: opt.MovingAverageOptimizer(momentum(0.1, 0.9), 0.6),
        "clipping": lambda step: Clipping(tf, [1]),
        "clipping_rows": lambda step: Clipping(tf, [0]),
        "drop_stale": lambda step: opt.DropStaleGradientOptimizer(momentum(0.1, 0.9), 0),
        "shampoo": lambda step: opt.ShampooOptimizer(step, learning_rate=0.5, epsilon=0.01),
        "shampoo_averages": lambda step: opt.ShampooOptimizer(
            step, gbar_decay=0.5, gbar_weight=lambda t: 1 / t, mat_gbar_decay=lambda t: t / (t + 1.0), epsilon=0.1
        ),
        "shampoo_intervals": lambda step: opt.ShampooOptimizer(step, svd_interval=2, precond_update_interval=2, epsilon=0.5),
        "shampoo_iterative": lambda step: opt.ShampooOptimizer(step, use_iterative_root=True, epsilon=0.1),
        "shampoo_diagonal": lambda step: opt.ShampooOptimizer(step, max_matrix_size=2, learning_rate=0.3),
        "shampoo_vectors": lambda step: opt.ShampooOptimizer(step, max_matrix_size=0, mat_gbar_decay=0.9, gbar_decay=0.1),
        "ggt": lambda step: opt.GGTOptimizer(0.5, svd_eps=1.0),
        "ggt_window": lambda step: opt.GGTOptimizer(0.3, 0.5, window=2, eps=10.0, svd_eps=0.5, sigma_eps=0.1),
        "multitask": lambda step: opt.MultitaskOptimizerWrapper(momentum(0.1, 0.9)),
    }


class Clipping:
    """A VariableClippingOptimizer, which must know its variables when it is made."""

    def __init__(self, tf, dims):
        self.tf, self.dims = tf, dims

    def minimize(self, loss, global_step):
        clipped = dict.fromkeys(self.tf.trainable_variables(), self.dims)
        inner = self.tf.train.GradientDescentOptimizer(0.1)
        return self.tf.contrib.opt.VariableClippingOptimizer(inner, clipped, 2.0).minimize(loss, global_step)


DENSE_ONLY = ("lars", "lars_skips", "ggt", "ggt_window")


def taken(tf, name):
    """[names of variables, their values after each of three steps] of an optimizer."""
    with tf.Graph().as_default(), tf.Session() as session:
        v = tf.get_variable("v", initializer=START)
        w = tf.get_variable("w", initializer=START)
        step = tf.train.get_or_create_global_step()
        rows = w if name in DENSE_ONLY else tf.gather(w, [0, 2, 2])
        # Where weights decay first, TensorFlow may compute a gradient that depends on them before or after.
        of_v = v * 3.0 if name.endswith("_w") else tf.square(v - 1.0)
        loss = tf.reduce_sum(of_v) + tf.reduce_sum(rows * [1.0, 2.0])
        train = optimizers(tf)[name](step).minimize(loss, global_step=step)
        session.run(tf.global_variables_initializer())
        kept = tf.global_variables()
        found = []
        for _ in range(3):
            session.run(train)
            found.append([session.run(variable).tolist() for variable in kept])
        return [[variable.op.name for variable in kept], found]
