import type { OpDefinition } from "../op.ts";
import { checkArity, checkDType } from "./check.ts";

type Unary = "neg" | "exp" | "log" | "tanh" | "sqrt" | "abs" | "sign" | "floor" | "erf";

/** An element-wise op of one float32 tensor. */
export function unary<TName extends Unary>(
  name: TName,
  summary: string,
  gradient: OpDefinition<TName>["gradient"],
): OpDefinition<TName> {
  return {
    name,
    summary,
    infer: (inputs) => {
      checkArity(name, inputs, 1);
      checkDType(name, inputs[0]!, ["float32"]);
      return inputs[0]!;
    },
    gradient,
  };
}
