import { effect, signal } from '@preact/signals';

const NAME = 'flux-fill-key';

function stored(storage: Storage): string | null {
  return storage.getItem(NAME);
}

/** The key of the API: kept for this tab, or in this browser if asked. */
export const key = signal(stored(sessionStorage) || stored(localStorage) || '');

/** Whether the key outlives the tab. */
export const keyIsKept = signal(stored(localStorage) !== null);

/** Set when the function has refused the key; unset when another is typed. */
export const keyRefused = signal(false);

effect(() => {
  sessionStorage.setItem(NAME, key.value);
  if (keyIsKept.value && key.value) {
    localStorage.setItem(NAME, key.value);
  } else {
    localStorage.removeItem(NAME);
  }
});
