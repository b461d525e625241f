// Compares pictures of the page roughly with references: block by block, so that other fonts make no difference and a part
// that is gone, or has other colours, does.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Of 255: how far a block's colour may be from that of the reference, and from those around it there. */
const MOST_DIFFERENCE = 10;
/** The share of blocks that may differ more. */
const MOST_BLOCKS = 0.02;

/** The means of a picture's blocks, as a small picture; computed in the browser, which can read the format. */
async function blocks(page, png, columns) {
  return page.evaluate(
    async ([base64, wide]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      const from = canvas.getContext("2d", { willReadFrequently: true });
      from.drawImage(image, 0, 0);
      const source = from.getImageData(0, 0, image.width, image.height);
      const high = Math.round((wide * image.height) / image.width);
      const sums = new Float64Array(wide * high * 4);
      for (let y = 0; y < image.height; y++) {
        for (let x = 0; x < image.width; x++) {
          const block = 4 * (Math.floor((y * high) / image.height) * wide + Math.floor((x * wide) / image.width));
          const pixel = 4 * (y * image.width + x);
          for (let channel = 0; channel < 3; channel++) sums[block + channel] += source.data[pixel + channel];
          sums[block + 3]++;
        }
      }
      canvas.width = wide;
      canvas.height = high;
      const small = from.createImageData(wide, high);
      for (let block = 0; block < sums.length; block += 4) {
        for (let channel = 0; channel < 3; channel++) small.data[block + channel] = sums[block + channel] / sums[block + 3];
        small.data[block + 3] = 255;
      }
      from.putImageData(small, 0, 0);
      return { wide, high, data: [...small.data], png: canvas.toDataURL("image/png").split(",")[1] };
    },
    [png.toString("base64"), columns],
  );
}

/** The share of blocks of which no block nearby in the other picture has the colour: text may move by a block. */
function difference(one, other) {
  let far = 0;
  for (let y = 0; y < one.high; y++) {
    for (let x = 0; x < one.wide; x++) {
      let nearest = 255;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (x + dx < 0 || x + dx >= other.wide || y + dy < 0 || y + dy >= other.high) continue;
          const here = 4 * (y * one.wide + x);
          const there = 4 * ((y + dy) * other.wide + x + dx);
          const channels = [0, 1, 2].map((channel) => Math.abs(one.data[here + channel] - other.data[there + channel]));
          nearest = Math.min(nearest, Math.max(...channels));
        }
      }
      if (nearest > MOST_DIFFERENCE) far++;
    }
  }
  return far / (one.wide * one.high);
}

/** The share of blocks of which a picture and the reference in a file differ; all, if they have different shapes. */
export async function share(page, png, columns, file) {
  const now = await blocks(page, png, columns);
  const reference = await blocks(page, readFileSync(file), columns);
  return now.high === reference.high ? Math.max(difference(now, reference), difference(reference, now)) : 1;
}

/**
 * Compares a picture with the reference in a file, or writes that.
 *
 * @param page any page without a policy, which decodes the pictures
 * @param columns how many blocks the picture is wide
 * @returns what is wrong; undefined if nothing is
 */
export async function compared(page, png, columns, file, renew) {
  if (renew || !existsSync(file)) {
    writeFileSync(file, Buffer.from((await blocks(page, png, columns)).png, "base64"));
    return renew ? undefined : `${file} is new; look at it, and commit it`;
  }
  const differs = await share(page, png, columns, file);
  return differs > MOST_BLOCKS ? `${Math.round(differs * 100)} % of the picture are not as in ${file}` : undefined;
}
