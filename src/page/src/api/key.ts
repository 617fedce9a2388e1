import { effect, signal } from '@preact/signals';

const NAME = 'flux-fill-key';

/** The key of the API: kept for this tab, or in this browser if asked. */
export const key = signal(sessionStorage.getItem(NAME) || localStorage.getItem(NAME) || '');

/** Whether the key outlives the tab. */
export const keyIsKept = signal(localStorage.getItem(NAME) !== null);

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
