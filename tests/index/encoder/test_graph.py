"""A small BERT as an ONNX graph, beside the same sums in NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from onnxruntime import InferenceSession

from index.encoder.e5file import Network, network
from index.encoder.graph import INPUT, OUTPUT, Bert, paired
from tests.index.encoder.test_e5file import HIDDEN, model_file


@pytest.fixture(scope="module")
def small() -> Network:
    return network(model_file())


def test_half_bytes_lie_in_pairs_the_first_one_low() -> None:
    assert paired(np.array([[1, 2, 3, 15]], np.uint8)).tolist() == [[0x21, 0xF3]]


def test_the_runtime_takes_the_graph_and_gives_a_state_for_each_token(small: Network) -> None:
    session = InferenceSession(Bert(small).model(), providers=["CPUExecutionProvider"])
    (found,) = session.run([OUTPUT], {INPUT: np.zeros((1, 5, HIDDEN), np.float32)})
    assert found.shape == (1, 5, HIDDEN)


def test_weights_that_are_all_one_give_each_number_the_sum(small: Network) -> None:
    """Every matrix gives equal numbers, so what a layer adds is lost when the mean is taken off."""
    rng = np.random.default_rng(1)
    states = rng.normal(size=(1, 3, HIDDEN)).astype(np.float32)
    session = InferenceSession(Bert(small).model(), providers=["CPUExecutionProvider"])
    (found,) = session.run([OUTPUT], {INPUT: states})
    centred = states - states.mean(-1, keepdims=True)
    normal = centred / centred.std(-1, keepdims=True)
    assert found == pytest.approx(normal + 1, abs=0.02)
