"""Trains the reference CNN by Keras `fit`, a stretch at a time, for the bench that started it.

Reads one JSON object a line: {"steps": 200} trains so many steps and answers {"seconds": ...}. The first line it writes says what it is,
once it is ready. It ends when its input does.
"""

import argparse
import gzip
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def read_training_set(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images as float32 from 0 to 1, and labels."""

    def read(name: str, header: int) -> np.ndarray:
        path = folder / f"train-{name}-ubyte"
        opened = gzip.open(f"{path}.gz") if Path(f"{path}.gz").exists() else open(path, "rb")
        with opened as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    images = read("images-idx3", 16).reshape(-1, 28, 28, 1)
    return images.astype(np.float32) / 255, read("labels-idx1", 8).astype(np.int32)


def reference_cnn() -> keras.Sequential:
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(1e-3, epsilon=1e-7)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def answer(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the four files of Fashion-MNIST")
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    images, labels = read_training_set(options.data)
    model = reference_cnn()
    answer({"name": f"Keras {keras.__version__} on TensorFlow {tf.__version__}", "threads": options.threads})
    for line in sys.stdin:
        count = json.loads(line)["steps"] * options.batch_size
        if count > len(images):
            raise SystemExit(f"Cannot train on {count} images as there are {len(images)}")
        start = time.perf_counter()
        model.fit(images[:count], labels[:count], batch_size=options.batch_size, epochs=1, verbose=0)
        answer({"seconds": time.perf_counter() - start})


if __name__ == "__main__":
    main()
