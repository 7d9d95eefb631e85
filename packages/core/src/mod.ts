/**
 * Convolutional image classifiers: specs, training, evaluation, model files and prediction, in Node, Deno and the browser.
 * @module
 */

export { type Ablation, ablationEffects, type BySeed, type TechniqueEffect } from "./analysis/ablation.ts";
export {
  type AccuracyDifference,
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapOfCounts,
} from "./analysis/bootstrap_interval.ts";
export { brierScore } from "./analysis/brier_score.ts";
export { type Calibration, type CalibrationBin, calibration } from "./analysis/calibration.ts";
export { type ClassScores, predictedClasses } from "./analysis/class_scores.ts";
export {
  type ClassificationReport,
  type ClassReport,
  classificationReport,
  type PrecisionRecall,
} from "./analysis/classification_report.ts";
export { type ConfusionMatrix, confusionMatrix } from "./analysis/confusion_matrix.ts";
export { holm } from "./analysis/holm.ts";
export { type McNemarResult, mcNemar, mcNemarOfCounts } from "./analysis/mc_nemar.ts";
export { type MeanInterval, meanInterval } from "./analysis/mean_interval.ts";
export type { MetricDefinition, MetricValue } from "./analysis/metrics/metric_definition.ts";
export { METRICS, type MetricId, metricRegistry } from "./analysis/metrics/registry.ts";
export {
  type MultiLabelReport,
  type MultiLabelScores,
  multiLabelReport,
} from "./analysis/multi_label_report.ts";
export type { BinaryScores } from "./analysis/operating_points.ts";
export type { PairCounts, PairedHits } from "./analysis/pair_counts.ts";
export {
  averagePrecision,
  type PrecisionRecallPoint,
  precisionRecallCurve,
} from "./analysis/precision_recall_curve.ts";
export { binaryRocAuc, type RocAuc, rocAuc } from "./analysis/roc_auc.ts";
export { type RocPoint, rocCurve } from "./analysis/roc_curve.ts";
export { topKAccuracy } from "./analysis/top_k_accuracy.ts";
export type { Interval, Verdict } from "./analysis/verdict.ts";
export type { ArchitectureTask } from "./architectures/architecture_definition.ts";
export { type ReferenceCnnOptions, referenceCnn } from "./architectures/reference_cnn.ts";
export { type ReferenceTrainingOptions, referenceTraining } from "./architectures/reference_training.ts";
export { type ArchitectureId, architectureRegistry, buildArchitecture } from "./architectures/registry.ts";
export { contentDigest } from "./artifact/content_digest.ts";
export type { Lineage, Manifest } from "./artifact/manifest.ts";
export {
  type ModelFile,
  type ModelFileContent,
  readModelFile,
  writeModelFile,
} from "./artifact/model_file.ts";
export { type CatalogueEntry, type CatalogueKind, catalogue } from "./catalogue/catalogue.ts";
export type { DescribedEntry } from "./catalogue/describe_entries.ts";
export type { DescribedParameter } from "./catalogue/describe_parameter.ts";
export { type EngineEntry, engineCatalogue } from "./catalogue/engine_catalogue.ts";
export { type SweepEntry, sweepCatalogue } from "./catalogue/sweep_catalogue.ts";
export { classWeights } from "./data/class_weights.ts";
export { datasetDigest } from "./data/dataset_digest.ts";
export {
  type DuplicatePair,
  type DuplicateReport,
  differenceHash,
  findDuplicates,
} from "./data/find_duplicates.ts";
export type { ImageDataset, LabeledImages } from "./data/image_dataset.ts";
export { type IdxDatasetFiles, parseIdxDataset } from "./data/parse_idx_dataset.ts";
export { type PixelStatistics, pixelStatistics } from "./data/pixel_statistics.ts";
export { type ReadCifarOptions, readCifar } from "./data/read_cifar.ts";
export { type IdxArray, type ReadIdxOptions, readIdx } from "./data/read_idx.ts";
export { type NpyArray, readNpy } from "./data/read_npy.ts";
export {
  type PixelCsv,
  type ReadPixelCsvOptions,
  readPixelCsv,
  type UnreadLine,
} from "./data/read_pixel_csv.ts";
export {
  type StratifiedSplit,
  type StratifiedSplitOptions,
  selectImages,
  stratifiedSplit,
} from "./data/stratified_split.ts";
export { type SyntheticDatasetOptions, syntheticDataset } from "./data/synthetic_dataset.ts";
export { type IdxSet, type ImageShape, writeIdx } from "./data/write_idx.ts";
export type { Engine, EngineMode, Executable } from "./engines/engine.ts";
export { createReferenceEngine } from "./engines/reference/create_reference_engine.ts";
export { createWasmEngine, type WasmEngineOptions } from "./engines/wasm/create_wasm_engine.ts";
export { type ExplainOptions, explain } from "./engines/wasm/explain.ts";
export { ArtifactError, type ArtifactErrorCode } from "./errors/artifact_error.ts";
export { DataError, type DataErrorCode } from "./errors/data_error.ts";
export { SpecError } from "./errors/spec_error.ts";
export type { Program } from "./graph/program.ts";
export { type LayerId, type LayerSpec, type LayerSpecInput, layerRegistry } from "./layers/registry.ts";
export type { ParameterDefinition } from "./parameters/parameter_definition.ts";
export type { RegistryEntry } from "./parameters/registry_entry.ts";
export { createEmbedder, type Embedder, type Embeddings } from "./predict/embedder.ts";
export { foldForServing, type WeightedModel } from "./predict/fold_for_serving.ts";
export { createPredictor, type Prediction, type Predictor } from "./predict/predictor.ts";
export { preprocess, type RawImage } from "./predict/preprocess.ts";
export { estimateCost, type LayerCost, type ModelCost } from "./programs/estimate_cost.ts";
export { predictionProgram } from "./programs/prediction_program.ts";
export { trainingProgram } from "./programs/training_program.ts";
export {
  ABLATED_KINDS,
  type AblatedSpecs,
  type AblatedTechnique,
  type AblationChange,
  ablate,
} from "./spec/ablate.ts";
export { describeModel, type LayerSummary, type ModelSummary } from "./spec/describe_model.ts";
export type { InputSpec, ModelSpec, ModelSpecInput, PreprocessSpec } from "./spec/model_spec.ts";
export { INPUT_PARAMETERS, parseModelSpec } from "./spec/parse_model_spec.ts";
export { parseTrainSpec, TRAIN_PARAMETERS } from "./spec/parse_train_spec.ts";
export type { TrainSpec, TrainSpecInput } from "./spec/train_spec.ts";
export { variantDigest } from "./spec/variant_digest.ts";
export {
  type AshaParameters,
  ashaDecision,
  ashaRungs,
  type RungDecision,
  type TrialMonitor,
} from "./sweeps/asha.ts";
export { gridTrials } from "./sweeps/grid.ts";
export { gridSize } from "./sweeps/grid_points.ts";
export { parseSearchSpace } from "./sweeps/parse_search_space.ts";
export {
  parseSampler,
  parseTrialStopping,
  type SamplerSpec,
  type SamplerSpecInput,
  samplerRegistry,
  sampleTrial,
  type TrialStoppingSpec,
  type TrialStoppingSpecInput,
  trialStoppingRegistry,
} from "./sweeps/registry.ts";
export type { Observation, SampleContext } from "./sweeps/sampler_definition.ts";
export type {
  Coordinates,
  SearchDimension,
  SearchDomain,
  SearchSpace,
  SearchValue,
} from "./sweeps/search_space.ts";
export {
  type Trial,
  type TrialMaker,
  type TrialParameter,
  type TrialSpecs,
  trialMaker,
} from "./sweeps/trial_specs.ts";
export {
  type AugmentedBatch,
  type AugmentPlace,
  augment,
  type MixedLabels,
} from "./techniques/augmentations/augment.ts";
export type { ImageSize } from "./techniques/augmentations/augmentation_definition.ts";
export {
  type AugmentationId,
  type AugmentationSpec,
  type AugmentationSpecInput,
  augmentationRegistry,
} from "./techniques/augmentations/registry.ts";
export type { ClassWeightsSpec, ClassWeightsSpecInput } from "./techniques/class_weights/registry.ts";
export {
  type ConstraintSpec,
  type ConstraintSpecInput,
  constraintRegistry,
} from "./techniques/constraints/registry.ts";
export {
  type GradientId,
  type GradientSpec,
  type GradientSpecInput,
  gradientRegistry,
} from "./techniques/gradients/registry.ts";
export {
  type LossId,
  type LossSpec,
  type LossSpecInput,
  lossRegistry,
} from "./techniques/losses/registry.ts";
export {
  type OptimizerId,
  type OptimizerSpec,
  type OptimizerSpecInput,
  optimizerRegistry,
} from "./techniques/optimizers/registry.ts";
export {
  type PretrainingId,
  type PretrainingSpec,
  type PretrainingSpecInput,
  pretrainingRegistry,
} from "./techniques/pretraining/registry.ts";
export {
  type RegularizerSpec,
  type RegularizerSpecInput,
  regularizerRegistry,
} from "./techniques/regularizers/registry.ts";
export { buildSchedule } from "./techniques/schedules/build_schedule.ts";
export {
  type ScheduleId,
  type ScheduleSpec,
  type ScheduleSpecInput,
  scheduleRegistry,
} from "./techniques/schedules/registry.ts";
export type {
  Schedule,
  ScheduleContext,
  ScheduleMemory,
} from "./techniques/schedules/schedule_definition.ts";
export type { StartSpec, StartSpecInput } from "./techniques/starts/registry.ts";
export {
  type EarlyStoppingParameters,
  type EarlyStoppingState,
  earlyStopping,
} from "./techniques/stopping/early_stopping.ts";
export {
  type StoppingId,
  type StoppingSpec,
  type StoppingSpecInput,
  stoppingRegistry,
} from "./techniques/stopping/registry.ts";
export type {
  EpochMeasures,
  StoppingDecision,
  StoppingDefinition,
} from "./techniques/stopping/stopping_definition.ts";
export type { ValidationSpec, ValidationSpecInput } from "./techniques/validation/registry.ts";
export { checkDataset, type DatasetShape } from "./train/check_dataset.ts";
export { checkTraining } from "./train/check_training.ts";
export { type Checkpoint, checkpointIdentity, type TrainingIdentity } from "./train/checkpoint.ts";
export { readCheckpoint, writeCheckpoint } from "./train/checkpoint_file.ts";
export type { Evaluation } from "./train/evaluate.ts";
export { checkFork, type TrainingSpecs } from "./train/fork_training.ts";
export {
  type LearningRatePoint,
  type LearningRateRange,
  type LearningRateRangeOptions,
  learningRateRange,
} from "./train/learning_rate_range.ts";
export { type TrainOptions, type TrainResult, train } from "./train/train.ts";
export type { TrainEvent } from "./train/train_event.ts";
export type { TrainingMemory } from "./train/training_memory.ts";
export { type ParentModel, transferWeights } from "./train/transfer_weights.ts";
