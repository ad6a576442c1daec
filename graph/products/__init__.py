"""Matrix products on several threads, beside those of BLAS."""
