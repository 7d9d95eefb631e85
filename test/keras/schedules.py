"""Learning rates at 20 points: by Keras's schedules, and by plain double precision for those that it lacks."""

import math

import keras
import numpy as np
from fixture import write_fixture
from keras.optimizers import schedules

RATE = 0.1
POINTS = 20


def one_cycle(steps: int, rise: float, start: float, end: float):
    """The cosine form of PyTorch's OneCycleLR."""

    def between(first: float, last: float, part: float) -> float:
        return last + (first - last) / 2 * (1 + math.cos(math.pi * part))

    top, last = rise * steps - 1, steps - 1

    def rate(step: int) -> float:
        if step <= top:
            return between(start * RATE, RATE, step / top)
        return between(RATE, end * RATE, (min(step, last) - top) / (last - top))

    return rate


def warmed(rising: int, start: float, then):
    """A straight line from start times the rate, then another schedule from its own beginning."""
    return lambda step: RATE * (start + (1 - start) * step / rising) if step < rising else then(step - rising)


def plateau(losses: list[float], **arguments: object) -> list[float]:
    """Rates after each epoch by the callback of Keras."""
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", mode="min", **arguments)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return rates


# our schedule, steps per epoch, steps of the training, the schedule of Keras or its formula
TABLE: list[tuple[dict, int, int, object]] = [
    ({"constant": {}}, 10, 200, lambda step: RATE),
    ({"step": {"every": 3, "factor": 0.5}}, 10, 200, schedules.ExponentialDecay(RATE, 30, 0.5, staircase=True)),
    ({"step": {"every": 0.5, "factor": 0.1}}, 100, 200, schedules.ExponentialDecay(RATE, 50, 0.1, staircase=True)),
    # Keras changes the rate one step later
    (
        {"piecewise": {"boundaries": [4, 9.5, 15], "factors": [1, 0.5, 2, 0.01]}},
        10,
        200,
        schedules.PiecewiseConstantDecay([39, 94, 149], [RATE, RATE * 0.5, RATE * 2, RATE * 0.01]),
    ),
    ({"exponential": {"every": 1, "factor": 0.9}}, 10, 200, schedules.ExponentialDecay(RATE, 10, 0.9)),
    ({"exponential": {"every": 2.5, "factor": 0.3}}, 10, 200, schedules.ExponentialDecay(RATE, 25, 0.3)),
    ({"polynomial": {}}, 10, 190, schedules.PolynomialDecay(RATE, 190, 0)),
    (
        {"polynomial": {"epochs": 15, "power": 2, "floor": 0.1}},
        10,
        200,
        schedules.PolynomialDecay(RATE, 150, RATE * 0.1, power=2),
    ),
    (
        {"polynomial": {"epochs": 15, "power": 0.9, "floor": 0.05}},
        10,
        200,
        schedules.PolynomialDecay(RATE, 150, RATE * 0.05, power=0.9),
    ),
    ({"cosine": {}}, 10, 190, schedules.CosineDecay(RATE, 190)),
    ({"cosine": {"epochs": 12.5, "floor": 0.2}}, 10, 200, schedules.CosineDecay(RATE, 125, alpha=0.2)),
    ({"cosineRestarts": {"epochs": 2.5}}, 10, 200, schedules.CosineDecayRestarts(RATE, 25)),
    (
        {"cosineRestarts": {"epochs": 3, "growth": 1, "peak": 0.8, "floor": 0.1}},
        10,
        200,
        schedules.CosineDecayRestarts(RATE, 30, t_mul=1.0, m_mul=0.8, alpha=0.1),
    ),
    (
        {"cosineRestarts": {"epochs": 1, "growth": 1.5, "peak": 0.9, "floor": 0}},
        10,
        200,
        schedules.CosineDecayRestarts(RATE, 10, t_mul=1.5, m_mul=0.9),
    ),
    ({"oneCycle": {}}, 10, 200, one_cycle(200, 0.3, 0.04, 4e-6)),
    ({"oneCycle": {"epochs": 19, "rise": 0.5, "start": 0.1, "end": 0.01}}, 11, 220, one_cycle(209, 0.5, 0.1, 0.01)),
    ({"linearWarmup": {"epochs": 3}}, 10, 200, warmed(30, 0, lambda step: RATE)),
    (
        {"linearWarmup": {"epochs": 4, "schedule": {"cosine": {"epochs": 0, "floor": 0.1}}}},
        10,
        200,
        schedules.CosineDecay(0.0, 160, alpha=0.1, warmup_target=RATE, warmup_steps=40),
    ),
    (
        {"linearWarmup": {"epochs": 5, "start": 0.25, "schedule": {"cosine": {"epochs": 10, "floor": 0}}}},
        10,
        200,
        schedules.CosineDecay(RATE * 0.25, 100, warmup_target=RATE, warmup_steps=50),
    ),
    (
        {"linearWarmup": {"epochs": 2, "start": 0.5, "schedule": {"exponential": {"every": 1, "factor": 0.8}}}},
        10,
        200,
        warmed(20, 0.5, schedules.ExponentialDecay(RATE, 10, 0.8)),
    ),
]

LOSSES = [1, 0.8, 0.81, 0.7999, 0.85, 0.5, 0.5, 0.52, 0.49, 0.495, 0.4899, 0.6, 0.3, 0.31, 0.3, 0.29, 0.2999, 0.3, 0.3, 0.3]
PLATEAUS: list[tuple[dict, dict]] = [
    ({"patience": 2}, {"patience": 2}),
    ({"patience": 1, "factor": 0.5}, {"patience": 1, "factor": 0.5}),
    (
        {"patience": 1, "factor": 0.5, "cooldown": 2, "minimumDelta": 0.05},
        {"patience": 1, "factor": 0.5, "cooldown": 2, "min_delta": 0.05},
    ),
    (
        {"patience": 2, "factor": 0.3, "cooldown": 1, "floor": 0.2},
        {"patience": 2, "factor": 0.3, "cooldown": 1, "min_lr": RATE * 0.2},
    ),
]


def write_schedules() -> None:
    """Rates by step; for the plateau, rates by epoch and the losses that they follow."""
    cases = []
    for ours, steps_per_epoch, steps, theirs in TABLE:
        # the first steps, those around the first epoch's end, and evenly on to the end
        points = sorted({0, 1, steps_per_epoch - 1, steps_per_epoch, *np.linspace(2, steps - 1, POINTS, dtype=int).tolist()})
        points = (points[:4] + points[4 - POINTS :])[:POINTS]
        rates = [float(np.asarray(theirs(step), np.float64)) for step in points]
        cases.append(
            {"schedule": ours, "stepsPerEpoch": steps_per_epoch, "steps": steps, "points": points, "rates": rates}
        )
    plateaus = [
        {"schedule": {"reduceOnPlateau": ours}, "rates": plateau(LOSSES, **arguments)} for ours, arguments in PLATEAUS
    ]
    index = {"rate": RATE, "cases": cases, "losses": LOSSES, "plateaus": plateaus}
    write_fixture("schedules", index, {"rate": np.array([RATE], np.float32)})
