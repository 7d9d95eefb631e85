"""Metrics of seeded scores, as Keras measures them."""

import keras
import numpy as np

from fixture import write_fixture

# (examples, classes, classes that occur)
SHAPES = [(1, 2, 2), (9, 3, 3), (40, 3, 2), (60, 5, 5), (100, 10, 7), (200, 10, 10)]


def write_metrics() -> None:
    index: list[dict[str, object]] = []
    tensors: dict[str, np.ndarray] = {}
    for seed, (count, classes, present) in enumerate(SHAPES):
        random = np.random.default_rng(seed)
        labels = random.integers(0, present, count)
        logits = random.normal(size=(count, classes)) + 1.2 * np.eye(classes)[labels]
        scores = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)
        onehot = np.eye(classes, dtype=np.float32)[labels]

        def measure(metric: keras.metrics.Metric, truth: np.ndarray) -> float:
            metric.update_state(truth, scores)
            return float(metric.result())

        by_class = range(classes)
        index.append(
            {
                "labels": labels.tolist(),
                "classes": classes,
                "accuracy": measure(keras.metrics.SparseCategoricalAccuracy(), labels),
                "topK": [
                    measure(keras.metrics.SparseTopKCategoricalAccuracy(k), labels)
                    for k in range(1, classes + 1)
                ],
                "precision": [
                    measure(keras.metrics.Precision(top_k=1, class_id=one), onehot) for one in by_class
                ],
                "recall": [measure(keras.metrics.Recall(top_k=1, class_id=one), onehot) for one in by_class],
                "weightedF1": measure(keras.metrics.F1Score(average="weighted"), onehot),
                # the area of all classes' pairs together, by 20,000 thresholds
                "area": measure(keras.metrics.AUC(num_thresholds=20_000), onehot),
            }
        )
        tensors[f"{seed}/scores"] = scores
    write_fixture("metrics", {"cases": index}, tensors)
