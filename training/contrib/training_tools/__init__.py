"""tf.contrib.training without its loops: hyperparameters, samples, sequences in segments with states."""
