// What the interpreter does not know: a Distributed Map. It reads the manifest, runs the item's machine for every line, a
// few at a time, and writes the list of results, each as the definition says.
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from './places.mjs';
import { run, start } from './step-functions.mjs';

/** The machine of one item. */
export const itemMachine = definition => {
  const { StartAt, States } = map(definition).ItemProcessor;
  return { StartAt, States };
};

/** What the map would give to the item's machine for a line of the manifest. */
export async function itemInput(definition, input, line) {
  const prepared = await prepare(definition, input);
  return select(map(definition).ItemSelector, prepared, line);
}

/** Runs a whole batch: its result is that of the items' runs, by key, and how the batch ended. */
export async function runBatch(definition, input, options) {
  const state = map(definition);
  const prepared = await prepare(definition, input);
  const items = await manifest(await evaluate(state.ItemReader.Parameters, prepared)).catch(() => undefined);
  if (!items) {
    return { end: caught(state, 'States.ItemReaderFailed'), items: {} };
  }
  const ended = {};
  const waiting = [...items];
  const worker = async () => {
    for (let line = waiting.shift(); line; line = waiting.shift()) {
      ended[line.key] = await run(itemMachine(definition), await select(state.ItemSelector, prepared, line), options);
    }
  };
  const concurrency = at(state.MaxConcurrencyPath, prepared);
  await Promise.all(Array.from({ length: concurrency }, worker));
  await writeResults(await evaluate(state.ResultWriter.Parameters, prepared), ended);
  const failed = Object.values(ended).filter(item => item.error).length;
  const tolerated = at(state.ToleratedFailurePercentagePath, prepared);
  const end = (100 * failed) / items.length > tolerated ? caught(state, 'States.ExceedToleratedFailureThreshold') : 'Pictures';
  return { end, items: ended, concurrency };
}

const map = definition => definition.States.Pictures;

/** Runs the states before the map; what the map would take is the result. */
async function prepare(definition, input) {
  const before = { ...definition, States: { ...definition.States, Pictures: { Type: 'Succeed' } } };
  return start(before, input).result;
}

/** Evaluates a payload template, by a machine that does nothing else. */
function evaluate(template, input, context) {
  const machine = { StartAt: 'Evaluate', States: { Evaluate: { Type: 'Pass', Parameters: template, End: true } } };
  return start(machine, input, { context }).result;
}

function select(selector, prepared, line) {
  return evaluate(selector, prepared, { Map: { Item: { Index: 0, Value: line } } });
}

async function manifest({ Bucket, Key }) {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = await object.Body.transformToString();
  return text.split('\n').filter(Boolean).map(line => JSON.parse(line));
}

async function writeResults({ Bucket, Prefix }, ended) {
  const of = failed => Object.values(ended).filter(item => Boolean(item.error) === failed);
  const list = { SUCCEEDED: of(false).map(item => item.output), FAILED: of(true).map(({ error, cause }) => ({ error, cause })) };
  await s3.send(new PutObjectCommand({ Bucket, Key: `${Prefix}/manifest.json`, Body: JSON.stringify(list) }));
}

const at = (path, input) => path.split('.').slice(1).reduce((value, key) => value[key], input);

const caught = (state, error) => state.Catch.find(({ ErrorEquals }) => ErrorEquals.includes(error)).Next;
