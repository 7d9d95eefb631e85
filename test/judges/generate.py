"""Writes the fixture of the analysis functions. See README.md beside this file."""

import json
import warnings
from pathlib import Path

import numpy as np
import PIL
import scipy
import sklearn
from scipy import special, stats
from sklearn import calibration, metrics

from images import image_cases

HERE = Path(__file__).resolve().parent

# (examples, classes, decimals of the scores: few make ties, classes that occur)
SHAPES = [
    (1, 2, 6, 2),
    (2, 2, 6, 2),
    (7, 2, 1, 2),
    (40, 2, 2, 2),
    (40, 2, 6, 1),
    (9, 3, 6, 3),
    (30, 3, 1, 3),
    (30, 3, 6, 2),
    (50, 4, 6, 4),
    (50, 4, 1, 3),
    (25, 5, 6, 5),
    (60, 5, 2, 5),
    (11, 6, 6, 2),
    (80, 7, 6, 7),
    (80, 10, 6, 10),
    (100, 10, 2, 8),
]


def rounded(values: np.ndarray) -> list[float]:
    return [float(value) for value in np.asarray(values).ravel()]


def classification_case(seed: int, count: int, classes: int, decimals: int, present: int) -> dict[str, object]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, present, count)
    logits = random.normal(size=(count, classes)) + 1.5 * np.eye(classes)[labels]
    # the last class is never predicted in every third case
    if seed % 3 == 0:
        logits[:, -1] -= 100
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    scores = np.round(scores, decimals)
    predictions = scores.argmax(axis=1)
    everything = list(range(classes))
    case: dict[str, object] = {
        "classes": classes,
        "labels": labels.tolist(),
        "scores": rounded(scores),
        "confusion": metrics.confusion_matrix(labels, predictions, labels=everything).ravel().tolist(),
        "accuracy": float(metrics.accuracy_score(labels, predictions)),
    }
    by_class = metrics.precision_recall_fscore_support(labels, predictions, labels=everything, zero_division=0)
    case["precision"], case["recall"], case["f1"] = (rounded(one) for one in by_class[:3])
    case["support"] = by_class[3].tolist()
    for average in ("macro", "weighted"):
        case[average] = rounded(
            metrics.precision_recall_fscore_support(labels, predictions, average=average, zero_division=0)[:3]
        )
    if decimals > 2:
        # with ties scikit-learn takes the higher index first
        onehot = np.eye(classes)[labels]
        assert len(np.unique(scores)) > count or count < 3
        case["topK"] = [
            float(
                metrics.top_k_accuracy_score(labels, scores, k=k, labels=everything)
                if classes > 2
                else (np.argsort(-scores, axis=1)[:, :k] == labels[:, None]).any(axis=1).mean()
            )
            for k in range(1, classes + 1)
        ]
        assert onehot.shape == scores.shape
    aucs: list[float | None] = []
    average_precisions: list[float | None] = []
    curves = []
    for one in everything:
        truth = labels == one
        defined = 0 < truth.sum() < count
        aucs.append(float(metrics.roc_auc_score(truth, scores[:, one])) if defined else None)
        average_precisions.append(
            float(metrics.average_precision_score(truth, scores[:, one])) if truth.any() else None
        )
        if defined and one < 3:
            false, true, thresholds = metrics.roc_curve(truth, scores[:, one], drop_intermediate=False)
            precision, recall, cuts = metrics.precision_recall_curve(truth, scores[:, one])
            curves.append(
                {
                    "class": one,
                    "roc": [rounded(false), rounded(true), rounded(thresholds[1:])],
                    # rising recall, without the point that scikit-learn appends
                    "pr": [rounded(precision[:-1][::-1]), rounded(recall[:-1][::-1]), rounded(cuts[::-1])],
                }
            )
    case["auc"] = aucs
    case["averagePrecision"] = average_precisions
    case["curves"] = curves
    if classes == present and None not in aucs:
        probabilities = scores / scores.sum(axis=1, keepdims=True)
        if classes > 2:
            case["macroAuc"] = float(np.mean(aucs))
            case["weightedAuc"] = float(np.average(aucs, weights=np.bincount(labels, minlength=classes)))
        case["normalised"] = rounded(probabilities)
        case["brier"] = float(
            metrics.brier_score_loss(labels, probabilities, labels=everything, scale_by_half=False)
            if classes > 2
            else 2 * metrics.brier_score_loss(labels, probabilities[:, 1])
        )
    confidence = scores.max(axis=1)
    right = predictions == labels
    for bins in (5, 15):
        true, mean = calibration.calibration_curve(right, confidence, n_bins=bins, strategy="uniform")
        index = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence)
        counts = np.bincount(index, minlength=bins)
        counts = counts[counts > 0]
        case[f"calibration{bins}"] = {
            "accuracy": rounded(true),
            "confidence": rounded(mean),
            "counts": counts.tolist(),
            "expectedError": float(np.sum(counts * np.abs(true - mean)) / count),
        }
    return case


def mc_nemar_cases() -> list[dict[str, object]]:
    cases = []
    for only_a, only_b in [
        (0, 0), (1, 0), (0, 5), (3, 3), (10, 2), (12, 12), (23, 1), (20, 4),
        (13, 12), (25, 0), (30, 30), (40, 15), (15, 40), (100, 60), (600, 420), (5000, 4700),
    ]:
        total = only_a + only_b
        if total < 25:
            statistic = None
            p = 1.0 if total == 0 else stats.binomtest(only_a, total, 0.5).pvalue
        else:
            statistic = max(0, abs(only_a - only_b) - 1) ** 2 / total
            p = stats.chi2.sf(statistic, 1)
        cases.append({"onlyA": only_a, "onlyB": only_b, "statistic": statistic, "pValue": float(p)})
    return cases


def mean_cases() -> list[dict[str, object]]:
    random = np.random.default_rng(7)
    cases = []
    for count in (2, 3, 5, 10, 30, 200):
        for confidence in (0.9, 0.95, 0.99):
            values = random.normal(0.9, 0.01, count)
            lower, upper = stats.t.interval(confidence, count - 1, loc=values.mean(), scale=stats.sem(values))
            cases.append(
                {
                    "values": rounded(values),
                    "confidence": confidence,
                    "mean": float(values.mean()),
                    "deviation": float(values.std(ddof=1)),
                    "lower": float(lower),
                    "upper": float(upper),
                }
            )
    return cases


def bootstrap_cases() -> list[dict[str, object]]:
    random = np.random.default_rng(8)
    cases = []
    for count, a, b in [(200, 0.9, 0.85), (1000, 0.9, 0.9), (1000, 0.8, 0.9), (300, 0.6, 0.5)]:
        first, second = random.random(count) < a, random.random(count) < b
        gains = first.astype(float) - second.astype(float)
        result = stats.bootstrap(
            (gains,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(9)
        )
        cases.append(
            {
                "a": "".join(str(int(one)) for one in first),
                "b": "".join(str(int(one)) for one in second),
                "difference": float(gains.mean()),
                "lower": float(result.confidence_interval.low),
                "upper": float(result.confidence_interval.high),
            }
        )
    return cases


def function_cases() -> dict[str, object]:
    xs = [-6, -2.5, -1, -0.1, 0, 1e-9, 0.01, 0.3, 0.5, 1, 1.5, 1.99, 2, 2.5, 3, 4, 6, 10, 20, 26]
    gammas = [1e-8, 0.01, 0.3, 0.5, 0.9, 1, 1.5, 2, 3.3, 10, 100.5, 1000, 1e6]
    shapes = [(0.5, 0.5), (1, 1), (0.5, 3), (5, 0.5), (2, 8), (30, 20), (500, 0.5), (0.01, 2)]
    points = [1e-8, 0.01, 0.2, 0.5, 0.77, 0.99]
    degrees = [1, 2, 3, 4, 7, 10, 30, 100, 1000]
    confidences = [0.1, 0.5, 0.9, 0.95, 0.99, 0.9999]
    return {
        "erfc": [[x, float(special.erfc(x))] for x in xs],
        "logGamma": [[x, float(special.gammaln(x))] for x in gammas],
        "incompleteBeta": [[x, a, b, float(special.betainc(a, b, x))] for a, b in shapes for x in points],
        "studentQuantile": [
            [confidence, count, float(stats.t.ppf((1 + confidence) / 2, count))]
            for count in degrees
            for confidence in confidences
        ],
    }


def write(name: str, content: dict[str, object]) -> None:
    made_by = {one.__name__: one.__version__ for one in (sklearn, scipy, np, PIL)}
    path = HERE / "fixtures" / f"{name}.json"
    text = json.dumps({"madeBy": made_by, **content}, separators=(",", ":"), allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


def main() -> None:
    warnings.filterwarnings("ignore")
    write(
        "analysis",
        {
            "classification": [classification_case(seed, *shape) for seed, shape in enumerate(SHAPES, start=1)],
            "mcNemar": mc_nemar_cases(),
            "means": mean_cases(),
            "bootstrap": bootstrap_cases(),
            "functions": function_cases(),
        },
    )
    write("images", {"images": image_cases()})


if __name__ == "__main__":
    main()
