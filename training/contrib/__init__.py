"""What programs use of tf.contrib: layers, metrics, slim, and how their variables are found."""
