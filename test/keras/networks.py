"""Two networks trained by Keras: the losses of 20 steps, the weights before and after, and outputs of given weights."""

import keras
import numpy as np
from fixture import exact, read_sample, write_fixture
from keras import layers

STEPS = 20
TRAIN = {
    "loss": {"sparseCategoricalCrossentropy": {}},
    "optimizer": {"adam": {"learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}},
}


def spec(side: int, network: list[dict]) -> dict:
    """Our ModelSpec of a network on grey images."""
    return {"input": {"height": side, "width": side, "channels": 1}, "layers": network, "classes": 10}


def cnn(convolutions: list[int], pooled: int, units: int) -> list[dict]:
    """3x3 convolutions, the first `pooled` of them followed by a max-pooling, then two dense layers; dropout is off."""
    network: list[dict] = []
    for index, filters in enumerate(convolutions):
        network.append({"conv2d": {"filters": filters, "activation": "relu"}})
        if index < pooled:
            network.append({"maxPool2d": {}})
    return [
        *network,
        {"flatten": {}},
        {"dense": {"units": units, "activation": "relu"}},
        {"dropout": {"rate": 0}},
        {"dense": {"units": 10, "activation": "softmax"}},
    ]


def keras_layer(layer: dict) -> layers.Layer:
    """The Keras layer of one layer of our spec."""
    ((kind, options),) = layer.items()
    match kind:
        case "conv2d":
            return layers.Conv2D(options["filters"], 3, activation=options["activation"])
        case "maxPool2d":
            return layers.MaxPooling2D(2)
        case "flatten":
            return layers.Flatten()
        case "dense":
            return layers.Dense(options["units"], activation=options["activation"])
        case "dropout":
            return layers.Dropout(options["rate"])
    raise ValueError(kind)


def keras_model(model: dict) -> keras.Sequential:
    """The compiled Keras model of our spec."""
    side = model["input"]["height"]
    built = keras.Sequential([layers.Input((side, side, 1)), *map(keras_layer, model["layers"])])
    adam = TRAIN["optimizer"]["adam"]
    built.compile(
        optimizer=keras.optimizers.Adam(
            adam["learningRate"], beta_1=adam["beta1"], beta_2=adam["beta2"], epsilon=adam["epsilon"]
        ),
        loss=keras.losses.SparseCategoricalCrossentropy(),
    )
    return built


def weights(model: keras.Sequential, prefix: str) -> dict[str, np.ndarray]:
    """Copies of the weights by our tensor paths, `layers.<index>.kernel|bias`, behind a prefix."""
    return {
        f"{prefix}/layers.{index}.{weight.name}": np.array(weight.numpy(), np.float32)
        for index, layer in enumerate(model.layers)
        for weight in layer.weights
    }


def scaled(images: np.ndarray) -> np.ndarray:
    """Pixels as the network takes them."""
    return images.astype(np.float32) / np.float32(255)


def train(model: keras.Sequential, images: np.ndarray, labels: np.ndarray, batch: int) -> list[float]:
    """Trains on batches in order, by the public way of Keras. @returns Each step's mean loss, before its update."""
    losses = []
    for step in range(STEPS):
        rows = slice(step * batch, (step + 1) * batch)
        # what train_on_batch returns is a mean over the steps since the last reset
        model.reset_metrics()
        losses.append(model.train_on_batch(scaled(images[rows]), labels[rows]))
    return exact(losses)


def outputs(model: keras.Sequential, images: np.ndarray) -> list[np.ndarray]:
    """What each layer gives for some images."""
    every = keras.Model(model.inputs[0], [layer.output for layer in model.layers])
    return [np.array(value, np.float32) for value in every(scaled(images), training=False)]


def write_tiny_cnn() -> None:
    """A network small enough for the plainest engine, on images that the fixture holds."""
    batch = 8
    model = spec(12, cnn([4, 6], pooled=1, units=8))
    full, labels = read_sample("train", STEPS * batch)
    # every second pixel of the middle
    images = full[:, 2:26:2, 2:26:2]
    keras.utils.set_random_seed(1)
    built = keras_model(model)
    tensors = weights(built, "initial")
    losses = train(built, images, labels, batch)
    tensors |= weights(built, "final")
    tensors["images"] = images.astype(np.float32)
    for index, value in enumerate(outputs(built, images[:batch])):
        tensors[f"outputs/layers.{index}"] = value
    index = {"model": model, "train": TRAIN | {"batchSize": batch}, "labels": labels.tolist(), "losses": losses}
    write_fixture("tiny_cnn", index, tensors)


def write_reference_cnn() -> None:
    """The reference CNN on the first 1,280 training images of the sample, in file order."""
    batch = 64
    model = spec(28, cnn([32, 64, 64], pooled=2, units=64))
    images, labels = read_sample("train", STEPS * batch)
    keras.utils.set_random_seed(2)
    built = keras_model(model)
    assert built.count_params() == 93_322
    tensors = weights(built, "initial")
    losses = train(built, images, labels, batch)
    tensors |= weights(built, "final")
    test_images, _labels = read_sample("t10k", 32)
    tensors["scores"] = outputs(built, test_images)[-1]
    write_fixture("reference_cnn", {"model": model, "train": TRAIN | {"batchSize": batch}, "losses": losses}, tensors)
