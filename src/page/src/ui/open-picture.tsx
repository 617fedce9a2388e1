import { useSignal } from '@preact/signals';
import { openPicture } from '../picture/picture';
import { alert, prompt, show, work } from '../state';
import { PictureFile } from './controls';

/** Opens a picture: from a file, dropped, pasted, or the sample. */
export function OpenPicture() {
  const over = useSignal(false);
  const open = async (file: Blob, name: string, words = '') => {
    try {
      show(await openPicture(file, name));
      alert.value = '';
      prompt.value ||= words;
    } catch (error) {
      alert.value = (error as Error).message;
    }
  };
  const takeSample = async () => {
    const { samplePhoto, SAMPLE_NAME, SAMPLE_PROMPT } = await import('../sample');
    await open(samplePhoto(), SAMPLE_NAME, SAMPLE_PROMPT);
  };
  return (
    <div
      class={`drop ${work.value ? 'small' : ''} ${over.value ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        const file = event.dataTransfer?.files[0];
        if (file) {
          void open(file, file.name);
        }
      }}
    >
      <PictureFile onChoose={(file) => void open(file, file.name)}>
        {work.value ? 'Open another picture' : 'Choose a picture'}
      </PictureFile>
      <button type="button" onClick={() => void takeSample()}>
        Take the sample
      </button>
      {!work.value && <p class="note">JPEG, PNG or WebP. You may drop one here.</p>}
    </div>
  );
}
