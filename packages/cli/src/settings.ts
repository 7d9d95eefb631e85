import { resolve } from "node:path";
import type { OptionValues } from "./command.ts";

/** Where the server listens unless told otherwise. */
export const defaultPort = 4000;
export const defaultHost = "127.0.0.1";

/** The command line wins over the environment. */
export function readText(options: OptionValues, name: string, variable: string): string | undefined {
  const value = options[name] ?? process.env[variable];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Where everything lives that a zoo keeps on disk. */
export function readDataDirectory(options: OptionValues): string {
  return resolve(readText(options, "data-dir", "CONVZOO_DATA_DIR") ?? ".convzoo");
}

export function readPort(options: OptionValues): number {
  const text = readText(options, "port", "CONVZOO_PORT");
  const name = options["port"] === text ? "--port" : "CONVZOO_PORT";
  return text === undefined ? defaultPort : parseWhole(name, text, { minimum: 0, maximum: 65_535 });
}

export function readHost(options: OptionValues): string {
  return readText(options, "host", "CONVZOO_HOST") ?? defaultHost;
}

/** Where the API of a running server is, for commands that are its clients. */
export function readServerUrl(options: OptionValues): string {
  return readText(options, "url", "CONVZOO_URL") ?? `http://${defaultHost}:${defaultPort}/graphql`;
}

/** @throws {Error} If there is none: only `start` brings its own. */
export function readDatabaseUrl(options: OptionValues, command: string): string {
  const url = readText(options, "database-url", "CONVZOO_DATABASE_URL");
  if (url === undefined) {
    throw new Error(`Cannot run "convzoo ${command}" as CONVZOO_DATABASE_URL must name a Postgres database`);
  }
  return checkDatabaseUrl(url);
}

/** @throws {Error} If the text is no address of a Postgres; its password is not repeated. */
export function checkDatabaseUrl(url: string): string {
  if (!/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new Error(
      "Cannot use CONVZOO_DATABASE_URL as it must look like postgres://user:password@host/database",
    );
  }
  return url;
}

/** Reads a whole number of a range. */
export function parseWhole(
  name: string,
  text: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= minimum && value <= maximum)) {
    throw new RangeError(
      `Cannot start as ${name} must be a whole number from ${minimum} to ${maximum}: current value is ${text}`,
    );
  }
  return value;
}
