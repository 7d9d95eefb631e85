// One line a pretext task: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { contrastive } from "./contrastive.ts";
export { denoisingAutoencoder } from "./denoising_autoencoder.ts";
export { rotation } from "./rotation.ts";
