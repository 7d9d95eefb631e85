/**
 * What was found by an id.
 * @param action What it was looked for, such as `show the run`.
 * @throws {Error} If there is nothing of the id.
 */
export function foundById<Found>(found: Found | null, action: string, id: string): Found {
  if (found === null) {
    throw new Error(`Cannot ${action} as there must be one of the id: current value is ${id}`);
  }
  return found;
}
