"""What programs put around their steps: replicas whose gradients are averaged, loops, profiles."""
