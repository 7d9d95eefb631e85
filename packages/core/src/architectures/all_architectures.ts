// One line an architecture: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { allConv } from "./all_conv.ts";
export { lenet5 } from "./lenet5.ts";
export { mobilenet } from "./mobilenet.ts";
export { referenceCnnArchitecture as referenceCnn } from "./reference_cnn.ts";
export { resnet } from "./resnet.ts";
export { vggSmall } from "./vgg_small.ts";
export { zooNet } from "./zoo_net.ts";
