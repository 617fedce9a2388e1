// A client that its authors have published for BFL's own API, as it is, with nothing but its base URL set: it makes a
// picture through the function's HTTP face by events of an HTTP API. (PublishedClientsIT has it, and others, behind the REST
// API that is deployed.)
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createBlackForestLabs } from '@ai-sdk/black-forest-labs';
import { generateImage } from 'ai';
import { oneOrigin } from './support/one-origin.mjs';
import { charged, projectFile, prompt } from './support/places.mjs';

const { HTTP_API, ORIGIN_PORT, S3 } = process.env;
const origin = `http://localhost:${ORIGIN_PORT}`;

/** The client asks for a key of its own; the function does not look at it. */
const settings = { apiKey: 'not BFL\'s key', pollIntervalMillis: 100 };

let server;
let image;
let mask;

before(async () => {
  // The client fetches from its base URL's origin, or from a public address: on AWS, S3's links are public. Here,
  // everything is on this machine, so S3 has to be behind the same origin as the API.
  server = await oneOrigin(ORIGIN_PORT, { '/v1/': HTTP_API, '/': S3 });
  image = await projectFile('infra/events/photo.jpeg');
  mask = await projectFile('infra/events/mask.png');
});

after(() => server.close());

const paint = (baseURL, words = '', more = {}) =>
  generateImage({
    model: createBlackForestLabs({ ...settings, baseURL }).image('flux-pro-1.0-fill'),
    prompt: { text: `${prompt} ${words}`, images: [image], mask },
    maxRetries: 0,
    ...more,
  });

describe('@ai-sdk/black-forest-labs through an HTTP API', () => {
  const baseURL = `${origin}/v1`;

  it('makes a picture', async () => {
    const { result, ...paid } = await charged(() => paint(baseURL, '', { seed: 7 }));

    assert.equal(result.image.mediaType, 'image/jpeg');
    assert.deepEqual([...result.image.uint8Array.slice(0, 3)], [0xff, 0xd8, 0xff]);
    assert.deepEqual(result.warnings, []);
    const [told] = result.providerMetadata.blackForestLabs.images;
    assert.equal(told.seed, 7);
    assert.deepEqual(paid, { accepted: 1, charged: 5 });
  });

  it('passes its options on', async () => {
    const providerOptions = { blackForestLabs: { steps: 20, guidance: 30, outputFormat: 'png', safetyTolerance: 6 } };
    const { image: picture } = await paint(baseURL, '', { providerOptions });

    assert.equal(picture.mediaType, 'image/png');
  });

  it('is told in its own terms what is wrong', async () => {
    const providerOptions = { blackForestLabs: { steps: 14 } };

    await assert.rejects(paint(baseURL, '', { providerOptions }), error => {
      assert.equal(error.name, 'AI_APICallError');
      assert.equal(error.statusCode, 422);
      assert.match(error.message, /Input should be greater than or equal to 15/);
      return true;
    });
  });

  it('is told of a failed generation', async () => {
    await assert.rejects(paint(baseURL, '[error]'), /generation failed/);
  });
});

it('fetches no picture from this machine unless the API is at the same origin', async () => {
  await assert.rejects(paint(`${HTTP_API}/v1`), /URL with hostname localhost is not allowed/);
});
