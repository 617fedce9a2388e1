import { lost, problemOf } from './problem';

/** What a submit is answered. */
export interface Submitted {
  id: string;
  polling_url?: string;
  warning?: string;
}

/** What BFL tells of a task, and the function with it. */
export interface TaskBody {
  id: string;
  status: string;
  progress?: number | null;
  cost?: number | null;
  result?: { sample?: string; seed?: number; [key: string]: unknown } | null;
  details?: unknown;
  warning?: string;
  preserved?: boolean;
  sent_size?: string;
}

interface UploadPlace {
  uri: string;
  upload_url: string;
  method: string;
  headers: Record<string, string>;
}

/** The function's HTTP API, which is BFL's own. The key goes to this origin alone. */
export class Api {
  constructor(
    /** The endpoint's address, with a slash at its end. */
    readonly base: string,
    private readonly key: () => string,
    /** Told when the key is refused. */
    private readonly keyIsRefused: () => void,
  ) {}

  /**
   * Submits a fill. The same `idempotencyKey` never pays twice, where the deployment has a table.
   *
   * @throws Problem
   */
  async submit(operation: string, body: object, idempotencyKey: string): Promise<Submitted> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    return this.call<Submitted>(`v1/${operation}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /**
   * Looks how far a task is.
   *
   * @param pollingUrl as the submit answered it
   * @throws Problem
   */
  async look(pollingUrl: string): Promise<TaskBody> {
    // By the query alone: whatever the address says, the key stays here.
    const { search } = new URL(pollingUrl, this.base);
    return this.call<TaskBody>(`v1/get_result${search}`, { method: 'GET' }, true);
  }

  /**
   * Puts a picture into S3, and tells its name there.
   *
   * @throws Problem
   */
  async upload(picture: Blob): Promise<string> {
    const place = await this.call<UploadPlace>('v1/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ bytes: picture.size, content_type: picture.type }),
    });
    // The browser tells the length by itself, and lets nobody else.
    const headers = Object.fromEntries(
      Object.entries(place.headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
    );
    await expectOk(fetch(place.upload_url, { method: place.method, headers, body: picture, credentials: 'omit' }));
    return place.uri;
  }

  /**
   * Fetches a finished picture.
   *
   * @param sample the link to it, which carries its own permission
   * @throws Problem
   */
  async picture(sample: string): Promise<Blob> {
    const response = await expectOk(fetch(sample, { credentials: 'omit' }));
    return response.blob();
  }

  private async call<T>(path: string, init: RequestInit, tasksMayFail = false): Promise<T> {
    const key = this.key();
    const headers = { ...(init.headers as Record<string, string>), ...(key ? { 'x-key': key } : {}) };
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(new URL(path, this.base), { ...init, headers, credentials: 'omit', cache: 'no-store' });
      body = await response.json().catch(() => undefined);
    } catch {
      throw lost();
    }
    // A failed task is told with whatever status BFL gives it.
    const isTask = tasksMayFail && typeof (body as TaskBody | undefined)?.status === 'string';
    if (body === undefined || (!response.ok && !isTask)) {
      if (response.status === 401 || response.status === 403) {
        this.keyIsRefused();
      }
      throw problemOf(response.ok ? 424 : response.status, response.headers, body);
    }
    return body as T;
  }
}

async function expectOk(sent: Promise<Response>): Promise<Response> {
  const response = await sent.catch(() => {
    throw lost();
  });
  if (!response.ok) {
    throw problemOf(response.status, response.headers, undefined);
  }
  return response;
}
