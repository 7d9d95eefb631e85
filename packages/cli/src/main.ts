#!/usr/bin/env node
import { runCommandLine } from "./run_command_line.ts";
import { tellParent } from "./service/run_service.ts";
import { StopRequest } from "./service/stop_request.ts";

/** All that is waited for has ended by then. */
const endPatience = 200;

try {
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  if (error instanceof StopRequest) {
    process.exitCode = error.exitCode;
  } else {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    await tellParent({ type: "failed", message });
    process.exitCode = 1;
  }
} finally {
  if (process.connected) {
    process.disconnect();
  }
  // Something that was left open must not keep a program alive that has nothing more to do.
  setTimeout(() => process.exit(), endPatience).unref();
}
