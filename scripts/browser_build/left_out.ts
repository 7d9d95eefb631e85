/** What stands in a build for each function that its variant has no use for. */
export function leftOut(): never {
  throw new Error("Cannot go on as the page must be built for the variant that it uses");
}
