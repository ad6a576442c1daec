"""MNIST, as the tutorials read it."""
