"""tf.contrib.learn over tf.estimator: experiments, how they are configured, run, measured and exported."""
