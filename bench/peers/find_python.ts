import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL(".venv/bin/python", import.meta.url));

/**
 * The Python that has the packages of requirements.txt: that of CONVZOO_PEERS_PYTHON, or of bench/peers/.venv.
 * @throws {Error} With the commands that make one, if there is none.
 */
export function findPython(named: string | undefined = process.env["CONVZOO_PEERS_PYTHON"]): string {
  const path = named === undefined || named === "" ? own : named;
  if (!existsSync(path)) {
    throw new Error(
      `Cannot ask a peer as there must be a Python at ${path} (CONVZOO_PEERS_PYTHON names another): make it by python3.11 -m venv bench/peers/.venv && bench/peers/.venv/bin/pip install -r bench/peers/requirements.txt`,
    );
  }
  return path;
}
