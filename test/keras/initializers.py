"""What Keras's initializers draw for the kernels of layers: how the numbers are spread, which also judges how layers count their fans."""

import keras
import numpy as np
from fixture import exact, write_fixture

# our id, and Keras's class
SCALED = [
    ("glorotUniform", keras.initializers.GlorotUniform),
    ("glorotNormal", keras.initializers.GlorotNormal),
    ("heUniform", keras.initializers.HeUniform),
    ("heNormal", keras.initializers.HeNormal),
    ("lecunUniform", keras.initializers.LecunUniform),
    ("lecunNormal", keras.initializers.LecunNormal),
]

# our spec without the initialiser, the names of ours and of Keras's parameter, our weight, its number in Keras, the input, and Keras's layer
LAYERS = [
    ({"dense": {"units": 48}}, "kernelInitializer", "kernel_initializer", "kernel", 0, (300,),
     lambda **given: keras.layers.Dense(48, **given)),
    ({"conv2d": {"filters": 32, "kernelSize": 5}}, "kernelInitializer", "kernel_initializer", "kernel", 0, (9, 9, 16),
     lambda **given: keras.layers.Conv2D(32, 5, **given)),
    ({"conv2d": {"filters": 64, "kernelSize": 3, "groups": 4}}, "kernelInitializer", "kernel_initializer", "kernel", 0, (9, 9, 64),
     lambda **given: keras.layers.Conv2D(64, 3, groups=4, **given)),
    ({"transposedConv2d": {"filters": 48, "kernelSize": 3}}, "kernelInitializer", "kernel_initializer", "kernel", 0, (9, 9, 24),
     lambda **given: keras.layers.Conv2DTranspose(48, 3, **given)),
    ({"depthwiseConv2d": {"kernelSize": 5, "multiplier": 2}}, "kernelInitializer", "depthwise_initializer", "kernel", 0, (9, 9, 200),
     lambda **given: keras.layers.DepthwiseConv2D(5, depth_multiplier=2, **given)),
    ({"separableConv2d": {"filters": 80, "kernelSize": 7}}, "depthwiseInitializer", "depthwise_initializer", "depthwiseKernel", 0,
     (9, 9, 128), lambda **given: keras.layers.SeparableConv2D(80, 7, **given)),
    ({"separableConv2d": {"filters": 80, "kernelSize": 3}}, "pointwiseInitializer", "pointwise_initializer", "pointwiseKernel", 1,
     (9, 9, 128), lambda **given: keras.layers.SeparableConv2D(80, 3, **given)),
]

QUANTILES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]
# so many kernels together leave little to chance
DRAWS = 40


def spread(kernels: list[np.ndarray]) -> dict[str, object]:
    """Mean, deviation, ends and quantiles of all numbers together."""
    numbers = np.concatenate([kernel.ravel() for kernel in kernels]).astype(np.float64)
    return {
        "mean": exact(numbers.mean())[0],
        "deviation": exact(numbers.std())[0],
        "minimum": exact(numbers.min())[0],
        "maximum": exact(numbers.max())[0],
        "quantiles": exact(np.quantile(numbers, QUANTILES)),
    }


def write_initializers() -> None:
    """The spread of kernels by initialiser and layer; singular values of orthogonal ones."""
    cases, orthogonal = [], []
    for spec, ours, theirs, weight, number, shape, make in LAYERS:
        [(layer, parameters)] = spec.items()
        for name, initializer in SCALED:
            kernels = []
            for seed in range(DRAWS):
                built = make(**{theirs: initializer(seed=seed)})
                built.build((1, *shape))
                kernels.append(np.array(built.weights[number]))
            complete = {layer: {**parameters, ours: {name: {}}}}
            cases.append({"spec": complete, "weight": weight, "input": list(shape), **spread(kernels)})
    for gain in (1.0, 0.5):
        for spec, ours, theirs, weight, number, shape, make in LAYERS[:2]:
            [(layer, parameters)] = spec.items()
            built = make(**{theirs: keras.initializers.Orthogonal(gain=gain, seed=1)})
            built.build((1, *shape))
            kernel = np.array(built.weights[number])
            values = np.linalg.svd(kernel.reshape(-1, kernel.shape[-1]), compute_uv=False)
            complete = {layer: {**parameters, ours: {"orthogonal": {"gain": gain}}}}
            entry = {"spec": complete, "weight": weight, "input": list(shape), "singularValues": exact(values)}
            orthogonal.append(entry)
    write_fixture("initializers", {"quantiles": QUANTILES, "cases": cases, "orthogonal": orthogonal}, {})
