/** Loss, hits and speed of one epoch, and the time that the rest will take. */
export class Progress {
  readonly #totalImages: number;
  #trainedImages = 0;
  #trainingSeconds = 0;
  #loss = 0;
  #correct = 0;
  #images = 0;
  #seconds = 0;

  /** @param totalImages Images that the whole training will see, all epochs together. */
  constructor(totalImages: number) {
    this.#totalImages = totalImages;
  }

  /** Starts the sums of an epoch anew. */
  beginEpoch(): void {
    this.#loss = 0;
    this.#correct = 0;
    this.#images = 0;
    this.#seconds = 0;
  }

  /** Adds a step: the sums of its images' losses and hits, their number, and the time it took. */
  add(step: {
    readonly loss: number;
    readonly correct: number;
    readonly images: number;
    readonly seconds: number;
  }): void {
    this.#loss += step.loss;
    this.#correct += step.correct;
    this.#images += step.images;
    this.#seconds += step.seconds;
    this.#trainedImages += step.images;
    this.#trainingSeconds += step.seconds;
  }

  /** Mean loss of the epoch so far. */
  get loss(): number {
    return this.#loss / this.#images;
  }

  /** Part of the epoch's images so far that were predicted right. */
  get accuracy(): number {
    return this.#correct / this.#images;
  }

  /** Training time of the epoch so far. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Speed of the epoch so far. */
  get imagesPerSecond(): number {
    return this.#images / Math.max(this.#seconds, Number.EPSILON);
  }

  /** Training time of all epochs so far. */
  get totalSeconds(): number {
    return this.#trainingSeconds;
  }

  /** Speed of all epochs so far. */
  get totalImagesPerSecond(): number {
    return this.#trainedImages / Math.max(this.#trainingSeconds, Number.EPSILON);
  }

  /** Estimate of the training time that is left, from the speed so far. */
  get secondsLeft(): number {
    return (this.#totalImages - this.#trainedImages) / this.totalImagesPerSecond;
  }
}
