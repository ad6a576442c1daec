"""Functions of whole matrices by their Schur decomposition: the square root, the logarithm.

The decomposition: Golub and Van Loan, "Matrix computations", chapter 7 (Householder reflections to Hessenberg form, then QR
steps with Wilkinson's shift). The functions of the triangular matrix: Higham 2008, "Functions of matrices", chapters 6, 11.
"""

from __future__ import annotations

import numpy as np

_STEPS = 40
"""QR steps, at most, for each eigenvalue."""
_SMALL = 0.25
"""The norm of `matrix - 1` below which the series of the logarithm, with so many points, is exact to the last bits."""
_POINTS = 8
_ROOTS = 100
"""Square roots, at most, until a matrix is near 1."""


def schur(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A square matrix as `q @ t @ adjoint(q)`, with q unitary and t upper triangular, in complex128.

    Raises:
      np.linalg.LinAlgError: an eigenvalue was not found.
    """
    t = np.array(matrix, np.complex128)
    size = len(t)
    q = np.eye(size, dtype=np.complex128)
    for k in range(size - 2):
        _reflect(t, q, k)
    last, steps = size - 1, 0
    while last > 0:
        below = np.abs(np.diagonal(t, -1)[:last])
        sums = np.abs(np.diagonal(t)[: last + 1])
        small = below <= np.finfo(np.float64).eps * (sums[:-1] + sums[1:])
        if small[-1]:
            t[last, last - 1] = 0
            last, steps = last - 1, 0
            continue
        first = int(np.flatnonzero(small)[-1]) + 1 if small.any() else 0
        steps += 1
        if steps > _STEPS:
            raise np.linalg.LinAlgError("Eigenvalues did not converge")
        shift = t[last, last - 1] if steps % 10 == 0 else _wilkinson(t[last - 1 : last + 1, last - 1 : last + 1])
        _qr_step(t, q, first, last, shift)
    return q, np.triu(t)


def _reflect(t: np.ndarray, q: np.ndarray, k: int) -> None:
    """Make column k zero below its subdiagonal."""
    column = t[k + 1 :, k].copy()
    length = np.linalg.norm(column)
    if length == 0:
        return
    phase = column[0] / abs(column[0]) if column[0] else 1
    column[0] += phase * length
    column /= np.linalg.norm(column)
    t[k + 1 :, k:] -= 2 * np.outer(column, column.conj() @ t[k + 1 :, k:])
    t[:, k + 1 :] -= 2 * np.outer(t[:, k + 1 :] @ column, column.conj())
    q[:, k + 1 :] -= 2 * np.outer(q[:, k + 1 :] @ column, column.conj())


def _wilkinson(corner: np.ndarray) -> complex:
    """The eigenvalue of a 2x2 matrix that is nearer to its last element."""
    half = (corner[0, 0] + corner[1, 1]) / 2
    root = np.sqrt((corner[0, 0] - corner[1, 1]) ** 2 / 4 + corner[0, 1] * corner[1, 0])
    return min(half + root, half - root, key=lambda value: abs(value - corner[1, 1]))


def _qr_step(t: np.ndarray, q: np.ndarray, first: int, last: int, shift: complex) -> None:
    """One step on the rows from `first` to `last`, whose subdiagonal has no zeros."""
    a, b = t[first, first] - shift, t[first + 1, first]
    for k in range(first, last):
        length = np.hypot(abs(a), abs(b))
        c, s = a / length, b / length
        turn = np.array([[c.conjugate(), s.conjugate()], [-s, c]])
        start = max(k - 1, first)
        t[k : k + 2, start:] = turn @ t[k : k + 2, start:]
        stop = min(k + 2, last) + 1
        t[:stop, k : k + 2] = t[:stop, k : k + 2] @ turn.conj().T
        q[:, k : k + 2] = q[:, k : k + 2] @ turn.conj().T
        if k > first:
            t[k + 1, k - 1] = 0
        if k + 1 < last:
            a, b = t[k + 1, k], t[k + 2, k]


def triangular_root(t: np.ndarray) -> np.ndarray:
    """The principal square root of an upper triangular matrix (Björck and Hammarling 1983)."""
    size = len(t)
    root = np.diag(np.sqrt(np.diagonal(t)))
    for j in range(1, size):
        for i in range(j - 1, -1, -1):
            known = root[i, i + 1 : j] @ root[i + 1 : j, j]
            root[i, j] = (t[i, j] - known) / (root[i, i] + root[j, j]) if t[i, j] != known else 0
    return root


def square_root(matrix: np.ndarray) -> np.ndarray:
    """The principal square root; NaN where there is none, of a real matrix also where it is not real."""
    nothing = np.full_like(matrix, np.nan)
    if not np.isfinite(matrix).all() or (matrix.size and not matrix.any()):
        return nothing
    q, t = schur(matrix)
    root = q @ triangular_root(t) @ q.conj().T
    if matrix.dtype.kind != "c":
        noise = np.sqrt(len(t) * np.finfo(np.float64).eps * 10)
        if np.abs(root.imag).max(initial=0) > noise * np.abs(root).max(initial=0):
            return nothing
        root = root.real
    return root.astype(matrix.dtype)


def logarithm(matrix: np.ndarray) -> np.ndarray:
    """The principal logarithm of a complex matrix; NaN where there is none."""
    nothing = np.full_like(matrix, np.nan)
    if not np.isfinite(matrix).all():
        return nothing
    q, t = schur(matrix)
    size, values = len(t), np.diagonal(t).copy()
    if np.abs(values).min(initial=1) <= np.finfo(np.float64).tiny:
        return nothing
    one, root, halved = np.eye(size), t, 0
    while np.abs(root - one).sum(0).max(initial=0) > _SMALL:
        if halved == _ROOTS:
            return nothing
        root, halved = triangular_root(root), halved + 1
    points, weights = np.polynomial.legendre.leggauss(_POINTS)
    rest, found = root - one, np.zeros_like(t)
    for point, weight in zip((points + 1) / 2, weights / 2, strict=True):
        found += weight * np.linalg.solve(one + point * rest, rest)
    found = np.triu(found) * 2.0**halved
    found[np.diag_indices(size)] = np.log(values)
    return (q @ found @ q.conj().T).astype(matrix.dtype)
