// One line an augmentation: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { brightness } from "./brightness.ts";
export { contrast } from "./contrast.ts";
export { cutmix } from "./cutmix.ts";
export { cutout } from "./cutout.ts";
export { grayscale } from "./grayscale.ts";
export { horizontalFlip } from "./horizontal_flip.ts";
export { hue } from "./hue.ts";
export { mixup } from "./mixup.ts";
export { noise } from "./noise.ts";
export { randAugment } from "./rand_augment.ts";
export { randomCrop } from "./random_crop.ts";
export { randomErasing } from "./random_erasing.ts";
export { rotate } from "./rotate.ts";
export { saturation } from "./saturation.ts";
export { shift } from "./shift.ts";
export { verticalFlip } from "./vertical_flip.ts";
export { zoom } from "./zoom.ts";
