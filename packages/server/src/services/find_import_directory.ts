import { InvalidInputError } from "../errors/invalid_input_error.ts";

/**
 * Finds a directory that the operator lets datasets be read from: `CONVZOO_DATASET_DIRECTORIES` is `name=path` pairs, with
 * semicolons between them. What a client sends is a name and never a path.
 *
 * @throws {InvalidInputError} If no directory has the name.
 */
export function findImportDirectory(
  name: string,
  setting: string | undefined = process.env["CONVZOO_DATASET_DIRECTORIES"],
): string {
  for (const pair of (setting ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name && pair.slice(at + 1).trim() !== "") {
      return pair.slice(at + 1).trim();
    }
  }
  throw new InvalidInputError({
    code: "DIRECTORY_UNKNOWN",
    path: "input.source.directory.name",
    received: name.slice(0, 200),
    message: `Cannot register the dataset as its directory must be one that the operator allows: current value is ${JSON.stringify(name.slice(0, 200))}`,
  });
}
