"""Gradients at hard points: what is asked, how the answers are computed in either library, written and compared."""
