import './style.css';
import { render } from 'preact';
import { Api } from './api/api';
import { key, keyRefused } from './api/key';
import { restoreTasks } from './task/task';
import { Watch } from './task/watch';
import { App } from './ui/app';

const api = new Api(
  document.baseURI,
  () => key.value,
  () => (keyRefused.value = true),
);
/** Waits; less where the connection comes back meanwhile. */
const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    addEventListener('online', wake);
  });
const watch = new Watch(api, sleep);

render(<App watch={watch} base={api.base} />, document.body);
void restoreTasks().then(() => watch.resume());
