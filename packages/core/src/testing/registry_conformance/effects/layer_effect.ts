import { GraphBuilder } from "../../../graph/graph_builder.ts";
import { LAYERS, type LayerId } from "../../../layers/registry.ts";
import { modelState } from "../../../programs/trace_model.ts";
import type { CataloguedEntry } from "../catalogued_entry.ts";
import { exampleOf } from "../catalogued_entry.ts";
import { variantOf } from "../check_example.ts";
import { demand } from "../demand.ts";
import { inputsOf } from "../layer_inputs.ts";
import { traceLayer } from "../trace_layer.ts";

/** A layer that works in training alone leaves no op in what serves; every other leaves some; each weight it declares is read. */
export function checkLayerEffect(entry: CataloguedEntry): void {
  const example = exampleOf(entry);
  const [input] = inputsOf(example);
  const builder = new GraphBuilder();
  const { x, output } = traceLayer(builder, example, { input: input!, training: false });
  const isTrainOnly = LAYERS[entry.id as LayerId].trainOnly === true;
  demand((output === x) === isTrainOnly, `trainOnly must be ${output === x}`, isTrainOnly);
  const read = new Set(
    builder
      .build()
      .nodes.flatMap((node) =>
        node.op === "variable" ? [node.attributes.name.replace("layers.0", "layers.1")] : [],
      ),
  );
  const declared = modelState(variantOf(entry).model).flatMap(({ name }) =>
    name.startsWith("layers.1.") ? [name] : [],
  );
  for (const name of declared) {
    demand(read.has(name), `its weight ${name} must be read`, [...read]);
  }
}
