"""Sound: files of it as samples, and the other way round."""
