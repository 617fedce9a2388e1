import { boxAround, type Box } from './box';
import type { Mask } from './mask';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Brush {
  /** Across, in pixels of the picture. */
  readonly size: number;
  /** From 0, soft from the middle on, to 1. */
  readonly hardness: number;
}

/** What painting does to a pixel. */
type Put = (values: Uint8Array, at: number, value: number) => void;

const add: Put = (values, at, value) => {
  values[at] = Math.max(values[at], value);
};

const take: Put = (values, at, value) => {
  values[at] = Math.min(values[at], 255 - value);
};

function put(erase: boolean): Put {
  return erase ? take : add;
}

/** Paints one straight piece of a stroke. */
export function paintStroke(mask: Mask, from: Point, to: Point, brush: Brush, erase: boolean): Box {
  const { width, height, values } = mask;
  const radius = Math.max(0.5, brush.size / 2);
  const solid = radius * Math.min(brush.hardness, 1);
  // A hard edge is half a pixel soft all the same, or it would be jagged.
  const fade = Math.max(1, radius - solid);
  const box = boxAround([from, to], radius + 1, width, height);
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length2 = dx * dx + dy * dy;
  const paint = put(erase);
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const px = x + 0.5 - from.x;
      const py = y + 0.5 - from.y;
      const along = length2 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length2)) : 0;
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const value = Math.min(1, (radius + (brush.hardness === 1 ? 0.5 : 0) - distance) / fade);
      if (value > 0) {
        paint(values, y * width + x, Math.round(255 * value));
      }
    }
  }
  return box;
}

/** Paints a rectangle between two corners. */
export function paintRectangle(mask: Mask, one: Point, other: Point, erase: boolean): Box {
  const box = {
    left: Math.max(0, Math.round(Math.min(one.x, other.x))),
    top: Math.max(0, Math.round(Math.min(one.y, other.y))),
    right: Math.min(mask.width, Math.round(Math.max(one.x, other.x))),
    bottom: Math.min(mask.height, Math.round(Math.max(one.y, other.y))),
  };
  for (let y = box.top; y < box.bottom; y++) {
    mask.values.fill(erase ? 0 : 255, y * mask.width + box.left, y * mask.width + Math.max(box.left, box.right));
  }
  return box;
}

/** Paints what a line goes around. */
export function paintLasso(mask: Mask, line: readonly Point[], erase: boolean): Box {
  const box = boxAround(line, 1, mask.width, mask.height);
  const columns = box.right - box.left;
  const rows = box.bottom - box.top;
  if (columns <= 0 || rows <= 0) {
    return box;
  }
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.beginPath();
  line.forEach((point) => context.lineTo(point.x - box.left, point.y - box.top));
  context.fill('evenodd');
  const pixels = context.getImageData(0, 0, columns, rows).data;
  const paint = put(erase);
  for (let y = 0, from = 3; y < rows; y++) {
    for (let x = 0; x < columns; x++, from += 4) {
      paint(mask.values, (box.top + y) * mask.width + box.left + x, pixels[from]);
    }
  }
  return box;
}
