"""Our ModelSpec as a Keras model, for the networks of the benches."""

import keras
import numpy as np
from keras import layers


class Builder:
    """Appends layers of a spec and remembers which Keras layer has the weights of which path."""

    def __init__(self) -> None:
        self.built: dict[str, layers.Layer] = {}

    def append(self, x: keras.KerasTensor, specs: list[dict], path: str) -> keras.KerasTensor:
        """Appends a list of layers whose paths begin so."""
        for index, spec in enumerate(specs):
            ((kind, options),) = spec.items()
            x = self.layer(x, kind, options, f"{path}.{index}")
        return x

    def layer(self, x: keras.KerasTensor, kind: str, options: dict, path: str) -> keras.KerasTensor:
        """Appends one layer."""
        if kind == "residual":
            assert options["dropRate"] == 0
            added = self.append(x, options["layers"], f"{path}.layers")
            kept = self.append(x, options["shortcut"], f"{path}.shortcut")
            return layers.Activation(options["activation"])(layers.Add()([kept, added]))
        layer = plain_layer(kind, options)
        self.built[path] = layer
        return layer(x)


def windows(options: dict) -> dict:
    """What all convolutions of Keras take."""
    assert options["padding"] != "explicit"
    return {
        "kernel_size": options["kernelSize"],
        "strides": options["stride"],
        "padding": options["padding"],
        "dilation_rate": options["dilation"],
        "activation": options["activation"],
        "use_bias": options["useBias"],
    }


def plain_layer(kind: str, options: dict) -> layers.Layer:
    """The Keras layer of a layer without others in it."""
    match kind:
        case "conv2d":
            return layers.Conv2D(options["filters"], groups=options["groups"], **windows(options))
        case "depthwiseConv2d":
            return layers.DepthwiseConv2D(depth_multiplier=options["multiplier"], **windows(options))
        case "batchNorm":
            return layers.BatchNormalization(momentum=options["momentum"], epsilon=options["epsilon"])
        case "maxPool2d":
            assert options["stride"] in ([0, 0], options["size"])
            return layers.MaxPooling2D(options["size"], padding=options["padding"])
        case "activation":
            return layers.Activation(options["function"])
        case "globalAveragePool2d":
            return layers.GlobalAveragePooling2D()
        case "flatten":
            return layers.Flatten()
        case "dense":
            return layers.Dense(options["units"], activation=options["activation"], use_bias=options["useBias"])
        case "dropout":
            return layers.Dropout(options["rate"])
    raise ValueError(f"Cannot build a Keras layer as its kind must be known: current value is {kind}")


NAMES = {"movingMean": "moving_mean", "movingVariance": "moving_variance"}


def keras_network(model: dict, weights: dict[str, np.ndarray]) -> keras.Model:
    """The Keras model of our spec with these weights."""
    size = model["input"]
    inputs = layers.Input((size["height"], size["width"], size["channels"]))
    builder = Builder()
    network = keras.Model(inputs, builder.append(inputs, model["layers"], "layers"))
    left = set(map(id, network.variables))
    for name, value in weights.items():
        path, own = name.rsplit(".", 1)
        variable = next(each for each in builder.built[path].weights if each.name == NAMES.get(own, own))
        variable.assign(value)
        left.discard(id(variable))
    # what has none of our weights may only be the seeds of dropout
    assert all("seed" in each.path for each in network.variables if id(each) in left)
    return network
