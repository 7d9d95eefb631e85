import { expect, test } from "vitest";
import { registryOf } from "./registry_of.ts";

test("registryOf() has the definitions as they are, in the order of the alphabet", () => {
  const [relu, relu6, elu] = [{ id: "relu" }, { id: "relu6" }, { id: "elu" }];
  const registry = registryOf({ relu6, relu, elu });
  expect(Object.keys(registry)).toEqual(["elu", "relu", "relu6"]);
  expect(registry.relu6).toBe(relu6);
});
