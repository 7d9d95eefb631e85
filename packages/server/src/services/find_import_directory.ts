import { InvalidInputError } from "../errors/invalid_input_error.ts";

/**
 * Finds a directory that the operator lets datasets be read from. What a client sends is a name and never a path.
 *
 * @param name As the client sent it.
 * @param directories Paths by the names that the operator gave them.
 * @throws {InvalidInputError} If no directory has the name.
 */
export function findImportDirectory(name: string, directories: ReadonlyMap<string, string>): string {
  const directory = directories.get(name);
  if (directory === undefined) {
    const shown = JSON.stringify(name.slice(0, 200));
    throw new InvalidInputError({
      code: "DIRECTORY_UNKNOWN",
      path: "input.source.directory.name",
      received: name.slice(0, 200),
      message: `Cannot register the dataset as its directory must be one that the operator allows: current value is ${shown}`,
    });
  }
  return directory;
}
