import { z } from 'zod';

/** What kind of thing went wrong, for code to branch on; people read the message and the advice. */
export const errorKinds = [
  'invalid', // what was asked makes no sense
  'notFound', // no such change, item, tracked item
  'locked', // another Tidemark owns the store
  'storeDamaged', // the store can't be opened or fails its checks
  'diskFull', // no space for what has to be stored
  'denied', // rights lack
  'unavailable', // the engine is not running, or this machine can't do it
  'internal', // a fault of Tidemark
] as const;
export const errorKindSchema = z.enum(errorKinds);
export type ErrorKind = z.infer<typeof errorKindSchema>;

/** An error as it crosses from one process to another. */
export const errorShapeSchema = z.object({ kind: errorKindSchema, message: z.string(), advice: z.string() });
export type ErrorShape = Readonly<z.infer<typeof errorShapeSchema>>;

/** What happened to which thing (the message), and what to do (the advice): one sentence each. */
export class TidemarkError extends Error {
  override readonly name = 'TidemarkError';
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  toShape(): ErrorShape {
    return { kind: this.kind, message: this.message, advice: this.advice };
  }

  static fromShape(shape: ErrorShape): TidemarkError {
    return new TidemarkError(shape.kind, shape.message, shape.advice);
  }

  /** Any thrown thing as a TidemarkError; what is not one already is a fault of ours. */
  static from(thrown: unknown): TidemarkError {
    if (thrown instanceof TidemarkError) return thrown;
    if (thrown instanceof z.ZodError) {
      return new TidemarkError('invalid', z.prettifyError(thrown), 'Correct the values named and try again.', {
        cause: thrown,
      });
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new TidemarkError('internal', message, 'Please report this as a fault of Tidemark.', { cause: thrown });
  }
}
