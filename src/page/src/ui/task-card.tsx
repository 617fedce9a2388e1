import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fileName, openPicture } from '../picture/picture';
import { alert, fields, operation, preserve, prompt, show } from '../state';
import { forgetTask, newTask, type Task } from '../task/task';
import type { Watch } from '../task/watch';
import { Compare } from './compare';
import { Dialog } from './dialog';
import { useLink } from './link';
import { TakeAway } from './take-away';

const PAID = 'BFL works on and charges for it: a picture that was submitted cannot be called off.';

/** One fill of this browser's. */
export function TaskCard({ task, watch, base }: { task: Task; watch: Watch; base: string }) {
  const takes = useSignal(false);
  const looks = useSignal(false);
  const leaves = useSignal(false);
  const picture = useLink(task.picture);
  const image = useLink(task.image);
  const filledName = fileName(task.imageName, '-filled', task.picture?.type ?? '');
  return (
    <article class={`task ${task.state}`} aria-label={task.ask.prompt || 'without a prompt'}>
      <img src={picture || image} alt={picture ? 'The finished picture' : 'The picture that was sent'} />
      <div>
        <p class="prompt">{task.ask.prompt || <em>without a prompt</em>}</p>
        <Progress task={task} />
        <Facts task={task} />
        <div class="actions">
          {task.picture && (
            <>
              <button type="button" class="main" onClick={() => (looks.value = true)}>
                Look
              </button>
              <a class="button" href={picture} download={filledName}>
                Download
              </a>
              <button type="button" onClick={() => void fillAgain(task, filledName)}>
                Fill again from here
              </button>
            </>
          )}
          {(task.state === 'ready' || task.state === 'ended') && (
            <button type="button" onClick={() => void anotherSeed(task, watch)}>
              Again with another seed
            </button>
          )}
          {task.state === 'watched' && (
            <button type="button" onClick={() => (leaves.value = true)}>
              Stop watching
            </button>
          )}
          {(task.state === 'left' || (task.state === 'ready' && !task.picture)) && (
            <button type="button" onClick={() => void watch.again(task.key)}>
              {task.state === 'left' ? 'Watch again' : 'Fetch again'}
            </button>
          )}
          {task.state === 'doubt' && (
            <button type="button" class="main" onClick={() => void sendAgain(task, watch)}>
              Send again
            </button>
          )}
          <button type="button" onClick={() => (takes.value = true)}>
            Take it away
          </button>
          {task.state !== 'watched' && task.state !== 'sending' && (
            <button type="button" onClick={() => void forgetTask(task.key)}>
              Forget
            </button>
          )}
        </div>
      </div>
      {leaves.value && (
        <Dialog title="Stop watching?" onClose={() => (leaves.value = false)}>
          <p>{PAID} You may watch it again later, for as long as BFL knows it.</p>
          <button
            type="button"
            class="main"
            onClick={() => {
              leaves.value = false;
              void watch.leave(task.key);
            }}
          >
            Stop watching
          </button>
        </Dialog>
      )}
      {looks.value && task.picture && (
        <Dialog title="Before and after" onClose={() => (looks.value = false)}>
          <Compare before={task.image} after={task.picture} />
        </Dialog>
      )}
      {takes.value && (
        <Dialog title="Take it away" onClose={() => (takes.value = false)}>
          <TakeAway task={task} watch={watch} base={base} />
        </Dialog>
      )}
    </article>
  );
}

/** How far it is, in words; read out where it changes, but not with every second. */
function Progress({ task }: { task: Task }) {
  return (
    <p class="progress">
      <span role="status">{words(task)}</span>
      {task.state === 'watched' && <Elapsed since={task.began} />}
      {task.state === 'watched' && <progress {...(task.progress === undefined ? {} : { value: task.progress })} aria-label="Progress" />}
      {task.trouble && <span class="trouble">{task.trouble}</span>}
    </p>
  );
}

function words(task: Task): string {
  switch (task.state) {
    case 'sending':
      return 'Being sent';
    case 'doubt':
      return 'Perhaps submitted, perhaps not. Sent again it is not paid twice, where the deployment has a charge guard.';
    case 'watched':
      return `Submitted. BFL says: ${task.word}`;
    case 'left':
      return `No longer watched. ${PAID}`;
    case 'ready':
      return `Ready after ${seconds((task.ended ?? task.began) - task.began)}`;
    case 'ended':
      return ending(task);
  }
}

function ending(task: Task): string {
  if (task.word === 'Submitted') {
    return 'Submitted. BFL calls your webhook.';
  }
  const moderated = task.word?.endsWith('Moderated') ? ' It is not charged.' : '';
  const details = task.body?.details ?? task.body?.result;
  return `BFL says: ${task.word}.${details ? ` ${JSON.stringify(details)}.` : ''}${moderated}`;
}

function Facts({ task }: { task: Task }) {
  const facts: [string, unknown][] = [
    ['Seed', task.body?.result?.seed],
    ['Cost', task.body?.cost == null ? undefined : `${task.body.cost} credits`],
    ['Given back', task.body?.preserved ? `whole; BFL had ${task.body.sent_size} of it` : undefined],
    ['Id', task.id],
  ];
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
    </dl>
  );
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function Elapsed({ since }: { since: number }) {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span class="elapsed">{Math.max(0, Math.round((now.value - since) / 1000))} s</span>;
}

async function sendAgain(task: Task, watch: Watch): Promise<void> {
  try {
    await watch.send(task);
  } catch (error) {
    alert.value = (error as Error).message;
  }
}

/** The same once more, as a task of its own, with no seed told. */
async function anotherSeed(task: Task, watch: Watch): Promise<void> {
  const { seed: _, ...others } = task.ask.fields;
  const { ask, image, imageName, mask, uris } = task;
  await sendAgain(newTask({ ask: { ...ask, fields: others }, image, imageName, mask, uris }), watch);
}

/** Puts the finished picture on the easel, and the words beside it. */
async function fillAgain(task: Task, name: string): Promise<void> {
  show(await openPicture(task.picture!, name), true);
  prompt.value = task.ask.prompt;
  operation.value = task.ask.operation;
  preserve.value = task.ask.preserve;
  fields.value = task.ask.fields;
  document.querySelector('main')?.scrollIntoView();
}
