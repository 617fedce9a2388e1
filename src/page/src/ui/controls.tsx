import type { ComponentChildren } from 'preact';
import { ACCEPT } from '../picture/picture';

/** A box to be ticked, with its words. */
export function Check(props: {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ComponentChildren;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled ?? false}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.children}
    </label>
  );
}

/** Buttons of which one is pressed. */
export function Choices<T>(props: { of: readonly (readonly [T, string])[]; chosen: T; onChoose: (one: T) => void }) {
  return (
    <>
      {props.of.map(([one, label]) => (
        <button type="button" key={label} aria-pressed={props.chosen === one} onClick={() => props.onChoose(one)}>
          {label}
        </button>
      ))}
    </>
  );
}

/** A button that lets a picture be chosen from the files. */
export function PictureFile({ onChoose, children }: { onChoose: (file: File) => void; children: ComponentChildren }) {
  return (
    <label class="file">
      <input
        type="file"
        accept={ACCEPT}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) {
            onChoose(file);
          }
          // The same file may be chosen once more.
          event.currentTarget.value = '';
        }}
      />
      {children}
    </label>
  );
}
