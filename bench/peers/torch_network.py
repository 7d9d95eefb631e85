"""Our ModelSpec as a PyTorch module, for the networks of the benches. Images are channels-last, which is how our weights are ordered."""

import shutil

from job import Options, leave

try:
    import numpy as np
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as error:
    leave(f"{error}; bench/peers/requirements.txt has what it needs")


def start_torch(options: Options) -> None:
    """Gives PyTorch its threads, or leaves where it is to compile and cannot."""
    if options.way == "compile" and not any(map(shutil.which, ("g++", "clang++"))):
        leave("torch.compile needs a C++ compiler, g++ or clang++, and finds none")
    torch.set_num_threads(options.threads)


class ChannelsLastFlatten(nn.Module):
    """Flattens in the order row, column, channel, as our dense weights have it; free where memory is channels-last."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.permute(0, 2, 3, 1).flatten(1)


class GlobalAverage(nn.Module):
    """The mean over the pixels."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean((2, 3))


class Residual(nn.Module):
    """Adds what its layers give to what its shortcut gives."""

    def __init__(self, added: nn.Module, kept: nn.Module, activation: nn.Module) -> None:
        super().__init__()
        self.added, self.kept, self.activation = added, kept, activation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.activation(self.kept(x) + self.added(x))


def activation_of(name: str) -> nn.Module:
    """The module of an activation."""
    return {"linear": nn.Identity, "relu": nn.ReLU}[name]()


def same_padding(size: tuple[int, int], options: dict) -> tuple[int, int, int, int]:
    """Columns before and after, rows before and after, as TensorFlow pads for `same`; none for `valid`."""
    if options["padding"] == "valid":
        return (0, 0, 0, 0)
    assert options["padding"] == "same"
    padding: list[int] = []
    for axis in (1, 0):
        kernel, stride, dilation = options["kernelSize"][axis], options["stride"][axis], options["dilation"][axis]
        out = -(-size[axis] // stride)
        whole = max((out - 1) * stride + (kernel - 1) * dilation + 1 - size[axis], 0)
        padding += [whole // 2, whole - whole // 2]
    return (padding[0], padding[1], padding[2], padding[3])


class Builder:
    """Builds modules one after the other, follows the shape of an image, and takes the weights of their paths."""

    def __init__(self, model: dict, weights: dict[str, np.ndarray]) -> None:
        size = model["input"]
        self.size = (size["height"], size["width"])
        self.channels = size["channels"]
        self.weights = weights
        self.taken: set[str] = set()

    def take(self, path: str, name: str, axes: tuple[int, ...]) -> torch.Tensor:
        """A weight of ours with its axes in this order."""
        key = f"{path}.{name}"
        self.taken.add(key)
        return torch.from_numpy(np.ascontiguousarray(self.weights[key].transpose(axes)))

    def sequence(self, specs: list[dict], path: str) -> nn.Sequential:
        """The modules of a list of layers whose paths begin so."""
        modules: list[nn.Module] = []
        for index, spec in enumerate(specs):
            ((kind, options),) = spec.items()
            modules += self.layer(kind, options, f"{path}.{index}")
        return nn.Sequential(*modules)

    def convolution(self, options: dict, path: str, *, depthwise: bool) -> list[nn.Module]:
        """A convolution, with its activation, and with a padding of its own where PyTorch's would be another."""
        filters = self.channels * options["multiplier"] if depthwise else options["filters"]
        left, right, top, bottom = same_padding(self.size, options)
        even = left == right and top == bottom
        layer = nn.Conv2d(
            self.channels,
            filters,
            options["kernelSize"],
            stride=options["stride"],
            padding=(top, left) if even else 0,
            dilation=options["dilation"],
            groups=self.channels if depthwise else options["groups"],
            bias=options["useBias"],
        )
        kernel = self.take(path, "kernel", (2, 3, 0, 1) if depthwise else (3, 2, 0, 1))
        layer.weight.data = kernel.reshape(layer.weight.shape)
        if options["useBias"]:
            layer.bias.data = self.take(path, "bias", (0,))
        padded = (self.size[0] + top + bottom, self.size[1] + left + right)
        self.size = tuple(
            (padded[axis] - (options["kernelSize"][axis] - 1) * options["dilation"][axis] - 1)
            // options["stride"][axis]
            + 1
            for axis in (0, 1)
        )
        self.channels = filters
        border = [] if even else [nn.ZeroPad2d((left, right, top, bottom))]
        return [*border, layer, activation_of(options["activation"])]

    def norm(self, options: dict, path: str) -> nn.Module:
        """Batch normalisation; PyTorch counts the momentum from the other end."""
        layer = nn.BatchNorm2d(self.channels, eps=options["epsilon"], momentum=1 - options["momentum"])
        layer.weight.data = self.take(path, "gamma", (0,))
        layer.bias.data = self.take(path, "beta", (0,))
        layer.running_mean.copy_(self.take(path, "movingMean", (0,)))
        layer.running_var.copy_(self.take(path, "movingVariance", (0,)))
        return layer

    def dense(self, options: dict, path: str) -> list[nn.Module]:
        """A dense layer. The softmax is left to the loss, and to whoever predicts."""
        kernel = self.take(path, "kernel", (1, 0))
        layer = nn.Linear(kernel.shape[1], kernel.shape[0], bias=options["useBias"])
        layer.weight.data = kernel
        if options["useBias"]:
            layer.bias.data = self.take(path, "bias", (0,))
        return [layer] if options["activation"] == "softmax" else [layer, activation_of(options["activation"])]

    def residual(self, options: dict, path: str) -> nn.Module:
        """A block whose two branches begin at the same image."""
        assert options["dropRate"] == 0
        before = (self.size, self.channels)
        kept = self.sequence(options["shortcut"], f"{path}.shortcut")
        self.size, self.channels = before
        added = self.sequence(options["layers"], f"{path}.layers")
        return Residual(added, kept, activation_of(options["activation"]))

    def layer(self, kind: str, options: dict, path: str) -> list[nn.Module]:
        """The modules of one layer."""
        match kind:
            case "conv2d":
                return self.convolution(options, path, depthwise=False)
            case "depthwiseConv2d":
                return self.convolution(options, path, depthwise=True)
            case "batchNorm":
                return [self.norm(options, path)]
            case "maxPool2d":
                assert options["padding"] == "valid" and options["stride"] in ([0, 0], options["size"])
                self.size = (self.size[0] // options["size"][0], self.size[1] // options["size"][1])
                return [nn.MaxPool2d(options["size"])]
            case "activation":
                return [activation_of(options["function"])]
            case "globalAveragePool2d":
                return [GlobalAverage()]
            case "flatten":
                return [ChannelsLastFlatten()]
            case "dense":
                return self.dense(options, path)
            case "dropout":
                return [nn.Dropout(options["rate"])]
            case "residual":
                return [self.residual(options, path)]
        raise ValueError(f"Cannot build a PyTorch module as its kind must be known: current value is {kind}")


def torch_network(model: dict, weights: dict[str, np.ndarray]) -> nn.Module:
    """The module of our spec with these weights; it gives logits."""
    builder = Builder(model, weights)
    network = builder.sequence(model["layers"], "layers").to(memory_format=torch.channels_last)
    assert builder.taken == set(weights)
    return network


def channels_first(images: np.ndarray) -> torch.Tensor:
    """Images as PyTorch names their axes, in the memory that they have."""
    return torch.from_numpy(images).permute(0, 3, 1, 2)


def scores(network: nn.Module, images: torch.Tensor) -> torch.Tensor:
    """What the network says of images, one probability a class."""
    return F.softmax(network(images), dim=1)
