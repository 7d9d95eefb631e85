import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * A text that stays the same as long as one process lives, and differs for another that gets the same number later.
 *
 * Process numbers come back soon in containers, so a number in a file proves nothing about who has it now.
 *
 * @returns The identity, or undefined if no such process lives.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) {
    return undefined;
  }
  try {
    if (process.platform === "linux") {
      const [stat, boot] = await Promise.all([
        readFile(`/proc/${pid}/stat`, "utf8"),
        readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      ]);
      // The command, in parentheses, may hold spaces; the start time is the 20th field after it.
      const startTime = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
      return `${pid}-${boot.trim()}-${startTime}`;
    }
    const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)]);
    return `${pid}-${stdout.trim()}`;
  } catch {
    return isAlive(pid) ? String(pid) : undefined;
  }
}

/** The name of the program that a process runs, or undefined if that cannot be told. */
export async function processProgram(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === "linux") {
      return (await readFile(`/proc/${pid}/comm`, "utf8")).trim();
    }
    const { stdout } = await run("ps", ["-o", "comm=", "-p", String(pid)]);
    return stdout.trim().split("/").at(-1);
  } catch {
    return undefined;
  }
}

/** Whether a process with this number runs, whoever it belongs to; one that only waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (process.platform !== "linux") {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat[stat.lastIndexOf(")") + 2] === "Z";
  } catch {
    return true;
  }
}
