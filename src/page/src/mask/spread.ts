import { boxAround, type Box } from './box';
import { cut, paste, type Mask } from './mask';

/** Far beyond any picture. */
const FAR = 1e12;

/** Paints what is not painted, and the other way round. */
export function invert(mask: Mask): Box {
  const { values } = mask;
  for (let i = 0; i < values.length; i++) {
    values[i] = 255 - values[i];
  }
  return mask.whole;
}

/** Paints nothing. */
export function clear(mask: Mask): Box {
  mask.values.fill(0);
  return mask.whole;
}

/** Widens what is painted by a distance in pixels, in time that does not depend on it. */
export function grow(mask: Mask, distance: number): Box {
  return around(mask, distance + 1, (part, columns, rows) => {
    const squares = squaredDistances(part, columns, rows);
    for (let i = 0; i < part.length; i++) {
      const value = Math.min(1, Math.max(0, distance + 0.5 - Math.sqrt(squares[i])));
      part[i] = Math.max(part[i], Math.round(255 * value));
    }
  });
}

/** Softens the edge over a distance in pixels to both sides: three means in a row are close to a Gaussian blur. */
export function feather(mask: Mask, distance: number): Box {
  const radii = [distance, distance, distance].map((all, i) => Math.floor((all + i) / 3));
  return around(mask, distance + 1, (part, columns, rows) => {
    for (const radius of radii) {
      for (let y = 0; y < rows; y++) {
        mean(part, y * columns, 1, columns, radius);
      }
      for (let x = 0; x < columns; x++) {
        mean(part, x, columns, rows, radius);
      }
    }
  });
}

/** Works on what is painted and its surroundings only. */
function around(mask: Mask, room: number, work: (part: Uint8Array, columns: number, rows: number) => void): Box {
  const painted = mask.painted();
  if (!painted) {
    return { left: 0, top: 0, right: 0, bottom: 0 };
  }
  const corners = [
    { x: painted.left, y: painted.top },
    { x: painted.right - 1, y: painted.bottom - 1 },
  ];
  const box = boxAround(corners, room, mask.width, mask.height);
  const part = cut(mask.values, mask.width, box);
  work(part, box.right - box.left, box.bottom - box.top);
  paste(mask.values, mask.width, box, part);
  return box;
}

/** The mean of the neighbours within a radius, along one line; what lies outside is like the last one inside. */
function mean(values: Uint8Array, first: number, step: number, length: number, radius: number): void {
  const line = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    line[i] = values[first + i * step];
  }
  const inside = (i: number) => line[Math.min(length - 1, Math.max(0, i))];
  let sum = 0;
  for (let i = -radius; i <= radius; i++) {
    sum += inside(i);
  }
  for (let i = 0; i < length; i++) {
    values[first + i * step] = Math.round(sum / (2 * radius + 1));
    sum += inside(i + radius + 1) - inside(i - radius);
  }
}

/**
 * For each pixel the square of its distance to what is painted: Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled
 * Functions" (2012), first down the columns, then along the rows.
 */
function squaredDistances(part: Uint8Array, columns: number, rows: number): Float64Array {
  const squares = Float64Array.from(part, (value) => (value >= 128 ? 0 : FAR));
  const longest = Math.max(columns, rows);
  const scratch = { line: new Float64Array(longest), at: new Int32Array(longest), from: new Float64Array(longest + 1) };
  for (let x = 0; x < columns; x++) {
    lowerEnvelope(squares, x, columns, rows, scratch);
  }
  for (let y = 0; y < rows; y++) {
    lowerEnvelope(squares, y * columns, 1, columns, scratch);
  }
  return squares;
}

interface Scratch {
  readonly line: Float64Array;
  readonly at: Int32Array;
  readonly from: Float64Array;
}

/** One line of it: the lowest of the parabolas that stand on each value. */
function lowerEnvelope(values: Float64Array, first: number, step: number, length: number, scratch: Scratch): void {
  const { line, at, from } = scratch;
  for (let i = 0; i < length; i++) {
    line[i] = values[first + i * step];
  }
  let lowest = 0;
  at[0] = 0;
  from[0] = -Infinity;
  from[1] = Infinity;
  const meets = (i: number) => (line[i] + i * i - line[at[lowest]] - at[lowest] * at[lowest]) / (2 * (i - at[lowest]));
  for (let i = 1; i < length; i++) {
    let meeting = meets(i);
    while (meeting <= from[lowest]) {
      lowest--;
      meeting = meets(i);
    }
    lowest++;
    at[lowest] = i;
    from[lowest] = meeting;
    from[lowest + 1] = Infinity;
  }
  lowest = 0;
  for (let i = 0; i < length; i++) {
    while (from[lowest + 1] < i) {
      lowest++;
    }
    values[first + i * step] = (i - at[lowest]) ** 2 + line[at[lowest]];
  }
}
