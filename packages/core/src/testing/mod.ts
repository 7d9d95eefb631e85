/**
 * Conformance of engines and of the entries of all registries, for tests.
 * @module
 */
export { checkClose, ulpDistance } from "./check_close.ts";
export { checkOpCase } from "./check_op_case.ts";
export { type EngineCheck, engineChecks } from "./engine_checks.ts";
export type { OpCase, OpCaseOf } from "./op_case.ts";
export { opCases } from "./op_cases/op_cases.ts";
export { OP_TOLERANCES, type Tolerance } from "./op_tolerances.ts";
export {
  type ConformanceCheck,
  type ConformanceGap,
  conformanceGaps,
  registryConformance,
} from "./registry_conformance/registry_conformance.ts";
export { runOpCase } from "./run_op_case.ts";
