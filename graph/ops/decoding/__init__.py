"""What decoders of sequences have found, put in order."""
