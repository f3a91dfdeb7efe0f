import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Secret } from '../../../shared/model/action.ts';
import { reason } from './outcome.ts';

/** A secret as it is used; `null` where there is to be none. */
export type Resolved =
  | { readonly ok: true; readonly text: string | null }
  /** Why it can't be had, and what to do. */
  | { readonly ok: false; readonly why: string };

/** Larger files hold something else than a secret (bytes). */
const largest = 64 * 1024;

/** Finds the secrets of actions. What it was told stays in memory: it is in no file, no log and no message. */
export class Secrets {
  #opened: ReadonlyMap<string, string> | undefined;

  /** The sealed secrets of the settings, opened: by their sealed data. */
  open(opened: Readonly<Record<string, string>>): void {
    this.#opened = new Map(Object.entries(opened));
  }

  /** Reads it anew at every use. */
  async resolve(secret: Secret): Promise<Resolved> {
    switch (secret.kind) {
      case 'none':
        return { ok: true, text: null };
      case 'sealed':
        return this.#sealed(secret.data);
      case 'environment': {
        const text = process.env[secret.name];
        if (text) return { ok: true, text };
        return { ok: false, why: `The environment has no variable ${secret.name} that holds its secret.` };
      }
      case 'file':
        return await readSecret(secret.path);
    }
  }

  #sealed(data: string): Resolved {
    const text = this.#opened?.get(data);
    if (text !== undefined) return { ok: true, text };
    return {
      ok: false,
      why: this.#opened
        ? 'Its secret could not be opened with the key ring of this account. Enter it anew, or unlock the key ring and start Tidemark again.'
        : 'Its secret is sealed, and the Tidemark application alone can open it. It waits for that; or take the secret from a file or from the environment.',
    };
  }
}

/** A file that never makes anybody wait: a pipe that nobody writes to has nothing in it. */
async function readSecret(path: string): Promise<Resolved> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await file.stat();
      if (!status.isFile()) return { ok: false, why: `${path}, which is to hold its secret, is no file.` };
      if (status.size > largest) return { ok: false, why: `${path} is too large to be a secret.` };
      const text = (await file.readFile('utf8')).replace(/\r?\n$/, '');
      if (text !== '') return { ok: true, text };
      return { ok: false, why: `${path}, which is to hold its secret, is empty.` };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return { ok: false, why: `The file ${path}, which is to hold its secret, can’t be read: ${reason(thrown)}.` };
  }
}

/** Shorter parts of a secret are too common to be looked for by themselves. */
const shortestPart = 6;

/**
 * Text from outside without the secrets that it may repeat: each whole, in its parts (`Bearer` and what follows), and
 * as JSON and addresses write them.
 */
export function without(text: string, secrets: readonly (string | null)[]): string {
  const forms = secrets
    .flatMap((secret) => (secret === null || secret === '' ? [] : [secret, ...partsOf(secret)]))
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((one, other) => other.length - one.length);
  return forms.reduce((cleared, form) => cleared.replaceAll(form, '[secret]'), text);
}

const partsOf = (secret: string) => secret.split(/\s+/).filter((part) => part.length >= shortestPart);
