"""The loops of tf.contrib.slim: training under a Supervisor, evaluation of checkpoints."""
