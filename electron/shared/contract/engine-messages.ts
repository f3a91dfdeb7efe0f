import { z } from 'zod';
import { errorShapeSchema } from './errors.ts';

/** What main sends to the engine's process. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDir: z.string(),
    /** Parsed by the engine with the settings' schema. */
    settings: z.unknown(),
  }),
  z.object({ kind: z.literal('request'), id: z.number().int(), method: z.string(), args: z.unknown() }),
  /** Finish what runs, close the store, end. */
  z.object({ kind: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** What the engine's process sends to main. `failed` says that it can't run: it ends after that. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('failed'), error: errorShapeSchema }),
  z.object({ kind: z.literal('answer'), id: z.number().int(), value: z.unknown() }),
  z.object({ kind: z.literal('refusal'), id: z.number().int(), error: errorShapeSchema }),
  z.object({ kind: z.literal('event'), event: z.string(), payload: z.unknown() }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;

/**
 * What the engine's process asks main for, since Electron's main alone can start a process: one for queries, to be
 * started under a number, or to be ended.
 */
export const kqlWishSchema = z.object({ kind: z.enum(['startKql', 'endKql']), id: z.number().int() });
export type KqlWish = z.infer<typeof kqlWishSchema>;

/** What main says to that: it runs (and this message brings a channel to it), or it has ended. */
export const kqlNewsSchema = z.object({ kind: z.enum(['kqlStarted', 'kqlEnded']), id: z.number().int() });
export type KqlNews = z.infer<typeof kqlNewsSchema>;
