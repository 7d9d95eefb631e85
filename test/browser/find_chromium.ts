import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What to do where there is none. */
export const CHROMIUM_HINT =
  "no Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program";

const NAMES = ["chromium", "chromium-browser", "google-chrome"] as const;

/** Whether a program starts and tells a version: Ubuntu's `chromium-browser` may be a script that only asks to install a snap. */
function tellsVersion(program: string): boolean {
  try {
    const text = execFileSync(program, ["--version"], { encoding: "utf8", timeout: 20_000, stdio: "pipe" });
    return /\d+\.\d+/.test(text);
  } catch {
    return false;
  }
}

/**
 * Finds the Chromium of this machine: `CHROMIUM_PATH`, or the first on the path that works.
 * @returns A program's whole path; undefined where there is none.
 * @throws {Error} If `CHROMIUM_PATH` is set and does not work: somebody meant it.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = env["CHROMIUM_PATH"];
  if (given !== undefined && given !== "") {
    if (!tellsVersion(given)) {
      throw new Error(
        `Cannot start a browser as CHROMIUM_PATH must be its program: current value is ${given}`,
      );
    }
    return given;
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => existsSync(path) && tellsVersion(path));
}
