/** A promise that is settled from outside: `Promise.withResolvers`, which Node 20 lacks. */
export class Deferred {
  readonly promise: Promise<void>;
  resolve: () => void = () => undefined;
  reject: (error: unknown) => void = () => undefined;

  constructor() {
    this.promise = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody may be waiting when it is rejected, and that is no fault
    this.promise.catch(() => undefined);
  }
}
