"""Pretext tasks: loss, hits and gradients of given features, by Keras's layers and losses, and NT-Xent by its formula, pair after pair.

Everything is computed in float64 from numbers that are exact in float32, and rounded once.
"""

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf
from fixture import write_fixture

Weights = dict[str, tf.Tensor]
Result = tuple[tf.Tensor, float]


def rounded(values: np.ndarray) -> np.ndarray:
    """The nearest float32 numbers, as float64."""
    return np.asarray(values).astype(np.float32).astype(np.float64)


def row(features: tf.Tensor) -> tf.Tensor:
    """One row an image."""
    return features if features.ndim == 2 else keras.layers.GlobalAveragePooling2D(dtype="float64")(features)


def rotation(features: tf.Tensor, weights: Weights, turns: np.ndarray) -> Result:
    logits = row(features) @ weights["kernel"] + weights["bias"]
    losses = keras.losses.sparse_categorical_crossentropy(turns, logits, from_logits=True)
    return tf.reduce_sum(losses), float(np.sum(np.argmax(logits, axis=1) == turns))


def contrastive(features: tf.Tensor, weights: Weights, count: int, temperature: float) -> Result:
    hidden = tf.nn.relu(row(features) @ weights["hiddenKernel"] + weights["hiddenBias"])
    z = hidden @ weights["kernel"]
    z = z / tf.norm(z, axis=1, keepdims=True)
    losses, hits = [], 0
    for i in range(2 * count):
        partner = (i + count) % (2 * count)
        similarities = {j: tf.reduce_sum(z[i] * z[j]) / temperature for j in range(2 * count) if j != i}
        losses.append(-tf.math.log(tf.exp(similarities[partner]) / sum(map(tf.exp, similarities.values()))))
        hits += max(similarities, key=lambda j: float(similarities[j])) == partner
    return sum(losses) / 2, hits / 2


def convolve(x: tf.Tensor, weights: Weights, name: str) -> tf.Tensor:
    return keras.ops.conv(x, weights[f"{name}.kernel"], padding="same") + weights[f"{name}.bias"]


def fit(x: tf.Tensor, size: Sequence[int]) -> tf.Tensor:
    """The middle of a map, or the map in the middle of zeros."""
    for axis in (0, 1):
        missing = size[axis] - x.shape[axis + 1]
        around = [[0, 0], [0, 0]]
        around[axis] = [abs(missing) // 2, abs(missing) - abs(missing) // 2]
        layer = keras.layers.ZeroPadding2D if missing > 0 else keras.layers.Cropping2D
        x = layer(around, dtype="float64")(x)
    return x


def autoencoder(
    features: tf.Tensor, weights: Weights, targets: np.ndarray, first: Sequence[int], steps: Sequence[Sequence[int]]
) -> Result:
    if features.ndim == 2:
        x = tf.reshape(features @ weights["input.kernel"] + weights["input.bias"], (len(features), *first, -1))
    else:
        x = convolve(fit(features, first), weights, "input")
    x = tf.nn.relu(x)
    for number, size in enumerate(steps):
        factors = [2 if size[axis] > x.shape[axis + 1] else 1 for axis in (0, 1)]
        x = fit(keras.layers.UpSampling2D(factors, dtype="float64")(x), size)
        x = tf.nn.relu(convolve(x, weights, f"steps.{number}"))
    restored = convolve(x, weights, "output")
    losses = tf.reduce_mean((restored - targets) ** 2, axis=(1, 2, 3))
    distances = np.sum((np.asarray(restored)[:, None] - targets[None]) ** 2, axis=(2, 3, 4))
    return tf.reduce_sum(losses), float(np.sum(np.argmin(distances, axis=1) == np.arange(len(targets))))


class Cases:
    """Collects cases: an index of specs, and tensors by name."""

    def __init__(self) -> None:
        self.random = np.random.Generator(np.random.Philox(21))
        self.index: list[dict] = []
        self.tensors: dict[str, np.ndarray] = {}

    def add(
        self,
        spec: dict,
        size: Sequence[int],
        features: Sequence[int],
        shapes: dict[str, Sequence[int]],
        run: Callable[[tf.Tensor, Weights], Result],
        feeds: dict[str, np.ndarray],
        near: np.ndarray | None = None,
    ) -> None:
        """Adds a case. `near`: features to which noise is added, so that some hit and some miss."""
        name = str(len(self.index))
        noise = self.random.normal(0, 1, features)
        x = tf.constant(rounded(noise if near is None else near + 0.5 * noise))
        weights = {
            key: tf.constant(rounded(self.random.normal(0, 1 / np.sqrt(max(np.prod(shape[:-1]), 4)), shape)))
            for key, shape in shapes.items()
        }
        with tf.GradientTape() as tape:
            tape.watch([x, *weights.values()])
            loss, correct = run(x, weights)
        slopes = tape.gradient(loss, [x, *weights.values()])
        tensors = {
            "features": x,
            "loss": [loss],
            "gradients/features": slopes[0],
            **{f"weights/{key}": value for key, value in weights.items()},
            **{f"gradients/{key}": slope for key, slope in zip(weights, slopes[1:])},
            **{f"feeds/{key}": value for key, value in feeds.items()},
        }
        self.tensors |= {f"{name}/{key}": np.array(value, np.float32) for key, value in tensors.items()}
        self.index.append(
            {"pretraining": spec, "size": list(size), "features": list(features), "weights": list(shapes), "correct": correct}
        )


def write_pretraining() -> None:
    """Three tasks on rows and on maps of features, on odd sizes."""
    cases = Cases()
    random = cases.random
    for features in [(5, 6), (4, 3, 2, 5), (1, 3)]:
        turns = random.integers(0, 4, features[0])
        shapes = {"kernel": (features[-1], 4), "bias": (4,)}
        cases.add({"rotation": {}}, (9, 9, 1), features, shapes, lambda x, w: rotation(x, w, turns), {"turns": turns})
    for count, features, temperature, width in [(4, (6,), 0.5, 8), (3, (2, 3, 5), 0.1, 4), (2, (4,), 1.0, 3), (1, (4,), 0.5, 4)]:
        length = features[-1]
        shapes = {"hiddenKernel": (length, width), "hiddenBias": (width,), "kernel": (width, width)}
        near = np.tile(random.normal(0, 1, (count, *features)), (2, *[1] * len(features)))
        cases.add(
            {"contrastive": {"temperature": temperature, "width": width}},
            (8, 8, 1),
            (2 * count, *features),
            shapes,
            lambda x, w: contrastive(x, w, count, temperature),
            {},
            near,
        )
    # the sizes of the maps are worked out by hand: each is half of the next, rounded up
    for features, size, width, first, steps in [
        ((3, 3, 3, 5), (12, 12, 1), 4, (3, 3), [(6, 6), (12, 12)]),
        ((2, 3, 4, 5), (11, 13, 2), 3, (3, 4), [(6, 7), (11, 13)]),
        ((3, 5, 3, 2), (7, 9, 1), 3, (7, 3), [(7, 5), (7, 9)]),
        ((2, 7), (9, 6, 3), 2, (3, 2), [(5, 3), (9, 6)]),
        ((2, 4, 4, 2), (4, 4, 1), 3, (4, 4), []),
        ((2, 5, 9, 2), (4, 8, 1), 2, (1, 2), [(2, 4), (4, 8)]),
    ]:
        count, *shape = features
        entrance = len(shape) == 1 or shape[0] > size[0]
        length = int(np.prod(shape))
        shapes = {
            "input.kernel": (length, first[0] * first[1] * width) if entrance else (3, 3, shape[-1], width),
            "input.bias": (first[0] * first[1] * width,) if entrance else (width,),
        }
        for number in range(len(steps)):
            shapes |= {f"steps.{number}.kernel": (3, 3, width, width), f"steps.{number}.bias": (width,)}
        shapes |= {"output.kernel": (3, 3, width, size[2]), "output.bias": (size[2],)}
        targets = random.integers(0, 256, (count, *size))

        def run(x: tf.Tensor, weights: Weights) -> Result:
            rows = tf.reshape(x, (count, length)) if entrance else x
            return autoencoder(rows, weights, targets / 255, first, steps)

        cases.add({"denoisingAutoencoder": {"width": width}}, size, features, shapes, run, {"targets": targets})
    write_fixture("pretraining", {"cases": cases.index}, cases.tensors)
