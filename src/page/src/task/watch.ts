import type { Api, Submitted, TaskBody } from '../api/api';
import type { Problem } from '../api/problem';
import { requestOf } from '../fill/fields';
import { base64 } from '../picture/picture';
import { findTask, forgetTask, keepTask, tasks, updateTask, type Task } from './task';

const BETWEEN_LOOKS = 1000;
const LONGEST_BETWEEN_LOOKS = 15_000;

/** What a request may have in base64, so that all of it stays under Lambda's 6 MB. */
const MOST_INLINE_CHARACTERS = 5_500_000;

/** BFL's words for tasks that have ended without a picture. */
const FAILED = ['Error', 'Failed', 'Request Moderated', 'Content Moderated', 'Task not found'];

/** Sends tasks and follows them to their pictures. */
export class Watch {
  /** The keys of the tasks that are looked at: one that is left and watched again at once is looked at as often as before. */
  private readonly followed = new Set<string>();

  constructor(
    private readonly api: Api,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {}

  /**
   * Sends a task and goes on with it. It is kept before it is sent, so that whatever happens its key is there to ask with again.
   *
   * @throws Problem where the function refused it: then nothing was submitted, and the task is not kept
   */
  async send(task: Task): Promise<void> {
    await keepTask({ ...task, state: 'sending' });
    try {
      await this.submit(task);
    } catch (error) {
      const problem = error as Problem;
      if (problem.task) {
        await this.accepted(task.key, problem.task);
      } else if (problem.passes) {
        await updateTask(task.key, { state: 'doubt', trouble: sentence(problem) });
        return;
      } else {
        await forgetTask(task.key);
        throw problem;
      }
    }
    void this.follow(task.key);
  }

  /** Goes on with what a reload has interrupted. */
  resume(): void {
    for (const task of tasks.value) {
      if (task.state === 'watched') {
        void this.follow(task.key);
      } else if (task.state === 'sending') {
        void updateTask(task.key, { state: 'doubt', trouble: 'The page was left before the function answered.' });
      }
    }
  }

  /** Watches a task again that was left, or whose picture could not be fetched. */
  async again(key: string): Promise<void> {
    await updateTask(key, { state: 'watched' });
    await this.follow(key);
  }

  /** Stops watching. BFL works on, and charges. */
  async leave(key: string): Promise<void> {
    await updateTask(key, { state: 'left' });
  }

  /** The pictures' names in S3; they are put there first where they are not. */
  async named(task: Task): Promise<{ image: string; mask: string }> {
    if (task.uris) {
      return task.uris;
    }
    const uris = { image: await this.api.upload(task.image), mask: await this.api.upload(task.mask) };
    await updateTask(task.key, { uris });
    return uris;
  }

  private async submit(task: Task): Promise<void> {
    const request = { ...requestOf(task.ask), ...(await this.pictures(task)) };
    await this.accepted(task.key, await this.api.submit(task.ask.operation, request, task.key));
  }

  private async pictures(task: Task): Promise<{ image: string; mask: string }> {
    const inline = (task.image.size + task.mask.size) * (4 / 3);
    if (inline <= MOST_INLINE_CHARACTERS && !task.uris) {
      return { image: await base64(task.image), mask: await base64(task.mask) };
    }
    return this.named(task);
  }

  private async accepted(key: string, answer: Submitted): Promise<void> {
    await updateTask(key, {
      id: answer.id,
      ...(answer.polling_url ? { pollingUrl: answer.polling_url } : {}),
      // With a webhook there is nothing to look at.
      state: answer.polling_url ? 'watched' : 'ended',
      word: answer.polling_url ? 'Pending' : 'Submitted',
      trouble: answer.warning ?? '',
    });
  }

  private async follow(key: string): Promise<void> {
    if (!this.followed.has(key)) {
      this.followed.add(key);
      await this.lookUntilDone(key);
      this.followed.delete(key);
    }
  }

  private async lookUntilDone(key: string): Promise<void> {
    let pause = BETWEEN_LOOKS;
    for (let task = findTask(key); task?.state === 'watched' && task.pollingUrl; task = findTask(key)) {
      try {
        const body = await this.api.look(task.pollingUrl);
        pause = BETWEEN_LOOKS;
        if (body.status === 'Ready') {
          await this.finish(key, body);
          return;
        }
        if (FAILED.includes(body.status)) {
          await updateTask(key, { state: 'ended', ended: Date.now(), word: body.status, body, trouble: '' });
          return;
        }
        await updateTask(key, {
          word: body.status,
          trouble: body.warning ?? '',
          ...(typeof body.progress === 'number' ? { progress: body.progress } : {}),
        });
      } catch (error) {
        const problem = error as Problem;
        const state = problem.passes ? 'watched' : 'left';
        await updateTask(key, { state, trouble: sentence(problem) });
        pause = Math.min(LONGEST_BETWEEN_LOOKS, Math.max(2 * pause, 1000 * (problem.retryAfter ?? 0)));
      }
      await this.sleep(pause);
    }
  }

  private async finish(key: string, body: TaskBody): Promise<void> {
    const done = { word: body.status, body, ended: findTask(key)?.ended ?? Date.now(), trouble: body.warning ?? '' };
    await updateTask(key, { ...done, state: 'ready' });
    const sample = body.result?.sample;
    if (!sample) {
      return;
    }
    try {
      await updateTask(key, { picture: await this.api.picture(sample) });
    } catch {
      await updateTask(key, { trouble: 'The picture is ready, but could not be fetched from here.' });
    }
  }
}

function sentence(problem: Problem): string {
  const wait = problem.retryAfter ? ` It may go well in ${problem.retryAfter} s.` : '';
  return problem.message + wait;
}
