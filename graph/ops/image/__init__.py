"""Images: decoded, resized, distorted, converted between colors."""
