/** The EXIF orientation of a JPEG: 1 to 8, and 1 where it tells none (EXIF 2.32, 4.6.4: tag 0x0112). */
export function exifOrientation(file: ArrayBuffer): number {
  const view = new DataView(file);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) {
    return 1;
  }
  for (let at = 2; at + 10 < view.byteLength; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      return inTiff(new DataView(file, at + 10, Math.min(length - 8, view.byteLength - at - 10)));
    }
    if (marker >> 8 !== 0xff || marker === 0xffda || length < 2) {
      return 1;
    }
    at += 2 + length;
  }
  return 1;
}

function inTiff(tiff: DataView): number {
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, little);
    const entries = tiff.getUint16(directory, little);
    for (let i = 0; i < entries; i++) {
      const entry = directory + 2 + 12 * i;
      if (tiff.getUint16(entry, little) === 0x0112) {
        const value = tiff.getUint16(entry + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
  } catch {
    // It ends too early: viewers show such a picture as it is stored.
  }
  return 1;
}
