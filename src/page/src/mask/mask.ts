import { isEmpty, union, type Box } from './box';

/** A change that can be taken back: what was there, and where. */
interface Step {
  readonly box: Box;
  values: Uint8Array;
}

const MOST_BYTES_KEPT = 160_000_000;

/**
 * The mask: a byte a pixel, 255 where the picture is to be painted over. All changes go through {@link change}, so that each can be
 * taken back.
 */
export class Mask {
  readonly values: Uint8Array<ArrayBuffer>;
  private readonly done: Step[] = [];
  private readonly undone: Step[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    /** Told where the mask has another look. */
    private readonly onChange: (box: Box) => void = () => {},
  ) {
    this.values = new Uint8Array(width * height);
  }

  get whole(): Box {
    return { left: 0, top: 0, right: this.width, bottom: this.height };
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Begins a change of several parts, such as a stroke. */
  begin(): Change {
    const before = this.values.slice();
    let touched: Box | undefined;
    return {
      touch: (box) => {
        if (!isEmpty(box)) {
          touched = union(touched, box);
          this.onChange(box);
        }
      },
      end: () => {
        if (touched) {
          this.remember({ box: touched, values: cut(before, this.width, touched) });
        }
      },
    };
  }

  /** One change at once. */
  change(paint: () => Box): void {
    const change = this.begin();
    change.touch(paint());
    change.end();
  }

  undo(): void {
    this.swap(this.done, this.undone);
  }

  redo(): void {
    this.swap(this.undone, this.done);
  }

  /** Whether anything is painted: asked with every movement of a brush, so four pixels at a time. */
  get isPainted(): boolean {
    const fours = new Uint32Array(this.values.buffer, 0, this.values.length >> 2);
    for (let i = 0; i < fours.length; i++) {
      if (fours[i]) {
        return true;
      }
    }
    return this.values.subarray(4 * fours.length).some((value) => value > 0);
  }

  /** Where anything is painted. */
  painted(): Box | undefined {
    const { width, height, values } = this;
    let box: Box | undefined;
    for (let y = 0; y < height; y++) {
      const row = values.subarray(y * width, (y + 1) * width);
      const left = row.findIndex((value) => value > 0);
      if (left >= 0) {
        const right = row.findLastIndex((value) => value > 0) + 1;
        box = union(box, { left, top: y, right, bottom: y + 1 });
      }
    }
    return box;
  }

  private swap(from: Step[], to: Step[]): void {
    const step = from.pop();
    if (step) {
      const now = cut(this.values, this.width, step.box);
      paste(this.values, this.width, step.box, step.values);
      to.push({ box: step.box, values: now });
      this.onChange(step.box);
    }
  }

  private remember(step: Step): void {
    this.undone.length = 0;
    this.done.push(step);
    let bytes = this.done.reduce((sum, each) => sum + each.values.length, 0);
    while (bytes > MOST_BYTES_KEPT && this.done.length > 1) {
      bytes -= this.done.shift()!.values.length;
    }
  }
}

/** A change that goes on. */
export interface Change {
  /** Says where the mask was changed. */
  touch(box: Box): void;
  end(): void;
}

/** The values in a box. */
export function cut(values: Uint8Array, width: number, box: Box): Uint8Array {
  const columns = box.right - box.left;
  const part = new Uint8Array(columns * (box.bottom - box.top));
  for (let y = box.top, to = 0; y < box.bottom; y++, to += columns) {
    part.set(values.subarray(y * width + box.left, y * width + box.right), to);
  }
  return part;
}

/** Puts values back into a box. */
export function paste(values: Uint8Array, width: number, box: Box, part: Uint8Array): void {
  const columns = box.right - box.left;
  for (let y = box.top, from = 0; y < box.bottom; y++, from += columns) {
    values.set(part.subarray(from, from + columns), y * width + box.left);
  }
}
