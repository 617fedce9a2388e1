/** A rectangle of pixels; right and bottom are just outside. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box of some points, with room around, within a picture. */
export function boxAround(points: readonly { x: number; y: number }[], room: number, width: number, height: number): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return {
    left: Math.max(0, Math.floor(Math.min(...xs) - room)),
    top: Math.max(0, Math.floor(Math.min(...ys) - room)),
    right: Math.min(width, Math.ceil(Math.max(...xs) + room) + 1),
    bottom: Math.min(height, Math.ceil(Math.max(...ys) + room) + 1),
  };
}

/** What holds both. */
export function union(one: Box | undefined, other: Box): Box {
  return one
    ? {
        left: Math.min(one.left, other.left),
        top: Math.min(one.top, other.top),
        right: Math.max(one.right, other.right),
        bottom: Math.max(one.bottom, other.bottom),
      }
    : other;
}

export function isEmpty(box: Box): boolean {
  return box.left >= box.right || box.top >= box.bottom;
}
