/** Weights of red, green and blue in 2^-16, those of ITU-R 601-2; they sum to 2^16. */
const RED = 19_595;
const GREEN = 38_470;
const BLUE = 7_471;

/** How bright a pixel of RGB is: `0.299 red + 0.587 green + 0.114 blue`, rounded, in whole numbers, as in Pillow. */
export function luminance(red: number, green: number, blue: number): number {
  return (red * RED + green * GREEN + blue * BLUE + 0x8000) >> 16;
}
