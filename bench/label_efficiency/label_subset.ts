import { type ImageDataset, selectImages, stratifiedSplit } from "@convzoo/core";

/**
 * A dataset of which only a part of the training images has labels; the others are left out.
 * Each class has its share, and which images is a function of the seed, so that every arm is given the same.
 * @param fraction Above 0; 1 is all of them.
 */
export function labelSubset(dataset: ImageDataset, fraction: number, seed: number): ImageDataset {
  if (fraction === 1) {
    return dataset;
  }
  const { labels } = dataset.train;
  const { validation } = stratifiedSplit(labels, { fraction, seed, classes: dataset.classes.length });
  return { ...dataset, train: selectImages(dataset.train, validation) };
}
