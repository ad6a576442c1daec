"""Programs with estimators, which TensorFlow has run, too."""
