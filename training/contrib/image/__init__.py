"""tf.contrib.image: images turned, moved and bent."""
