"""tf.contrib.learn over tf.estimator: experiments, and graphs that are run for their values."""
