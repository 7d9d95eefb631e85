import { parseArgs } from "node:util";

/** What the bench wants of a peer in JavaScript. */
export interface PeerOptions {
  readonly job: string;
  /** How the peer is used. */
  readonly way: string;
  readonly threads: number;
  readonly batch: number;
}

/** Reads the arguments of a peer's script. */
export function readPeerOptions(): PeerOptions {
  const { values } = parseArgs({
    options: {
      way: { type: "string", default: "" },
      job: { type: "string", default: "" },
      threads: { type: "string", default: "1" },
      batch: { type: "string", default: "64" },
    },
  });
  return { ...values, threads: Number(values.threads), batch: Number(values.batch) };
}
