import { useEffect, useRef } from 'preact/hooks';
import { Easel } from '../easel/easel';
import { brushHardness, brushSize, erases, LARGEST_BRUSH, tool, type Tool } from '../easel/tools';
import type { Box } from '../mask/box';
import { load, takeTransparency } from '../mask/file';
import { clear, feather, grow, invert } from '../mask/spread';
import { alphaOf, openPicture } from '../picture/picture';
import { alert, maskVersion, work } from '../state';
import { Choices, PictureFile } from './controls';

const TOOLS: readonly [Tool, string][] = [
  ['brush', 'Brush'],
  ['rectangle', 'Rectangle'],
  ['lasso', 'Lasso'],
  ['move', 'Move'],
];

/** How many pixels one click widens or softens by. */
const SPREAD = 8;

/** The picture, with the tools to paint its mask. */
export function MaskPainter() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const easel = useRef<Easel | null>(null);
  useEffect(() => {
    easel.current = new Easel(canvas.current!);
    return () => easel.current?.close();
  }, []);
  const { picture, mask } = work.value!;
  // Read for its own sake: with each change of the mask the buttons below may be of another use.
  const isPainted = maskVersion.value >= 0 && mask.isPainted;
  const change = (paint: () => Box) => () => mask.change(paint);
  const loadMask = async (file: File) => {
    try {
      const opened = await openPicture(file, file.name);
      mask.change(() => load(mask, opened));
      alert.value =
        opened.width === picture.width && opened.height === picture.height
          ? ''
          : `The mask was ${opened.width}x${opened.height}, and was scaled to the picture.`;
    } catch (error) {
      alert.value = (error as Error).message;
    }
  };
  return (
    <div class="painter">
      <div class="tools" role="toolbar" aria-label="Tools">
        <Choices of={TOOLS} chosen={tool.value} onChoose={(one) => (tool.value = one)} />
        <button type="button" aria-pressed={erases.value} onClick={() => (erases.value = !erases.value)}>
          Erase
        </button>
        <label class="slider">
          Size
          <input
            type="range"
            min={1}
            max={LARGEST_BRUSH}
            value={brushSize.value}
            onInput={(event) => (brushSize.value = event.currentTarget.valueAsNumber)}
          />
        </label>
        <label class="slider">
          Hardness
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={brushHardness.value}
            onInput={(event) => (brushHardness.value = event.currentTarget.valueAsNumber)}
          />
        </label>
      </div>
      <canvas
        ref={canvas}
        class="easel"
        tabindex={0}
        role="application"
        aria-label={`${picture.name}, ${picture.width} by ${picture.height} pixels, ${isPainted ? 'painted over in part' : 'nothing painted yet'}`}
        aria-describedby="easel-keys"
      />
      <div class="tools" role="toolbar" aria-label="Mask">
        <button type="button" disabled={!mask.canUndo} onClick={() => mask.undo()}>
          Undo
        </button>
        <button type="button" disabled={!mask.canRedo} onClick={() => mask.redo()}>
          Redo
        </button>
        <button type="button" onClick={change(() => invert(mask))}>
          Invert
        </button>
        <button type="button" disabled={!isPainted} onClick={change(() => grow(mask, SPREAD))}>
          Grow
        </button>
        <button type="button" disabled={!isPainted} onClick={change(() => feather(mask, SPREAD))}>
          Feather
        </button>
        <button type="button" disabled={!isPainted} onClick={change(() => clear(mask))}>
          Clear
        </button>
        <PictureFile onChoose={(file) => void loadMask(file)}>Load a mask</PictureFile>
        {picture.transparent && (
          <button type="button" onClick={change(() => takeTransparency(mask, alphaOf(picture.bitmap)))}>
            Take the transparent parts
          </button>
        )}
        <span class="zoom">
          <button type="button" aria-label="Smaller" onClick={() => easel.current?.zoom(0.8)}>
            −
          </button>
          <button type="button" onClick={() => easel.current?.fit()}>
            Fit
          </button>
          <button type="button" aria-label="Larger" onClick={() => easel.current?.zoom(1.25)}>
            +
          </button>
        </span>
      </div>
      <details class="keys">
        <summary>Keys and fingers</summary>
        <p id="easel-keys">
          Arrow keys move the pen, with Shift farther; Space or Enter puts it down and lifts it. B brush, R rectangle, L
          lasso, M move, E erase; with Alt a tool does the opposite. Brackets change the size, Z and Y undo and
          redo, plus, minus and 0 zoom, as Ctrl with the wheel does. Two fingers zoom and move.
        </p>
      </details>
    </div>
  );
}
