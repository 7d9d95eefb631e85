"""Predicts by a Keras model in a tf.function, for the bench that started it: from bytes of images to the best three classes of each."""

import time

from job import leave, read_job, read_options, serve

try:
    import keras
    import numpy as np
    import tensorflow as tf
except ImportError as error:
    leave(f"{error}; bench/peers/requirements.txt has what it needs")

from keras_network import keras_network


def main() -> None:
    options = read_options(__doc__)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    job = read_job(options.job)
    model = keras_network(job.model, job.weights)
    scale, mean, deviation = (
        np.asarray(job.model["preprocess"][key], np.float32) for key in ("scale", "mean", "standardDeviation")
    )
    shape = (options.batch, *job.images.shape[1:])

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.uint8)])
    def predict(images: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        scores = model((tf.cast(images, tf.float32) * scale - mean) / deviation, training=False)
        return tf.math.top_k(scores, 3)

    def run(steps: int) -> float:
        start = time.perf_counter()
        for step in range(steps):
            first = step * options.batch % (len(job.images) - options.batch + 1)
            best, classes = predict(tf.constant(job.images[first : first + options.batch]))
            best.numpy(), classes.numpy()
        return time.perf_counter() - start

    serve(f"Keras {keras.__version__} on TensorFlow {tf.__version__}, tf.function", options.threads, run)


if __name__ == "__main__":
    main()
