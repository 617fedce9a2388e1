/** BFL's two operations. */
export type Operation = 'flux-pro-1.0-fill' | 'flux-pro-1.0-fill-finetuned';

/** A field of BFL's beside the pictures and the prompt. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'integer' | 'number' | 'yes-no' | 'choice' | 'text' | 'secret';
  /** The range, and what BFL takes where nothing is said. */
  readonly min?: number;
  readonly max?: number;
  readonly usual?: number | boolean | string;
  readonly choices?: readonly string[];
  /** Of the finetuned operation only. */
  readonly finetuned?: boolean;
}

/** All of them, as BFL describes them. */
export const FIELDS: readonly Field[] = [
  { name: 'finetune_id', label: 'Finetune', help: 'The id of your finetuned model.', kind: 'text', finetuned: true },
  { name: 'finetune_strength', label: 'Finetune strength', help: 'How much of the finetune is in the picture.', kind: 'number', min: 0, max: 2, usual: 1.1, finetuned: true },
  { name: 'steps', label: 'Steps', help: 'More take longer, and may look better.', kind: 'integer', min: 15, max: 50, usual: 50 },
  { name: 'guidance', label: 'Guidance', help: 'How closely the prompt is followed.', kind: 'number', min: 1.5, max: 100, usual: 60 },
  { name: 'seed', label: 'Seed', help: 'The same seed gives the same picture again.', kind: 'integer' },
  { name: 'safety_tolerance', label: 'Safety tolerance', help: 'How much passes moderation: 0 least, 6 most.', kind: 'integer', min: 0, max: 6, usual: 2 },
  { name: 'output_format', label: 'Format', help: 'Of the finished picture.', kind: 'choice', choices: ['jpeg', 'png', 'webp'], usual: 'jpeg' },
  { name: 'prompt_upsampling', label: 'Prompt upsampling', help: 'Let BFL write more into the prompt.', kind: 'yes-no', usual: false },
  { name: 'user', label: 'User', help: 'Whom the picture is for, as a name of yours.', kind: 'text' },
  { name: 'webhook_url', label: 'Webhook', help: 'BFL calls this address when the picture is ready. Then there is nothing to watch here.', kind: 'text' },
  { name: 'webhook_secret', label: 'Webhook secret', help: 'Comes with that call.', kind: 'secret' },
];

/** Whether an operation has a field. */
export function has(operation: Operation, field: Field): boolean {
  return !field.finetuned || operation === 'flux-pro-1.0-fill-finetuned';
}

export function isNumber(field: Field): boolean {
  return field.kind === 'integer' || field.kind === 'number';
}

/** What the form has: fields as they are typed, without those that are left empty. */
export type Typed = Readonly<Record<string, string | boolean>>;

/** What is asked for, beside the pictures. */
export interface Ask {
  readonly operation: Operation;
  readonly prompt: string;
  readonly preserve: boolean;
  readonly fields: Typed;
}

/**
 * The request without its pictures. What is typed where a number belongs is sent as it is if it is none: the function knows best
 * what is wrong with it.
 */
export function requestOf(ask: Ask): Record<string, unknown> {
  const request: Record<string, unknown> = { prompt: ask.prompt };
  for (const field of FIELDS) {
    const typed = ask.fields[field.name];
    if (has(ask.operation, field) && typed !== undefined && typed !== '' && typed !== false) {
      request[field.name] = isNumber(field) && Number.isFinite(Number(typed)) ? Number(typed) : typed;
    }
  }
  // Said in either case, as the function may have another default.
  request.preserve = ask.preserve;
  return request;
}
