// A server that hands requests on by the beginning of their path, as they are, host name included: behind one origin are
// then several servers, as behind a domain of one's own.
import { createServer, request } from 'node:http';

/** Starts it; `servers` are URLs by the beginning of the path that leads there, the most general one last. */
export async function oneOrigin(port, servers) {
  const server = createServer((incoming, answer) => {
    const [, target] = Object.entries(servers).find(([beginning]) => incoming.url.startsWith(beginning));
    const { hostname, port: targetPort } = new URL(target);
    const { method, url: path, rawHeaders: headers } = incoming;
    const onward = request({ hostname, port: targetPort, method, path, headers }, response => {
      answer.writeHead(response.statusCode, response.rawHeaders);
      response.pipe(answer);
    });
    onward.on('continue', () => answer.writeContinue());
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise(listening => server.listen(port, '127.0.0.1', listening));
  return server;
}
