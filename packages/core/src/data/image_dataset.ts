/** Images and the class of each. */
export interface LabeledImages {
  /** Pixels, image by image, row by row, channels side by side: `count * height * width * channels` bytes. */
  readonly images: Uint8Array;
  /** Index of each image's class. */
  readonly labels: Uint8Array | Int32Array;
  /**
   * Where any number of classes can hold for one image: `count * classes` bytes, image by image, 1 for each class that holds and 0 for the others.
   * All sets of a dataset have them or none does. `labels` are then the classes by which splits are stratified, and nothing is learned from them.
   */
  readonly targets?: Uint8Array;
  readonly count: number;
}

/** Images of one size to train on and to test with. */
export interface ImageDataset {
  readonly name: string;
  /** Names of the classes; a label is an index into them. */
  readonly classes: readonly string[];
  readonly height: number;
  readonly width: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  readonly train: LabeledImages;
  /** What a training is watched on, where a dataset is published with such a set. */
  readonly validation?: LabeledImages;
  readonly test: LabeledImages;
}
