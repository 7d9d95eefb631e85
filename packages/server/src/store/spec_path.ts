import { InvalidInputError } from "../errors/invalid_input_error.ts";

/** A place in the specs of a variant, as the database looks for it. */
interface SpecPath {
  /** The column that holds the spec. */
  readonly column: "train_spec" | "model_spec";
  /** In the language of jsonpath, in which every key is quoted. */
  readonly path: string;
}

const form = /^(?<spec>train|model)(?<rest>(\.(?:[A-Za-z][A-Za-z0-9]*|\*{1,2})|\[(\d{1,4}|\*)\])*)$/;
const step = /\.(?<key>[A-Za-z][A-Za-z0-9]*)|\.(?<any>\*{1,2})|\[(?<index>\d{1,4}|\*)\]/g;

/**
 * Reads a place such as `train.optimizer.adam.learningRate` or `model.layers[*].conv2d.filters`. Any key is `*`, and anything at any depth
 * `**`: `train.optimizer.*.learningRate`, `model.**.filters`.
 *
 * @throws {InvalidInputError} If it is none.
 */
export function specPath(text: string): SpecPath {
  const { spec, rest } = (text.length <= 200 ? form.exec(text)?.groups : undefined) ?? {};
  if (spec === undefined || rest === undefined) {
    const received = text.length > 80 ? `${text.slice(0, 77)}...` : text;
    throw new InvalidInputError({
      path: "filter.spec.path",
      received,
      message: `Cannot filter runs as filter.spec.path must be like train.optimizer.adam.learningRate or model.layers[*].conv2d.filters: current value is ${received}`,
    });
  }
  const steps = [...rest.matchAll(step)].map(({ groups: { key, any, index } = {} }) => {
    if (key !== undefined) {
      return `."${key}"`;
    }
    return any === undefined ? `[${index}]` : `.${any}`;
  });
  return { column: spec === "train" ? "train_spec" : "model_spec", path: `$${steps.join("")}` };
}
