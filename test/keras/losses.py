"""What Keras's losses say of given logits, example by example, and their gradients; and short trainings with each.

Keras computes in float64 from float32 logits and the result is rounded once, so what an engine is held against is the true value.
"""

from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf
from fixture import write_fixture

SHAPES = [(5, 3), (4, 10)]
LASTS = {"softmax": tf.nn.softmax, "sigmoid": tf.nn.sigmoid, "linear": tf.identity}

# our id, our parameters, and the forms that targets have: labels, pairs of labels of mixed examples, rows of several classes
PLAIN = ["labels", "mixed"]
EVERY = [*PLAIN, "rows"]
TABLE: list[tuple[str, list[dict], list[str]]] = [
    ("sparseCategoricalCrossentropy", [{}, {"labelSmoothing": 0.1}, {"labelSmoothing": 0.3}], PLAIN),
    ("categoricalCrossentropy", [{}, {"labelSmoothing": 0.1}, {"labelSmoothing": 0.3}], PLAIN),
    ("binaryCrossentropy", [{}, {"labelSmoothing": 0.1}, {"labelSmoothing": 0.4}], EVERY),
    (
        "focal",
        [
            {},
            {"gamma": 0, "alpha": 1},
            {"gamma": 0.5, "alpha": 1},
            {"gamma": 1, "alpha": 0.5},
            {"gamma": 3.5, "alpha": 0.75},
            {"labelSmoothing": 0.1},
        ],
        PLAIN,
    ),
    ("meanSquaredError", [{}], EVERY),
]


def keras_loss(kind: str, parameters: dict, dtype: str = "float64", reduction: str | None = "none") -> keras.losses.Loss:
    """Keras's form of one of our losses. It takes rows of targets always: its sparse loss knows neither smoothing nor pairs."""
    common = {"dtype": dtype, "reduction": reduction}
    smoothing = {"label_smoothing": parameters.get("labelSmoothing", 0.0)}
    match kind:
        case "sparseCategoricalCrossentropy" | "categoricalCrossentropy":
            return keras.losses.CategoricalCrossentropy(from_logits=True, **smoothing, **common)
        case "binaryCrossentropy":
            return keras.losses.BinaryCrossentropy(from_logits=True, **smoothing, **common)
        case "focal":
            alpha, gamma = parameters.get("alpha", 0.25), parameters.get("gamma", 2.0)
            return keras.losses.CategoricalFocalCrossentropy(alpha, gamma, from_logits=True, **smoothing, **common)
        case "meanSquaredError":
            return keras.losses.MeanSquaredError(**common)
    raise ValueError(kind)


def lasts(kind: str) -> list[str]:
    """The last activations that a loss goes with."""
    return {"meanSquaredError": list(LASTS), "binaryCrossentropy": ["sigmoid"]}.get(kind, ["softmax"])


def configurations() -> Iterator[tuple[str, dict, str, str]]:
    """Every loss with every set of parameters, form of targets and last activation."""
    for kind, settings, forms in TABLE:
        for parameters in settings:
            for form in forms:
                for last in lasts(kind):
                    yield kind, parameters, form, last


def make_targets(random: np.random.Generator, batch: int, classes: int) -> dict[str, tuple[dict, np.ndarray]]:
    """What we are given and the rows that it stands for, by form."""
    one_hot = np.eye(classes)
    labels, second = random.integers(0, classes, (2, batch))
    weights = random.uniform(0, 1, batch).astype(np.float32).astype(np.float64)
    rows = random.integers(0, 2, (batch, classes))
    mixed = (1 - weights[:, None]) * one_hot[labels] + weights[:, None] * one_hot[second]
    first = {"labels": labels.tolist()}
    return {
        "labels": (first, one_hot[labels]),
        "mixed": (first | {"secondLabels": second.tolist(), "secondWeights": weights.tolist()}, mixed),
        "rows": ({"rows": rows.ravel().tolist()}, rows.astype(np.float64)),
    }


def write_losses() -> None:
    """Loss of each example and gradient of their sum by the logits."""
    random = np.random.Generator(np.random.Philox(31))
    cases, tensors = [], {}
    for batch, classes in SHAPES:
        for kind, parameters, form, last in configurations():
            logits = tf.constant((2 * random.standard_normal((batch, classes))).astype(np.float32), tf.float64)
            given, rows = make_targets(random, batch, classes)[form]
            with tf.GradientTape() as tape:
                tape.watch(logits)
                outputs = LASTS[last](logits) if kind == "meanSquaredError" else logits
                losses = keras_loss(kind, parameters)(tf.constant(rows), outputs)
            if kind == "sparseCategoricalCrossentropy" and form == "labels" and parameters == {}:
                sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none", dtype="float64")
                np.testing.assert_allclose(sparse(np.array(given["labels"]), logits), losses, rtol=1e-12)
            assert losses.dtype == tf.float64 and losses.shape == (batch,), kind
            name = str(len(cases))
            gradient = tape.gradient(losses, logits)
            for part, value in {"logits": logits, "losses": losses, "gradient": gradient}.items():
                tensors[f"{name}/{part}"] = np.array(value).astype(np.float32)
            cases.append({"loss": {kind: parameters}, "last": last, "classes": classes, **given})
    write_fixture("losses", {"cases": cases}, tensors)


# our train spec beside optimizer and epochs, and the last activation
TRAININGS: list[tuple[dict, str]] = [
    ({"loss": {"sparseCategoricalCrossentropy": {}}}, "softmax"),
    ({"loss": {"sparseCategoricalCrossentropy": {}}, "classWeights": {"given": {"weights": [0.5, 2.0, 1.25]}}}, "softmax"),
    ({"loss": {"sparseCategoricalCrossentropy": {"labelSmoothing": 0.1}}}, "softmax"),
    ({"loss": {"categoricalCrossentropy": {"labelSmoothing": 0.2}}, "classWeights": {"given": {"weights": [1.0, 0.0, 3.0]}}}, "softmax"),
    ({"loss": {"binaryCrossentropy": {"labelSmoothing": 0.1}}}, "sigmoid"),
    ({"loss": {"binaryCrossentropy": {}}, "multiLabel": True}, "sigmoid"),
    ({"loss": {"focal": {"gamma": 2, "alpha": 0.25}}, "classWeights": {"given": {"weights": [0.5, 2.0, 1.25]}}}, "softmax"),
    ({"loss": {"meanSquaredError": {}}}, "softmax"),
    ({"loss": {"meanSquaredError": {}}, "multiLabel": True}, "linear"),
]
STEPS, BATCH, CLASSES, RATE = 4, 6, 3, 0.5


def write_loss_trainings() -> None:
    """Four steps of plain SGD by `train_on_batch`, with the length of each gradient, and what `evaluate` says afterwards."""
    random = np.random.Generator(np.random.Philox(32))
    cases, tensors = [], {}
    for settings, last in TRAININGS:
        images = random.integers(0, 256, (STEPS * BATCH, 2, 2, 1), np.uint8)
        labels = random.integers(0, CLASSES, STEPS * BATCH)
        multi_label = settings.get("multiLabel", False)
        rows = random.integers(0, 2, (STEPS * BATCH, CLASSES)) if multi_label else np.eye(CLASSES)[labels]
        inputs, rows = images.astype(np.float32) / np.float32(255), rows.astype(np.float32)
        ((kind, parameters),) = settings["loss"].items()
        weights = settings.get("classWeights", {}).get("given", {}).get("weights", [1.0] * CLASSES)
        keras.utils.set_random_seed(33)
        model = keras.Sequential(
            [keras.layers.Input((2, 2, 1)), keras.layers.Flatten(), keras.layers.Dense(CLASSES)]
            # a loss of logits, so that Keras clips nothing; the scores of the squared error are what it is about
            + ([keras.layers.Activation(last)] if kind == "meanSquaredError" else [])
        )
        loss = keras_loss(kind, parameters, dtype="float32", reduction="sum_over_batch_size")
        model.compile(optimizer=keras.optimizers.SGD(RATE), loss=loss, run_eagerly=True)
        name = str(len(cases))
        kernel, bias = model.get_weights()
        tensors |= {f"{name}/initial/layers.1.kernel": kernel, f"{name}/initial/layers.1.bias": bias}
        losses, norms = [], []
        for step in range(STEPS):
            part = slice(step * BATCH, (step + 1) * BATCH)
            class_weight = None if multi_label else dict(enumerate(weights))
            example_weights = None if multi_label else np.array(weights, np.float32)[labels[part]]
            with tf.GradientTape() as tape:
                objective = loss(rows[part], model(inputs[part]), sample_weight=example_weights)
            norms.append(float(tf.linalg.global_norm(tape.gradient(objective, model.trainable_weights))))
            model.reset_metrics()
            losses.append(float(model.train_on_batch(inputs[part], rows[part], class_weight=class_weight)))
            np.testing.assert_allclose(losses[-1], float(objective), rtol=1e-5)
        kernel, bias = model.get_weights()
        tensors |= {f"{name}/final/layers.1.kernel": kernel, f"{name}/final/layers.1.bias": bias}
        tensors |= {f"{name}/images": images.astype(np.float32)}
        train = {key: value for key, value in settings.items() if key != "multiLabel"}
        cases.append(
            {
                "train": train | {"batchSize": BATCH, "optimizer": {"sgd": {"learningRate": RATE}}},
                "last": last,
                "classes": CLASSES,
                "losses": losses,
                "gradientNorms": norms,
                "evaluated": float(model.evaluate(inputs[:BATCH], rows[:BATCH], batch_size=BATCH, verbose=0)),
                **({"rows": rows.ravel().astype(int).tolist()} if multi_label else {"labels": labels.tolist()}),
            }
        )
    write_fixture("loss_trainings", {"cases": cases}, tensors)
