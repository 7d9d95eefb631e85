"""Predicts by a PyTorch module, for the bench that started it: from bytes of images to the best three classes of each."""

import shutil
import time

from job import leave, read_job, read_options, serve

try:
    import numpy as np
    import torch
except ImportError as error:
    leave(f"{error}; bench/peers/requirements.txt has what it needs")

from torch_network import channels_first, scores, torch_network


def main() -> None:
    options = read_options(__doc__)
    if options.way == "compile" and not any(map(shutil.which, ("g++", "clang++"))):
        leave("torch.compile needs a C++ compiler, g++ or clang++, and finds none")
    torch.set_num_threads(options.threads)
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
