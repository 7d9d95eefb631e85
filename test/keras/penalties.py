"""What Keras's regularizers and constraints say of given weights, and the gradients of the former."""

import keras
import numpy as np
import tensorflow as tf
from fixture import write_fixture

SHAPES = [(4, 3), (2, 3, 2, 3), (5,)]

# our id and parameters, and those of Keras
REGULARIZERS: list[tuple[dict, keras.regularizers.Regularizer]] = [
    ({"l1": {}}, keras.regularizers.L1()),
    ({"l1": {"factor": 0.3}}, keras.regularizers.L1(0.3)),
    ({"l2": {}}, keras.regularizers.L2()),
    ({"l2": {"factor": 0.002}}, keras.regularizers.L2(0.002)),
    ({"l1l2": {"l1": 0.01, "l2": 0.01}}, keras.regularizers.L1L2(0.01, 0.01)),
    ({"l1l2": {"l1": 0.02, "l2": 0.3}}, keras.regularizers.L1L2(0.02, 0.3)),
]


def write_penalties() -> None:
    """Penalty and gradient by regularizer and weight; constrained weights by limit."""
    random = np.random.Generator(np.random.Philox(12))
    weights = [random.standard_normal(shape).astype(np.float32) for shape in SHAPES]
    # a gradient at 0, and a filter that no constraint touches
    weights[0][1, 1] = 0
    weights[0][:, 2] *= 0.01
    tensors = {f"weights/{i}": weight for i, weight in enumerate(weights)}
    regularizers, constraints = [], []
    for ours, theirs in REGULARIZERS:
        for i, weight in enumerate(weights):
            variable = tf.Variable(weight)
            with tf.GradientTape() as tape:
                penalty = theirs(variable)
            name = f"regularizers/{len(regularizers)}"
            tensors[f"{name}/penalty"] = np.array([penalty], np.float32)
            tensors[f"{name}/gradient"] = np.array(tape.gradient(penalty, variable), np.float32)
            regularizers.append({"regularizer": ours, "weight": i, "tensor": name})
    for limit in (0.5, 2.0, 10.0):
        for i, weight in enumerate(weights[:2]):
            axes = list(range(weight.ndim - 1))
            name = f"constraints/{len(constraints)}"
            tensors[name] = np.array(keras.constraints.MaxNorm(limit, axis=axes)(weight), np.float32)
            constraints.append({"constraint": {"maxNorm": {"limit": limit}}, "weight": i, "tensor": name})
    index = {"shapes": [list(shape) for shape in SHAPES], "regularizers": regularizers, "constraints": constraints}
    write_fixture("penalties", index, tensors)
