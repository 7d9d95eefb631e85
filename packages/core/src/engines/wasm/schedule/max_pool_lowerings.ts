import type { PoolAttributes } from "../../../graph/ops/pooling.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";
import {
  emitMaxPool,
  emitMaxUnpool,
  type Pool,
  type Positions,
  writesAll,
} from "../kernels/emit_max_pool.ts";
import { emitFill, emitSpread, type Spread, spreadBack, spreadBytes } from "../kernels/emit_spread.ts";
import type { Operand } from "../kernels/operand.ts";
import { eachImage, imageSizes } from "./images.ts";
import type { LoweringContext, LoweringTable } from "./lowering.ts";
import type { Stage, Use } from "./stage.ts";

/** A pooling whose windows all lie on the image: it is padded where they would not. */
function poolOf(
  x: TensorType,
  y: TensorType,
  { size, strides, padding }: PoolAttributes,
): { pool: Pool; pad: Omit<Spread, "source" | "target" | "fill"> | null } {
  const image = imageSizes(x);
  const out = imageSizes(y);
  const { top, bottom, left, right } = padding;
  const height = image.height + top + bottom;
  const width = image.width + left + right;
  const pad = {
    rows: { size: image.height, start: top, step: 1, targetSize: height },
    columns: { size: image.width, start: left, step: 1, targetSize: width },
    channels: image.channels,
  };
  return {
    pool: {
      height,
      width,
      channels: image.channels,
      outHeight: out.height,
      outWidth: out.width,
      size,
      strides,
    },
    pad: top + bottom + left + right === 0 ? null : pad,
  };
}

/** Positions at an address, of the operand's type. */
export function positionsAt({ type: { dtype } }: Operand, address: I32): Positions {
  return { address, dtype: dtype === "uint8" ? "uint8" : "int32" };
}

/** Maxima, positions of maxima, or both. */
function lowerPooling(
  name: string,
  x: Use,
  attributes: PoolAttributes,
  { pooled, positions }: { readonly pooled: Use | null; readonly positions: Use | null },
): Stage {
  const { pool, pad } = poolOf(x.type, (pooled ?? positions)!.type, attributes);
  return {
    name,
    reads: [x],
    writes: [pooled, positions].filter((use) => use !== null),
    scratchBytes: pad === null ? 0 : spreadBytes(pad),
    emit: (fn, { reads: [source], writes, scratch }) => {
      eachImage(fn, [source!, ...writes], ([from, ...targets]) => {
        if (pad !== null) {
          emitSpread(fn, { ...pad, source: from!, target: scratch, fill: Number.NEGATIVE_INFINITY });
        }
        emitMaxPool(fn, pool, {
          source: pad === null ? from! : scratch,
          pooled: pooled === null ? null : targets[0]!,
          positions: positions === null ? null : positionsAt(writes.at(-1)!, targets.at(-1)!),
        });
      });
    },
  };
}

function lowerMaxUnpool({ node, inputs, output }: LoweringContext<"maxUnpool">): Stage {
  const [positions, values] = inputs as [Use, Use];
  const { pool, pad } = poolOf(output.type, values.type, node.attributes);
  const { height, width, channels } = pool;
  const paddedBytes = height * width * channels * 4;
  const isWritten = pad === null && writesAll(pool);
  return {
    name: `maxUnpool #${node.id}`,
    reads: [positions, values],
    writes: [output],
    scratchBytes: pad === null ? 0 : paddedBytes,
    emit: (fn, { reads, writes, scratch }) => {
      eachImage(fn, [...reads, ...writes], ([index, from, to]) => {
        const target = pad === null ? to! : scratch;
        if (!isWritten) {
          emitFill(fn, target, paddedBytes, 0);
        }
        emitMaxUnpool(fn, pool, { positions: positionsAt(reads[0]!, index!), values: from!, target });
        if (pad !== null) {
          emitSpread(fn, { ...spreadBack(pad), fill: null, source: scratch, target: to! });
        }
      });
    },
  };
}

/** Max-pooling, there and back. */
export const maxPoolLowerings: Pick<LoweringTable, "maxPool" | "maxPoolIndex" | "maxUnpool"> = {
  maxPool: ({ node, inputs, output, companion }) => {
    const name = `maxPool #${node.id}${companion === undefined ? "" : " with positions"}`;
    return lowerPooling(name, inputs[0]!, node.attributes, { pooled: output, positions: companion ?? null });
  },
  maxPoolIndex: ({ node, inputs, output }) =>
    lowerPooling(`maxPoolIndex #${node.id}`, inputs[0]!, node.attributes, {
      pooled: null,
      positions: output,
    }),
  maxUnpool: lowerMaxUnpool,
};
