"""Layers by Keras: outputs, gradients by the input and by each weight, and what batch normalisation keeps.

Keras computes in float64 from numbers that are exact in float32, and the result is rounded once.
"""

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf
from fixture import write_fixture

OUR_NAMES = {
    "kernel": "kernel",
    "bias": "bias",
    "depthwise_kernel": "depthwiseKernel",
    "pointwise_kernel": "pointwiseKernel",
    "alpha": "slope",
    "gamma": "gamma",
    "beta": "beta",
    "moving_mean": "movingMean",
    "moving_variance": "movingVariance",
}


def rounded(values: np.ndarray | tf.Tensor) -> np.ndarray:
    """The nearest float32 numbers, as float64."""
    return np.array(values).astype(np.float32).astype(np.float64)


class Cases:
    """Collects cases: an index of specs, and tensors by name."""

    def __init__(self) -> None:
        self.random = np.random.Generator(np.random.Philox(11))
        self.index: list[dict] = []
        self.tensors: dict[str, np.ndarray] = {}

    def add(
        self,
        spec: dict,
        shape: Sequence[int],
        layers: keras.layers.Layer | Sequence[tuple[str, keras.layers.Layer]],
        call: Callable[[tf.Tensor, bool], tf.Tensor] | None = None,
        training: bool = False,
    ) -> None:
        """Adds a case: our spec of the layer, the shape of a batch, Keras's layer (or several, by our path of each) and how to call them."""
        parts = [("", layers)] if isinstance(layers, keras.layers.Layer) else list(layers)
        run = call or (lambda x, training: parts[0][1](x, training=training) if training else parts[0][1](x))
        number = len(self.index)

        def keep(kind: str, value: np.ndarray | tf.Tensor) -> str:
            name = f"{number}/{kind}"
            self.tensors[name] = np.array(value).astype(np.float32)
            return name

        x = tf.constant(rounded(self.random.normal(0.3, 1, shape)))
        run(x, False)
        weights: dict[str, keras.Variable] = {}
        for prefix, layer in parts:
            for weight in layer.weights:
                weights[f"{prefix}{OUR_NAMES[weight.name]}"] = weight
        for name, weight in weights.items():
            # variances are positive; all else is anything, so that no weight passes unseen
            low, high = (0.5, 2) if name.endswith("movingVariance") else (-1, 1)
            weight.assign(rounded(self.random.uniform(low, high, weight.shape)))
        case: dict = {
            "spec": spec,
            "training": training,
            "input": keep("input", x),
            "weights": {name: keep(f"weight/{name}", weight.numpy()) for name, weight in weights.items()},
        }
        trained = {name: weight for name, weight in weights.items() if weight.trainable}
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = run(x, training)
            upstream = tf.constant(rounded(self.random.normal(0, 1, y.shape)))
            penalties = [penalty for _, layer in parts for penalty in layer.losses]
            loss = tf.reduce_sum(y * upstream) + sum(penalties, tf.constant(0.0, tf.float64))
        assert y.dtype == tf.float64, spec
        gradients = tape.gradient(loss, [x, *(weight.value for weight in trained.values())])
        case["output"] = keep("output", y)
        case["upstream"] = keep("upstream", upstream)
        case["inputGradient"] = keep("inputGradient", gradients[0])
        case["weightGradients"] = {
            name: keep(f"gradient/{name}", gradient) for name, gradient in zip(trained, gradients[1:], strict=True)
        }
        if training:
            case["kept"] = {
                name: keep(f"kept/{name}", weight.numpy()) for name, weight in weights.items() if not weight.trainable
            }
        self.index.append(case)


def convolutions(cases: Cases) -> None:
    for size in ((3, 3), (2, 3), (1, 1)):
        for padding in ("valid", "same"):
            for strides, dilation in (((1, 1), (1, 1)), ((2, 2), (1, 1)), ((2, 1), (1, 1)), ((1, 1), (2, 1)), ((1, 1), (2, 2))):
                use_bias = strides == (1, 1)
                spec = {"filters": 5, "kernelSize": size, "stride": strides, "dilation": dilation, "padding": padding, "useBias": use_bias}
                cases.add(
                    {"conv2d": spec},
                    (2, 7, 6, 3),
                    keras.layers.Conv2D(5, size, strides, padding, dilation_rate=dilation, use_bias=use_bias),
                )
    cases.add({"conv2d": {"filters": 4, "activation": "tanh"}}, (1, 5, 5, 1), keras.layers.Conv2D(4, 3, activation="tanh"))


def transposed_convolutions(cases: Cases) -> None:
    for size, strides in (((3, 3), (2, 2)), ((2, 4), (3, 2)), ((3, 2), (1, 1)), ((1, 1), (2, 3))):
        for padding in ("valid", "same"):
            cases.add(
                {"transposedConv2d": {"filters": 4, "kernelSize": size, "stride": strides, "padding": padding}},
                (2, 3, 4, 3),
                keras.layers.Conv2DTranspose(4, size, strides, padding),
            )


def depthwise_convolutions(cases: Cases) -> None:
    for padding in ("valid", "same"):
        # TensorFlow has no depthwise kernel for strides that differ, nor for a stride with dilation
        for strides, dilation, multiplier in ((1, 1, 1), (2, 1, 2), (1, 2, 1), (1, (2, 1), 3)):
            spec = {"kernelSize": (3, 2), "stride": strides, "dilation": dilation, "padding": padding, "multiplier": multiplier}
            cases.add(
                {"depthwiseConv2d": spec},
                (2, 7, 6, 3),
                keras.layers.DepthwiseConv2D((3, 2), strides, padding, depth_multiplier=multiplier, dilation_rate=dilation),
            )
            cases.add(
                {"separableConv2d": {"filters": 5, **spec, "activation": "relu"}},
                (2, 6, 5, 3),
                keras.layers.SeparableConv2D(5, (3, 2), strides, padding, dilation_rate=dilation, depth_multiplier=multiplier, activation="relu"),
            )


def pools(cases: Cases) -> None:
    for size in ((2, 2), (3, 2)):
        for padding in ("valid", "same"):
            for stride in (None, (1, 2)):
                spec = {"size": size, "padding": padding, **({} if stride is None else {"stride": stride})}
                cases.add({"maxPool2d": spec}, (2, 7, 6, 3), keras.layers.MaxPooling2D(size, stride, padding))
                cases.add({"averagePool2d": spec}, (2, 7, 6, 3), keras.layers.AveragePooling2D(size, stride, padding))
    cases.add({"globalAveragePool2d": {}}, (2, 3, 4, 5), keras.layers.GlobalAveragePooling2D())
    cases.add({"globalMaxPool2d": {}}, (2, 3, 4, 5), keras.layers.GlobalMaxPooling2D())
    for size in ((2, 2), (1, 3)):
        cases.add({"upsample2d": {"size": size}}, (2, 3, 2, 3), keras.layers.UpSampling2D(size))


def normalisations(cases: Cases) -> None:
    for shape in ((4, 3, 2, 5), (6, 7)):
        for training in (True, False):
            cases.add({"batchNorm": {}}, shape, keras.layers.BatchNormalization(), training=training)
            cases.add(
                {"batchNorm": {"momentum": 0.9, "epsilon": 1e-5, "scale": False}},
                shape,
                keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5, scale=False),
                training=training,
            )
        cases.add({"layerNorm": {}}, shape, keras.layers.LayerNormalization())
        cases.add({"layerNorm": {"epsilon": 1e-5, "center": False}}, shape, keras.layers.LayerNormalization(epsilon=1e-5, center=False))
    for groups in (1, 2, 3, 6):
        cases.add({"groupNorm": {"groups": groups}}, (2, 3, 4, 6), keras.layers.GroupNormalization(groups))
    cases.add({"instanceNorm": {}}, (2, 3, 4, 6), keras.layers.GroupNormalization(-1))


def rows(cases: Cases) -> None:
    for units in (1, 3, 10):
        cases.add({"dense": {"units": units}}, (4, 7), keras.layers.Dense(units))
    cases.add({"dense": {"units": 3, "useBias": False}}, (1, 9), keras.layers.Dense(3, use_bias=False))
    cases.add({"dense": {"units": 4, "activation": "softmax"}}, (3, 5), keras.layers.Dense(4, activation="softmax"))
    cases.add({"flatten": {}}, (2, 3, 2, 2), keras.layers.Flatten())


def blocks(cases: Cases) -> None:
    norm, conv, project = keras.layers.BatchNormalization(), keras.layers.Conv2D(4, 3, 2, "same"), keras.layers.Conv2D(4, 1, 2, use_bias=False)
    cases.add(
        {
            "residual": {
                "layers": [{"batchNorm": {}}, {"conv2d": {"filters": 4, "stride": 2, "padding": "same"}}],
                "shortcut": [{"conv2d": {"filters": 4, "kernelSize": 1, "stride": 2, "useBias": False}}],
                "activation": "relu",
            }
        },
        (3, 5, 4, 2),
        [("layers.0.", norm), ("layers.1.", conv), ("shortcut.0.", project)],
        lambda x, training: keras.ops.relu(conv(norm(x, training=training)) + project(x)),
        training=True,
    )
    same = keras.layers.Conv2D(2, 3, padding="same")
    cases.add(
        {"residual": {"layers": [{"conv2d": {"filters": 2, "padding": "same"}}]}},
        (2, 4, 3, 2),
        [("layers.0.", same)],
        lambda x, training: x + same(x),
    )


def regularized(cases: Cases) -> None:
    l1, l2, both = keras.regularizers.L1(0.03), keras.regularizers.L2(0.2), keras.regularizers.L1L2(0.05, 0.1)
    spec = {"kernelRegularizer": {"l2": {"factor": 0.2}}, "biasRegularizer": {"l1": {"factor": 0.03}}}
    of_keras = {"kernel_regularizer": l2, "bias_regularizer": l1}
    cases.add({"conv2d": {"filters": 3, **spec}}, (2, 4, 4, 2), keras.layers.Conv2D(3, 3, **of_keras), training=True)
    cases.add({"dense": {"units": 4, **spec}}, (3, 5), keras.layers.Dense(4, **of_keras), training=True)
    cases.add(
        {"dense": {"units": 4, "activation": "tanh", "activityRegularizer": {"l1l2": {"l1": 0.05, "l2": 0.1}}}},
        (3, 5),
        keras.layers.Dense(4, activation="tanh", activity_regularizer=both),
        training=True,
    )
    cases.add(
        {"separableConv2d": {"filters": 3, "depthwiseRegularizer": {"l1": {"factor": 0.03}}, "pointwiseRegularizer": {"l2": {"factor": 0.2}}}},
        (2, 4, 4, 2),
        keras.layers.SeparableConv2D(3, 3, depthwise_regularizer=l1, pointwise_regularizer=l2),
        training=True,
    )
    cases.add(
        {"depthwiseConv2d": {"kernelRegularizer": {"l2": {"factor": 0.2}}, "biasRegularizer": {"l1": {"factor": 0.03}}}},
        (2, 4, 4, 2),
        keras.layers.DepthwiseConv2D(3, depthwise_regularizer=l2, bias_regularizer=l1),
        training=True,
    )
    cases.add(
        {"transposedConv2d": {"filters": 3, **spec}}, (2, 2, 3, 2), keras.layers.Conv2DTranspose(3, 3, 2, **of_keras), training=True
    )
    cases.add({"prelu": {"slopeRegularizer": {"l2": {"factor": 0.2}}}}, (3, 5), keras.layers.PReLU(alpha_regularizer=l2), training=True)
    of_norm = {"gammaRegularizer": {"l2": {"factor": 0.2}}, "betaRegularizer": {"l1": {"factor": 0.03}}}
    for ours, theirs, shape in (
        ("batchNorm", keras.layers.BatchNormalization(gamma_regularizer=l2, beta_regularizer=l1), (4, 5)),
        ("layerNorm", keras.layers.LayerNormalization(gamma_regularizer=l2, beta_regularizer=l1), (4, 5)),
    ):
        cases.add({ours: of_norm}, shape, theirs, training=True)
    cases.add(
        {"groupNorm": {"groups": 2, **of_norm}},
        (2, 3, 2, 4),
        keras.layers.GroupNormalization(2, gamma_regularizer=l2, beta_regularizer=l1),
        training=True,
    )


def branches(cases: Cases) -> None:
    small, large = keras.layers.Conv2D(3, 1), keras.layers.Conv2D(2, 3, padding="same", activation="tanh")
    cases.add(
        {
            "parallel": {
                "branches": [
                    [{"conv2d": {"filters": 3, "kernelSize": 1}}],
                    [],
                    [{"conv2d": {"filters": 2, "padding": "same", "activation": "tanh"}}],
                ]
            }
        },
        (2, 4, 3, 2),
        [("branches.0.0.", small), ("branches.2.0.", large)],
        lambda x, training: keras.ops.concatenate([small(x), x, large(x)], axis=-1),
    )


def grouped_convolutions(cases: Cases) -> None:
    for groups, filters, strides, padding, dilation in ((2, 4, 1, "valid", 1), (3, 6, 2, "same", 1), (6, 6, 1, "same", 1), (2, 6, 1, "valid", 2)):
        spec = {"filters": filters, "groups": groups, "stride": strides, "padding": padding, "dilation": dilation}
        layer = keras.layers.Conv2D(filters, 3, strides, padding, dilation_rate=dilation, groups=groups)
        cases.add({"conv2d": spec}, (2, 6, 7, 6), layer)


def slopes(cases: Cases) -> None:
    """Rectifiers with a slope below 0, given or learned."""
    for slope in (0.2, 0.01):
        cases.add({"leakyRelu": {"slope": slope}}, (2, 4, 3, 3), keras.layers.LeakyReLU(slope))
    cases.add({"prelu": {}}, (2, 4, 3, 5), keras.layers.PReLU(shared_axes=[1, 2]))
    cases.add({"prelu": {"shared": False, "initialSlope": 0}}, (3, 2, 3, 2), keras.layers.PReLU())
    cases.add({"prelu": {}}, (4, 7), keras.layers.PReLU())


MARGINS = (((1, 1), (1, 1)), ((0, 2), (1, 0)), ((1, 0), (0, 1)))
"""Rows and columns before, and behind."""


def explicit(before: Sequence[int], after: Sequence[int]) -> dict:
    return {"padding": "explicit", "paddingBefore": before, "paddingAfter": after}


def border(before: Sequence[int], after: Sequence[int], value: float = 0.0) -> Callable[[tf.Tensor], tf.Tensor]:
    """What lays a border around images."""
    margins = [[0, 0], [before[0], after[0]], [before[1], after[1]], [0, 0]]
    return lambda x: tf.pad(x, margins, constant_values=tf.constant(value, x.dtype))


def padded_convolutions(cases: Cases) -> None:
    """Explicit padding is a border of zeros before a convolution that is valid."""
    for before, after in MARGINS:
        pad = border(before, after)
        written = explicit(before, after)
        for size, strides, dilation in (((3, 3), (1, 1), (1, 1)), ((2, 3), (2, 1), (1, 1)), ((2, 3), (1, 1), (2, 1)), ((3, 3), (2, 2), (1, 1))):
            conv = keras.layers.Conv2D(4, size, strides, dilation_rate=dilation)
            spec = {"filters": 4, "kernelSize": size, "stride": strides, "dilation": dilation, **written}
            cases.add({"conv2d": spec}, (2, 6, 5, 3), [("", conv)], lambda x, training, conv=conv, pad=pad: conv(pad(x)))
        grouped = keras.layers.Conv2D(4, 3, 2, groups=2)
        cases.add({"conv2d": {"filters": 4, "stride": 2, "groups": 2, **written}}, (1, 5, 6, 4), [("", grouped)], lambda x, training, conv=grouped, pad=pad: conv(pad(x)))
        for strides, dilation, multiplier in ((1, 1, 1), (2, 1, 2), (1, 2, 1)):
            spec = {"kernelSize": (2, 3), "stride": strides, "dilation": dilation, "multiplier": multiplier, **written}
            depthwise = keras.layers.DepthwiseConv2D((2, 3), strides, depth_multiplier=multiplier, dilation_rate=dilation)
            cases.add({"depthwiseConv2d": spec}, (2, 6, 5, 3), [("", depthwise)], lambda x, training, conv=depthwise, pad=pad: conv(pad(x)))
            separable = keras.layers.SeparableConv2D(4, (2, 3), strides, dilation_rate=dilation, depth_multiplier=multiplier)
            cases.add({"separableConv2d": {"filters": 4, **spec}}, (2, 6, 5, 3), [("", separable)], lambda x, training, conv=separable, pad=pad: conv(pad(x)))
        for size, strides in (((3, 3), (2, 2)), ((2, 4), (1, 3)), ((3, 3), (1, 1))):
            # the gradient of a convolution with a border is that of one without, the border cut off
            transposed = keras.layers.Conv2DTranspose(3, size, strides)
            crop = keras.layers.Cropping2D(((before[0], after[0]), (before[1], after[1])))
            spec = {"filters": 3, "kernelSize": size, "stride": strides, **written}
            cases.add({"transposedConv2d": spec}, (2, 3, 4, 2), [("", transposed)], lambda x, training, conv=transposed, crop=crop: crop(conv(x)))


def padded_pools(cases: Cases) -> None:
    """A border that never wins, and one that does not count."""
    for before, after in MARGINS:
        for size, strides in (((2, 3), (2, 3)), ((3, 3), (1, 2))):
            spec = {"size": size, "stride": strides, **explicit(before, after)}
            low, zeros = border(before, after, -1e30), border(before, after)
            largest, mean = keras.layers.MaxPooling2D(size, strides), keras.layers.AveragePooling2D(size, strides)
            cases.add({"maxPool2d": spec}, (2, 5, 6, 3), [("", largest)], lambda x, training, pool=largest, pad=low: pool(pad(x)))
            cases.add(
                {"averagePool2d": spec},
                (2, 5, 6, 3),
                [("", mean)],
                lambda x, training, pool=mean, pad=zeros: pool(pad(x)) / pool(pad(tf.ones_like(x))),
            )


def write_layers() -> None:
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    cases = Cases()
    for part in (
        convolutions,
        depthwise_convolutions,
        transposed_convolutions,
        pools,
        normalisations,
        rows,
        blocks,
        branches,
        slopes,
        grouped_convolutions,
        regularized,
        padded_convolutions,
        padded_pools,
    ):
        part(cases)
    keras.config.set_floatx(before)
    write_fixture("layers", {"cases": cases.index}, cases.tensors)
