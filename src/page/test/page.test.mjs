// The page in a browser, against the function and the stand-in for BFL of `./mvnw quarkus:dev`, which has to run.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { draw, drawRocket, fill, onScreen, openBrowser, openFile, openPage, PAGE, paintRocket, press, SAMPLE, takeSample } from './support/browser.mjs';
import { at, downloaded, makePicture, pixelsOf, turned } from './support/pixels.mjs';

const SLOW = { timeout: 30_000 };
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** Opens the page for a test, and closes it. Nothing may go wrong in it but what is expected to. */
function onPage(name, run, { expected = [], ...options } = {}) {
  test(name, async () => {
    const opened = await openPage(browser, options);
    try {
      await run(opened);
      const unexpected = opened.wrong.filter((message) => !expected.some((words) => message.includes(words)));
      assert.deepEqual(unexpected, []);
    } finally {
      await opened.context.close();
    }
  });
}

/** The finished picture of a task. */
function result(page, card) {
  return downloaded(page, card.getByRole('link', { name: 'Download' }));
}

/** The mask that is sent with a task, as it can be taken away. */
async function sentMask(page, card) {
  await card.getByRole('button', { name: 'Take it away' }).click();
  const file = await downloaded(page, page.getByRole('dialog').getByRole('link', { name: 'mask.png' }));
  await page.keyboard.press('Escape');
  return file;
}

/** The mask that is painted now: sent to nobody, as the function refuses the request for its steps. */
async function paintedMask(page) {
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/v1/flux')),
    page.getByRole('button', { name: 'Fill', exact: true }).click(),
  ]);
  const { mask } = sent.postDataJSON();
  return pixelsOf(browser, Buffer.from(mask, 'base64'), 'image/png');
}

/** With a wrong number of steps, every request is refused, and its mask can be looked at for nothing. */
async function refuseAll(page) {
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Steps').fill('1');
}

describe('from a picture to a picture', () => {
  onPage('what is painted is what changes, and nothing else', async ({ page, origins }) => {
    await paintRocket(page);
    const card = await fill(page, 'An empty launch pad, whole');
    await card.getByText('Submitted. BFL says').waitFor();
    await card.getByText('Ready after').waitFor(SLOW);
    assert.match(await card.locator('dl').innerText(), /Seed\s+\d+[\s\S]*Cost\s+5 credits[\s\S]*whole/);

    assert.equal(await card.getByRole('link', { name: 'Download' }).getAttribute('download'), 'photo-filled.jpeg');
    const filled = await result(page, card);
    const sent = await sentMask(page, card);
    const photo = await readFile(new URL('../../../infra/events/photo.jpeg', import.meta.url));
    const [one, other, mask] = await Promise.all([
      pixelsOf(browser, photo, 'image/jpeg'),
      pixelsOf(browser, filled, 'image/jpeg'),
      pixelsOf(browser, sent, 'image/png'),
    ]);
    assert.deepEqual([other.width, other.height], [480, 320]);
    let changed = 0;
    for (let y = 0; y < 320; y++) {
      for (let x = 0; x < 480; x++) {
        const distance = Math.max(...at(one, x, y).map((value, i) => Math.abs(value - at(other, x, y)[i])));
        // Chroma is stored for two by two pixels, in blocks of 16, and shown with that of the neighbours.
        const near = [-17, 0, 17].some((dx) =>
          [-17, 0, 17].some((dy) => at(mask, Math.min(479, Math.max(0, x + dx)), Math.min(319, Math.max(0, y + dy)))[0] > 0),
        );
        assert.ok(near || distance === 0, `${x}, ${y} has changed by ${distance}, and is not painted`);
        changed += distance > 20 && at(mask, x, y)[0] === 255 ? 1 : 0;
      }
    }
    assert.ok(changed > 1000, `only ${changed} pixels have changed where the rocket was`);
    assert.deepEqual([...origins].sort(), [new URL(PAGE).origin, 'http://localhost:3010']);
  });

  onPage('a picture of BFL\'s own is given back where the whole one is not wanted', async ({ page }) => {
    await paintRocket(page);
    await page.getByLabel('Give the whole picture back').uncheck();
    const card = await fill(page, 'BFL\'s own picture');
    await card.getByText('Ready after').waitFor(SLOW);
    assert.doesNotMatch(await card.locator('dl').innerText(), /whole/);
  });

  onPage('the result is the next picture, and another seed is another task', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'Again and again');
    await card.getByRole('button', { name: 'Look' }).waitFor(SLOW);
    await card.getByRole('button', { name: 'Fill again from here' }).click();
    await page.getByRole('application', { name: 'photo-filled.jpeg, 480 by 320 pixels, painted over in part' }).waitFor();
    await card.getByRole('button', { name: 'Again with another seed' }).click();
    await page.getByRole('article', { name: 'Again and again' }).nth(1).waitFor();
    const ids = await page.locator('article dl').allInnerTexts();
    assert.equal(new Set(ids.map((text) => /Id\s+(\S+)/.exec(text)?.[1])).size, 2);
  });

  onPage('two pictures are compared by slider, side by side, at 100 % and by their differences', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'To be compared');
    await card.getByRole('button', { name: 'Look' }).click(SLOW);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('slider').fill('100');
    assert.match(await dialog.getByAltText('After').evaluate((image) => image.style.clipPath), /100%/);
    await dialog.getByRole('button', { name: 'Side by side' }).click();
    assert.equal(await dialog.getByRole('img').count(), 2);
    await dialog.getByRole('button', { name: '100 %' }).click();
    assert.equal((await dialog.getByAltText('After').boundingBox()).width, 480);
    await dialog.getByRole('button', { name: 'Differences' }).click();
    const canvas = dialog.locator('canvas');
    await page.waitForFunction(() => document.querySelector('.differences')?.width === 480);
    const [corner, rocket] = await canvas.evaluate((element) =>
      [[5, 5], [240, 160]].map(([x, y]) => [...element.getContext('2d').getImageData(x, y, 1, 1).data]),
    );
    assert.deepEqual(corner, [0, 0, 0, 255]);
    assert.ok(Math.max(...rocket.slice(0, 3)) > 100, String(rocket));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('the mask', () => {
  onPage('brush, eraser, rectangle and lasso paint white on black', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    await press(page, 'Rectangle');
    await draw(page, SAMPLE, [[100, 100], [200, 200]]);
    await press(page, 'Lasso');
    await draw(page, SAMPLE, [[300, 100], [400, 100], [400, 200], [300, 200]]);
    await press(page, 'Erase');
    await press(page, 'Brush');
    await draw(page, SAMPLE, [[150, 100], [150, 200]]);
    const mask = await paintedMask(page);
    assert.deepEqual([mask.width, mask.height], [480, 320]);
    assert.deepEqual(at(mask, 105, 190), [255, 255, 255, 255]);
    assert.deepEqual(at(mask, 350, 150), [255, 255, 255, 255]);
    assert.deepEqual(at(mask, 150, 150), [0, 0, 0, 255]);
    assert.deepEqual(at(mask, 20, 20), [0, 0, 0, 255]);
  }, { expected: ['422'] });

  onPage('a soft brush fades, a hard one does not', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    await page.getByLabel('Size', { exact: true }).fill('100');
    await page.getByLabel('Hardness').fill('0');
    await draw(page, SAMPLE, [[100, 160], [100, 160]]);
    await page.getByLabel('Hardness').fill('1');
    await draw(page, SAMPLE, [[300, 160], [300, 160]]);
    const mask = await paintedMask(page);
    const soft = at(mask, 125, 160)[0];
    assert.ok(soft > 100 && soft < 160, `half way to the edge: ${soft}`);
    assert.equal(at(mask, 345, 160)[0], 255);
    assert.equal(at(mask, 355, 160)[0], 0);
  }, { expected: ['422'] });

  onPage('it is inverted, widened, softened and cleared, and all of it is taken back and done again', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    await press(page, 'Rectangle');
    await draw(page, SAMPLE, [[100, 100], [200, 200]]);
    await press(page, 'Grow');
    let mask = await paintedMask(page);
    assert.deepEqual([at(mask, 94, 150)[0], at(mask, 88, 150)[0]], [255, 0]);
    await press(page, 'Feather');
    mask = await paintedMask(page);
    assert.ok(at(mask, 92, 150)[0] > 80 && at(mask, 92, 150)[0] < 180, String(at(mask, 92, 150)));
    await press(page, 'Invert');
    mask = await paintedMask(page);
    assert.deepEqual([at(mask, 150, 150)[0], at(mask, 10, 10)[0]], [0, 255]);
    await press(page, 'Clear');
    await page.getByRole('application', { name: 'nothing painted yet' }).waitFor();
    for (let i = 0; i < 4; i++) {
      await press(page, 'Undo');
    }
    mask = await paintedMask(page);
    assert.deepEqual([at(mask, 105, 150)[0], at(mask, 94, 150)[0]], [255, 0]);
    await press(page, 'Redo');
    mask = await paintedMask(page);
    assert.equal(at(mask, 94, 150)[0], 255);
  }, { expected: ['422'] });

  onPage('it is painted with the keyboard alone', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    await page.getByRole('application').focus();
    await page.keyboard.press('b');
    await page.keyboard.press('Space');
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Space');
    await page.getByRole('application', { name: 'painted over in part' }).waitFor();
    let mask = await paintedMask(page);
    assert.equal(at(mask, 245, 160)[0], 255);
    await page.getByRole('application').focus();
    await page.keyboard.press('Control+z');
    await page.getByRole('application', { name: 'nothing painted yet' }).waitFor();
    await page.keyboard.press('Control+y');
    mask = await paintedMask(page);
    assert.equal(at(mask, 245, 160)[0], 255);
  }, { expected: ['422'] });

  onPage('a finger paints; a second one zooms, and takes back what the first has painted', async ({ page, context }) => {
    await takeSample(page);
    const devtools = await context.newCDPSession(page);
    const touch = (type, points) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    const one = await onScreen(page, SAMPLE, 240, 100);
    const other = await onScreen(page, SAMPLE, 240, 200);
    await touch('touchStart', [one]);
    await touch('touchMove', [{ x: one.x + 10, y: one.y }]);
    await touch('touchStart', [{ x: one.x + 10, y: one.y }, other]);
    await touch('touchMove', [{ x: one.x + 10, y: one.y - 30 }, { x: other.x, y: other.y + 30 }]);
    await touch('touchEnd', []);
    await page.getByRole('application', { name: 'nothing painted yet' }).waitFor();
    await press(page, 'Fit');
    await touch('touchStart', [await onScreen(page, SAMPLE, 240, 100)]);
    await touch('touchMove', [await onScreen(page, SAMPLE, 240, 200)]);
    await touch('touchEnd', []);
    await page.getByRole('application', { name: 'painted over in part' }).waitFor();
  }, { hasTouch: true, viewport: { width: 360, height: 740 } });

  onPage('zoom and move change what is seen, and not where one paints', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    const middle = await onScreen(page, SAMPLE, 240, 160);
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await press(page, 'Rectangle');
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 100, middle.y + 100, { steps: 4 });
    await page.mouse.up();
    const mask = await paintedMask(page);
    assert.equal(at(mask, 245, 165)[0], 255);
    // About a third of what it is without zoom.
    assert.equal(at(mask, 290, 165)[0], 0);
  }, { expected: ['422'] });

  onPage('one of one\'s own is loaded, whether its strokes are white or opaque, and scaled where it must be', async ({ page }) => {
    await takeSample(page);
    await refuseAll(page);
    const load = (buffer, type = 'image/png') =>
      page.locator('.painter input[type=file]').setInputFiles({ name: 'mask.png', mimeType: type, buffer });
    await load(await readFile(new URL('../../../infra/events/mask.png', import.meta.url)));
    let mask = await paintedMask(page);
    assert.deepEqual([at(mask, 240, 200)[0], at(mask, 20, 20)[0]], [255, 0]);
    await load(await makePicture(browser, { width: 240, height: 160, clear: [0, 0, 120, 160] }));
    await page.getByText('The mask was 240x160').waitFor();
    mask = await paintedMask(page);
    assert.equal(at(mask, 20, 20)[0], 0);
    assert.ok(at(mask, 400, 20)[0] > 50);
  }, { expected: ['422'] });

  onPage('the transparent parts of a picture are taken over', async ({ page }) => {
    await openFile(page, { name: 'hole.png', mimeType: 'image/png', buffer: await makePicture(browser, { width: 300, height: 200, clear: [50, 50, 100, 100] }) });
    await refuseAll(page);
    await press(page, 'Take the transparent parts');
    const mask = await paintedMask(page);
    assert.deepEqual([at(mask, 100, 100)[0], at(mask, 10, 10)[0]], [255, 0]);
  }, { expected: ['422'] });
});

describe('pictures', () => {
  onPage('a large one goes to S3 first', async ({ page }) => {
    const buffer = await makePicture(browser, { width: 2000, height: 1200, noise: true });
    assert.ok(buffer.length > 5_000_000);
    await openFile(page, { name: 'large.png', mimeType: 'image/png', buffer });
    await press(page, 'Rectangle');
    await draw(page, { width: 2000, height: 1200 }, [[900, 500], [1100, 700]]);
    const submit = page.waitForRequest((request) => request.url().includes('/v1/flux'));
    const card = await fill(page, 'A large one');
    assert.match((await submit).postDataJSON().image, /^s3:\/\//);
    await card.getByText('Ready after').waitFor({ timeout: 60_000 });
    const filled = await pixelsOf(browser, await result(page, card), 'image/png');
    assert.deepEqual([filled.width, filled.height], [2000, 1200]);
  });

  for (const whole of [true, false]) {
    onPage(`one that EXIF turns is painted and comes back upright, ${whole ? 'whole' : 'as BFL gives it'}`, async ({ page }) => {
      const buffer = turned(await makePicture(browser, { width: 320, height: 200, type: 'image/jpeg' }));
      await openFile(page, { name: 'turned.jpeg', mimeType: 'image/jpeg', buffer });
      await page.getByRole('application', { name: '200 by 320 pixels' }).waitFor();
      await draw(page, { width: 200, height: 320 }, [[100, 100], [100, 200]]);
      await page.getByLabel('Give the whole picture back').setChecked(whole);
      const card = await fill(page, 'Upright');
      await card.getByText('Ready after').waitFor(SLOW);
      const filled = await pixelsOf(browser, await result(page, card), 'image/jpeg');
      assert.deepEqual([filled.width, filled.height], [200, 320]);
    });
  }

  onPage('a WebP is filled, and is not promised back whole', async ({ page }) => {
    await openFile(page, { name: 'one.webp', mimeType: 'image/webp', buffer: await makePicture(browser, { width: 300, height: 200, type: 'image/webp' }) });
    await draw(page, { width: 300, height: 200 }, [[100, 100], [150, 100]]);
    assert.ok(await page.getByLabel('Give the whole picture back').isDisabled());
    const submit = page.waitForRequest((request) => request.url().includes('/v1/flux'));
    await fill(page, 'A WebP');
    assert.equal((await submit).postDataJSON().preserve, false);
    // The stand-in reads no WebP; that the function takes it is told by what comes back.
    assert.notEqual((await (await submit).response()).status(), 413);
  }, { expected: ['status of'] });

  onPage('what is no picture is told of, and is not opened', async ({ page }) => {
    await page.locator('.drop input[type=file]').setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.getByRole('alert').filter({ hasText: 'letter.pdf is no JPEG, PNG or WebP picture.' }).waitFor();
    await page.locator('.drop input[type=file]').setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('PNG') });
    await page.getByRole('alert').filter({ hasText: 'broken.png cannot be read' }).waitFor();
  });

  onPage('one is dropped onto the page', async ({ page }) => {
    const base64 = (await makePicture(browser, { width: 90, height: 60 })).toString('base64');
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }));
      return transfer;
    }, base64);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
    await page.getByRole('application', { name: 'dropped.png, 90 by 60 pixels' }).waitFor();
  });
});

describe('what goes wrong', () => {
  onPage('every fault of a form is told at its field, in the function\'s words', async ({ page }) => {
    await paintRocket(page);
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('With a finetuned model').check();
    const wrong = {
      finetune_strength: ['3', 'less than or equal to 2'],
      steps: ['fifty', 'valid integer'],
      guidance: ['1', 'greater than or equal to 1.5'],
      seed: ['1.5', 'valid integer'],
      safety_tolerance: ['7', 'less than or equal to 6'],
      webhook_url: ['nowhere', 'valid URL'],
    };
    for (const [field, [value]] of Object.entries(wrong)) {
      await page.locator(`#${field}`).fill(value);
    }
    await page.getByRole('button', { name: 'Fill', exact: true }).click();
    for (const [field, [, words]] of Object.entries(wrong)) {
      await page.locator(`#${field}-fault`).filter({ hasText: words }).waitFor();
      assert.equal(await page.locator(`#${field}`).getAttribute('aria-invalid'), 'true');
    }
    await page.locator('#finetune_id-fault').filter({ hasText: 'required' }).waitFor();
    assert.equal(await page.getByRole('article').count(), 0);
  }, { expected: ['422'] });

  onPage('a mask that paints nothing is told of before anything is paid', async ({ page }) => {
    await takeSample(page);
    await page.getByRole('button', { name: 'Fill', exact: true }).click();
    await page.getByText(/^mask: .*black/).waitFor();
  }, { expected: ['422'] });

  onPage('without a picture nothing is sent', async ({ page }) => {
    await page.getByRole('button', { name: 'Fill', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Open a picture first' }).waitFor();
  });

  onPage('a page that is left in mid-wait goes on with its task', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'Left in mid-wait');
    await card.getByText('Submitted. BFL says').waitFor();
    const id = await card.locator('dd').first().innerText();
    await page.reload();
    await card.getByText('Ready after').waitFor(SLOW);
    assert.match(await card.locator('dl').innerText(), new RegExp(id));
    await page.reload();
    await card.getByRole('button', { name: 'Look' }).waitFor();
    await card.getByRole('button', { name: 'Forget' }).click();
    await page.reload();
    await page.getByText('What you fill shows up here').waitFor();
  });

  onPage('a page that is left before the answer asks again with the same key', async ({ page }) => {
    await paintRocket(page);
    let answered;
    await page.route('**/v1/flux-pro-1.0-fill', async (route) => {
      answered = await (await route.fetch()).json();
      await route.abort();
    });
    const card = await fill(page, 'Answer lost');
    await card.getByText('Perhaps submitted, perhaps not').waitFor();
    await page.unroute('**/v1/flux-pro-1.0-fill');
    await page.reload();
    await card.getByRole('button', { name: 'Send again' }).click();
    await card.getByText('Ready after').waitFor(SLOW);
    assert.match(await card.locator('dl').innerText(), new RegExp(answered.id));
  }, { expected: ['ERR_FAILED'] });

  onPage('BFL\'s 429 is told, and the same request goes through later', async ({ page }) => {
    await paintRocket(page);
    let first = true;
    await page.route('**/v1/flux-pro-1.0-fill', (route) => {
      if (!first) {
        return route.continue();
      }
      first = false;
      const body = { detail: 'BFL takes no more tasks at the moment.', type: 'FluxFill.RateLimited' };
      return route.fulfill({ status: 429, headers: { 'retry-after': '2' }, json: body });
    });
    const card = await fill(page, 'Too many');
    await card.getByText('BFL takes no more tasks at the moment. It may go well in 2 s.').waitFor();
    await card.getByRole('button', { name: 'Send again' }).click();
    await card.getByText('Ready after').waitFor(SLOW);
  }, { expected: ['429'] });

  onPage('BFL\'s own 429 reaches the page', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'Never [429]');
    await card.getByRole('button', { name: 'Send again' }).waitFor(SLOW);
    await card.getByRole('button', { name: 'Forget' }).click();
  }, { expected: ['429'] });

  onPage('moderation is told in BFL\'s words, and that it is not charged', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'Withheld [moderated content]');
    await card.getByText(/BFL says: Content Moderated\..*It is not charged\./).waitFor(SLOW);
  }, { expected: ['422'] });

  onPage('while the network is lost it says so, and goes on by itself', async ({ page, context }) => {
    await paintRocket(page);
    const card = await fill(page, 'Network lost');
    await card.getByText('Submitted. BFL says').waitFor();
    await context.setOffline(true);
    await card.getByText('There is no connection to the function.').waitFor(SLOW);
    await context.setOffline(false);
    await card.getByText('Ready after').waitFor(SLOW);
  }, { expected: ['ERR_INTERNET_DISCONNECTED'] });

  onPage('a key that is refused is told of at the key', async ({ page }) => {
    await paintRocket(page);
    await page.getByLabel('Key', { exact: true }).fill('wrong');
    const keys = [];
    // As API Gateway answers it: quarkus:dev takes any key.
    await page.route('**/v1/flux-pro-1.0-fill', (route) => {
      keys.push(route.request().headers()['x-key']);
      return keys.length > 1
        ? route.continue()
        : route.fulfill({ status: 403, json: { detail: 'Not authenticated - Invalid Authentication' } });
    });
    await fill(page, 'With a key');
    await page.getByRole('alert').filter({ hasText: 'The function takes no such key.' }).waitFor();
    assert.equal(await page.getByLabel('Key', { exact: true }).getAttribute('aria-invalid'), 'true');
    assert.equal(await page.getByRole('article').count(), 0);
    await page.getByLabel('Key', { exact: true }).fill('right');
    await page.getByRole('button', { name: 'Fill', exact: true }).click();
    await page.getByText('Submitted. BFL says').waitFor();
    assert.deepEqual(keys, ['wrong', 'right']);
  }, { expected: ['403'] });

  onPage('who stops watching learns that it is paid, and may watch again', async ({ page }) => {
    await paintRocket(page);
    const card = await fill(page, 'No longer watched');
    await card.getByRole('button', { name: 'Stop watching' }).click();
    await page.getByRole('dialog').getByText('BFL works on and charges for it').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop watching' }).click();
    await card.getByRole('button', { name: 'Watch again' }).click();
    await card.getByText('Ready after').waitFor(SLOW);
  });
});

describe('the key', () => {
  onPage('it is gone with the tab, unless it is to be kept, and goes nowhere but to this origin', async ({ page, context }) => {
    const elsewhere = [];
    page.on('request', (request) => {
      const headers = JSON.stringify(request.headers());
      if (new URL(request.url()).origin !== new URL(PAGE).origin && (headers + request.url()).includes('secret-key')) {
        elsewhere.push(request.url());
      }
    });
    await page.getByLabel('Key', { exact: true }).fill('secret-key');
    await paintRocket(page);
    const card = await fill(page, 'With a key of one\'s own');
    await card.getByRole('button', { name: 'Look' }).waitFor(SLOW);
    assert.deepEqual(elsewhere, []);
    await page.reload();
    assert.equal(await page.getByLabel('Key', { exact: true }).inputValue(), 'secret-key');
    const tab = await context.newPage();
    await tab.goto(PAGE);
    assert.equal(await tab.getByLabel('Key', { exact: true }).inputValue(), '');
    await page.getByLabel('keep in this browser').check();
    await tab.reload();
    assert.equal(await tab.getByLabel('Key', { exact: true }).inputValue(), 'secret-key');
  });
});

describe('for everybody', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 1440]) {
      onPage(`axe finds nothing in any state, ${colorScheme}, ${width} pixels wide`, async ({ page }) => {
        const check = async (state) => {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
          assert.deepEqual(told, [], state);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${state} scrolls sideways`);
        };
        await check('empty');
        await takeSample(page);
        await page.getByText('Keys and fingers').click();
        await drawRocket(page);
        await check('painted');
        await page.getByText('More', { exact: true }).click();
        await page.getByLabel('With a finetuned model').check();
        await page.getByRole('button', { name: 'Fill', exact: true }).click();
        await page.locator('#finetune_id-fault').filter({ hasText: 'required' }).waitFor();
        await check('faults');
        await page.getByLabel('With a finetuned model').uncheck();
        const card = await fill(page, 'For everybody');
        await card.getByText('Submitted').waitFor();
        await check('waiting');
        await card.getByRole('button', { name: 'Look' }).click(SLOW);
        for (const way of ['Slider', 'Side by side', '100 %', 'Differences']) {
          await page.getByRole('dialog').getByRole('button', { name: way }).click();
          await check(way);
        }
        await page.keyboard.press('Escape');
        await card.getByRole('button', { name: 'Take it away' }).click();
        await check('take away');
      }, { colorScheme, viewport: { width, height: 800 }, expected: ['422'], bypassCSP: true });
    }
  }
});
