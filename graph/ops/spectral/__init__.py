"""Fourier transforms, and what is made of them: spectra, windows, frames, cosine transforms."""
