/** The first rows and columns of every image of a tensor. */
export interface Region {
  readonly rows: number;
  readonly columns: number;
}

/** Whether two regions are as large. */
export function isSame(a: Region, b: Region): boolean {
  return a.rows === b.rows && a.columns === b.columns;
}

/** Whether all of a region is in another. */
export function isWithin(a: Region, b: Region): boolean {
  return a.rows <= b.rows && a.columns <= b.columns;
}
