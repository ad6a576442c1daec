"""tf.contrib.framework: what libraries over graphs need; its variables and scopes of arguments stand above."""
