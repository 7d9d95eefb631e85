"""Steps of every optimizer that Keras has, with and without what it does to gradients, on given weights and gradients."""

import keras
import numpy as np
from fixture import write_fixture
from keras import optimizers

# our kernels of four axes are matrices to an optimizer that cares; all others go element by element
SHAPES = {"kernel": (2, 2, 3, 4), "tall": (7, 3), "wide": (3, 5), "bias": (4,)}
FEW, MANY = 3, 6

BETAS = {"beta_1": "beta1", "beta_2": "beta2"}
NAMES = BETAS | {
    "epsilon": "epsilon",
    "rho": "rho",
    "momentum": "momentum",
    "centered": "centered",
    "nesterov": "nesterov",
    "initial_accumulator_value": "initialAccumulator",
    "weight_decay": "weightDecay",
    "adam_beta_1": "beta1",
    "adam_beta_2": "beta2",
    "ns_steps": "iterations",
    "rms_rate": "scale",
}

# our id, the class of Keras, arguments that make it ours, settings
TABLE: list[tuple[str, type, dict, list[dict]]] = [
    ("sgd", optimizers.SGD, {}, [{}]),
    ("momentum", optimizers.SGD, {"momentum": 0.9}, [{}, {"momentum": 0.5}]),
    ("nesterov", optimizers.SGD, {"momentum": 0.9, "nesterov": True}, [{}, {"momentum": 0.99}]),
    (
        "rmsprop",
        optimizers.RMSprop,
        {},
        [{}, {"rho": 0.99, "epsilon": 1e-3}, {"momentum": 0.9}, {"centered": True}, {"centered": True, "momentum": 0.5}],
    ),
    ("adagrad", optimizers.Adagrad, {}, [{}, {"initial_accumulator_value": 1.0, "epsilon": 1e-2}]),
    ("adadelta", optimizers.Adadelta, {}, [{}, {"rho": 0.5, "epsilon": 1e-2}]),
    ("adam", optimizers.Adam, {}, [{}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}]),
    ("adamw", optimizers.AdamW, {}, [{}, {"weight_decay": 0.1, "beta_1": 0.8}]),
    ("adamax", optimizers.Adamax, {}, [{}, {"beta_1": 0.5, "beta_2": 0.6}]),
    ("nadam", optimizers.Nadam, {}, [{}, {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 0.01}]),
    ("amsgrad", optimizers.Adam, {"amsgrad": True}, [{}, {"beta_2": 0.5}]),
    ("lamb", optimizers.Lamb, {}, [{}, {"beta_1": 0.5, "beta_2": 0.9}, {"epsilon": 0.1}]),
    ("lion", optimizers.Lion, {}, [{}, {"beta_1": 0.5, "beta_2": 0.6}]),
    (
        "muon",
        optimizers.Muon,
        {},
        [
            {},
            {"nesterov": False, "momentum": 0.5},
            {"ns_steps": 2, "rms_rate": 0.5},
            {"weight_decay": 0.2, "adam_weight_decay": 0.2, "adam_beta_1": 0.5},
        ],
    ),
]

RATES = [0.001, 0.1]

# our list of techniques, and the arguments of Keras
GRADIENTS: list[tuple[list[dict], dict]] = [
    ([{"clipByValue": {"limit": 0.3}}], {"clipvalue": 0.3}),
    ([{"clipByNorm": {"norm": 1.5}}], {"clipnorm": 1.5}),
    ([{"clipByNorm": {"norm": 50}}], {"clipnorm": 50.0}),
    ([{"clipByGlobalNorm": {"norm": 2}}], {"global_clipnorm": 2.0}),
    ([{"clipByGlobalNorm": {"norm": 100}}], {"global_clipnorm": 100.0}),
    ([{"weightDecay": {"rate": 0.2, "kernelsOnly": False}}], {"weight_decay": 0.2}),
    ([{"ema": {}}], {"use_ema": True}),
    ([{"ema": {"decay": 0.5}}], {"use_ema": True, "ema_momentum": 0.5}),
    ([{"gradientAccumulation": {"steps": 2}}], {"gradient_accumulation_steps": 2}),
    ([{"gradientAccumulation": {"steps": 3}}], {"gradient_accumulation_steps": 3}),
    (
        [
            {"gradientAccumulation": {"steps": 2}},
            {"clipByGlobalNorm": {"norm": 2}},
            {"weightDecay": {"rate": 0.1, "kernelsOnly": False}},
        ],
        {
            "gradient_accumulation_steps": 2,
            "global_clipnorm": 2.0,
            "weight_decay": 0.1,
        },
    ),
]


def flat(values: list[np.ndarray]) -> np.ndarray:
    """Tensors one after the other."""
    return np.concatenate([np.asarray(value, np.float32).ravel() for value in values])


def as_matrix(value: np.ndarray) -> np.ndarray:
    """Kernels of four axes as a matrix, by their last axis."""
    return value.reshape(-1, value.shape[-1]) if value.ndim > 2 else value


def write_optimizers() -> None:
    """Weights after each step, flat in the order of `shapes`; what a moving average holds at the end, where there is one."""
    random = np.random.Generator(np.random.Philox(11))

    def draw(scale: float) -> list[np.ndarray]:
        return [(scale * random.standard_normal(shape)).astype(np.float32) for shape in SHAPES.values()]

    initial = draw(1)
    gradients = [draw(scale) for scale in (1, 0.2, 3, 0.5, 1, 0.1)]
    tensors = {"initial": flat(initial), "gradients": np.stack([flat(step) for step in gradients])}
    cases: list[dict] = []

    def run(make: type, arguments: dict, case: dict) -> None:
        optimizer = make(case["rate"], **arguments)
        variables = [keras.Variable(as_matrix(value)) for value in initial]
        optimizer.build(variables)
        seen = []
        for step in gradients[: case["steps"]]:
            optimizer.apply([keras.ops.convert_to_tensor(as_matrix(value)) for value in step], variables)
            seen.append(flat([variable.numpy() for variable in variables]))
        name = str(len(cases))
        tensors[f"weights/{name}"] = np.stack(seen)
        if optimizer.use_ema:
            tensors[f"ema/{name}"] = flat([value.numpy() for value in optimizer._model_variables_moving_average])
        cases.append(case | {"tensor": name})

    for our, make, fixed, settings in TABLE:
        for setting in settings:
            for rate in RATES:
                parameters = {NAMES[key]: value for key, value in setting.items() if key != "adam_weight_decay"}
                case = {"optimizer": {our: parameters}, "gradients": [], "rate": rate, "steps": FEW}
                run(make, fixed | setting, case)
    for ours, arguments in GRADIENTS:
        for our, make in (("sgd", optimizers.SGD), ("adam", optimizers.Adam)):
            run(make, arguments, {"optimizer": {our: {}}, "gradients": ours, "rate": 0.1, "steps": MANY})
    index = {"shapes": [[name, list(shape)] for name, shape in SHAPES.items()], "cases": cases}
    write_fixture("optimizers", index, tensors)
