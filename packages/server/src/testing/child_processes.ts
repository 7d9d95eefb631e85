import { execFileSync } from "node:child_process";

/** Lists the children of a process whose command line has a text. */
export function childProcesses(parent: number, text: RegExp): number[] {
  return listProcesses()
    .filter((each) => each.parent === parent && text.test(each.command))
    .map(({ pid }) => pid);
}

/** Whether a process runs; one that has ended and waits to be noticed does not. */
export function isRunning(pid: number): boolean {
  return listProcesses().some((each) => each.pid === pid && !each.state.startsWith("Z"));
}

function listProcesses(): { pid: number; parent: number; state: string; command: string }[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [pid, parent, state = "", ...words] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), state, command: words.join(" ") };
  });
}
