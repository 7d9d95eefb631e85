// One line an initialiser: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { constant, ones, zeros } from "./constant.ts";
export { orthogonal } from "./orthogonal.ts";
export {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
} from "./variance_scaling.ts";
