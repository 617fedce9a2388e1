import photo from '../../../infra/events/photo.jpeg';

/** The photograph of the README: a rocket on its launch pad. Photo: SpaceX, public domain. */
export const SAMPLE_NAME = 'photo.jpeg';
export const SAMPLE_PROMPT = 'An empty launch pad at dusk, clear sky, no rocket';

export function samplePhoto(): Blob {
  return new Blob([Uint8Array.from(atob(photo), (character) => character.charCodeAt(0))], { type: 'image/jpeg' });
}
