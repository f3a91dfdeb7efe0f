/** How long the parts of a delivery may take (milliseconds). */
export interface Limits {
  /** Until a connection stands: the name looked up, TCP, TLS. */
  readonly connect: number;
  /** The whole of a request and its answer, or of a message to a syslog receiver. */
  readonly answer: number;
  /** Writing a line to a file. */
  readonly file: number;
}

export const limits: Limits = { connect: 10_000, answer: 30_000, file: 10_000 };
