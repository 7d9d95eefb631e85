import { ConflictError } from "../errors/conflict_error.ts";
import { ForbiddenError } from "../errors/forbidden_error.ts";
import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NoFeaturesError } from "../errors/no_features_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import { RunFinishedError } from "../errors/run_finished_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { ServiceError } from "../errors/service_error.ts";
import { SettingError } from "../errors/setting_error.ts";
import { SweepStateError } from "../errors/sweep_state_error.ts";
import { builder } from "./builder.ts";
import { runState, sweepState } from "./enums.ts";

/** What all of them are. */
export const errorInterface = builder.interfaceRef<ServiceError>("Error").implement({
  description: "A failure that a caller can do something about.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "What to decide by." }),
    message: t.exposeString("message", { description: "One sentence for people." }),
  }),
});

builder.objectType(InvalidInputError, {
  name: "InvalidInputError",
  description: "An argument cannot be used.",
  interfaces: [errorInterface],
  fields: (t) => ({
    path: t.exposeString("path", {
      description: "The argument at fault, such as `input.spec.layers[3].conv2d.filters`.",
    }),
    received: t.exposeString("received", { nullable: true, description: "The value that was there." }),
  }),
});

builder.objectType(NoFeaturesError, {
  name: "NoFeaturesError",
  description:
    "An evaluation knows no features of its images: NO_LAYER (the model has no layer with weights before its last one), TOO_LARGE, NOT_KEPT (by an older server: `evaluateVersion` has them computed), WAITING (until that is done) or NOT_EVALUATED.",
  interfaces: [errorInterface],
});

builder.objectType(ForbiddenError, {
  name: "ForbiddenError",
  description: "A rule of the server does not let who asks do this.",
  interfaces: [errorInterface],
  fields: (t) => ({
    field: t.exposeString("field", { description: "What was denied, such as `Mutation.moveAlias`." }),
  }),
});

builder.objectType(NotFoundError, {
  name: "NotFoundError",
  description: "Nothing has the id that was given.",
  interfaces: [errorInterface],
});

builder.objectType(ConflictError, {
  name: "ConflictError",
  description: "A name that must be unique is taken by something else.",
  interfaces: [errorInterface],
});

builder.objectType(RunFinishedError, {
  name: "RunFinishedError",
  description: "The run is over.",
  interfaces: [errorInterface],
  fields: (t) => ({
    state: t.expose("state", { type: runState, description: "How it ended." }),
  }),
});

builder.objectType(RunStateError, {
  name: "RunStateError",
  description: "The run is in a state in which this cannot be done to it.",
  interfaces: [errorInterface],
  fields: (t) => ({
    state: t.expose("state", { type: runState, description: "The state that it is in." }),
  }),
});

builder.objectType(SweepStateError, {
  name: "SweepStateError",
  description: "The sweep is in a state in which this cannot be done to it.",
  interfaces: [errorInterface],
  fields: (t) => ({
    state: t.expose("state", { type: sweepState, description: "The state that it is in." }),
  }),
});

builder.objectType(ImageError, {
  name: "ImageError",
  description:
    "An image cannot be read. The code is EMPTY, TOO_LARGE, UNSUPPORTED_FORMAT, TOO_MANY_PIXELS, TRUNCATED or TIMEOUT.",
  interfaces: [errorInterface],
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Which of the images, from 0." }),
  }),
});

builder.objectType(OverloadError, {
  name: "OverloadError",
  description:
    "The server has more to do than it can, now. The code is BUSY or TIMEOUT; trying again later may help.",
  interfaces: [errorInterface],
});

builder.objectType(SettingError, {
  name: "SettingError",
  description: "The operator of the server has to set something before this can be done.",
  interfaces: [errorInterface],
  fields: (t) => ({
    setting: t.exposeString("setting", { description: "The variable of the environment." }),
  }),
});
