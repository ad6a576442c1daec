"""tf.contrib.tpu where there is no TPU: programs that ask for one may be run without."""
