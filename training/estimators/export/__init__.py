"""What an Estimator exports: what comes in, what goes out, and under which signatures."""
