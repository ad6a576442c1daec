"""What a session and its functions have for whoever looks at them from outside, while they run."""
