// The workflows against the real function, in the cases that decide whether money or a picture is lost.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { itemInput, itemMachine, runBatch } from './support/distributed-map.mjs';
import { charged, inputs, projectFile, prompt, results, s3 } from './support/places.mjs';
import { run, start, TaskError, workflow } from './support/step-functions.mjs';

const startedAt = Date.now();
const image = `s3://${inputs}/photo.jpeg`;
const mask = `s3://${inputs}/mask.png`;

/** A request; `words` are those that make the stand-in for BFL misbehave. */
const request = (words = '') => ({ image, mask, prompt: `${prompt} ${words}`, seed: 7 });

const put = (Bucket, Key, Body) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function get(Bucket, Key) {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return object.Body.transformToByteArray();
}

/** The JSON at the end of a message. */
const told = cause => JSON.parse(cause.slice(cause.indexOf(' {') + 1));

/** The task's handle in a function error. */
const handleIn = cause => told(JSON.parse(cause).errorMessage);

/** The states between those that every picture goes through. */
const made = ['Wait', 'Check', 'IsFinished', 'Done'];

/** What Lambda tells where the function may have run: nobody knows whether it has submitted. */
const inDoubt = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.Timeout',
];

/** What Lambda, or the function's own start, tells where the function's code has not seen the request. */
const neverStarted = [
  'FluxFill.Misconfigured',
  'Runtime.InvalidEntrypoint',
  'Runtime.InvalidWorkingDir',
  'Lambda.ResourceNotReadyException',
  'Lambda.RequestTooLargeException',
  'Lambda.InvalidZipFileException',
  'Lambda.EC2ThrottledException',
  'Lambda.ENILimitReachedException',
  'Lambda.KMSAccessDeniedException',
];

let fill;
let batch;

before(async () => {
  await put(inputs, 'photo.jpeg', await projectFile('infra/events/photo.jpeg'));
  await put(inputs, 'mask.png', await projectFile('infra/events/mask.png'));
  fill = await workflow('fill');
  batch = await workflow('fill-batch');
});

describe('fill', () => {
  it('makes a picture in seven steps, and keeps it in S3', async () => {
    const { result, ...paid } = await charged(() => run(fill, { request: request() }));

    assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', ...made]);
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
    const { id, output } = result.output;
    assert.deepEqual(result.output, { id, status: 'Ready', seed: 7, cost: 5, output });
    assert.equal(output.uri, `s3://${results}/pictures/${id}.jpeg`);
    const picture = await get(results, `pictures/${id}.jpeg`);
    assert.equal(createHash('sha256').update(picture).digest('hex'), output.sha256);
    const head = await s3.send(new HeadObjectCommand({ Bucket: results, Key: `pictures/${id}.jpeg` }));
    assert.equal(head.ContentType, 'image/jpeg');
    assert.equal(head.Metadata.id, id);
    assert.equal(head.Metadata.seed, '7');
  });

  it('gives the whole picture back where the request asks for it', async () => {
    const { path, output } = await run(fill, { request: { ...request(), preserve: true } });

    assert.deepEqual(path, ['Prepare', 'Admit', 'KeepWhole', 'IsOutputGiven', 'Submit', ...made]);
    assert.equal(output.output.uri, `s3://${results}/pictures/${output.id}-whole.jpeg`);
  });

  it('keeps the picture where the input says', async () => {
    const { path, output } = await run(fill, { request: request(), output: `s3://${results}/pictures/elsewhere` });

    assert.deepEqual(path, ['Prepare', 'Admit', 'UseGivenOutput', 'Submit', ...made]);
    assert.equal(output.output.uri, `s3://${results}/pictures/elsewhere/${output.id}.jpeg`);
  });

  it('lets no picture and no signed link travel on', async () => {
    const { output } = await run(fill, { request: request() });

    assert.doesNotMatch(JSON.stringify(output), /sample|sig=|[A-Za-z0-9+/]{100}/);
  });

  for (const [words, name] of [['[moderated request]', 'RequestModerated'], ['[moderated content]', 'ContentModerated']]) {
    it(`ends as moderated, without charge, for ${words}`, async () => {
      const { result, ...paid } = await charged(() => run(fill, { request: request(words) }));

      assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', 'Wait', 'Check', 'Moderated']);
      assert.equal(result.error, `FluxFill.${name}`);
      assert.deepEqual(paid, { accepted: 1, charged: 0 });
      assert.match(handleIn(result.cause).polling_url, /^http/);
    });
  }

  it('outlasts a rate limit that clears, and pays once', async () => {
    const { result, ...paid } = await charged(() => run(fill, { request: request('[429 twice]') }));

    assert.equal(result.end, 'Done');
    assert.deepEqual(result.retries, { Submit: 2 });
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  it('gives up on a rate limit that does not clear, and nothing is accepted', async () => {
    const { result, ...paid } = await charged(() => run(fill, { request: request('[429]') }));

    assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', 'NotSubmitted']);
    assert.equal(result.error, 'FluxFill.RateLimited');
    assert.deepEqual(result.retries, { Submit: 6 });
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  for (const words of ['[error]', '[failed]']) {
    it(`ends as failed, with the task's id, for ${words}`, async () => {
      const { path, error, cause } = await run(fill, { request: request(words) });

      assert.deepEqual(path, ['Prepare', 'Admit', 'Submit', 'Wait', 'Check', 'GenerationFailed']);
      assert.equal(error, 'FluxFill.GenerationFailed');
      assert.ok(handleIn(cause).id);
    });
  }

  it('ends at its deadline after ten minutes of waits, with what is needed to go on', async () => {
    const ended = await run(fill, { request: request('[stuck]') }, { waits: 1 });

    assert.equal(ended.end, 'DeadlinePassed');
    assert.equal(ended.error, 'DeadlinePassed');
    assert.ok(ended.lastInput.clock.waited >= 600 && ended.lastInput.clock.waited < 640, ended.lastInput.clock.waited);
    assert.equal(ended.path.filter(state => state === 'Submit').length, 1);
    const { id, polling_url: pollingUrl } = told(ended.cause);
    const again = await charged(() => run(fill, { request: { id, polling_url: pollingUrl } }, { waits: 1 }));
    assert.equal(again.result.end, 'DeadlinePassed');
    assert.equal(again.accepted, 0);
  });

  it('goes on with an earlier task, and pays nothing', async () => {
    const first = await run(fill, { request: request() });
    const { id, polling_url } = first.lastInput.submitted.task;
    const { result, ...paid } = await charged(() => run(fill, { request: { id, polling_url } }));

    assert.deepEqual(result.output, first.output);
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  it('bears polls that BFL does not answer, and a task that BFL does not know yet', async () => {
    const first = await run(fill, { request: request('[poll 503 twice]') });
    const second = await run(fill, { request: request('[not found first]') });

    assert.equal(first.end, 'Done');
    assert.equal(second.end, 'Done');
  });

  it('asks again and again for a picture that cannot be fetched, and does not lose its id', async () => {
    const { result, ...paid } = await charged(() => run(fill, { request: request('[picture gone]') }));

    assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', 'Wait', 'Check', 'OutputFailed']);
    assert.equal(result.error, 'FluxFill.OutputFailed');
    assert.deepEqual(result.retries, { Check: 8 });
    assert.match(handleIn(result.cause).polling_url, /id=/);
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  for (const [words, name] of [['[402]', 'InsufficientCredits'], ['[403]', 'Unauthorized']]) {
    it(`does not try again what BFL refuses with ${words}`, async () => {
      const { end, error, retries } = await run(fill, { request: request(words) });

      assert.equal(end, 'NotSubmitted');
      assert.equal(error, `FluxFill.${name}`);
      assert.deepEqual(retries, {});
    });
  }

  it('does not submit what breaks a rule', async () => {
    const { result, accepted } = await charged(() => run(fill, { request: { ...request(), steps: 51 } }));

    assert.equal(result.end, 'NotSubmitted');
    assert.equal(result.error, 'FluxFill.InvalidRequest');
    assert.equal(accepted, 0);
  });

  for (const [what, input] of [
    ['no request', {}],
    ['a webhook', { request: { image, mask, webhook_url: 'https://example.com' } }],
    ['a wait', { request: { image, mask, wait: 10 } }],
    ['an output inside the request', { request: { image, mask, output: `s3://${results}/there` } }],
  ]) {
    it(`refuses ${what} before anything is sent`, async () => {
      const { result, accepted } = await charged(() => run(fill, input));

      assert.equal(result.end, 'InputRefused');
      assert.equal(accepted, 0);
    });
  }

  it('does not repeat a submit whose answer is lost', async () => {
    const { result, ...paid } = await charged(() => run(fill, { request: request('[lost answer]') }));

    assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', 'SubmitUnknown']);
    assert.equal(result.error, 'FluxFill.SubmitUnknown');
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  for (const name of [...inDoubt, 'States.TaskFailed', 'FluxFill.Internal']) {
    it(`does not repeat a submit after ${name}: the function may have run`, async () => {
      const Submit = async (parameters, task) => {
        await task(parameters);
        throw new TaskError(name, 'planted');
      };
      const { result, ...paid } = await charged(() => run(fill, { request: request() }, { planted: { Submit } }));

      assert.deepEqual(result.path, ['Prepare', 'Admit', 'Submit', 'SubmitUnknown']);
      assert.equal(result.error, name);
      assert.deepEqual(paid, { accepted: 1, charged: 5 });
    });
  }

  for (const name of inDoubt) {
    it(`asks again for a task after ${name}, as that is free`, async () => {
      const { result, ...paid } = await charged(() => run(fill, { request: request() }, failing('Check', name, 2)));

      assert.equal(result.end, 'Done');
      assert.deepEqual(result.retries, { Check: 2 });
      assert.deepEqual(paid, { accepted: 1, charged: 5 });
    });
  }

  it('pays once for two executions with the same idempotency key', async () => {
    const again = { request: { ...request(), idempotency_key: unique('fill') } };
    const { result, ...paid } = await charged(() => Promise.all([run(fill, again), run(fill, again)]));

    assert.deepEqual(result[0].output, result[1].output);
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  it('repeats a submit that Lambda has not begun', async () => {
    const throttled = failing('Submit', 'Lambda.TooManyRequestsException', 2);
    const { result, ...paid } = await charged(() => run(fill, { request: request() }, throttled));

    assert.equal(result.end, 'Done');
    assert.deepEqual(result.retries, { Submit: 2 });
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  it('outlasts a version of the function that does not start, as the other one takes the next try', async () => {
    const bad = failing('Submit', 'FluxFill.Misconfigured', 2);
    const { result, ...paid } = await charged(() => run(fill, { request: request() }, bad));

    assert.equal(result.end, 'Done');
    assert.deepEqual(result.retries, { Submit: 2 });
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  for (const name of neverStarted) {
    it(`counts ${name} as not submitted: the request was never read`, async () => {
      const { end, error } = await run(fill, { request: request() }, failing('Submit', name, 99));

      assert.equal(end, 'NotSubmitted');
      assert.equal(error, name);
    });
  }

  it('asks again for a task after a version of the function that does not start', async () => {
    const { end, retries } = await run(fill, { request: request() }, failing('Check', 'FluxFill.Misconfigured', 2));

    assert.equal(end, 'Done');
    assert.deepEqual(retries, { Check: 2 });
  });

  for (const [name, tries] of [['Lambda.ServiceException', 8], ['FluxFill.Unauthorized', 0]]) {
    it(`names the task when it cannot be asked for: ${name}`, async () => {
      const ended = await run(fill, { request: request() }, failing('Check', name, 99));

      assert.equal(ended.end, 'CheckFailed');
      assert.equal(ended.error, name);
      assert.equal(ended.retries.Check ?? 0, tries);
      assert.match(told(ended.cause).polling_url, /id=/);
    });
  }
});

describe('fill-batch', () => {
  it('makes a picture for every line, records it, and writes the list of results', async () => {
    const lines = ['a', 'b', 'c'].map(key => ({ key, request: request(key) }));
    const { result, ...paid } = await charged(() => batchOf('three', lines));

    assert.equal(result.end, 'Pictures');
    assert.equal(result.concurrency, 2);
    assert.deepEqual(paid, { accepted: 3, charged: 15 });
    assert.deepEqual(result.items.a.path, ['Admit', 'ReadRecord', 'MakeKey', 'Submit', ...made, 'RecordReady']);
    const { output } = result.items.a;
    assert.equal(output.output.uri, `s3://${results}/pictures/${output.id}.jpeg`);
    assert.deepEqual(await record('three', 'a'), { end: 'Ready', key: 'a', picture: output });
    const list = JSON.parse(Buffer.from(await get(results, `batches/${unique('three')}/results/manifest.json`)));
    assert.equal(list.SUCCEEDED.length, 3);
  });

  it('does not pay again for what is done', async () => {
    const lines = ['a', 'b'].map(key => ({ key, request: request() }));
    const first = await batchOf('twice', lines);
    const { result, ...paid } = await charged(() => batchOf('twice', lines));

    assert.deepEqual(result.items.a.path, ['Admit', 'ReadRecord', 'DoneBefore']);
    assert.deepEqual(result.items.a.output, first.items.a.output);
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  it('does not pay again for what is accepted, when it was stopped right after that', async () => {
    const line = { key: 'a', request: request() };
    const { result, ...paid } = await charged(async () => {
      const stopped = start(itemMachine(batch), await itemInput(batch, { batch: unique('stopped') }, line), { waits: 60_000 });
      for await (const event of stopped.eventLogs) {
        if (event.type === 'StateExited' && event.state.name === 'Submit') {
          break;
        }
      }
      stopped.abort();
      await assert.rejects(stopped.result);
      return batchOf('stopped', [line]);
    });

    assert.equal(result.items.a.end, 'RecordReady');
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  for (const name of inDoubt) {
    it(`repeats a submit after ${name}, and pays once`, async () => {
      let lost = 1;
      const Submit = async (parameters, task) => {
        const answer = await task(parameters);
        if (lost-- > 0) {
          throw new TaskError(name, 'planted');
        }
        return answer;
      };
      const lines = [{ key: 'a', request: request() }];
      const { result, ...paid } = await charged(() => batchOf(`doubt-${name}`, lines, {}, { planted: { Submit } }));

      assert.equal(result.items.a.end, 'RecordReady');
      assert.deepEqual(paid, { accepted: 1, charged: 5 });
    });
  }

  it('pays once for a key that is twice in the manifest', async () => {
    const line = { key: 'a', request: request() };
    const { result, ...paid } = await charged(() => batchOf('double', [line, line]));

    assert.equal(result.items.a.end, 'RecordReady');
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  it('makes nothing without the table of the charge guard', async () => {
    const unguarded = await workflow('fill-batch', { GuardTable: 'none' });
    const { end, error } = await run(unguarded, { batch: 'unguarded' });

    assert.equal(end, 'NotGuarded');
    assert.equal(error, 'FluxFill.InvalidRequest');
  });

  it('does not lose the others by an item that fails', async () => {
    const lines = [
      { key: 'moderated', request: request('[moderated content]') },
      { key: 'wrong', request: { image } },
      { key: 'good', request: request() },
      { key: 'fine', request: request() },
    ];
    const { end, items } = await batchOf('mixed', lines);

    assert.equal(end, 'Pictures');
    assert.equal(items.moderated.end, 'Failed');
    assert.equal(items.moderated.error, 'FluxFill.ContentModerated');
    assert.equal(items.wrong.end, 'NotSubmitted');
    assert.ok(items.good.output.output.uri && items.fine.output.output.uri);
  });

  it('ends by its name when more fail than are tolerated', async () => {
    const lines = [{ key: 'wrong', request: { image } }, { key: 'good', request: request() }];

    assert.equal((await batchOf('half', lines)).end, 'Pictures');
    assert.equal((await batchOf('none', lines, { tolerated_failure_percentage: 0 })).end, 'TooManyFailures');
  });

  it('ends in the same way again where a task has failed, and pays nothing for that', async () => {
    const lines = [{ key: 'a', request: request('[error]') }];
    const first = await batchOf('failed', lines);
    const { result, ...paid } = await charged(() => batchOf('failed', lines));

    assert.deepEqual(first.items.a.path.slice(-2), ['Check', 'Failed']);
    assert.equal(result.items.a.end, 'Failed');
    assert.equal(result.items.a.error, 'FluxFill.GenerationFailed');
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  it('does not submit again what may have been paid', async () => {
    const lines = [{ key: 'a', request: request('[lost answer]') }];
    const first = await charged(() => batchOf('unknown', lines));
    const { result, ...paid } = await charged(() => batchOf('unknown', lines));

    assert.equal(first.result.items.a.end, 'SubmitUnknown');
    assert.equal(first.accepted, 1);
    assert.equal(result.items.a.end, 'SubmitUnknown');
    assert.equal(result.items.a.error, 'FluxFill.SubmitUnknown');
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  it('submits again what was not accepted', async () => {
    const lines = [{ key: 'a', request: request('[429]') }];
    const first = await batchOf('limited', lines);
    lines[0].request = request();
    const second = await batchOf('limited', lines);

    assert.equal(first.items.a.end, 'NotSubmitted');
    assert.equal(second.items.a.end, 'RecordReady');
  });

  it('tells of a picture that could not be recorded, and finds it in the next run', async () => {
    const lines = [{ key: 'a', request: request() }];
    const first = await batchOf('late', lines, {}, failing('RecordReady', 'S3.S3Exception', 99));
    const { result, ...paid } = await charged(() => batchOf('late', lines));

    assert.equal(first.items.a.end, 'DoneUnrecorded');
    assert.deepEqual(result.items.a.output, first.items.a.output);
    assert.deepEqual(paid, { accepted: 0, charged: 0 });
  });

  for (const name of neverStarted) {
    it(`leaves no record after ${name}, so that a mended deployment makes the picture`, async () => {
      const batchName = `never-${name}`;
      const lines = [{ key: 'a', request: request() }];
      const first = await batchOf(batchName, lines, {}, failing('Submit', name, 99));
      const second = await batchOf(batchName, lines);

      assert.equal(first.items.a.end, 'NotSubmitted');
      assert.equal(second.items.a.end, 'RecordReady');
    });
  }

  it('pays once for two executions at once, which both tell the picture', async () => {
    const line = { key: 'a', request: request() };
    const { result, ...paid } = await charged(() => Promise.all([batchOf('raced', [line]), batchOf('raced', [line])]));

    const [one, other] = result.map(({ items }) => items.a.output);
    assert.deepEqual(one, other);
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
    assert.deepEqual((await record('raced', 'a')).picture, one);
  });

  it('submits nothing when it cannot tell what is there already', async () => {
    const lines = [{ key: 'a', request: request() }];
    const { result, accepted } = await charged(() =>
      batchOf('unread', lines, {}, failing('ReadRecord', 'S3.S3Exception', 99)),
    );

    assert.equal(result.items.a.end, 'RecordNotRead');
    assert.equal(accepted, 0);
  });

  for (const [what, line] of [
    ['no key', { request: request() }],
    ['no request', { key: 'a' }],
    ['a key of the request\'s own', { key: 'a', request: { image, mask, idempotency_key: 'b' } }],
  ]) {
    it(`refuses a line with ${what} before anything is sent`, async () => {
      const { result, accepted } = await charged(async () =>
        run(itemMachine(batch), await itemInput(batch, { batch: 'refused' }, line)),
      );

      assert.equal(result.end, 'InputRefused');
      assert.equal(accepted, 0);
    });
  }

  it('keeps the pictures where the batch or the line says', async () => {
    const lines = [
      { key: 'a', request: request() },
      { key: 'b', request: request(), output: `s3://${results}/pictures/line` },
    ];
    const { items } = await batchOf('placed', lines, { output: `s3://${results}/pictures/batch` });

    assert.match(items.a.output.output.uri, new RegExp(`^s3://${results}/pictures/batch/`));
    assert.match(items.b.output.output.uri, new RegExp(`^s3://${results}/pictures/line/`));
  });

  it('reads the manifest that its input names', async () => {
    const manifest = `batches/${unique('named')}/other.jsonl`;
    await put(results, manifest, JSON.stringify({ key: 'a', request: request() }));
    const { items } = await runBatch(batch, { batch: unique('named'), manifest });

    assert.equal(items.a.end, 'RecordReady');
  });

  it('ends by its name without a manifest', async () => {
    assert.equal((await runBatch(batch, { batch: 'nowhere' })).end, 'ManifestNotRead');
  });
});

describe('the definitions', () => {
  it('retry a submit without a key after errors only that follow no submit', () => {
    assert.deepEqual(
      fill.States.Submit.Retry.flatMap(retrier => retrier.ErrorEquals),
      [
        'FluxFill.RateLimited',
        'FluxFill.Unavailable',
        'FluxFill.Misconfigured',
        'FluxFill.InProgress',
        'Lambda.TooManyRequestsException',
      ],
    );
  });

  it('give every task a time limit, retries with full jitter and a limit, and a catch for everything', () => {
    const states = [fill, itemMachine(batch)].flatMap(machine => Object.values(machine.States));
    for (const task of states.filter(state => state.Type === 'Task')) {
      assert.ok(task.TimeoutSeconds > 0);
      assert.ok(task.Retry.every(retrier => retrier.JitterStrategy === 'FULL' && retrier.MaxDelaySeconds > 0));
      assert.deepEqual(task.Catch.at(-1).ErrorEquals, ['States.ALL']);
    }
  });

  it('hand to S3 with a record what Step Functions is known to take, and no more', () => {
    const records = Object.values(itemMachine(batch).States).filter(({ Resource }) => Resource?.endsWith('s3:putObject'));
    for (const { Parameters } of records) {
      assert.deepEqual(Object.keys(Parameters).sort(), ['Body', 'Bucket', 'ContentType', 'Key.$']);
    }
    assert.equal(records.length, 1);
  });

  it('end by themselves, and the single fill not within a submit', () => {
    const { TimeoutSeconds, Retry: [retry] } = fill.States.Submit;
    const longest = (retry.MaxAttempts + 1) * TimeoutSeconds + retry.MaxAttempts * retry.MaxDelaySeconds;

    assert.ok(fill.TimeoutSeconds > longest, longest);
    assert.ok(batch.TimeoutSeconds > 0);
  });

  it('ask and wait in the batch as in the single fill', () => {
    const item = itemMachine(batch).States;
    const without = ({ Next, Catch, ...state }) => ({ ...state, caught: Catch?.map(({ ErrorEquals }) => ErrorEquals) });
    for (const name of ['Wait', 'Check', 'IsFinished', 'CountWait', 'TellTaskOfFailure', 'TellTaskOfDeadline']) {
      assert.deepEqual(without(item[name]), without(fill.States[name]), name);
    }
  });

  it('run the items of a batch as workflows that take each step once', () => {
    const { ProcessorConfig } = batch.States.Pictures.ItemProcessor;

    assert.deepEqual(ProcessorConfig, { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
  });
});

/** Makes the task of a state fail so many times before it does what it does. */
function failing(state, error, times) {
  let left = times;
  const task = (parameters, usual) => {
    if (left-- > 0) {
      throw new TaskError(error, 'planted');
    }
    return usual(parameters);
  };
  return { planted: { [state]: async (...call) => task(...call) } };
}

/** A batch's name, of this run alone: what an earlier one has left in S3 would change everything. */
const unique = name => `${name}-${startedAt}`;

async function batchOf(name, lines, more = {}, options = {}) {
  await put(results, `batches/${unique(name)}/manifest.jsonl`, lines.map(line => JSON.stringify(line)).join('\n'));
  return runBatch(batch, { batch: unique(name), ...more }, options);
}

async function record(name, key) {
  return JSON.parse(Buffer.from(await get(results, `batches/${unique(name)}/items/${key}.json`)));
}
