import { signal } from '@preact/signals';

export type Tool = 'brush' | 'rectangle' | 'lasso' | 'move';

export const tool = signal<Tool>('brush');
export const erases = signal(false);
/** Across, in pixels of the picture. */
export const brushSize = signal(60);
/** From 0 to 1. */
export const brushHardness = signal(0.8);

export const LARGEST_BRUSH = 600;

/** The next smaller or larger size: steps that look alike at any size. */
export function resizeBrush(direction: 1 | -1): void {
  const step = Math.max(1, Math.round(brushSize.value / 8));
  brushSize.value = Math.min(LARGEST_BRUSH, Math.max(1, brushSize.value + direction * step));
}
