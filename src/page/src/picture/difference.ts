import { pixelsOf } from './picture';

const TIMES = 10;

/** What has changed between two pictures, ten times as bright as it is; the second is scaled to the first. */
export function difference(before: ImageBitmap, after: ImageBitmap): ImageData {
  const { width, height } = before;
  const one = pixelsOf(before, width, height);
  const other = pixelsOf(after, width, height);
  const changed = new ImageData(width, height);
  for (let i = 0; i < one.length; i++) {
    changed.data[i] = i % 4 === 3 ? 255 : TIMES * Math.abs(one[i] - other[i]);
  }
  return changed;
}
