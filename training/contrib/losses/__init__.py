"""tf.contrib.losses: losses with weights of their own kind, and those of metric learning."""
