import { createStore, del, set, values } from 'idb-keyval';
import { signal } from '@preact/signals';
import type { TaskBody } from '../api/api';
import type { Ask } from '../fill/fields';

/**
 * Where a task is: on its way to the function; perhaps there, perhaps not; watched; no longer watched; with its picture; ended
 * without one.
 */
export type State = 'sending' | 'doubt' | 'watched' | 'left' | 'ready' | 'ended';

/** A fill of this browser's, with all that is needed to go on with it after a reload. */
export interface Task {
  /** The idempotency key, by which it is also kept here. */
  readonly key: string;
  readonly ask: Ask;
  readonly image: Blob;
  readonly imageName: string;
  readonly mask: Blob;
  readonly began: number;
  readonly state: State;
  readonly id?: string;
  readonly pollingUrl?: string;
  /** BFL's word for how far it is. */
  readonly word?: string;
  readonly progress?: number;
  readonly ended?: number;
  /** What BFL told at the end. */
  readonly body?: TaskBody;
  readonly picture?: Blob;
  /** What went wrong, in a sentence. */
  readonly trouble?: string;
  /** Where the pictures are in S3, if they are. */
  readonly uris?: { readonly image: string; readonly mask: string } | undefined;
}

const store = createStore('flux-fill', 'tasks');

/** All tasks of this browser, the newest first. */
export const tasks = signal<readonly Task[]>([]);

/** Whether tasks outlive a reload: some browsers keep nothing in private windows. */
export const tasksAreKept = signal(true);

/** A task that is not sent yet. */
export function newTask(what: Pick<Task, 'ask' | 'image' | 'imageName' | 'mask' | 'uris'>): Task {
  return { ...what, key: crypto.randomUUID(), began: Date.now(), state: 'sending' };
}

export function findTask(key: string): Task | undefined {
  return tasks.value.find((task) => task.key === key);
}

export async function restoreTasks(): Promise<void> {
  try {
    tasks.value = newestFirst(await values<Task>(store));
  } catch {
    tasksAreKept.value = false;
  }
}

export async function keepTask(task: Task): Promise<void> {
  tasks.value = newestFirst([...without(task.key), task]);
  await set(task.key, task, store).catch(() => {
    tasksAreKept.value = false;
  });
}

/** Changes a task; one that was forgotten meanwhile stays so. */
export async function updateTask(key: string, change: Partial<Task>): Promise<void> {
  const task = findTask(key);
  if (task) {
    await keepTask({ ...task, ...change });
  }
}

export async function forgetTask(key: string): Promise<void> {
  tasks.value = without(key);
  await del(key, store).catch(() => undefined);
}

function without(key: string): Task[] {
  return tasks.value.filter((task) => task.key !== key);
}

function newestFirst(some: Task[]): Task[] {
  return some.sort((one, other) => other.began - one.began);
}
