// What the page gives to take away, run as it is: by curl, the AWS CLI, Node.js, Python, and the workflow itself. Each must lead to
// the same task, which is paid once.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { fill, openBrowser, openPage, paintRocket } from './support/browser.mjs';
import { startLambda } from './support/lambda.mjs';
import { downloaded } from './support/pixels.mjs';

const run = promisify(execFile);
/** With all that a shell, JSON or Python could stumble over. */
const PROMPT = `A pad's "empty" top, $HOME \\ 100 % of it, rocket's gone: ''' und größer`;

let browser;
let lambda;
let folder;
let page;
let context;
let id;
let env;

before(async () => {
  browser = await openBrowser();
  lambda = await startLambda();
  folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  env = {
    ...process.env,
    FLUX_FILL_KEY: 'any',
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_DEFAULT_REGION: 'eu-central-1',
  };
  ({ page, context } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] }));
  await paintRocket(page);
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Seed').fill('7');
  await page.getByLabel('Prompt upsampling').check();
  const card = await fill(page, PROMPT);
  await card.getByText('Ready after').waitFor({ timeout: 30_000 });
  id = /Id\s+(\S+)/.exec(await card.locator('dl').innerText())[1];
  await card.getByRole('button', { name: 'Take it away' }).click();
  const dialog = page.getByRole('dialog');
  for (const name of ['photo.jpeg', 'mask.png']) {
    await writeFile(join(folder, name), await downloaded(page, dialog.getByRole('link', { name })));
  }
});

after(async () => {
  lambda.close();
  await browser.close();
  await rm(folder, { recursive: true });
});

/** The snippet, as the button copies it. */
async function copied(name) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  const put = dialog.getByRole('button', { name: 'Put the pictures into S3' });
  if (await put.isVisible()) {
    await put.click();
  }
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByText('Copied.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function ran(program, args) {
  const { stdout } = await run(program, args, { cwd: folder, env, timeout: 60_000 });
  return stdout;
}

describe('what is taken away', () => {
  test('the curl command gives the same task', async () => {
    const answer = JSON.parse(await ran('bash', ['-c', await copied('curl')]));
    assert.deepEqual([answer.id, answer.status], [id, 'Ready']);
  });

  test('the command for the AWS CLI gives the same task', async () => {
    await ran('bash', ['-euc', await copied('AWS CLI')]);
    const answer = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8'));
    assert.deepEqual([answer.id, answer.status], [id, 'Ready']);
  });

  test('the JavaScript gives the same task', async () => {
    await writeFile(join(folder, 'fill.mjs'), await copied('JavaScript'));
    const answer = JSON.parse(await ran(process.execPath, ['fill.mjs']));
    assert.deepEqual([answer.id, answer.status], [id, 'Ready']);
  });

  test('the Python gives the same task', async () => {
    await writeFile(join(folder, 'fill.py'), await copied('Python'));
    const answer = JSON.parse(await ran('python3', ['fill.py']));
    assert.deepEqual([answer.id, answer.status], [id, 'Ready']);
  });

  test('the workflow gives the same task for its input', async () => {
    const input = JSON.parse(await copied('Step Functions'));
    assert.match(input.request.image, /^s3:\/\//);
    Object.assign(process.env, {
      FUNCTION: 'flux-fill',
      LAMBDA: lambda.url,
      RESULTS: 'quarkus-dev',
      S3_REGION: 'eu-central-1',
      S3_ACCESS_KEY: 'nobody',
      S3_SECRET_KEY: 'nothing',
    });
    const { run: execute, workflow } = await import('../../test/node/support/step-functions.mjs');
    const ended = await execute(await workflow('fill'), input);
    assert.equal(ended.cause, undefined);
    assert.deepEqual([ended.output.id, ended.output.status], [id, 'Ready']);
  });

  test('once the pictures are in S3, the other snippets name them there', async () => {
    const curl = await copied('curl');
    assert.match(curl, /s3:\/\/quarkus-dev\/uploads\//);
    const answer = JSON.parse(await ran('bash', ['-c', curl]));
    assert.equal(answer.id, id);
  });
});
