import { effect } from '@preact/signals';
import { isEmpty, union, type Box } from '../mask/box';
import type { Point } from '../mask/shapes';
import { maskVersion, takeUnseen, work } from '../state';
import { beginStroke, type Stroke } from './stroke';
import { brushHardness, brushSize, erases, LARGEST_BRUSH, resizeBrush, tool } from './tools';
import { View } from './view';

/** What is painted shows in this colour, and a little of the picture through it. */
const TINT = [255, 0, 128, 0.6] as const;

/** The picture with its mask, on a canvas, and whatever paints on it: mouse, pen, fingers, keys. */
export class Easel {
  private readonly view = new View();
  private readonly context: CanvasRenderingContext2D;
  private readonly pointers = new Map<number, Point>();
  private readonly stops: (() => void)[] = [];
  private tint = new OffscreenCanvas(1, 1);
  private stroke: Stroke | undefined;
  private panning = false;
  private cursor: Point = { x: 0, y: 0 };
  private cursorShown = false;
  private frame = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d')!;
    const listen = <K extends keyof HTMLElementEventMap>(type: K, take: (event: HTMLElementEventMap[K]) => void) => {
      canvas.addEventListener(type, take as EventListener, { passive: false });
      this.stops.push(() => canvas.removeEventListener(type, take as EventListener));
    };
    listen('pointerdown', (event) => this.down(event));
    listen('pointermove', (event) => this.move(event));
    listen('pointerup', (event) => this.up(event));
    listen('pointercancel', (event) => this.cancelled(event));
    listen('pointerleave', () => this.hideCursor());
    listen('wheel', (event) => this.wheel(event));
    listen('keydown', (event) => this.keyed(event));
    listen('focus', () => this.showCursor());
    listen('blur', () => this.hideCursor());
    const resized = new ResizeObserver(() => this.resize());
    resized.observe(canvas);
    this.stops.push(
      () => resized.disconnect(),
      effect(() => this.opened(work.value)),
      effect(() => this.changed(maskVersion.value)),
      effect(() => this.drawSoon(brushSize.value, tool.value)),
    );
  }

  close(): void {
    this.stops.forEach((stop) => stop());
    cancelAnimationFrame(this.frame);
  }

  /** All of the picture. */
  fit(): void {
    const picture = work.peek()?.picture;
    if (picture && this.canvas.clientWidth) {
      this.view.fit(picture, { width: this.canvas.clientWidth, height: this.canvas.clientHeight });
      this.drawSoon();
    }
  }

  zoom(factor: number, place: Point = this.middle): void {
    this.view.zoom(factor, place);
    this.drawSoon();
  }

  private get middle(): Point {
    return { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 };
  }

  private opened(now: typeof work.value): void {
    if (now) {
      this.tint = new OffscreenCanvas(now.picture.width, now.picture.height);
      this.cursor = { x: now.picture.width / 2, y: now.picture.height / 2 };
      brushSize.value = Math.min(LARGEST_BRUSH, Math.ceil(Math.min(now.picture.width, now.picture.height) / 6));
      this.fit();
    }
  }

  private changed(_version: number): void {
    const mask = work.peek()?.mask;
    const box = takeUnseen().reduce<Box | undefined>(union, undefined);
    if (!mask || !box || isEmpty(box)) {
      return;
    }
    const columns = box.right - box.left;
    const shown = new ImageData(columns, box.bottom - box.top);
    for (let y = box.top, to = 0; y < box.bottom; y++) {
      for (let x = box.left; x < box.right; x++, to += 4) {
        shown.data[to] = TINT[0];
        shown.data[to + 1] = TINT[1];
        shown.data[to + 2] = TINT[2];
        shown.data[to + 3] = mask.values[y * mask.width + x] * TINT[3];
      }
    }
    this.tint.getContext('2d')!.putImageData(shown, box.left, box.top);
    this.drawSoon();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.fit();
  }

  private drawSoon(..._because: unknown[]): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const now = work.peek();
    const { context, view } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (!now) {
      return;
    }
    const zoom = view.scale * devicePixelRatio;
    context.setTransform(zoom, 0, 0, zoom, view.x * devicePixelRatio, view.y * devicePixelRatio);
    // At many times its size, a picture's pixels are what one wants to see.
    context.imageSmoothingEnabled = zoom < 4;
    context.imageSmoothingQuality = 'high';
    context.drawImage(now.picture.bitmap, 0, 0);
    context.drawImage(this.tint, 0, 0);
    if (this.stroke?.outline.length) {
      this.trace(() => this.stroke!.outline.forEach((point) => context.lineTo(point.x, point.y)), true);
    }
    if (this.cursorShown && tool.peek() !== 'move') {
      this.drawCursor();
    }
  }

  private drawCursor(): void {
    const { x, y } = this.cursor;
    const cross = 8 / this.view.scale;
    if (tool.peek() === 'brush') {
      this.trace(() => this.context.arc(x, y, brushSize.peek() / 2, 0, 2 * Math.PI));
    }
    this.trace(() => {
      this.context.moveTo(x - cross, y);
      this.context.lineTo(x + cross, y);
      this.context.moveTo(x, y - cross);
      this.context.lineTo(x, y + cross);
    });
  }

  /** A thin line, seen on any picture: black within white. */
  private trace(path: () => void, close = false): void {
    const { context } = this;
    context.beginPath();
    path();
    if (close) {
      context.closePath();
    }
    context.strokeStyle = '#fff';
    context.lineWidth = 3 / this.view.scale;
    context.stroke();
    context.strokeStyle = '#000';
    context.lineWidth = 1 / this.view.scale;
    context.stroke();
  }

  private place(event: MouseEvent): Point {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private down(event: PointerEvent): void {
    if (!work.peek()) {
      return;
    }
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    const place = this.place(event);
    this.pointers.set(event.pointerId, place);
    if (this.pointers.size > 1) {
      // A second finger: the first did not mean to paint.
      this.stroke?.cancel();
      this.stroke = undefined;
      this.panning = true;
    } else if (tool.peek() === 'move' || event.button === 1) {
      this.panning = true;
    } else if (event.button === 0) {
      this.begin(this.view.toPicture(place), event.altKey);
    }
    this.drawSoon();
  }

  private move(event: PointerEvent): void {
    const place = this.place(event);
    this.cursor = this.view.toPicture(place);
    this.cursorShown = true;
    if (this.panning && this.pointers.has(event.pointerId)) {
      this.panAndPinch(event.pointerId, place);
    } else if (this.stroke && this.pointers.has(event.pointerId)) {
      const events = event.getCoalescedEvents?.() ?? [];
      (events.length ? events : [event]).forEach((each) => this.stroke!.move(this.view.toPicture(this.place(each))));
    }
    this.drawSoon();
  }

  private panAndPinch(pointer: number, place: Point): void {
    const before = this.pointers.get(pointer)!;
    const other = [...this.pointers].find(([id]) => id !== pointer)?.[1];
    this.pointers.set(pointer, place);
    if (!other) {
      this.view.pan(place.x - before.x, place.y - before.y);
      return;
    }
    const apart = (one: Point) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    this.view.pan((place.x - before.x) / 2, (place.y - before.y) / 2);
    this.view.zoom(apart(place) / apart(before), { x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 });
  }

  private up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      this.panning = false;
      this.finish();
    }
  }

  private cancelled(event: PointerEvent): void {
    this.stroke?.cancel();
    this.stroke = undefined;
    this.up(event);
  }

  private begin(from: Point, alsoErases: boolean): void {
    const chosen = tool.peek();
    if (chosen !== 'move') {
      const brush = { size: brushSize.peek(), hardness: brushHardness.peek() };
      this.stroke = beginStroke(work.peek()!.mask, chosen, from, brush, erases.peek() !== alsoErases);
    }
  }

  private finish(): void {
    this.stroke?.end();
    this.stroke = undefined;
    maskVersion.value++;
    this.drawSoon();
  }

  private wheel(event: WheelEvent): void {
    // Without a key, the wheel scrolls the page, as everywhere.
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 300), this.place(event));
    }
  }

  private showCursor(): void {
    this.cursorShown = true;
    this.drawSoon();
  }

  private hideCursor(): void {
    this.cursorShown = document.activeElement === this.canvas && this.canvas.matches(':focus-visible');
    this.drawSoon();
  }

  private keyed(event: KeyboardEvent): void {
    const now = work.peek();
    if (!now) {
      return;
    }
    const command = event.ctrlKey || event.metaKey;
    const acts = command ? this.commands[event.key.toLowerCase()] : this.keys[event.key];
    const direction = ARROWS[event.key];
    if (acts && !event.altKey) {
      event.preventDefault();
      acts();
    } else if (direction && !command) {
      event.preventDefault();
      this.step(direction, event.shiftKey);
    }
    this.drawSoon();
  }

  private readonly commands: Record<string, () => void> = {
    z: () => work.peek()!.mask.undo(),
    y: () => work.peek()!.mask.redo(),
  };

  private readonly keys: Record<string, () => void> = {
    ' ': () => this.penDownOrUp(),
    Enter: () => this.penDownOrUp(),
    Escape: () => {
      this.stroke?.cancel();
      this.stroke = undefined;
    },
    b: () => (tool.value = 'brush'),
    r: () => (tool.value = 'rectangle'),
    l: () => (tool.value = 'lasso'),
    m: () => (tool.value = 'move'),
    e: () => (erases.value = !erases.value),
    z: () => work.peek()!.mask.undo(),
    y: () => work.peek()!.mask.redo(),
    '[': () => resizeBrush(-1),
    ']': () => resizeBrush(1),
    '+': () => this.zoom(1.25),
    '-': () => this.zoom(0.8),
    '0': () => this.fit(),
  };

  /** With the keys a pen is put down once, moved, and lifted. */
  private penDownOrUp(): void {
    if (this.stroke) {
      this.finish();
    } else {
      this.begin(this.cursor, false);
    }
  }

  private step(direction: Point, far: boolean): void {
    const length = (far ? 40 : 8) / this.view.scale;
    const { width, height } = work.peek()!.picture;
    if (tool.peek() === 'move') {
      this.view.pan(-direction.x * length * this.view.scale, -direction.y * length * this.view.scale);
      return;
    }
    this.cursorShown = true;
    this.cursor = {
      x: Math.min(width, Math.max(0, this.cursor.x + direction.x * length)),
      y: Math.min(height, Math.max(0, this.cursor.y + direction.y * length)),
    };
    this.stroke?.move(this.cursor);
  }
}

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
