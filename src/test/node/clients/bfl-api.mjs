// bfl-api follows polling URLs where it is given them, and asks by the id alone where it is not.
import { BflAPI } from 'bfl-api';
import { allAtOnce, baseUrl, check, file, isJpeg, key, prompt } from './places.mjs';

const api = new BflAPI({ apiKey: key, baseUrl, logLevel: 'NONE' });
const image = (await file('photo.jpeg')).toString('base64');
const mask = (await file('mask.png')).toString('base64');
const patience = { showSpinner: false, pollInterval: 0.1 };

const fetched = async task => {
  const picture = await fetch(task.result.sample);
  return isJpeg(await picture.arrayBuffer());
};
const tasks = [];
const paint = async () => {
  const { id, polling_url: pollingUrl } = await api.generateFluxProFill({ image, mask, prompt });
  tasks.push(id);
  return fetched(await api.waitForResult(id, { ...patience, pollingUrl }));
};

if (await check('picture', paint)) {
  await check('by id', async () => fetched(await api.waitForResult(tasks[0], patience)));
  await check('24 at once', () => allAtOnce(paint));
}
