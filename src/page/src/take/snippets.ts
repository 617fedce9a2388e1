import type { Operation } from '../fill/fields';

/** What a snippet does. */
export interface Call {
  /** The endpoint's address, with a slash at its end. */
  readonly base: string;
  readonly operation: Operation;
  /** The request without its pictures. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  /** Names of files beside the snippet, or of objects in S3. */
  readonly image: string;
  readonly mask: string;
}

export interface Snippet {
  readonly name: string;
  /** What to know before it is run. */
  readonly note: string;
  /** Whether it takes pictures by their names in S3 alone. */
  readonly inS3: boolean;
  readonly text: (call: Call) => string;
}

/** Seconds that an HTTP answer may take: API Gateway allows 29. */
const WAIT = 25;

const WITH_KEY = 'The variable FLUX_FILL_KEY has your key.';

export const SNIPPETS: readonly Snippet[] = [
  { name: 'curl', note: WITH_KEY, inS3: false, text: curl },
  { name: 'AWS CLI', note: 'Invokes the function itself, by the name of its stack.', inS3: false, text: awsCli },
  { name: 'JavaScript', note: `For Node.js 20 or later, as a file ending in .mjs. ${WITH_KEY}`, inS3: false, text: javaScript },
  { name: 'Python', note: `Needs nothing but Python 3. ${WITH_KEY}`, inS3: false, text: python },
  { name: 'Step Functions', note: 'Input for the workflow fill. Pictures must be in S3.', inS3: true, text: stepFunctions },
];

function isInS3(name: string): boolean {
  return name.startsWith('s3://');
}

/** The event of a direct call, without its pictures. */
function direct(call: Call): Record<string, unknown> {
  return { ...call.request, idempotency_key: call.idempotencyKey };
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Shell that writes the request with its pictures. */
function shellRequest(call: Call, request: Record<string, unknown>): string {
  const picture = (field: string, name: string) =>
    isInS3(name)
      ? `printf '"${field}": "%s", ' ${shellQuoted(name)}`
      : `printf '"${field}": "%s", ' "$(base64 < ${shellQuoted(name)} | tr -d '\\n')"`;
  const rest = JSON.stringify(request, null, 1).replace(/^\{\n/, '');
  return `{
  printf '{'
  ${picture('image', call.image)}
  ${picture('mask', call.mask)}
  cat <<'JSON'
${rest}
JSON
}`;
}

function curl(call: Call): string {
  return `${shellRequest(call, call.request)} | curl -sS ${shellQuoted(`${call.base}v1/${call.operation}`)} \\
  -H "x-key: $FLUX_FILL_KEY" -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: ${call.idempotencyKey}' -H 'Prefer: wait=${WAIT}' --data-binary @-
`;
}

function awsCli(call: Call): string {
  return `${shellRequest(call, { ...direct(call), wait: WAIT })} > request.json
aws lambda invoke --function-name flux-fill:live --payload fileb://request.json result.json
cat result.json
`;
}

function javaScript(call: Call): string {
  const picture = (name: string) =>
    isInS3(name) ? JSON.stringify(name) : `(await readFile(${JSON.stringify(name)})).toString('base64')`;
  return `import { readFile } from 'node:fs/promises';

const request = ${JSON.stringify(call.request, null, 2)};
request.image = ${picture(call.image)};
request.mask = ${picture(call.mask)};

const response = await fetch(${JSON.stringify(`${call.base}v1/${call.operation}`)}, {
  method: 'POST',
  headers: {
    'x-key': process.env.FLUX_FILL_KEY ?? '',
    'Content-Type': 'application/json',
    'Idempotency-Key': ${JSON.stringify(call.idempotencyKey)},
    Prefer: 'wait=${WAIT}',
  },
  body: JSON.stringify(request),
});
console.log(JSON.stringify(await response.json()));
`;
}

function python(call: Call): string {
  const picture = (name: string) =>
    isInS3(name) ? JSON.stringify(name) : `base64.b64encode(Path(${JSON.stringify(name)}).read_bytes()).decode()`;
  // JSON in a text, as its words for true and false are not Python's.
  return `import base64, json, os, urllib.request
from pathlib import Path

request = json.loads(r'''${JSON.stringify(call.request, null, 2).replaceAll("'", '\\u0027')}''')
request["image"] = ${picture(call.image)}
request["mask"] = ${picture(call.mask)}

response = urllib.request.urlopen(urllib.request.Request(
    ${JSON.stringify(`${call.base}v1/${call.operation}`)},
    data=json.dumps(request).encode(),
    headers={
        "x-key": os.environ.get("FLUX_FILL_KEY", ""),
        "Content-Type": "application/json",
        "Idempotency-Key": ${JSON.stringify(call.idempotencyKey)},
        "Prefer": "wait=${WAIT}",
    },
))
print(response.read().decode())
`;
}

function stepFunctions(call: Call): string {
  return `${JSON.stringify({ request: { image: call.image, mask: call.mask, ...direct(call) } }, null, 2)}\n`;
}
