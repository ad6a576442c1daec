"""What tests know of the documentation."""
