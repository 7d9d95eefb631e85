import type { OpAttributes, OpName } from "../graph/op_attributes.ts";
import type { CaseTensor } from "./case_tensor.ts";

/** An op with attributes and inputs to run it on. */
export interface OpCaseOf<TName extends OpName> {
  readonly op: TName;
  /** What is special about it, such as `stride 2 over an odd size`. */
  readonly claim: string;
  /** The op's inputs; of a placeholder or variable, the one value that it stands for. */
  readonly inputs: readonly CaseTensor[];
  readonly attributes: OpAttributes[TName];
  /** Whether the op has no derivative at these inputs: infinities, ties. @default {false} */
  readonly singular?: boolean;
}

/** A case of any op, discriminated by `op`. */
export type OpCase = { [TName in OpName]: OpCaseOf<TName> }[OpName];

/** At least one case for every op. */
export type OpCaseTable = {
  readonly [TName in OpName]: readonly [
    Omit<OpCaseOf<TName>, "op">,
    ...(readonly Omit<OpCaseOf<TName>, "op">[]),
  ];
};
