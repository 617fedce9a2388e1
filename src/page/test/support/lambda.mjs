// Lambda's Invoke API in front of the function of quarkus:dev, for whoever calls by AWS' own means. Answers as Lambda does.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const FUNCTION = process.env.FUNCTION_URL ?? 'http://localhost:8080/';

/** Starts it; `url` is where it is. */
export async function startLambda() {
  const server = createServer(async (request, answer) => {
    const invoked = await fetch(FUNCTION, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: await text(request),
    });
    const failed = invoked.ok ? {} : { 'x-amz-function-error': 'Unhandled' };
    answer.writeHead(200, { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...failed });
    answer.end(await invoked.text());
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
