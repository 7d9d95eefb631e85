"""Trains a network by PyTorch, a stretch at a time, for the bench that started it: step by step (`eager`), or compiled (`compile`)."""

import time

from job import read_job, read_options, rows, scaled, serve

# first, as it says what to do where there is no PyTorch
from torch_network import channels_first, start_torch, torch_network

import torch
from torch.nn import functional as F


def main() -> None:
    options = read_options(__doc__)
    start_torch(options)
    torch.manual_seed(0)
    job = read_job(options.job)
    images, labels, batch = scaled(job), job.labels, options.batch
    network = torch_network(job.model, job.weights).train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)

    def loss_of(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits = network(x)
        return F.cross_entropy(logits, y), (logits.argmax(1) == y).float().mean()

    forward = torch.compile(loss_of) if options.way == "compile" else loss_of

    def run(steps: int) -> float:
        taken = rows(steps * batch, len(images))
        start = time.perf_counter()
        for first in range(0, len(taken), batch):
            these = taken[first : first + batch]
            optimizer.zero_grad()
            loss, _accuracy = forward(channels_first(images[these]), torch.from_numpy(labels[these]).long())
            loss.backward()
            optimizer.step()
        float(loss)
        return time.perf_counter() - start

    serve(f"PyTorch {torch.__version__}, {options.way}", options.threads, run)


if __name__ == "__main__":
    main()
