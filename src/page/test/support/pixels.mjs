// Looks at pictures in the browser, which decodes them as it shows them.
import { readFile } from 'node:fs/promises';

/** The file behind a link of the page's that downloads it. */
export async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await download.path());
}

/** The pixels of a file: width, height, and red, green, blue and alpha of each. */
export async function pixelsOf(browser, bytes, type) {
  const page = await browser.newPage();
  try {
    const { width, height, base64 } = await page.evaluate(
      async ([base64, mime]) => {
        const blob = new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: mime });
        const bitmap = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        let text = '';
        for (let i = 0; i < data.length; i += 10_000) {
          text += String.fromCharCode(...data.subarray(i, i + 10_000));
        }
        return { width: bitmap.width, height: bitmap.height, base64: btoa(text) };
      },
      [Buffer.from(bytes).toString('base64'), type],
    );
    return { width, height, data: Buffer.from(base64, 'base64') };
  } finally {
    await page.close();
  }
}

/** A picture that the browser makes: noise, or a colour; with the alpha of each pixel, if wanted. */
export async function makePicture(browser, { width, height, type = 'image/png', noise = false, clear = undefined, quality = 0.92 }) {
  const page = await browser.newPage();
  try {
    const base64 = await page.evaluate(
      async ([w, h, mime, noisy, hole, q]) => {
        const canvas = new OffscreenCanvas(w, h);
        const context = canvas.getContext('2d');
        const image = context.createImageData(w, h);
        let random = 1;
        for (let i = 0; i < image.data.length; i++) {
          random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
          image.data[i] = i % 4 === 3 ? 255 : noisy ? (random >> 16) & 255 : [40, 90, 160][i % 4] + ((i >> 2) % w) / 8;
        }
        context.putImageData(image, 0, 0);
        if (hole) {
          context.clearRect(...hole);
        }
        const blob = await canvas.convertToBlob({ type: mime, quality: q });
        return new Promise((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result.split(',')[1]);
          reader.readAsDataURL(blob);
        });
      },
      [width, height, type, noise, clear, quality],
    );
    return Buffer.from(base64, 'base64');
  } finally {
    await page.close();
  }
}

/** A JPEG whose EXIF data turns it: 6 is a quarter turn to the right. */
export function turned(jpeg, orientation = 6) {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), body]);
  segment.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

export function at(picture, x, y) {
  const from = 4 * (y * picture.width + x);
  return [...picture.data.subarray(from, from + 4)];
}
