"""Keras's activation functions and their slopes.

Inputs are float32; Keras computes in float64 and the result is rounded once, as with the ops.
"""

import keras
import numpy as np
import tensorflow as tf
from fixture import write_fixture

# ours: Keras's
NAMES = {
    "linear": "linear",
    "relu": "relu",
    "relu6": "relu6",
    "leakyRelu": "leaky_relu",
    "elu": "elu",
    "selu": "selu",
    "gelu": "gelu",
    "swish": "silu",
    "hardSwish": "hard_silu",
    "mish": "mish",
    "softplus": "softplus",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
}


def rounded(values: np.ndarray) -> np.ndarray:
    """The nearest float32 numbers, as float64."""
    return np.asarray(values, np.float32).astype(np.float64)


def points(random: np.random.Generator) -> dict[str, np.ndarray]:
    """Where the functions are looked at. No number is where one of them bends."""
    # from below 1e-16 on TensorFlow takes exp(x) - 1 for 0, and gives selu the slope of the other side
    small = np.geomspace(1e-12, 1e-2, 20)
    large = np.geomspace(20, 3e4, 30)
    return {
        "around 0": rounded(np.linspace(-8.03, 8.11, 199)),
        "near 0": rounded(np.concatenate([-small, small])),
        "far from 0": rounded(np.concatenate([-large, large])),
        "rows of seven": rounded(random.standard_normal((9, 7)) * 3),
        "images": rounded(random.standard_normal((2, 3, 3, 5)) * 2),
    }


def write_activations() -> None:
    """Every activation at all points, with the gradient for a random one from above."""
    random = np.random.Generator(np.random.Philox(5))
    inputs = points(random)
    tensors = {f"x/{claim}": x.astype(np.float32) for claim, x in inputs.items()}
    upstreams = {claim: rounded(random.uniform(-1, 1, x.shape)) for claim, x in inputs.items()}
    tensors |= {f"upstream/{claim}": g.astype(np.float32) for claim, g in upstreams.items()}
    cases = []
    for ours, theirs in NAMES.items():
        function = keras.activations.get(theirs)
        for claim, x in inputs.items():
            with tf.GradientTape() as tape:
                variable = tf.constant(x)
                tape.watch(variable)
                y = function(variable)
            gradient = tape.gradient(y, variable, upstreams[claim])
            assert y.dtype == tf.float64, ours
            tensors[f"y/{ours}/{claim}"] = np.asarray(y).astype(np.float32)
            tensors[f"gradient/{ours}/{claim}"] = np.asarray(gradient).astype(np.float32)
            cases.append({"activation": ours, "claim": claim, "shape": list(x.shape)})
    write_fixture("activations", {"cases": cases}, tensors)
