"""Predicts by a PyTorch module, for the bench that started it: from bytes of images to the best three classes of each."""

import time

from job import read_job, read_options, serve

# first, as it says what to do where there is no PyTorch
from torch_network import channels_first, scores, start_torch, torch_network

import numpy as np
import torch


def main() -> None:
    options = read_options(__doc__)
    start_torch(options)
    job = read_job(options.job)
    network = torch_network(job.model, job.weights).eval()
    scale, mean, deviation = (
        torch.tensor(np.asarray(job.model["preprocess"][key], np.float32)).reshape(-1, 1, 1)
        if key != "scale"
        else float(job.model["preprocess"][key])
        for key in ("scale", "mean", "standardDeviation")
    )

    def best(images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.topk(scores(network, (images.float() * scale - mean) / deviation), 3)

    predict = torch.compile(best) if options.way == "compile" else best

    def run(steps: int) -> float:
        start = time.perf_counter()
        with torch.inference_mode():
            for step in range(steps):
                first = step * options.batch % (len(job.images) - options.batch + 1)
                values, classes = predict(channels_first(job.images[first : first + options.batch]))
                values.numpy(), classes.numpy()
        return time.perf_counter() - start

    serve(f"PyTorch {torch.__version__}, {options.way}", options.threads, run)


if __name__ == "__main__":
    main()
