import { pixelsOf, type Picture } from '../picture/picture';
import type { Box } from './box';
import type { Mask } from './mask';

/** Takes over a mask from a picture: its brightness; or, where that tells nothing, how opaque it is. */
export function load(mask: Mask, picture: Picture): Box {
  const pixels = pixelsOf(picture.bitmap, mask.width, mask.height);
  const light = (i: number) => (0.299 * pixels[4 * i] + 0.587 * pixels[4 * i + 1] + 0.114 * pixels[4 * i + 2]) / 255;
  const opaque = (i: number) => pixels[4 * i + 3];
  const { values } = mask;
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.round(light(i) * opaque(i));
  }
  if (values.every((value) => value === 0)) {
    for (let i = 0; i < values.length; i++) {
      values[i] = opaque(i);
    }
  }
  return mask.whole;
}

/** Takes over the transparent parts of a picture. */
export function takeTransparency(mask: Mask, alpha: Uint8Array): Box {
  for (let i = 0; i < mask.values.length; i++) {
    mask.values[i] = 255 - alpha[i];
  }
  return mask.whole;
}
