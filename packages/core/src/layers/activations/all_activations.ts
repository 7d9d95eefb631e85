// One line an activation: the word for it in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { elu } from "./elu.ts";
export { gelu } from "./gelu.ts";
export { hardSwish } from "./hard_swish.ts";
export { leakyRelu } from "./leaky_relu.ts";
export { linear } from "./linear.ts";
export { mish } from "./mish.ts";
export { relu } from "./relu.ts";
export { relu6 } from "./relu6.ts";
export { selu } from "./selu.ts";
export { sigmoid } from "./sigmoid.ts";
export { softmax } from "./softmax.ts";
export { softplus } from "./softplus.ts";
export { swish } from "./swish.ts";
export { tanh } from "./tanh.ts";
