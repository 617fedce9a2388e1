import type { Point } from '../mask/shapes';

const MOST = 32;

/** Which part of the picture is seen, and how large: a point of the picture is at `scale * point + offset`, in CSS pixels. */
export class View {
  scale = 1;
  x = 0;
  y = 0;

  /** All of a picture, in the middle. */
  fit(picture: { width: number; height: number }, room: { width: number; height: number }): void {
    this.scale = Math.min(room.width / picture.width, room.height / picture.height);
    this.x = (room.width - picture.width * this.scale) / 2;
    this.y = (room.height - picture.height * this.scale) / 2;
  }

  /** Larger or smaller; what is at a place stays there. */
  zoom(factor: number, place: Point): void {
    const scale = Math.min(MOST, Math.max(0.02, this.scale * factor));
    this.x = place.x - (place.x - this.x) * (scale / this.scale);
    this.y = place.y - (place.y - this.y) * (scale / this.scale);
    this.scale = scale;
  }

  pan(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
  }

  toPicture(place: Point): Point {
    return { x: (place.x - this.x) / this.scale, y: (place.y - this.y) / this.scale };
  }
}
