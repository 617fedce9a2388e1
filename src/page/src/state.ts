import { computed, signal } from '@preact/signals';
import type { Fault } from './api/problem';
import type { Operation, Typed } from './fill/fields';
import { Mask } from './mask/mask';
import type { Box } from './mask/box';
import type { Picture } from './picture/picture';

/** A picture with the mask that is painted on it. */
export interface Work {
  readonly picture: Picture;
  readonly mask: Mask;
}

/** What is on the easel. */
export const work = signal<Work | undefined>(undefined);

/** Counts changes of the mask, so that what shows it knows when to look. */
export const maskVersion = signal(0);

/** Where the mask has changed since it was last shown. */
let unseen: Box[] = [];

export function takeUnseen(): Box[] {
  const boxes = unseen;
  unseen = [];
  return boxes;
}

export const prompt = signal('');
export const operation = signal<Operation>('flux-pro-1.0-fill');
export const preserve = signal(true);
export const fields = signal<Typed>({});

/** What the function found wrong with the last request. */
export const faults = signal<readonly Fault[]>([]);
/** A sentence beside them, for whoever sent it. */
export const alert = signal('');

/** The function gives no WebP picture back whole. */
export const canPreserve = computed(() => work.value?.picture.file.type !== 'image/webp');

/** Puts a picture on the easel; a mask of the same size stays if asked. */
export function show(picture: Picture, keepMask = false): void {
  const former = work.value?.mask;
  const mask = new Mask(picture.width, picture.height, (box) => {
    unseen.push(box);
    maskVersion.value++;
  });
  unseen = [];
  if (keepMask && former && former.width === mask.width && former.height === mask.height) {
    mask.values.set(former.values);
  }
  unseen.push(mask.whole);
  work.value = { picture, mask };
  maskVersion.value++;
}
