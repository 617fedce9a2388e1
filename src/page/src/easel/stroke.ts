import type { Mask } from '../mask/mask';
import { paintLasso, paintRectangle, paintStroke, type Brush, type Point } from '../mask/shapes';
import type { Tool } from './tools';

/** What a pointer draws between touching the picture and leaving it. */
export interface Stroke {
  move(to: Point): void;
  /** Paints what is not painted yet. */
  end(): void;
  /** Takes back what was painted. */
  cancel(): void;
  /** The outline to show meanwhile. */
  readonly outline: readonly Point[];
}

/** Begins to draw with a tool. */
export function beginStroke(mask: Mask, tool: Exclude<Tool, 'move'>, from: Point, brush: Brush, erase: boolean): Stroke {
  return tool === 'brush' ? new BrushStroke(mask, from, brush, erase) : new Outline(mask, tool, from, erase);
}

class BrushStroke implements Stroke {
  readonly outline = [];
  private readonly change;
  private last: Point;

  constructor(
    private readonly mask: Mask,
    from: Point,
    private readonly brush: Brush,
    private readonly erase: boolean,
  ) {
    this.change = mask.begin();
    this.last = from;
    this.move(from);
  }

  move(to: Point): void {
    this.change.touch(paintStroke(this.mask, this.last, to, this.brush, this.erase));
    this.last = to;
  }

  end(): void {
    this.change.end();
  }

  cancel(): void {
    this.change.end();
    this.mask.undo();
  }
}

class Outline implements Stroke {
  private readonly points: Point[];

  constructor(
    private readonly mask: Mask,
    private readonly tool: 'rectangle' | 'lasso',
    from: Point,
    private readonly erase: boolean,
  ) {
    this.points = [from];
  }

  get outline(): readonly Point[] {
    const first = this.points[0];
    const last = this.points[this.points.length - 1];
    return this.tool === 'lasso'
      ? this.points
      : [first, { x: last.x, y: first.y }, last, { x: first.x, y: last.y }];
  }

  move(to: Point): void {
    this.points.push(to);
  }

  end(): void {
    const last = this.points[this.points.length - 1];
    this.mask.change(() =>
      this.tool === 'lasso'
        ? paintLasso(this.mask, this.points, this.erase)
        : paintRectangle(this.mask, this.points[0], last, this.erase),
    );
  }

  cancel(): void {
    this.points.length = 1;
  }
}
