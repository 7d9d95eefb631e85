"""Trains a network by Keras, a stretch at a time, for the bench that started it: by `fit` in its default form, or by a tf.function of its own."""

import time

from job import leave, read_job, read_options, rows, scaled, serve

try:
    import keras
    import tensorflow as tf
except ImportError as error:
    leave(f"{error}; bench/peers/requirements.txt has what it needs")

from keras_network import keras_network


def adam() -> keras.optimizers.Optimizer:
    """The optimizer of all contestants."""
    return keras.optimizers.Adam(1e-3, epsilon=1e-7)


def train_step(model: keras.Model, optimizer: keras.optimizers.Optimizer):
    """One step as a graph: forward, backward and update. @returns Loss and accuracy of the batch."""
    optimizer.build(model.trainable_variables)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy()

    @tf.function
    def step(images: tf.Tensor, labels: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            scores = model(images, training=True)
            loss = cross_entropy(labels, scores)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        hits = tf.equal(tf.argmax(scores, axis=-1, output_type=tf.int32), labels)
        return loss, tf.reduce_mean(tf.cast(hits, tf.float32))

    return step


def main() -> None:
    options = read_options(__doc__)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    job = read_job(options.job)
    images, labels, batch = scaled(job), job.labels, options.batch
    model = keras_network(job.model, job.weights)

    def fit(steps: int) -> float:
        taken = rows(steps * batch, len(images))
        these, classes = images[taken], labels[taken]
        start = time.perf_counter()
        model.fit(these, classes, batch_size=batch, epochs=1, verbose=0)
        return time.perf_counter() - start

    def function(steps: int) -> float:
        taken = rows(steps * batch, len(images))
        start = time.perf_counter()
        for first in range(0, len(taken), batch):
            these = taken[first : first + batch]
            loss, _accuracy = step(tf.constant(images[these]), tf.constant(labels[these]))
        float(loss)
        return time.perf_counter() - start

    if options.way == "fit":
        model.compile(adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    else:
        step = train_step(model, adam())
    name = f"Keras {keras.__version__} on TensorFlow {tf.__version__}, {options.way}"
    serve(name, options.threads, fit if options.way == "fit" else function)


if __name__ == "__main__":
    main()
