// The function's job as a plain Node.js handler: the standard library alone, in a runtime loop of its own. It checks what
// the function checks of a submit (without pydantic's leniency), submits over a connection that it keeps, and waits in the
// same rhythm. It has no S3, no retries, no log line and no metrics.
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const FILL = 'flux-pro-1.0-fill';
const FINETUNED = 'flux-pro-1.0-fill-finetuned';
const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 20_000_000;
const MARGIN = 1000;
const BFL = new URL(process.env.FLUX_FILL_BFL_URL);
const KEY = process.env.BFL_API_KEY;
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const bflAgent = new https.Agent({ keepAlive: true });
const runtimeAgent = new http.Agent({ keepAlive: true });

class InvalidRequest extends Error {
  constructor(faults) {
    const named = faults.slice(0, 5).map((fault) => `${fault.loc.at(-1)}: ${fault.msg}`).join('; ');
    super(`The request is not valid: ${named}.`);
    this.faults = faults;
  }
}

class Failure extends Error {
  constructor(name, message, status) {
    super(message);
    this.type = name;
    this.status = status;
  }
}

// Each check gives what is wrong with a value, or nothing.
const inRange = (value, least, most) => {
  if (!(value >= least)) return `Input should be greater than or equal to ${least}`;
  if (!(value <= most)) return `Input should be less than or equal to ${most}`;
};
const integer = (least = -Infinity, most = Infinity) => (value) =>
  Number.isInteger(value) ? inRange(value, least, most) : 'Input should be a valid integer';
const number = (least, most) => (value) =>
  typeof value === 'number' ? inRange(value, least, most) : 'Input should be a valid number';
const text = (value) => (typeof value === 'string' ? undefined : 'Input should be a valid string');
const boolean = (value) => (typeof value === 'boolean' ? undefined : 'Input should be a valid boolean');
const outputFormat = (value) =>
  ['jpeg', 'png', 'webp'].includes(value) ? undefined : "Input should be 'jpeg', 'png' or 'webp'";
const url = (value) => {
  if (typeof value !== 'string' || value.length < 1 || value.length > 2083) return 'URL should have 1 to 2083 characters';
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? undefined : 'Input should be a valid URL';
};

// Name, check, and whether null is allowed: always, for plain fill, or never.
const FIELDS = {
  image: [text, 'never'], mask: [text, 'always'], prompt: [text, 'plain'], steps: [integer(15, 50), 'plain'],
  prompt_upsampling: [boolean, 'plain'], seed: [integer(), 'always'], guidance: [number(1.5, 100), 'plain'],
  output_format: [outputFormat, 'always'], safety_tolerance: [integer(0, 6), 'never'],
  webhook_url: [url, 'always'], webhook_secret: [text, 'always'], user: [text, 'always'],
};
const FINETUNE_FIELDS = { ...FIELDS, finetune_id: [text, 'never'], finetune_strength: [number(0, 2), 'never'] };

// The request to send, or an exception with all faults. With own fields, unknown ones are faults, else they are dropped.
function checked(body, finetuned, own) {
  const faults = [];
  const fault = (field, msg) => faults.push({ type: 'value_error', loc: ['body', field], msg });
  const fields = finetuned ? FINETUNE_FIELDS : FIELDS;
  for (const required of finetuned ? ['image', 'finetune_id'] : ['image']) {
    if (!Object.hasOwn(body, required)) fault(required, 'Field required');
  }
  const request = {};
  for (const [field, [check, nullable]] of Object.entries(fields)) {
    if (!Object.hasOwn(body, field)) continue;
    const value = body[field];
    if (value === null && (nullable === 'always' || (nullable === 'plain' && !finetuned))) continue;
    const msg = check(value);
    if (msg) fault(field, msg);
    else request[field] = value;
  }
  const image = 'image' in request ? picture('image', request, fault) : undefined;
  const mask = 'mask' in request ? picture('mask', request, fault) : undefined;
  if (image && (body.mask ?? null) === null && !image.alpha) {
    fault('mask', 'Value error, is required: image has no alpha channel');
  }
  if (image && mask && (image.width !== mask.width || image.height !== mask.height)) {
    fault('mask', `Value error, must have the size of image, ${image.width}x${image.height}`);
  }
  for (const field of own ? Object.keys(body) : []) {
    if (!Object.hasOwn(fields, field) && !own.includes(field)) fault(field, 'Extra inputs are not permitted');
  }
  if (faults.length) throw new InvalidRequest(faults);
  return request;
}

// Buffer.from skips what is not base64, so the text is checked apart, and only the header is decoded.
function picture(field, request, fault) {
  const prefix = /^data:[^,]*;base64,/i.exec(request[field].slice(0, 200));
  if (prefix) request[field] = request[field].slice(prefix[0].length);
  const base64 = request[field];
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const digits = base64.length - padding;
  if ((padding ? base64.length % 4 !== 0 : digits % 4 === 1) || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    fault(field, 'Value error, must be base64 or a data: URI with base64');
    return undefined;
  }
  if (Math.floor((digits * 3) / 4) > MOST_BYTES) fault(field, `Value error, must have at most ${MOST_BYTES} bytes`);
  let header;
  try {
    const data = Buffer.from(base64.slice(0, 128 * 1024), 'base64');
    header = png(data) ?? jpeg(data) ?? webp(data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (!header?.width || !header.height) {
    fault(field, 'Value error, must be a PNG, JPEG or WebP picture with a readable header');
    return undefined;
  }
  if (header.width * header.height > MOST_PIXELS) fault(field, `Value error, must have at most ${MOST_PIXELS} pixels`);
  return header;
}

// These read past the end with a RangeError.
function png(data) {
  if (data.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || data.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const colour = data.readUInt8(25);
  let alpha = colour === 4 || colour === 6;
  for (let chunk = 33; !alpha && data.toString('latin1', chunk + 4, chunk + 8) !== 'IDAT'; chunk += 12 + data.readUInt32BE(chunk)) {
    alpha = data.toString('latin1', chunk + 4, chunk + 8) === 'tRNS';
  }
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), alpha };
}

function jpeg(data) {
  if (data.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let place = 2; ; ) {
    while (data.readUInt8(place) !== 0xff) place++;
    while (data.readUInt8(place) === 0xff) place++;
    const marker = data.readUInt8(place++);
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    if (marker === 0xd9 || marker === 0xda) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: data.readUInt16BE(place + 5), height: data.readUInt16BE(place + 3), alpha: false };
    }
    place += data.readUInt16BE(place);
  }
}

function webp(data) {
  if (data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  switch (data.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff, alpha: false };
    case 'VP8L': {
      const bits = data.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: ((bits >>> 28) & 1) === 1 };
    }
    case 'VP8X':
      return { width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1, alpha: (data[20] & 0x10) !== 0 };
    default:
      return undefined;
  }
}

// One exchange over HTTP: status, headers and the whole body.
function exchange(client, options, body) {
  return new Promise((resolve, reject) => {
    const request = client.request(options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function askBfl(method, path, body) {
  const headers = { 'x-key': KEY, 'content-type': 'application/json', ...(body && { 'content-length': body.length }) };
  const options = { agent: bflAgent, host: BFL.hostname, port: BFL.port || 443, method, path, headers };
  const answer = await exchange(https, options, body);
  return { status: answer.status, body: JSON.parse(answer.body) };
}

async function submit(endpoint, request) {
  let answer;
  try {
    answer = await askBfl('POST', `/v1/${endpoint}`, Buffer.from(JSON.stringify(request)));
  } catch (error) {
    throw new Failure('FluxFill.SubmitUnknown', `The answer was lost (${error.code ?? error.name}).`, 502);
  }
  if (answer.status !== 200) throw new Failure('FluxFill.SubmitUnknown', `BFL answered HTTP ${answer.status}.`, 502);
  return answer.body;
}

// Polls until the task is finished or the time is up; gives what was heard last.
async function waitFor(task, millis) {
  const polling = new URL(task.polling_url);
  const began = performance.now();
  let last = {};
  if (polling.origin !== BFL.origin) return last;
  for (;;) {
    const waited = performance.now() - began;
    const pause = Math.min(Math.max(waited / 10, 250), 5000) * (1 - 0.25 * Math.random());
    if (waited + pause >= millis) return last;
    await sleep(pause);
    last = (await askBfl('GET', polling.pathname + polling.search)).body;
    if (!['Pending', 'Reasoning', 'Generating'].includes(last.status)) return last;
  }
}

async function direct(event, millisLeft) {
  const finetuned = 'finetune_id' in event || 'finetune_strength' in event;
  const request = checked(event, finetuned, ['wait']);
  const wait = event.wait === true ? millisLeft / 1000 : (event.wait ?? 0);
  const msg = number(0, Infinity)(wait);
  if (msg) throw new InvalidRequest([{ type: 'value_error', loc: ['body', 'wait'], msg }]);
  const endpoint = finetuned ? FINETUNED : FILL;
  const accepted = await submit(endpoint, request);
  const result = { id: accepted.id, endpoint, status: 'Pending', polling_url: accepted.polling_url };
  if (wait > 0) {
    const task = await waitFor(accepted, Math.min(wait * 1000, millisLeft));
    for (const field of ['status', 'progress', 'result', 'cost']) if (task[field] != null) result[field] = task[field];
  }
  return result;
}

const answer = (statusCode, body) => ({
  statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), isBase64Encoded: false,
});

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

async function overHttp(event) {
  if (event.httpMethod !== 'POST') return answer(405, { detail: 'This path takes POST only.' });
  const endpoint = event.path.slice(event.path.lastIndexOf('/v1/') + 4);
  if (endpoint !== FILL && endpoint !== FINETUNED) return answer(404, { detail: 'There is no such path here.' });
  let request;
  try {
    request = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64') : event.body);
  } catch {
    return answer(400, { detail: 'The body is not JSON.' });
  }
  if (!isObject(request)) return answer(422, { detail: [{ loc: ['body'], msg: 'Input should be a valid dictionary' }] });
  try {
    const accepted = await submit(endpoint, checked(request, endpoint === FINETUNED));
    const headers = Object.fromEntries(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const path = event.requestContext.path ?? event.path;
    const base = `https://${headers.host ?? 'localhost'}${path.slice(0, Math.max(0, path.lastIndexOf('/v1/')))}`;
    return answer(200, { id: accepted.id, polling_url: `${base}/v1/get_result?id=${accepted.id}` });
  } catch (error) {
    if (error instanceof InvalidRequest) return answer(422, { detail: error.faults });
    if (error instanceof Failure) return answer(error.status, { detail: error.message, type: error.type });
    throw error;
  }
}

function handle(event, millisLeft) {
  if (!isObject(event)) throw new Failure('FluxFill.InvalidRequest', 'The event must be a JSON object.', 422);
  return 'httpMethod' in event && 'requestContext' in event ? overHttp(event) : direct(event, millisLeft);
}

function failed(error) {
  if (error instanceof InvalidRequest) {
    const errorMessage = `${error.message} ${JSON.stringify({ detail: error.faults })}`;
    return { errorType: 'FluxFill.InvalidRequest', errorMessage };
  }
  return error instanceof Failure
    ? { errorType: error.type, errorMessage: error.message }
    : { errorType: 'FluxFill.Internal', errorMessage: error.name };
}

for (;;) {
  const api = { agent: runtimeAgent, host, port };
  const path = '/2018-06-01/runtime/invocation/';
  const next = await exchange(http, { ...api, method: 'GET', path: `${path}next` });
  const millisLeft = Number(next.headers['lambda-runtime-deadline-ms']) - Date.now() - MARGIN;
  let kind = 'response';
  let result;
  try {
    result = await handle(JSON.parse(next.body), millisLeft);
  } catch (error) {
    kind = 'error';
    result = failed(error);
  }
  const body = Buffer.from(JSON.stringify(result));
  const id = next.headers['lambda-runtime-aws-request-id'];
  await exchange(http, { ...api, method: 'POST', path: `${path}${id}/${kind}`, headers: { 'content-length': body.length } }, body);
}
