import { exifOrientation } from './exif';

/** A picture that is open. */
export interface Picture {
  /** The file's name, without folders. */
  readonly name: string;
  /** The file as it was opened. */
  readonly file: Blob;
  /** Its pixels, upright. */
  readonly bitmap: ImageBitmap;
  readonly width: number;
  readonly height: number;
  /** Whether its EXIF data turns it. */
  readonly turned: boolean;
  /** Whether it has pixels that are not opaque. */
  readonly transparent: boolean;
}

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const ACCEPT = TYPES.join(',');

/** @throws Error with a sentence for whoever opened it */
export async function openPicture(file: Blob, name: string): Promise<Picture> {
  if (!TYPES.includes(file.type)) {
    throw new Error(`${name} is no JPEG, PNG or WebP picture.`);
  }
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', premultiplyAlpha: 'none' }).catch(() => {
    throw new Error(`${name} cannot be read: it is damaged, or no picture.`);
  });
  const { width, height } = bitmap;
  const turned = file.type === 'image/jpeg' && exifOrientation(await file.arrayBuffer()) !== 1;
  const transparent = file.type !== 'image/jpeg' && alphaOf(bitmap).some((alpha) => alpha < 255);
  return { name, file, bitmap, width, height, turned, transparent };
}

/** The pixels of a picture. */
export function pixelsOf(bitmap: CanvasImageSource, width: number, height: number): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** How opaque each pixel is. */
export function alphaOf(bitmap: ImageBitmap): Uint8Array {
  const pixels = pixelsOf(bitmap, bitmap.width, bitmap.height);
  return Uint8Array.from({ length: bitmap.width * bitmap.height }, (_, i) => pixels[4 * i + 3]);
}

/**
 * The file to send. BFL does not look at EXIF, so a picture that it turns is stored upright first; unless the function does that,
 * which gives the whole picture back.
 */
export async function fileToSend(picture: Picture, preserve: boolean): Promise<Blob> {
  if (!picture.turned || preserve) {
    return picture.file;
  }
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')!.drawImage(picture.bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

/** What a file is called that was made of another one. */
export function fileName(former: string, added: string, type: string): string {
  const extension = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }[type] ?? 'bin';
  return `${former.replace(/\.[^.]*$/, '')}${added}.${extension}`;
}

/** The base64 of a file. */
export function base64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('The picture could not be read.'));
    reader.readAsDataURL(file);
  });
}
