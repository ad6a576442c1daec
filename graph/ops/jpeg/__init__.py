"""JPEG files: parts of their pictures, their sizes, and what compression does to pictures."""
