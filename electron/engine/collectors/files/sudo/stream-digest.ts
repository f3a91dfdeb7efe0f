import { createHash, type Hash } from 'node:crypto';
import type { HashMethod } from '../../../../shared/model/settings.ts';
import type { Digest } from '../worker/digest.ts';

/** The checksums of a file that comes in pieces: see `digest`. Its bytes are kept only if they are asked for. */
export class StreamDigest {
  readonly #method: HashMethod;
  readonly #prefix: number | null;
  readonly #sha256 = createHash('sha256');
  readonly #second: Hash | undefined;
  readonly #bytes: Buffer[] | undefined;
  #length = 0;
  #first: string | undefined;

  constructor(method: HashMethod, keepBytes: boolean, prefix: number | null) {
    this.#method = method;
    this.#prefix = prefix;
    this.#second = method === 'sha256' ? undefined : createHash(method);
    this.#bytes = keepBytes ? [] : undefined;
    this.#mark();
  }

  add(piece: Buffer): void {
    const prefix = this.#prefix;
    const from = prefix !== null && this.#first === undefined ? Math.min(piece.length, prefix - this.#length) : 0;
    this.#sha256.update(piece.subarray(0, from));
    this.#length += from;
    this.#mark();
    this.#sha256.update(piece.subarray(from));
    this.#length += piece.length - from;
    this.#second?.update(piece);
    // The piece's memory is the stream's own, and a small part of a large one may be all that is wanted.
    this.#bytes?.push(Buffer.from(piece));
  }

  end(): Digest {
    const sha256 = `sha256:${this.#sha256.digest('hex')}`;
    return {
      sha256,
      checksum: this.#second === undefined ? sha256 : `${this.#method}:${this.#second.digest('hex')}`,
      bytes: this.#bytes === undefined ? undefined : Buffer.concat(this.#bytes),
      length: this.#length,
      prefix: this.#first,
    };
  }

  #mark(): void {
    if (this.#first !== undefined || this.#prefix !== this.#length) return;
    this.#first = `sha256:${this.#sha256.copy().digest('hex')}`;
  }
}
