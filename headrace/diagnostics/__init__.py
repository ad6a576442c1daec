"""What a bug report should contain."""
