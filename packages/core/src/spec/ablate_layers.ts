import { SpecError } from "../errors/spec_error.ts";
import { LAYERS, type LayerId, type LayerSpec } from "../layers/registry.ts";
import { headIndex } from "./head_index.ts";
import { allLayers, type LayerShape, layerShapes } from "./layer_shapes.ts";
import type { ModelSpec } from "./model_spec.ts";

type Parameters = Readonly<Record<string, unknown>>;

const ACTION = "Cannot ablate the layer";

/** Takes all layers of a kind out of a network, also those within others. @throws {SpecError} If there are none. */
export function withoutLayers(model: ModelSpec, id: LayerId): readonly LayerSpec[] {
  const shapes = layerShapes(model);
  if (!allLayers(shapes).some((layer) => layer.id === id)) {
    throw new SpecError({
      action: ACTION,
      path: "layers",
      rule: "the network must have it to leave it out",
      received: id,
    });
  }
  const leaveOut = (layers: readonly LayerShape[]): LayerSpec[] =>
    layers.flatMap((layer, index) => {
      if (layer.id === id) {
        return [];
      }
      // What centres its output took the place of a bias
      const isCentred = layers[index + 1]?.id === id && LAYERS[id].joins === "activations";
      return [rebuild(layer, leaveOut, isCentred && "useBias" in layer.parameters ? { useBias: true } : {})];
    });
  return leaveOut(shapes);
}

/**
 * Puts a layer into a network, wherever layers of its kind usually stand (`joins` in its definition).
 * @throws {SpecError} If the network has layers of the kind, or nothing says where they stand.
 */
export function withLayer(model: ModelSpec, layer: LayerSpec): readonly LayerSpec[] {
  const id = Object.keys(layer)[0] as LayerId;
  const shapes = layerShapes(model);
  const problem = (rule: string): SpecError =>
    new SpecError({ action: ACTION, path: "layers", rule, received: id });
  if (allLayers(shapes).some((each) => each.id === id)) {
    throw problem("the network must not have it to add it");
  }
  const { joins } = LAYERS[id];
  if (joins === undefined) {
    throw problem("only layers that leave shapes as they are and have a usual place can be added");
  }
  const plain = (layers: readonly LayerShape[]): LayerSpec[] => layers.map((each) => rebuild(each, plain));
  if (joins === "head") {
    const head = headIndex(shapes);
    return plain(shapes).flatMap((each, index) => (index === head ? [layer, each] : [each]));
  }
  const behind = (layers: readonly LayerShape[]): LayerSpec[] =>
    layers.flatMap((each) => {
      if (!isConvolution(each)) {
        return [rebuild(each, behind)];
      }
      const { activation } = each.parameters as unknown as { readonly activation: string };
      const function_ = activation as Extract<LayerSpec, { activation: unknown }>["activation"]["function"];
      return joins === "convolutions"
        ? [rebuild(each, behind), layer]
        : [
            rebuild(each, behind, { activation: "linear", useBias: false }),
            layer,
            ...(activation === "linear" ? [] : [{ activation: { function: function_, name: "" } }]),
          ];
    });
  const result = behind(shapes);
  if (!allLayers(shapes).some(isConvolution)) {
    throw problem("the network must have a convolution that it could stand behind");
  }
  return result;
}

function isConvolution({ definition, output }: LayerShape): boolean {
  return definition.scalable !== undefined && output.length === 3;
}

/** The spec of a layer, with other parameters, and with other lists of layers within it. */
function rebuild(
  { id, definition, parameters, nested }: LayerShape,
  rewrite: (layers: readonly LayerShape[]) => LayerSpec[],
  changes: Parameters = {},
): LayerSpec {
  const changed: Record<string, unknown> = { ...parameters, ...changes };
  for (const [index, { location }] of (definition.nested?.(parameters) ?? []).entries()) {
    const [, key, place] = /^(\w+)(?:\[(\d+)\])?$/.exec(location) as unknown as [string, string, string?];
    const list = rewrite(nested[index]!);
    changed[key] =
      place === undefined
        ? list
        : (changed[key] as readonly unknown[]).map((each, at) => (at === Number(place) ? list : each));
  }
  return { [id]: changed } as unknown as LayerSpec;
}
