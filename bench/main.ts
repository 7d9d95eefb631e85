import { benchAblation } from "./ablation/ablation.ts";
import { benchAccuracy } from "./accuracy.ts";
import { formatRow } from "./format_row.ts";
import { benchKernels } from "./kernels/kernels.ts";
import { benchLabelEfficiency } from "./label_efficiency/label_efficiency.ts";
import { type BenchOptions, parseBenchOptions } from "./options.ts";
import { benchPredict } from "./predict.ts";
import { benchProfile } from "./profile/profile.ts";
import { type BenchReport, jsonLine } from "./report.ts";
import { benchTrain } from "./train.ts";

type Bench = (options: BenchOptions, log: (line: string) => void) => Promise<BenchReport>;

const benches: Readonly<Record<string, Bench>> = {
  train: benchTrain,
  predict: benchPredict,
  kernels: benchKernels,
  profile: benchProfile,
  accuracy: benchAccuracy,
  ablation: benchAblation,
  "label-efficiency": benchLabelEfficiency,
};

const help = `Usage: pnpm bench <name> [options]

Benches:
  train             How fast networks train
  predict           How fast networks classify images, one a call and 64
  kernels           What share of the machine's peak each convolution, its gradients and each product of matrices reaches
  profile           What each stage of a training step takes
  accuracy          What test accuracy a recipe of recipes/ reaches
  ablation          What each technique of the catalogue is worth in the reference CNN
  label-efficiency  What pretraining without labels is worth where few images have labels

Options:
  --json            End with one line of JSON; everything else goes to standard error
  --network <list>  Networks of train, predict, kernels and profile: reference_cnn, resnet20, mobilenet or all (default: reference_cnn; of kernels all)
  --engines <list>  Our engines: wasm, wasm_portable, wasm_deno or all (default: all)
  --peers <list>    Peers measured in turns with ours: keras_fit, keras_function, torch, torch_compile, ..., keras or all (see bench/README.md)
  --rounds <n>      Rounds of train, predict, kernels and profile (default: 5)
  --steps <n>       Steps of a round of train and predict (default: 200)
  --threads <n>     Threads of ours and of the peers (default: all of the machine)
  --seeds <list>    Seeds of accuracy, ablation and label-efficiency (default: 0,1,2)
  --kind <list>     Kinds of techniques that ablation measures (default: all)
  --id <list>       Ids of techniques that ablation or label-efficiency measures (default: all)
  --full            Ablation or label-efficiency on the full dataset in place of the sample
  --limit-minutes <n>  After so many minutes ablation begins no other technique
  --recipe <name>   Recipe of accuracy (default: reference_cnn, or reference_cnn_sample)
  --epochs <n>      Epochs of accuracy (default: those of the recipe)
  --data <folder>   Fashion-MNIST as four .gz files (default: CONVZOO_DATASET_DIR)
  --sample          Use the sample of the repository
  --help            Show this text`;

async function main(args: readonly string[]): Promise<number> {
  const { name, help: wantsHelp, options } = parseBenchOptions(args);
  if (wantsHelp || name === undefined) {
    console.log(help);
    return wantsHelp ? 0 : 2;
  }
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) {
    throw new RangeError(
      `Cannot run a bench as its name must be one of ${Object.keys(benches).join(", ")}: current value is ${name}`,
    );
  }
  const log = options.json ? console.error : console.log;
  const report = await bench(options, log);
  for (const row of report.rows) {
    log(formatRow(row));
  }
  if (options.json) {
    console.log(jsonLine(report));
  }
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
