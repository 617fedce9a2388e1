// What the cases need: the test PublishedClientsIT starts them, and tells by environment variables. Each prints a line of
// JSON for what it has seen; all else that clients print is not read.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const { BASE_URL: baseUrl, KEY: key, PROMPT: prompt } = process.env;

/** A file of the project's sample events. */
export const file = name => readFile(join(process.env.EVENTS, name));

/** Whether bytes are a JPEG. */
export const isJpeg = bytes => Buffer.from(bytes).subarray(0, 3).toString('hex') === 'ffd8ff';

/** Runs a case, which is to return how many pictures there are, and tells how it went. Gives whether it went well. */
export async function check(name, work) {
  let seen;
  try {
    seen = { check: name, pictures: Number(await work()) };
  } catch (error) {
    seen = { check: name, pictures: 0, error: `${error.name}: ${error.message}`.slice(0, 500) };
  }
  console.log(`\n${JSON.stringify(seen)}`);
  return seen.pictures > 0;
}

/** How many of 24 at once end with a picture: BFL works on as many tasks of an account. */
export async function allAtOnce(work) {
  const ends = await Promise.allSettled(Array.from({ length: 24 }, work));
  const failed = ends.filter(end => end.status === 'rejected').map(end => end.reason);
  if (failed.length > 0) {
    throw new Error(`${failed.length} of 24 failed, the first with ${failed[0].message}`);
  }
  return ends.filter(end => end.value).length;
}
