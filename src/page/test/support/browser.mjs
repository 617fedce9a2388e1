// A headless Chromium, and what the tests do with the page again and again.
import { chromium } from 'playwright-core';

export const PAGE = process.env.PAGE_URL ?? 'http://localhost:3000/';

/** @returns a browser; CHROMIUM names the program, else it is Debian's. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** Opens the page in a browser of its own, with nothing kept from before. Whatever goes wrong in it is in `wrong`. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  const origins = new Set();
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) {
      origins.add(origin);
    }
  });
  await page.goto(PAGE);
  await page.getByRole('heading', { name: 'FLUX Fill' }).waitFor();
  return { context, page, wrong, origins };
}

/** Puts the sample on the easel. */
export async function takeSample(page) {
  await page.getByRole('button', { name: 'Take the sample' }).click();
  await page.getByRole('application').waitFor();
}

/** Opens a file. */
export async function openFile(page, file) {
  await page.locator('.drop input[type=file]').setInputFiles(file);
  await page.getByRole('application', { name: file.name ?? '' }).waitFor();
}

/** Where a point of the picture is on the screen, with all of the picture in view. */
export async function onScreen(page, picture, x, y) {
  await page.getByRole('application').scrollIntoViewIfNeeded();
  const box = await page.getByRole('application').boundingBox();
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  return {
    x: box.x + (box.width - picture.width * scale) / 2 + x * scale,
    y: box.y + (box.height - picture.height * scale) / 2 + y * scale,
  };
}

/** Draws with the mouse along some points of the picture. */
export async function draw(page, picture, points) {
  for (const [i, [x, y]] of points.entries()) {
    const at = await onScreen(page, picture, x, y);
    await page.mouse.move(at.x, at.y, { steps: i ? 8 : 1 });
    if (i === 0) {
      await page.mouse.down();
    }
  }
  await page.mouse.up();
}

/** Chooses a tool, or presses another button above or below the picture. */
export function press(page, name) {
  return page.locator('.painter').getByRole('button', { name, exact: true }).click();
}

/** Submits, and gives the card of the task. */
export async function fill(page, prompt) {
  await page.getByLabel('Prompt', { exact: true }).fill(prompt);
  await page.getByRole('button', { name: 'Fill', exact: true }).click();
  return page.getByRole('article', { name: prompt }).first();
}

export const SAMPLE = { width: 480, height: 320 };

/** Around the rocket of the sample. */
const ROCKET = [[222, 60], [240, 60], [240, 260]];

/** Paints over the rocket of the sample. */
export function drawRocket(page) {
  return draw(page, SAMPLE, ROCKET);
}

/** Takes the sample, and paints over its rocket. */
export async function paintRocket(page) {
  await takeSample(page);
  await drawRocket(page);
}
