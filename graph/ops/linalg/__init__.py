"""Linear algebra: matrix products, tensordot, QR."""
