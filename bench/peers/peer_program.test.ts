import { existsSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PEERS, peerProgram } from "./peer_program.ts";

const task = { job: "folder", threads: 2, batch: 64 };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("peerProgram()", () => {
  test.each(PEERS.flatMap((peer) => [[peer, "train"] as const, [peer, "predict"] as const]))(
    "%s has a script to %s, or says why not",
    (peer, work) => {
      vi.stubEnv("CONVZOO_PEERS_PYTHON", process.execPath);
      const program = peerProgram(peer, work, task);
      if ("absent" in program) {
        expect(program.absent).not.toBe("");
      } else {
        expect(existsSync(program.args[0]!)).toBe(true);
        expect(program.args.slice(1)).toEqual([
          ...["--way", expect.any(String), "--job", "folder", "--threads", "2", "--batch", "64"],
        ]);
      }
    },
  );

  test("throws where a peer needs a Python and there is none", () => {
    vi.stubEnv("CONVZOO_PEERS_PYTHON", "/nowhere/python");
    expect(() => peerProgram("keras_fit", "train", task)).toThrow(
      "there must be a Python at /nowhere/python",
    );
  });
});
