import { key, keyIsKept, keyRefused } from '../api/key';
import { alert, work } from '../state';
import { tasks, tasksAreKept } from '../task/task';
import type { Watch } from '../task/watch';
import { AskForm } from './ask-form';
import { Check } from './controls';
import { MaskPainter } from './mask-painter';
import { OpenPicture } from './open-picture';
import { TaskCard } from './task-card';

export function App({ watch, base }: { watch: Watch; base: string }) {
  return (
    <>
      <header>
        <h1>FLUX Fill</h1>
        <KeyField />
      </header>
      <main>
        <section class="picture" aria-labelledby="picture-title">
          <h2 id="picture-title">{work.value ? 'Paint over what is to be filled' : 'Open a picture'}</h2>
          {work.value && <MaskPainter />}
          <OpenPicture />
        </section>
        <section class="ask" aria-labelledby="ask-title">
          <h2 id="ask-title">Say what should be there</h2>
          <AskForm watch={watch} />
          <p class="alert" role="alert">
            {alert.value}
          </p>
        </section>
        <section class="tasks" aria-labelledby="tasks-title">
          <h2 id="tasks-title">Pictures</h2>
          {!tasksAreKept.value && <p class="note">This browser keeps nothing: pictures are gone when the page is left.</p>}
          {tasks.value.length === 0 && <p class="note">What you fill shows up here, and stays in this browser.</p>}
          <ul>
            {tasks.value.map((task) => (
              <li key={task.key}>
                <TaskCard task={task} watch={watch} base={base} />
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  );
}

function KeyField() {
  return (
    <form class="key" onSubmit={(event) => event.preventDefault()}>
      <label for="key">Key</label>
      <input
        id="key"
        type="password"
        autocomplete="off"
        spellcheck={false}
        placeholder="x-key"
        value={key.value}
        aria-invalid={keyRefused.value}
        aria-describedby="key-refused"
        onInput={(event) => {
          key.value = event.currentTarget.value.trim();
          keyRefused.value = false;
        }}
      />
      <Check checked={keyIsKept.value} onChange={(checked) => (keyIsKept.value = checked)}>
        keep in this browser
      </Check>
      <span id="key-refused" class="fault" role="alert">
        {keyRefused.value ? 'The function takes no such key.' : ''}
      </span>
    </form>
  );
}
