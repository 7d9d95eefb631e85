"""Reading of the committed images and writing of fixtures: tensors as safetensors, everything else as JSON."""

import gzip
import json
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from safetensors.numpy import save_file

HERE = Path(__file__).resolve().parent
FIXTURES = HERE / "fixtures"
SAMPLE = HERE.parent.parent / "data" / "fashion-mnist-sample"

IDX_HEADER = {"images": 16, "labels": 8}


def read_sample(part: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first images, uint8[count, 28, 28, 1], and labels, uint8[count], of `train` or `t10k`, in file order."""

    def read(kind: str, dimensions: int) -> np.ndarray:
        with gzip.open(SAMPLE / f"{part}-{kind}-idx{dimensions}-ubyte.gz") as file:
            return np.frombuffer(file.read(), np.uint8, offset=IDX_HEADER[kind])

    images = read("images", 3).reshape(-1, 28, 28, 1)[:count]
    labels = read("labels", 1)[:count]
    assert len(images) == len(labels) == count
    return images, labels


def exact(values: np.ndarray) -> list[float]:
    """Numbers of float32 as JSON numbers; the shortest decimal of the double gives back the same float32."""
    return [float(value) for value in np.asarray(values, np.float32).ravel()]


def write_fixture(name: str, index: dict[str, object], tensors: dict[str, np.ndarray]) -> None:
    """Writes NAME.json and NAME.safetensors. All tensors are float32."""
    FIXTURES.mkdir(exist_ok=True)
    for key, tensor in tensors.items():
        assert tensor.dtype == np.float32, key
        assert np.isfinite(tensor).all(), key
    made_by = {"tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__}
    with open(FIXTURES / f"{name}.json", "w", encoding="utf-8") as file:
        json.dump({"madeBy": made_by, **index}, file, indent=None, separators=(",", ":"))
        file.write("\n")
    # save_file writes the memory as it lies, whatever the strides
    contiguous = {key: np.ascontiguousarray(tensor) for key, tensor in tensors.items()}
    save_file(contiguous, FIXTURES / f"{name}.safetensors", metadata={"format": "np"})
    (FIXTURES / f"{name}.safetensors").chmod(0o644)
    size = sum((FIXTURES / f"{name}.{end}").stat().st_size for end in ("json", "safetensors"))
    print(f"{name}: {len(tensors)} tensors, {size / 1024:.0f} KiB")
