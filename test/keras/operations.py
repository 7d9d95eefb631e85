"""Single ops by TensorFlow's raw ops, on small tensors of odd sizes.

Inputs are float32; TensorFlow computes in float64 and the result is rounded once, so what an engine is held against is the true value and
not another engine's rounding.
"""

from collections.abc import Callable, Sequence

import numpy as np
import tensorflow as tf
from fixture import write_fixture

Size = tuple[int, int]
Padding = dict[str, int]
raw = tf.raw_ops


def rounded(values: np.ndarray | tf.Tensor) -> np.ndarray:
    """The nearest float32 numbers, as float64."""
    return np.array(values).astype(np.float32).astype(np.float64)


class Cases:
    """Collects cases: an index of attributes, and tensors by name."""

    def __init__(self) -> None:
        self.random = np.random.Generator(np.random.Philox(3))
        self.index: list[dict] = []
        self.tensors: dict[str, np.ndarray] = {}

    def normal(self, *shape: int) -> np.ndarray:
        """Normal numbers, exact in float32, kept as float64."""
        return rounded(self.random.standard_normal(shape))

    def uniform(self, *shape: int) -> np.ndarray:
        """Numbers from -1 to 1, exact in float32, kept as float64."""
        return rounded(self.random.uniform(-1, 1, shape))

    def add(self, op: str, claim: str, inputs: Sequence[np.ndarray | tf.Tensor], output: tf.Tensor, **more: object) -> None:
        """Adds a case. `attributes`: the op's. `gradients`: upstream gradient first, then one by input, None for integers."""
        assert np.array(output).dtype == np.float64, f"{op}: {claim}"
        number = len(self.index)
        gradients = more.pop("gradients", None)

        def keep(kind: str, value: np.ndarray | tf.Tensor) -> str:
            name = f"{number}/{kind}"
            self.tensors[name] = np.array(value).astype(np.float32)
            return name

        def keep_exact(kind: str, value: np.ndarray | tf.Tensor) -> str:
            # an engine must get the very numbers that TensorFlow got
            array = np.array(value)
            assert array.dtype in (np.float64, np.int32), f"{op}: {claim}: {kind}"
            assert (rounded(array) == array).all(), f"{op}: {claim}: {kind}"
            return keep(kind, value)

        case = {
            "op": op,
            "claim": claim,
            "inputs": [
                {"tensor": keep_exact(f"input{i}", x), "dtype": "int32" if x.dtype == np.int32 else "float32"}
                for i, x in enumerate(inputs)
            ],
            "output": keep("output", output),
            **more,
        }
        case.setdefault("attributes", {})
        if gradients is not None:
            upstream, *rest = gradients
            case["upstream"] = keep_exact("upstream", upstream)
            assert all(np.array(g).dtype == np.float64 for g in rest if g is not None), f"{op}: {claim}"
            case["gradients"] = [None if g is None else keep(f"gradient{i}", g) for i, g in enumerate(rest)]
        self.index.append(case)


def same_padding(image: Size, size: Size, strides: Size, dilations: Size = (1, 1)) -> Padding:
    """Rows and columns that TensorFlow's SAME adds; what is odd goes to the bottom and the right."""
    sums = []
    for axis in range(2):
        output = -(-image[axis] // strides[axis])
        sums.append(max(0, (output - 1) * strides[axis] + (size[axis] - 1) * dilations[axis] + 1 - image[axis]))
    top, left = sums[0] // 2, sums[1] // 2
    return {"top": top, "bottom": sums[0] - top, "left": left, "right": sums[1] - left}


def raw_padding(padding: str | Padding) -> dict[str, object]:
    """The arguments that raw ops take."""
    if isinstance(padding, str):
        return {"padding": padding}
    p = padding
    return {
        "padding": "EXPLICIT",
        "explicit_paddings": [0, 0, p["top"], p["bottom"], p["left"], p["right"], 0, 0],
    }


def our_padding(padding: str | Padding, image: Size, size: Size, strides: Size, dilations: Size = (1, 1)) -> Padding:
    """The rows and columns behind a name."""
    if padding == "VALID":
        return {"top": 0, "bottom": 0, "left": 0, "right": 0}
    return same_padding(image, size, strides, dilations) if padding == "SAME" else padding


def stuffed(kernel: np.ndarray, dilations: Size) -> np.ndarray:
    """A kernel with zeros between its elements: the undilated kernel of a dilated convolution."""
    high, wide, channels, filters = kernel.shape
    down, across = dilations
    spread = np.zeros(((high - 1) * down + 1, (wide - 1) * across + 1, channels, filters))
    spread[::down, ::across] = kernel
    return spread


def convolutions(cases: Cases) -> None:
    """conv2d and its two gradients. Gradients of dilated ones go through the kernel with zeros: on CPUs TensorFlow has no other."""
    explicit = {"top": 1, "bottom": 2, "left": 0, "right": 3}
    asymmetric = {"top": 2, "bottom": 0, "left": 1, "right": 0}
    table: list[tuple[str, tuple[int, ...], tuple[int, ...], Size, str | Padding, Size]] = [
        ("valid, odd sizes", (2, 7, 9, 3), (3, 3, 3, 5), (1, 1), "VALID", (1, 1)),
        ("valid, one channel in, 11 filters", (3, 6, 5, 1), (3, 3, 1, 11), (1, 1), "VALID", (1, 1)),
        ("valid, a kernel of one pixel", (2, 5, 3, 7), (1, 1, 7, 3), (1, 1), "VALID", (1, 1)),
        ("valid, a kernel as large as the image", (2, 4, 5, 3), (4, 5, 3, 2), (1, 1), "VALID", (1, 1)),
        ("valid, stride 2 leaves a row and a column over", (2, 8, 10, 3), (3, 3, 3, 4), (2, 2), "VALID", (1, 1)),
        ("valid, uneven strides 2 and 3, kernel 2x3", (1, 9, 11, 2), (2, 3, 2, 5), (2, 3), "VALID", (1, 1)),
        ("valid, a stride larger than the kernel", (1, 9, 10, 2), (2, 2, 2, 3), (3, 4), "VALID", (1, 1)),
        ("same, odd kernel", (2, 5, 7, 3), (3, 3, 3, 4), (1, 1), "SAME", (1, 1)),
        ("same, even kernel pads bottom and right", (2, 5, 6, 2), (2, 4, 2, 3), (1, 1), "SAME", (1, 1)),
        ("same, stride 2 over an odd size", (2, 7, 9, 3), (3, 3, 3, 4), (2, 2), "SAME", (1, 1)),
        ("same, stride 2 over an even size", (2, 8, 6, 3), (3, 3, 3, 4), (2, 2), "SAME", (1, 1)),
        ("explicit, four different sides", (2, 6, 5, 3), (3, 3, 3, 4), (1, 1), explicit, (1, 1)),
        ("explicit, stride 2 and 1", (2, 6, 7, 3), (3, 2, 3, 4), (2, 1), asymmetric, (1, 1)),
        ("valid, dilation 2", (2, 8, 9, 3), (3, 3, 3, 4), (1, 1), "VALID", (2, 2)),
        ("same, dilations 1 and 3", (1, 6, 10, 2), (3, 3, 2, 3), (1, 1), "SAME", (1, 3)),
    ]
    for claim, image_shape, kernel_shape, strides, padding, dilations in table:
        x, kernel = tf.constant(cases.normal(*image_shape)), tf.constant(cases.normal(*kernel_shape))
        wide_strides = [1, *strides, 1]
        sides = our_padding(padding, image_shape[1:3], kernel_shape[:2], strides, dilations)
        output = raw.Conv2D(
            input=x, filter=kernel, strides=wide_strides, dilations=[1, *dilations, 1], **raw_padding(padding)
        )
        spread = tf.constant(stuffed(kernel.numpy(), dilations))
        common = {"strides": wide_strides, **raw_padding(sides)}
        np.testing.assert_allclose(raw.Conv2D(input=x, filter=spread, **common), output, rtol=1e-12, atol=1e-12)
        upstream = tf.constant(cases.normal(*output.shape))
        down, across = dilations
        to_input = raw.Conv2DBackpropInput(input_sizes=x.shape, filter=spread, out_backprop=upstream, **common)
        to_spread = raw.Conv2DBackpropFilter(input=x, filter_sizes=spread.shape, out_backprop=upstream, **common)
        to_kernel = np.array(to_spread)[::down, ::across]
        attributes = {"strides": strides, "padding": sides, "dilations": dilations}
        layer = {"samePadding": sides} if padding == "SAME" else {}
        cases.add("conv2d", claim, [x, kernel], output, attributes=attributes, **layer)
        cases.add(
            "conv2dBackpropInput", claim, [kernel, upstream], to_input, attributes={**attributes, "shape": list(x.shape)}
        )
        cases.add(
            "conv2dBackpropFilter", claim, [x, upstream], to_kernel, attributes={**attributes, "shape": list(kernel.shape)}
        )


def poolings(cases: Cases) -> None:
    """maxPool and its gradient."""
    explicit = {"top": 1, "bottom": 0, "left": 0, "right": 1}

    def ties(*shape: int) -> np.ndarray:
        return cases.random.integers(0, 3, shape).astype(np.float64)

    def negative(*shape: int) -> np.ndarray:
        return rounded(-1 - np.abs(cases.normal(*shape)))

    def rectified(*shape: int) -> np.ndarray:
        return np.maximum(cases.normal(*shape), 0)

    table: list[tuple[str, np.ndarray, Size, Size, str | Padding]] = [
        ("window 2", cases.normal(2, 6, 8, 3), (2, 2), (2, 2), "VALID"),
        ("window 2 leaves a row and a column over", cases.normal(2, 7, 5, 5), (2, 2), (2, 2), "VALID"),
        ("overlapping windows 3 at stride 2", cases.normal(2, 9, 7, 3), (3, 3), (2, 2), "VALID"),
        ("overlapping windows 3x2 at stride 1", cases.normal(1, 5, 6, 3), (3, 2), (1, 1), "VALID"),
        ("windows apart: 2 at stride 3", cases.normal(1, 8, 9, 2), (2, 2), (3, 3), "VALID"),
        ("one window for the whole image", cases.normal(2, 5, 3, 4), (5, 3), (5, 3), "VALID"),
        ("ties within windows", ties(2, 6, 6, 3), (2, 2), (2, 2), "VALID"),
        ("ties within overlapping windows", ties(2, 7, 7, 3), (3, 3), (2, 2), "VALID"),
        ("windows full of zeros after relu", rectified(2, 6, 6, 5), (2, 2), (2, 2), "VALID"),
        ("all negative", negative(2, 6, 4, 3), (2, 2), (2, 2), "VALID"),
        ("all negative, same", negative(2, 5, 7, 3), (2, 2), (2, 2), "SAME"),
        ("all negative, same, overlapping", negative(1, 5, 6, 3), (3, 3), (2, 2), "SAME"),
        ("all negative, explicit", negative(2, 5, 5, 2), (2, 2), (2, 2), explicit),
        ("ties, same, stride 1", ties(1, 4, 5, 3), (3, 3), (1, 1), "SAME"),
    ]
    for claim, x, size, strides, padding in table:
        sides = our_padding(padding, x.shape[1:3], size, strides)
        common = {"ksize": [1, *size, 1], "strides": [1, *strides, 1], **raw_padding(padding)}
        image = tf.constant(x)
        output = raw.MaxPool(input=image, **common)
        upstream = cases.normal(*output.shape)
        gradient = raw.MaxPoolGrad(orig_input=image, orig_output=output, grad=tf.constant(upstream), **common)
        attributes = {"size": size, "strides": strides, "padding": sides}
        layer = {"samePadding": sides} if padding == "SAME" else {}
        cases.add("maxPool", claim, [x], output, attributes=attributes, **layer)
        cases.add("maxPoolGrad", claim, [x, np.array(output), upstream], gradient, attributes=attributes)


def products(cases: Cases) -> None:
    """matMul, each transposition, with the gradients that TensorFlow derives."""
    for m, k, n in [(3, 5, 7), (1, 9, 1), (13, 1, 6), (8, 16, 8), (17, 33, 10)]:
        for transpose_a in (False, True):
            for transpose_b in (False, True):
                a = cases.normal(*((k, m) if transpose_a else (m, k)))
                b = cases.normal(*((n, k) if transpose_b else (k, n)))
                upstream = cases.normal(m, n)
                with tf.GradientTape() as tape:
                    inputs = [tf.constant(a), tf.constant(b)]
                    tape.watch(inputs)
                    output = raw.MatMul(a=inputs[0], b=inputs[1], transpose_a=transpose_a, transpose_b=transpose_b)
                cases.add(
                    "matMul",
                    f"{m}x{k}x{n}, transposed {transpose_a} and {transpose_b}",
                    [a, b],
                    output,
                    attributes={"transposeA": transpose_a, "transposeB": transpose_b},
                    gradients=[upstream, *tape.gradient(output, inputs, upstream)],
                )


def functions(cases: Cases) -> None:
    """Element-wise functions over their ranges, with the gradients that TensorFlow derives."""
    spread = cases.normal(257)
    wide = rounded(np.linspace(-87, 88, 351))
    near = rounded(spread * 0.01)
    positive = rounded(np.exp(np.linspace(-80, 80, 331)))
    around_one = rounded(1 + near)
    table = [
        ("exp", "normal", spread, raw.Exp, "x"),
        ("exp", "-87 to 88", wide, raw.Exp, "x"),
        ("exp", "near 0", near, raw.Exp, "x"),
        ("log", "e^-80 to e^80", positive, raw.Log, "x"),
        ("log", "near 1", around_one, raw.Log, "x"),
        ("tanh", "normal", spread, raw.Tanh, "x"),
        ("tanh", "-12 to 12", rounded(np.linspace(-12, 12, 333)), raw.Tanh, "x"),
        ("tanh", "near 0", near, raw.Tanh, "x"),
        ("sigmoid", "normal", spread, raw.Sigmoid, "x"),
        ("relu", "normal", spread, raw.Relu, "features"),
    ]
    for op, claim, x, compute, argument in table:
        upstream = cases.uniform(*x.shape)
        with tf.GradientTape() as tape:
            variable = tf.constant(x)
            tape.watch(variable)
            output = compute(**{argument: variable})
        cases.add(op, claim, [x], output, gradients=[upstream, tape.gradient(output, variable, upstream)])


def losses(cases: Cases) -> None:
    """softmax, and the cross-entropy with its gradient."""
    for claim, rows, classes, scale in [
        ("10 classes", 7, 10, 1),
        ("3 classes", 5, 3, 1),
        ("2 classes, one row", 1, 2, 1),
        ("17 classes, large logits", 9, 17, 40),
        ("equal logits", 3, 10, 0),
    ]:
        logits = rounded(cases.normal(rows, classes) * scale)
        labels = cases.random.integers(0, classes, rows).astype(np.int32)
        upstream = cases.normal(rows)
        with tf.GradientTape() as tape:
            variable = tf.constant(logits)
            tape.watch(variable)
            softmax = raw.Softmax(logits=variable)
        weight = cases.normal(rows, classes)
        cases.add(
            "softmax", claim, [logits], softmax, gradients=[weight, tape.gradient(softmax, variable, weight)]
        )
        loss, to_logits = raw.SparseSoftmaxCrossEntropyWithLogits(features=variable, labels=labels)
        cases.add(
            "sparseSoftmaxCrossEntropy",
            claim,
            [logits, labels],
            loss,
            gradients=[upstream, to_logits * upstream[:, None], None],
        )


def curves(cases: Cases) -> None:
    """Further element-wise functions. TensorFlow has no gradient for floor."""
    spread = cases.normal(257)
    bent = rounded(np.concatenate([-np.geomspace(1e-30, 3e4, 60), np.geomspace(1e-30, 3e4, 60)]))
    inner = rounded(np.concatenate([np.linspace(-0.999, 0.9991, 190), 1 - np.geomspace(1e-7, 1e-3, 30)]))
    table = [
        ("abs", "normal", spread, raw.Abs, "x"),
        ("abs", "1e-30 to 3e4", bent, raw.Abs, "x"),
        ("sign", "1e-30 to 3e4", bent, raw.Sign, "x"),
        ("floor", "normal, times 10", rounded(spread * 10), raw.Floor, "x"),
        ("floor", "1e-30 to 3e4", bent, raw.Floor, "x"),
        ("erf", "normal", spread, raw.Erf, "x"),
        ("erf", "-5 to 5", rounded(np.linspace(-5, 5, 333)), raw.Erf, "x"),
        ("erf", "near 0", rounded(spread * 0.01), raw.Erf, "x"),
        ("erf", "1e-30 to 3e4", bent, raw.Erf, "x"),
        ("erfInv", "-1 to 1", inner, raw.Erfinv, "x"),
        ("softplus", "normal", spread, raw.Softplus, "features"),
        ("softplus", "1e-30 to 3e4", bent, raw.Softplus, "features"),
    ]
    for op, claim, x, compute, argument in table:
        upstream = cases.uniform(*x.shape)
        with tf.GradientTape() as tape:
            variable = tf.constant(x)
            tape.watch(variable)
            output = compute(**{argument: variable})
        gradient = tape.gradient(output, variable, upstream)
        more = {} if gradient is None else {"gradients": [upstream, gradient]}
        cases.add(op, claim, [x], output, **more)


def regions(cases: Cases) -> None:
    """slice, concat, pad and resizeNearest, with the gradients that TensorFlow derives."""

    def add(op: str, claim: str, inputs: list[np.ndarray], attributes: dict, compute: Callable[..., tf.Tensor]) -> None:
        with tf.GradientTape() as tape:
            variables = [tf.constant(x) for x in inputs]
            tape.watch(variables)
            output = compute(*variables)
        upstream = cases.uniform(*output.shape)
        gradients = tape.gradient(output, variables, upstream)
        cases.add(op, claim, inputs, output, attributes=attributes, gradients=[upstream, *gradients])

    for claim, shape, begin, size in [
        ("channels", (2, 3, 4, 7), [0, 0, 0, 2], [2, 3, 4, 4]),
        ("the middle of images", (2, 5, 6, 3), [0, 1, 2, 0], [2, 3, 3, 3]),
        ("images", (5, 2, 3, 1), [2, 0, 0, 0], [2, 2, 3, 1]),
        ("a column", (5, 7), [0, 6], [5, 1]),
    ]:
        attributes = {"begin": begin, "size": size}
        add("slice", claim, [cases.normal(*shape)], attributes, lambda x, b=begin, s=size: raw.Slice(input=x, begin=b, size=s))
    for claim, shapes, axis in [
        ("channels", [(2, 3, 2, 3), (2, 3, 2, 1), (2, 3, 2, 5)], 3),
        ("rows", [(2, 1, 3, 2), (2, 4, 3, 2)], 1),
        ("images", [(1, 2, 3, 2), (3, 2, 3, 2)], 0),
    ]:
        inputs = [cases.normal(*shape) for shape in shapes]
        add("concat", claim, inputs, {"axis": axis}, lambda *x, a=axis: tf.concat(x, a))
    for claim, shape, before, after, value in [
        ("four sides with zeros", (2, 3, 4, 3), [0, 1, 2, 0], [0, 2, 1, 0], 0),
        ("channels with halves", (2, 2, 3, 3), [0, 0, 0, 1], [0, 0, 0, 2], 0.5),
        ("a vector", (7,), [3], [0], -2),
    ]:
        attributes = {"before": before, "after": after, "value": value}
        both = list(zip(before, after, strict=True))
        add(
            "pad",
            claim,
            [cases.normal(*shape)],
            attributes,
            lambda x, p=both, v=value: raw.PadV2(input=x, paddings=p, constant_values=tf.constant(v, tf.float64)),
        )
    for factors in [(2, 2), (3, 1), (1, 4)]:
        x = cases.normal(2, 3, 4, 3)
        size = [3 * factors[0], 4 * factors[1]]
        add(
            "resizeNearest",
            f"factors {factors[0]} and {factors[1]}",
            [x],
            {"factors": factors},
            lambda x, s=size: raw.ResizeNearestNeighbor(images=x, size=s, half_pixel_centers=True),
        )


def averages(cases: Cases) -> None:
    """avgPool and its gradient."""
    table: list[tuple[str, tuple[int, ...], Size, Size, str]] = [
        ("window 2", (2, 6, 8, 3), (2, 2), (2, 2), "VALID"),
        ("window 2 leaves a row and a column over", (2, 7, 5, 5), (2, 2), (2, 2), "VALID"),
        ("overlapping windows 3 at stride 2", (2, 9, 7, 3), (3, 3), (2, 2), "VALID"),
        ("overlapping windows 3x2 at stride 1", (1, 5, 6, 4), (3, 2), (1, 1), "VALID"),
        ("windows apart: 2 at stride 3", (1, 8, 9, 2), (2, 2), (3, 3), "VALID"),
        ("one window for the whole image", (2, 5, 3, 4), (5, 3), (5, 3), "VALID"),
        ("same, odd sizes", (2, 5, 7, 3), (2, 2), (2, 2), "SAME"),
        ("same, overlapping", (1, 5, 6, 5), (3, 3), (2, 2), "SAME"),
        ("same, stride 1", (1, 4, 5, 3), (3, 3), (1, 1), "SAME"),
        ("same, uneven", (2, 6, 7, 1), (4, 2), (3, 1), "SAME"),
    ]
    for claim, shape, size, strides, padding in table:
        x = cases.normal(*shape)
        sides = our_padding(padding, shape[1:3], size, strides)
        common = {"ksize": [1, *size, 1], "strides": [1, *strides, 1], "padding": padding}
        output = raw.AvgPool(value=tf.constant(x), **common)
        upstream = cases.normal(*output.shape)
        gradient = raw.AvgPoolGrad(orig_input_shape=shape, grad=tf.constant(upstream), **common)
        attributes = {"size": size, "strides": strides, "padding": sides}
        layer = {"samePadding": sides} if padding == "SAME" else {}
        cases.add("avgPool", claim, [x], output, attributes=attributes, **layer)
        cases.add("avgPoolGrad", claim, [upstream], gradient, attributes={**attributes, "shape": list(shape)})


def depthwise(cases: Cases) -> None:
    """depthwiseConv2d and its two gradients; TensorFlow's strides are equal. Dilated ones go through the kernel with zeros."""
    explicit = {"top": 1, "bottom": 2, "left": 0, "right": 3}
    table: list[tuple[str, tuple[int, ...], tuple[int, ...], int, str | Padding, Size]] = [
        ("valid, one kernel a channel", (2, 5, 6, 8), (3, 3, 8, 1), 1, "VALID", (1, 1)),
        ("valid, an odd number of channels", (3, 4, 5, 7), (2, 3, 7, 1), 1, "VALID", (1, 1)),
        ("valid, three kernels a channel", (2, 5, 4, 3), (3, 2, 3, 3), 1, "VALID", (1, 1)),
        ("valid, one channel with four kernels", (2, 4, 4, 1), (3, 3, 1, 4), 1, "VALID", (1, 1)),
        ("valid, stride 2", (2, 8, 9, 3), (3, 3, 3, 2), 2, "VALID", (1, 1)),
        ("same, odd kernel", (2, 5, 7, 4), (3, 3, 4, 1), 1, "SAME", (1, 1)),
        ("same, even kernel", (2, 5, 6, 2), (2, 4, 2, 2), 1, "SAME", (1, 1)),
        ("same, stride 2 over an odd size", (2, 7, 9, 3), (3, 3, 3, 1), 2, "SAME", (1, 1)),
        ("same, stride 2 over an even size", (2, 8, 6, 5), (3, 3, 5, 1), 2, "SAME", (1, 1)),
        ("explicit, four different sides", (2, 6, 5, 3), (3, 3, 3, 1), 1, explicit, (1, 1)),
        ("valid, dilation 2", (2, 8, 9, 3), (3, 3, 3, 2), 1, "VALID", (2, 2)),
        ("same, dilations 1 and 3", (1, 6, 10, 2), (3, 3, 2, 1), 1, "SAME", (1, 3)),
    ]
    for claim, image_shape, kernel_shape, stride, padding, dilations in table:
        x, kernel = tf.constant(cases.normal(*image_shape)), tf.constant(cases.normal(*kernel_shape))
        strides = (stride, stride)
        sides = our_padding(padding, image_shape[1:3], kernel_shape[:2], strides, dilations)
        spread = tf.constant(stuffed(kernel.numpy(), dilations))
        common = {"strides": [1, *strides, 1], **raw_padding(sides)}
        output = raw.DepthwiseConv2dNative(input=x, filter=spread, **common)
        if padding == "SAME" and dilations == (1, 1):
            same = raw.DepthwiseConv2dNative(input=x, filter=kernel, strides=[1, *strides, 1], padding="SAME")
            np.testing.assert_allclose(same, output, rtol=1e-12, atol=1e-12)
        upstream = tf.constant(cases.normal(*output.shape))
        down, across = dilations
        to_input = raw.DepthwiseConv2dNativeBackpropInput(
            input_sizes=x.shape, filter=spread, out_backprop=upstream, **common
        )
        to_spread = raw.DepthwiseConv2dNativeBackpropFilter(
            input=x, filter_sizes=spread.shape, out_backprop=upstream, **common
        )
        to_kernel = np.array(to_spread)[::down, ::across]
        attributes = {"strides": strides, "padding": sides, "dilations": dilations}
        layer = {"samePadding": sides} if padding == "SAME" else {}
        cases.add("depthwiseConv2d", claim, [x, kernel], output, attributes=attributes, **layer)
        cases.add(
            "depthwiseConv2dBackpropInput",
            claim,
            [kernel, upstream],
            to_input,
            attributes={**attributes, "shape": list(x.shape)},
        )
        cases.add(
            "depthwiseConv2dBackpropFilter",
            claim,
            [x, upstream],
            to_kernel,
            attributes={**attributes, "shape": list(kernel.shape)},
        )


def write_operations() -> None:
    """Every case into one fixture."""
    cases = Cases()
    convolutions(cases)
    poolings(cases)
    products(cases)
    functions(cases)
    losses(cases)
    curves(cases)
    regions(cases)
    averages(cases)
    depthwise(cases)
    write_fixture("operations", {"cases": cases.index}, cases.tensors)
