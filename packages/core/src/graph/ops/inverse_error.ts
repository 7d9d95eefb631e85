import type { OpDefinition } from "../op.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType } from "./check.ts";

/** Of erfInv(x) / x in `-log(1 - x^2) - 2.5`, highest power first: for all but the last 0.34 % of the numbers on both sides. */
const CENTRE = [
  2.810_226_36e-8, 3.432_739_39e-7, -3.523_387_7e-6, -4.391_506_54e-6, 2.185_808_7e-4, -1.253_725_03e-3,
  -4.177_681_64e-3, 0.246_640_727, 1.501_409_41,
];
/** Of erfInv(x) / x in `sqrt(-log(1 - x^2)) - 3`, highest power first: for the others. */
const TAIL = [
  -2.002_142_57e-4, 1.009_505_58e-4, 1.349_343_22e-3, -3.673_428_44e-3, 5.739_507_73e-3, -7.622_461_3e-3,
  9.438_870_47e-3, 1.001_674_06, 2.832_976_82,
];
const CENTRE_SHIFT = 2.5;
const TAIL_SHIFT = 3;
const TAIL_START = 5;
/** sqrt(pi) / 2: the slope of the inverse error function at 0. */
const SLOPE = 0.886_226_925_452_758;

/**
 * The number between -infinity and infinity whose error function is x, for x between -1 and 1, both excluded.
 * @see Giles, Approximating the erfinv function, 2010, GPU Computing Gems 2.
 */
export const erfInvOp: OpDefinition<"erfInv"> = {
  name: "erfInv",
  summary: "The number whose error function is x, for x between -1 and 1, both excluded.",
  infer: (inputs) => {
    checkArity("erfInv", inputs, 1);
    checkDType("erfInv", inputs[0]!, ["float32"]);
    return inputs[0]!;
  },
  gradient: ({ output, upstream, t }) => [t.mul(upstream, t.mul(t.exp(t.mul(output, output)), SLOPE))],
  decompose: ({ inputs: [x], t }) => {
    const polynomial = (at: Value, [first, ...others]: readonly number[]): Value =>
      others
        .slice(1)
        .reduce<Value>(
          (sum, coefficient) => t.add(t.mul(sum, at), coefficient),
          t.add(t.mul(at, first!), others[0]!),
        );
    const depth = t.neg(t.log(t.mul(t.sub(1, x!), t.add(x!, 1))));
    const centre = polynomial(t.sub(depth, CENTRE_SHIFT), CENTRE);
    const tail = polynomial(t.sub(t.sqrt(depth), TAIL_SHIFT), TAIL);
    return t.mul(t.select(t.less(depth, TAIL_START), centre, tail), x!);
  },
};

/** The number whose error function is `x`, for `x` between -1 and 1, both excluded. */
export function erfInv(x: Value): Value {
  return x.builder.apply(erfInvOp, [x], {});
}
