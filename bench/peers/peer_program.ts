import { fileURLToPath } from "node:url";
import { type Task, taskArguments } from "../engine_program.ts";
import { findPython } from "./find_python.ts";
import type { LineProgram } from "./line_process.ts";

/** Programs of others that a bench can measure beside ours, as rows name them. */
export const PEERS = [
  "keras_fit",
  "keras_function",
  "torch",
  "torch_compile",
  "tfjs_node",
  "tfjs_wasm",
] as const;
export type Peer = (typeof PEERS)[number];

/** Several peers by one name. */
export const PEER_GROUPS: Readonly<Record<string, readonly Peer[]>> = {
  keras: ["keras_fit", "keras_function"],
};

/** What a bench has its contestants do. */
export type Work = "train" | "predict";

type Start = { readonly script: string; readonly way: string } | { readonly absent: string };

const noPackage = (name: string): Start => ({
  absent: `it needs the npm package ${name}, which is not among those of this workspace`,
});

const STARTS: Readonly<Record<Peer, Readonly<Record<Work, Start>>>> = {
  keras_fit: {
    train: { script: "keras_train.py", way: "fit" },
    predict: { absent: "fit does not predict" },
  },
  keras_function: {
    train: { script: "keras_train.py", way: "function" },
    predict: { script: "keras_predict.py", way: "function" },
  },
  torch: {
    train: { script: "torch_train.py", way: "eager" },
    predict: { script: "torch_predict.py", way: "eager" },
  },
  torch_compile: {
    train: { script: "torch_train.py", way: "compile" },
    predict: { script: "torch_predict.py", way: "compile" },
  },
  tfjs_node: { train: noPackage("@tensorflow/tfjs-node"), predict: noPackage("@tensorflow/tfjs-node") },
  tfjs_wasm: {
    train: noPackage("@tensorflow/tfjs-backend-wasm"),
    predict: noPackage("@tensorflow/tfjs-backend-wasm"),
  },
};

/** Python leaves no files beside the scripts, and TensorFlow tells no news. */
const quiet = { PYTHONDONTWRITEBYTECODE: "1", TF_CPP_MIN_LOG_LEVEL: "3" };

/**
 * What runs a peer, or why it cannot run here.
 * @throws {Error} If it needs a Python and there is none, with the commands that make one.
 */
export function peerProgram(peer: Peer, work: Work, task: Task): LineProgram | { readonly absent: string } {
  const start = STARTS[peer][work];
  if ("absent" in start) {
    return start;
  }
  const script = fileURLToPath(new URL(start.script, import.meta.url));
  return {
    command: findPython(),
    args: [script, "--way", start.way, ...taskArguments(task)],
    env: quiet,
  };
}
