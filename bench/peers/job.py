"""What the bench gives every contestant, and how a peer in Python speaks with it."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def answer(message: dict[str, object]) -> None:
    """Writes a line to the bench."""
    print(json.dumps(message), flush=True)


def leave(absent: str) -> None:
    """Says why this peer cannot take part, and ends."""
    answer({"absent": absent})
    raise SystemExit(0)


try:
    import numpy as np
except ImportError as error:
    leave(f"{error}; bench/peers/requirements.txt has what it needs")


@dataclass
class Options:
    """What the bench wants of a peer."""

    job: Path
    way: str
    threads: int
    batch: int


@dataclass
class Job:
    """A network, its first weights by path (`layers.0.kernel`), and training images with their classes."""

    model: dict
    weights: dict[str, np.ndarray]
    images: np.ndarray
    labels: np.ndarray


def read_options(description: str | None) -> Options:
    """The arguments of a peer's program."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--job", type=Path, required=True, help="folder that the bench has written")
    parser.add_argument("--way", required=True, help="how the peer is used")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--batch", type=int, required=True)
    return Options(**vars(parser.parse_args()))


def read_job(folder: Path) -> Job:
    """Reads the folder of a job."""
    job = json.loads((folder / "job.json").read_text())
    shapes = [(weight["name"], tuple(weight["shape"])) for weight in job["weights"]]
    ends = np.cumsum([int(np.prod(shape)) for _name, shape in shapes])
    parts = np.split(np.fromfile(folder / "weights.f32", np.float32), ends[:-1])
    weights = {name: part.reshape(shape) for (name, shape), part in zip(shapes, parts, strict=True)}
    size = job["model"]["input"]
    images = np.fromfile(folder / "train.images.u8", np.uint8)
    images = images.reshape(-1, size["height"], size["width"], size["channels"])
    labels = np.fromfile(folder / "train.labels.u8", np.uint8).astype(np.int32)
    return Job(job["model"], weights, images, labels)


def scaled(job: Job) -> np.ndarray:
    """Training images as float32, as the network takes them."""
    scale, mean, deviation = (
        np.asarray(job.model["preprocess"][key], np.float32) for key in ("scale", "mean", "standardDeviation")
    )
    return (job.images.astype(np.float32) * scale - mean) / deviation


def rows(count: int, images: int) -> np.ndarray:
    """Indices of so many images in random order, from the first again once all were taken."""
    return np.random.default_rng(0).permutation(count) % images


def peak_memory() -> int | None:
    """The most memory that this process has held, in bytes, where Linux tells."""
    try:
        found = re.search(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    except OSError:
        return None
    return None if found is None else int(found[1]) * 1024


def serve(name: str, threads: int, run: Callable[[int], float]) -> None:
    """Introduces the peer, then answers each {"steps": n} once `run` has done so many; it returns the seconds that they took."""
    answer({"name": name, "threads": threads})
    for line in sys.stdin:
        seconds = run(json.loads(line)["steps"])
        answer({"seconds": seconds, "peakMemory": peak_memory()})
