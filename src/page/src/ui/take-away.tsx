import { useSignal } from '@preact/signals';
import { requestOf } from '../fill/fields';
import { SNIPPETS } from '../take/snippets';
import type { Task } from '../task/task';
import type { Watch } from '../task/watch';
import { Choices } from './controls';
import { useLink } from './link';

const MASK_NAME = 'mask.png';

/** The request, to be pasted elsewhere. */
export function TakeAway({ task, watch, base }: { task: Task; watch: Watch; base: string }) {
  const chosen = useSignal(SNIPPETS[0]);
  const trouble = useSignal('');
  const copied = useSignal(false);
  const image = useLink(task.image);
  const mask = useLink(task.mask);
  const needsNames = chosen.value.inS3 && !task.uris;
  const text = chosen.value.text({
    base,
    operation: task.ask.operation,
    request: requestOf(task.ask),
    idempotencyKey: task.key,
    ...(task.uris ?? { image: task.imageName, mask: MASK_NAME }),
  });
  const put = async () => {
    trouble.value = await watch.named(task).then(
      () => '',
      (error: Error) => error.message,
    );
  };
  return (
    <>
      <div class="tools" role="group" aria-label="For what">
        <Choices
          of={SNIPPETS.map((each) => [each, each.name] as const)}
          chosen={chosen.value}
          onChoose={(one) => {
            chosen.value = one;
            copied.value = false;
          }}
        />
      </div>
      <p class="note">
        {chosen.value.note} With a charge guard, the idempotency key leads to this same task, which is not paid again; give
        another key for a new picture.
      </p>
      {!task.uris && !chosen.value.inS3 && (
        <p class="actions">
          Beside it:
          <a class="button" href={image} download={task.imageName}>
            {task.imageName}
          </a>
          <a class="button" href={mask} download={MASK_NAME}>
            {MASK_NAME}
          </a>
        </p>
      )}
      {needsNames ? (
        <button type="button" class="main" onClick={() => void put()}>
          Put the pictures into S3
        </button>
      ) : (
        <>
          <pre tabindex={0} role="region" aria-label={chosen.value.name}>
            <code>{text}</code>
          </pre>
          <button
            type="button"
            class="main"
            onClick={() => void navigator.clipboard.writeText(text).then(() => (copied.value = true))}
          >
            Copy
          </button>
          <span role="status" class="note">
            {copied.value ? ' Copied.' : ''}
          </span>
        </>
      )}
      <p class="alert" role="alert">
        {trouble.value}
      </p>
    </>
  );
}
