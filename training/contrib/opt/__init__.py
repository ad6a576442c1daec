"""The optimizers of tf.contrib.opt: kinds of Adam, decoupled decay of weights, optimizers around others, and those of SciPy."""
