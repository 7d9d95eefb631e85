import type { OpAttributes, OpName } from "../../graph/op_attributes.ts";
import type { NamedTensors } from "../../graph/program.ts";
import type { TensorData, TensorType } from "../../graph/tensor_type.ts";

/** What the lowering of an op works on. */
export interface LoweringContext<TName extends OpName> {
  readonly inputs: readonly TensorData[];
  readonly inputTypes: readonly TensorType[];
  /** Type of the result. */
  readonly type: TensorType;
  readonly attributes: OpAttributes[TName];
  readonly feeds: NamedTensors;
  readonly state: NamedTensors;
}

/** Computes an op; never changes its inputs. */
export type Lowering<TName extends OpName> = (context: LoweringContext<TName>) => TensorData;

/** Every op's lowering; `"decompose"` for a composite that is run through its decomposition. */
export type LoweringTable = { readonly [TName in OpName]: Lowering<TName> | "decompose" };
