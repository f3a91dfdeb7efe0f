/**
 * Loaded before the engine's own process file (`node --import`): puts the line that Electron gives a
 * utility process (`process.parentPort`) on Node's own, so that what is measured is that very process.
 */
interface Event {
  readonly data: unknown;
  /** Channels to processes for queries, which nothing that is measured here asks for. */
  readonly ports: readonly [];
}

Object.assign(process, {
  parentPort: {
    postMessage: (message: unknown) => process.send?.(message),
    on: (_message: 'message', listener: (event: Event) => void) =>
      process.on('message', (data: unknown) => listener({ data, ports: [] })),
  },
});
