// The AI SDK's provider: it follows polling URLs, and fetches pictures itself.
import { createBlackForestLabs } from '@ai-sdk/black-forest-labs';
import { generateImage } from 'ai';
import { allAtOnce, baseUrl, check, file, isJpeg, key, prompt } from './places.mjs';

const provider = createBlackForestLabs({ apiKey: key, baseURL: baseUrl });
const image = await file('photo.jpeg');
const mask = await file('mask.png');

const paint = async () => {
  const result = await generateImage({
    model: provider.image('flux-pro-1.0-fill'),
    prompt: { text: prompt, images: [image], mask },
  });
  return isJpeg(result.image.uint8Array);
};

if (await check('picture', paint)) {
  await check('24 at once', () => allAtOnce(paint));
}
