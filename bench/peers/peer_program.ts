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
  tfjs_node: {
    train: { script: "tfjs_train.ts", way: "node" },
    predict: { script: "tfjs_predict.ts", way: "node" },
  },
  tfjs_wasm: {
    train: { script: "tfjs_train.ts", way: "wasm" },
    predict: { script: "tfjs_predict.ts", way: "wasm" },
  },
};

/** Python leaves no files beside the scripts, and TensorFlow tells no news. */
const quiet = { PYTHONDONTWRITEBYTECODE: "1", TF_CPP_MIN_LOG_LEVEL: "3" };

/** How tfjs-node is told its threads: it has no function for that. */
function tensorFlowThreads({ threads }: Task): Record<string, string> {
  return {
    TF_CPP_MIN_LOG_LEVEL: "3",
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
  };
}

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
  const args = [script, "--way", start.way, ...taskArguments(task)];
  if (script.endsWith(".ts")) {
    return { command: process.execPath, args, env: tensorFlowThreads(task) };
  }
  return {
    command: findPython(),
    args,
    env: quiet,
  };
}
