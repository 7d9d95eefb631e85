import { describe, expect, test } from "vitest";
import { untilAnswered } from "./until_answered.ts";

const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

describe("untilAnswered()", () => {
  test("repeats what fails because the database is away", async () => {
    let tries = 0;
    const errors: unknown[] = [];
    const result = await untilAnswered(
      async () => {
        tries += 1;
        if (tries < 4) {
          throw away;
        }
        return tries;
      },
      { firstDelay: 1, onError: (error) => errors.push(error) },
    );
    expect(result).toBe(4);
    expect(errors).toEqual([away, away, away]);
  });

  test("does not repeat what is wrong by itself", async () => {
    let tries = 0;
    const action = async (): Promise<void> => {
      tries += 1;
      throw new TypeError("no");
    };
    await expect(untilAnswered(action)).rejects.toThrow(TypeError);
    expect(tries).toBe(1);
  });

  test("tries once, and gives up when its signal is aborted", async () => {
    const controller = new AbortController();
    const call = untilAnswered(async () => Promise.reject(away), {
      signal: controller.signal,
      onError: () => controller.abort(),
    });
    await expect(call).rejects.toBe(away);
    expect(await untilAnswered(async () => 1, { signal: AbortSignal.abort() })).toBe(1);
  });
});
