import { type DType, formatType, sameShape, type TensorType } from "../tensor_type.ts";

/** Fails unless an op got as many inputs as it takes. */
export function checkArity(op: string, inputs: readonly TensorType[], arity: number): void {
  if (inputs.length !== arity) {
    throw new RangeError(
      `Cannot apply "${op}" as it takes ${arity} inputs: current number is ${inputs.length}`,
    );
  }
}

/** Fails unless one input has an accepted element type. */
export function checkDType(op: string, type: TensorType, accepted: readonly DType[]): void {
  if (!accepted.includes(type.dtype)) {
    throw new RangeError(
      `Cannot apply "${op}" as its input must be ${accepted.join(" or ")}: current value is ${formatType(type)}`,
    );
  }
}

/** Fails unless one input has the rank that the op needs. */
export function checkRank(op: string, type: TensorType, rank: number): void {
  if (type.shape.length !== rank) {
    throw new RangeError(
      `Cannot apply "${op}" as its input must have rank ${rank}: current value is ${formatType(type)}`,
    );
  }
}

/** Fails unless two inputs have one shape. */
export function checkSameShape(op: string, a: TensorType, b: TensorType): void {
  if (!sameShape(a.shape, b.shape)) {
    throw new RangeError(
      `Cannot apply "${op}" as its inputs must have one shape: current values are ${formatType(a)} and ${formatType(b)}`,
    );
  }
}

/** Fails unless an axis exists; axes are never negative in a graph. */
export function checkAxis(op: string, type: TensorType, axis: number): void {
  if (!Number.isInteger(axis) || axis < 0 || axis >= type.shape.length) {
    throw new RangeError(
      `Cannot apply "${op}" as the axis must exist in ${formatType(type)}: current value is ${axis}`,
    );
  }
}
