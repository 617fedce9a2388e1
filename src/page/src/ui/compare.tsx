import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { difference } from '../picture/difference';
import { Check, Choices } from './controls';
import { useLink } from './link';

const WAYS = (['Slider', 'Side by side', '100 %', 'Differences'] as const).map((way) => [way, way] as const);

/** Two pictures, to be compared. */
export function Compare({ before, after }: { before: Blob; after: Blob }) {
  const way = useSignal<(typeof WAYS)[number][0]>('Slider');
  const one = useLink(before);
  const other = useLink(after);
  return (
    <>
      <div class="tools" role="group" aria-label="How to compare">
        <Choices of={WAYS} chosen={way.value} onChoose={(one) => (way.value = one)} />
      </div>
      {one && other && way.value === 'Slider' && <Slider before={one} after={other} />}
      {one && other && way.value === 'Side by side' && (
        <div class="side-by-side">
          <img src={one} alt="Before" />
          <img src={other} alt="After" />
        </div>
      )}
      {one && other && way.value === '100 %' && <FullSize before={one} after={other} />}
      {way.value === 'Differences' && <Differences before={before} after={after} />}
    </>
  );
}

function Slider({ before, after }: { before: string; after: string }) {
  const at = useSignal(50);
  return (
    <div class="compare">
      <div class="stack">
        <img src={before} alt="Before" />
        <img src={after} alt="After" style={{ clipPath: `inset(0 0 0 ${at.value}%)` }} />
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={at.value}
        aria-label="How much of the picture before is seen"
        onInput={(event) => (at.value = event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

function FullSize({ before, after }: { before: string; after: string }) {
  const showsBefore = useSignal(false);
  return (
    <>
      <Check checked={showsBefore.value} onChange={(checked) => (showsBefore.value = checked)}>
        Show the picture before
      </Check>
      <div class="full-size" tabindex={0} role="region" aria-label="The picture, each pixel one of the screen's">
        <img src={showsBefore.value ? before : after} alt={showsBefore.value ? 'Before' : 'After'} />
      </div>
    </>
  );
}

function Differences({ before, after }: { before: Blob; after: Blob }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const note = useSignal('');
  useEffect(() => {
    void (async () => {
      const [one, other] = await Promise.all([createImageBitmap(before), createImageBitmap(after)]);
      const changed = difference(one, other);
      if (canvas.current) {
        canvas.current.width = changed.width;
        canvas.current.height = changed.height;
        canvas.current.getContext('2d')!.putImageData(changed, 0, 0);
      }
      note.value =
        one.width === other.width && one.height === other.height
          ? ''
          : `The picture after has ${other.width}x${other.height} pixels, and was scaled to ${one.width}x${one.height}.`;
    })();
  }, [before, after]);
  return (
    <>
      <canvas ref={canvas} class="differences" role="img" aria-label="Differences between before and after" />
      <p class="note">Ten times as bright as they are; black is where nothing has changed. {note.value}</p>
    </>
  );
}
