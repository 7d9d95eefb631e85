/** Bounds how much memory requests may take that are under way. */
export interface UploadBudget {
  /**
   * Takes bytes out of the budget.
   * @returns Gives them back; undefined if there is no room now.
   */
  take(bytes: number): (() => void) | undefined;
}

/** Makes a budget of so many bytes. */
export function createUploadBudget(most: number): UploadBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > most) {
        return undefined;
      }
      taken += bytes;
      let given = false;
      return () => {
        if (!given) {
          given = true;
          taken -= bytes;
        }
      };
    },
  };
}
