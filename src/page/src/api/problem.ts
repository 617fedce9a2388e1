import type { Submitted } from './api';

/** One fault of a request, in the function's words. */
export interface Fault {
  /** The field, or the header. */
  readonly field: string;
  readonly message: string;
}

/** A request that was not answered as it should be. */
export class Problem extends Error {
  constructor(
    message: string,
    /** The HTTP status; 0 where no answer came. */
    readonly status: number,
    readonly faults: readonly Fault[] = [],
    /** After how many seconds to try again, where that is known. */
    readonly retryAfter?: number,
    /** The task that was accepted all the same. */
    readonly task?: Submitted,
  ) {
    super(message);
  }

  /** Whether it may go well the next time: nobody knows what became of it, or nothing was accepted. */
  get passes(): boolean {
    return [0, 408, 409, 424, 429].includes(this.status) || (this.status >= 500 && this.status !== 502);
  }
}

/** No answer at all. */
export function lost(): Problem {
  return new Problem('There is no connection to the function.', 0);
}

/** What an answer that is no success tells. */
export function problemOf(status: number, headers: Headers, body: unknown): Problem {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  if (Array.isArray(told.detail)) {
    const faults = (told.detail as { loc?: unknown[]; msg?: string }[]).map((fault) => ({
      field: String(fault.loc?.[1] ?? 'body'),
      message: String(fault.msg ?? 'is wrong'),
    }));
    return new Problem('Some of this cannot be sent as it is.', status, faults);
  }
  const detail = [told.detail, told.message, told.error].find((text) => typeof text === 'string') as string | undefined;
  const task =
    typeof told.id === 'string'
      ? { id: told.id, ...(typeof told.polling_url === 'string' ? { polling_url: told.polling_url } : {}) }
      : undefined;
  return new Problem(detail ?? `The function answered with HTTP status ${status}.`, status, [], retryAfter, task);
}
