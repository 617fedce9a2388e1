import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Problem } from '../api/problem';
import { FIELDS, has, isNumber, type Ask, type Field } from '../fill/fields';
import { greyPng } from '../picture/png';
import { fileName, fileToSend } from '../picture/picture';
import { alert, canPreserve, faults, fields, operation, preserve, prompt, work } from '../state';
import { newTask, type Task } from '../task/task';
import type { Watch } from '../task/watch';
import { Check } from './controls';

/** What is asked for, in a task of its own; undefined where there is no picture. */
async function askedTask(): Promise<Task | undefined> {
  const now = work.value;
  if (!now) {
    return undefined;
  }
  const { picture, mask } = now;
  const ask: Ask = {
    operation: operation.value,
    prompt: prompt.value,
    preserve: preserve.value && canPreserve.value,
    fields: fields.value,
  };
  const image = await fileToSend(picture, ask.preserve);
  return newTask({
    ask,
    image,
    imageName: fileName(picture.name, '', image.type),
    mask: await greyPng(mask.values, mask.width, mask.height),
  });
}

/** The prompt, and all else that can be asked for. */
export function AskForm({ watch }: { watch: Watch }) {
  const sending = useSignal(false);
  const more = useSignal(false);
  const send = async (event: Event) => {
    event.preventDefault();
    faults.value = [];
    alert.value = '';
    sending.value = true;
    try {
      const task = await askedTask();
      if (!task) {
        alert.value = 'Open a picture first, or take the sample.';
        return;
      }
      await watch.send(task);
    } catch (error) {
      alert.value = (error as Error).message;
      faults.value = error instanceof Problem ? error.faults : [];
      more.value ||= faults.value.some((fault) => FIELDS.some((field) => field.name === fault.field));
    } finally {
      sending.value = false;
    }
  };
  const shown = FIELDS.filter((field) => has(operation.value, field));
  const known = ['prompt', 'preserve', ...shown.map((field) => field.name)];
  return (
    <form class="ask-form" noValidate onSubmit={send}>
      <Labelled name="prompt" label="Prompt">
        <textarea
          id="prompt"
          rows={3}
          value={prompt.value}
          aria-invalid={isFaulty('prompt')}
          aria-describedby="prompt-fault"
          onInput={(event) => (prompt.value = event.currentTarget.value)}
        />
      </Labelled>
      <Check
        checked={preserve.value && canPreserve.value}
        disabled={!canPreserve.value}
        onChange={(checked) => (preserve.value = checked)}
      >
        Give the whole picture back: its own size, and no pixel changed that is not painted
      </Check>
      {!canPreserve.value && <p class="note">Of WebP pictures the function gives back what BFL makes of them.</p>}
      <Faults of="preserve" />
      <details open={more.value} onToggle={(event) => (more.value = event.currentTarget.open)}>
        <summary>More</summary>
        <Check
          checked={operation.value === 'flux-pro-1.0-fill-finetuned'}
          onChange={(checked) => (operation.value = checked ? 'flux-pro-1.0-fill-finetuned' : 'flux-pro-1.0-fill')}
        >
          With a finetuned model
        </Check>
        <div class="fields">
          {shown.map((field) => (
            <Labelled key={field.name} name={field.name} label={field.label} help={help(field)}>
              <Control field={field} />
            </Labelled>
          ))}
        </div>
      </details>
      {/* What belongs to no field here: the pictures, headers. */}
      <ul class="faults">
        {faults.value
          .filter((fault) => !known.includes(fault.field))
          .map((fault) => (
            <li class="fault">
              {fault.field}: {fault.message}
            </li>
          ))}
      </ul>
      <button class="main" type="submit" disabled={sending.value}>
        {sending.value ? 'Sending…' : 'Fill'}
      </button>
      <span class="note"> BFL charges about 5 credits, 0.05 US dollars, for a picture.</span>
    </form>
  );
}

function help(field: Field): string {
  const range = field.min === undefined ? '' : ` ${field.min} to ${field.max}, usually ${field.usual}.`;
  return field.help + range;
}

function isFaulty(name: string): boolean {
  return faults.value.some((fault) => fault.field === name);
}

function Faults({ of }: { of: string }) {
  return (
    <span id={`${of}-fault`} class="fault">
      {faults.value
        .filter((fault) => fault.field === of)
        .map((fault) => fault.message)
        .join('; ')}
    </span>
  );
}

function Labelled(props: { name: string; label: string; help?: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      {props.children}
      {props.help && (
        <span id={`${props.name}-help`} class="note">
          {props.help}
        </span>
      )}
      <Faults of={props.name} />
    </div>
  );
}

function Control({ field }: { field: Field }) {
  const value = fields.value[field.name];
  const put = (typed: string | boolean) => (fields.value = { ...fields.value, [field.name]: typed });
  const common = {
    id: field.name,
    'aria-invalid': isFaulty(field.name),
    'aria-describedby': `${field.name}-help ${field.name}-fault`,
  };
  if (field.kind === 'yes-no') {
    return (
      <input
        {...common}
        type="checkbox"
        checked={value === true}
        onChange={(event) => put(event.currentTarget.checked)}
      />
    );
  }
  if (field.kind === 'choice') {
    return (
      <select {...common} value={String(value ?? '')} onChange={(event) => put(event.currentTarget.value)}>
        <option value="">as usual ({field.usual})</option>
        {field.choices!.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  const text = {
    ...common,
    autocomplete: 'off',
    placeholder: field.usual === undefined ? '' : String(field.usual),
    value: String(value ?? ''),
    onInput: (event: InputEvent) => put((event.currentTarget as HTMLInputElement).value.trim()),
  } as const;
  // Not of type number: what is typed wrong is to be seen, and told of by the function.
  return field.kind === 'secret' ? (
    <input {...text} type="password" />
  ) : (
    <input {...text} type="text" inputMode={isNumber(field) ? 'decimal' : 'text'} />
  );
}
