import type { Engine } from "../engines/engine.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { checkClose } from "./check_close.ts";
import type { OpCase } from "./op_case.ts";
import { OP_TOLERANCES } from "./op_tolerances.ts";
import { runOpCase } from "./run_op_case.ts";

/**
 * Fails unless an engine agrees with `reference` on a case.
 * @throws {Error} If an element is farther away than the op's tolerance.
 * @example Usage
 * ```ts
 * test.each(opCases)("$op: $claim", (opCase) => checkOpCase(createWasmEngine(), opCase));
 * ```
 */
export async function checkOpCase(engine: Engine, opCase: OpCase): Promise<void> {
  const expected = await runOpCase(createReferenceEngine(), opCase);
  const actual = await runOpCase(engine, opCase);
  checkClose(actual, expected, OP_TOLERANCES[opCase.op]);
}
