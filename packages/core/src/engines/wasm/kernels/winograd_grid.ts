/** A tile gives so many outputs along each axis. */
export const TILE_OUTPUTS = 2;
/** A tile sees so many pixels along each axis. */
export const TILE_PIXELS = 4;
/** Products of one tile, channel and filter. */
export const TILE_PRODUCTS: number = TILE_PIXELS * TILE_PIXELS;

/** So many tiles are worked on at once: what they are turned into stays in the cache. */
const MOST_TILES = 64;
/** Positions that lie a multiple of this apart push each other out of the cache. */
const LINE_BYTES = 64;

/** How the outputs of one image are cut into tiles. */
export interface WinogradGrid {
  readonly tilesDown: number;
  readonly tilesAcross: number;
  /** Rows of tiles that are worked on at once; the last strip may have fewer. */
  readonly stripRows: number;
}

/** Cuts an image's outputs into tiles, and these into strips of equal height. */
export function winogradGrid({
  rows,
  columns,
}: {
  readonly rows: number;
  readonly columns: number;
}): WinogradGrid {
  const tilesDown = Math.ceil(rows / TILE_OUTPUTS);
  const tilesAcross = Math.ceil(columns / TILE_OUTPUTS);
  const most = Math.max(1, Math.floor(MOST_TILES / tilesAcross));
  const strips = Math.ceil(tilesDown / most);
  return { tilesDown, tilesAcross, stripRows: Math.ceil(tilesDown / strips) };
}

/** Rows and columns of pixels that the tiles of a grid see. */
export function pixelsSeen({ tilesDown, tilesAcross }: WinogradGrid): { rows: number; columns: number } {
  const seen = (tiles: number): number => tiles * TILE_OUTPUTS + TILE_PIXELS - TILE_OUTPUTS;
  return { rows: seen(tilesDown), columns: seen(tilesAcross) };
}

/** Bytes from one position's matrix to the next, of a strip's transformed tiles: an odd number of cache lines. */
export function positionStride({ stripRows, tilesAcross }: WinogradGrid, channels: number): number {
  const lines = Math.ceil((stripRows * tilesAcross * channels * 4) / LINE_BYTES);
  return (lines + ((lines + 1) % 2)) * LINE_BYTES;
}

/** Bytes of a strip's transformed tiles, all positions. */
export function stripBytes(grid: WinogradGrid, channels: number): number {
  return TILE_PRODUCTS * positionStride(grid, channels);
}
