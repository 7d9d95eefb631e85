"""Writes the fixtures of the Keras parity tests. See README.md beside this file."""

import os

# Before TensorFlow is imported: plain kernels on one thread, so that a second run on the same machine gives the same bytes.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import tensorflow as tf

from activations import write_activations
from initializers import write_initializers
from layers import write_layers
from losses import write_loss_trainings, write_losses
from metrics import write_metrics
from networks import write_reference_cnn, write_tiny_cnn
from operations import write_operations
from optimizers import write_optimizers
from penalties import write_penalties
from pretraining import write_pretraining
from schedules import write_schedules


def main() -> None:
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    write_operations()
    write_activations()
    write_initializers()
    write_layers()
    write_optimizers()
    write_schedules()
    write_penalties()
    write_pretraining()
    write_losses()
    write_loss_trainings()
    write_metrics()
    write_tiny_cnn()
    write_reference_cnn()


if __name__ == "__main__":
    main()
