/**
 * What a page needs to train models, to write and read their files, and to classify images with them.
 * @module
 */
export {
  ArtifactError,
  createPredictor,
  createWasmEngine,
  DataError,
  parseModelSpec,
  parseTrainSpec,
  readModelFile,
  SpecError,
  train,
  writeModelFile,
} from "@convzoo/core";
