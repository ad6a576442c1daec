"""Numbers in few bits: floats rounded to what few bits hold, and the tensors of quantized types."""
