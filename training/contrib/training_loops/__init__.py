"""Loops of tf.contrib.training: training until hooks stop it, evaluating checkpoints."""
