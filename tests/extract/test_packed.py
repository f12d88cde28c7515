"""Models in few bits: what was packed comes out as it was."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dragoman.extract.encoding import load_session
from dragoman.extract.packed import factor, matrices, unpack

DATA = Path(__file__).parent / "data"
WEIGHTS = Path(str(files("dragoman.extract.events") / "weights"))


def packed(levels: np.ndarray) -> np.ndarray:
    """Levels from -8 to 7, shaped [rows, groups, even], two a byte."""
    whole = (levels + 8).astype(np.uint8)
    half = whole.shape[-1] // 2
    return whole[..., :half] | (whole[..., half:] << 4)


@pytest.fixture
def weights() -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(5)
    levels = dice.integers(-8, 8, (3, 2, 64)).astype(np.int8)
    steps = dice.integers(-15, 16, (3, 2)).astype(np.int8)
    return levels, steps


def test_levels_times_steps(weights: tuple[np.ndarray, np.ndarray]) -> None:
    levels, steps = weights
    found = unpack(packed(levels), steps)
    assert found.dtype == np.int8
    assert found.shape == (3, 128)
    assert (found == (levels.astype(int) * steps[..., None]).reshape(3, 128)).all()


def test_the_extremes_fit() -> None:
    levels, steps = np.full((1, 1, 64), -8, np.int8), np.array([[15]], np.int8)
    assert (unpack(packed(levels), steps) == -120).all()
    assert (unpack(packed(levels), -steps) == 120).all()


def test_a_factor_is_turned_and_half_of_levels_times_steps(weights: tuple[np.ndarray, np.ndarray]) -> None:
    levels, halves = weights
    found = factor(packed(levels), halves)
    assert found.dtype == np.int8
    assert found.flags["C_CONTIGUOUS"]
    assert (found == np.rint((levels.astype(int) * halves[..., None]).reshape(3, 128) / 2).T).all()


@pytest.mark.parametrize("model", ["events", "parties", "meanings"])
def test_sums_of_two_products_with_bytes_fit_in_sixteen_bits(model: str) -> None:
    with np.load(WEIGHTS / f"{model}.npz") as file:
        stored = {name: file[name] for name in file.files if name != "graph"}
    factors = [m for m in matrices(stored).values() if m.dtype == np.int8]
    assert factors
    assert max(2 * 255 * np.abs(m.astype(int)).max() for m in factors) <= np.iinfo(np.int16).max


def test_factors_and_tables(weights: tuple[np.ndarray, np.ndarray]) -> None:
    levels, steps = weights
    scale = np.array([[0.5], [2.0], [1.0]], np.float32)
    eight = np.arange(-6, 6, dtype=np.int8).reshape(3, 4)
    found = matrices(
        {
            "factor.four": packed(levels), "factor.halves": steps,
            "words.four": packed(levels), "words.steps": steps, "words.scale": scale,
            "head.eight": eight, "head.scale": scale,
        }
    )  # fmt: skip
    whole = unpack(packed(levels), steps)
    assert set(found) == {"factor", "words", "head"}
    assert (found["factor"] == factor(packed(levels), steps)).all()
    assert found["words"].dtype == np.float32
    assert np.allclose(found["words"], whole * scale)
    assert np.allclose(found["head"], eight * scale)


def test_products_of_bytes_do_not_overflow() -> None:
    session = load_session(DATA, "sums", threads=1)
    (sums,) = session.run(None, {"bytes": np.full((3, 8), 255, np.uint8)})
    assert (sums == 8 * 255 * 127).all(), "read on a processor without VNNI, pairs of products stop at 32,767"
