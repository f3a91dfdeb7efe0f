import type { Problem } from '../../../shared/model/problem.ts';
import type { TransactionReading } from '../types.ts';
import type { LogError } from './logs/rotations.ts';

/** The logs and locks of one package manager. */
export interface TransactionSource {
  /** Whose packages its transactions change: dpkg, rpm… */
  readonly manager: string;
  /** As `Transactions.since`, with the moment in milliseconds since 1970. */
  since(moment: number, signal: AbortSignal): Promise<TransactionReading>;
  /** Whether it is at work now. */
  busy(): Promise<boolean>;
}

/** What it means that a log can't be read. */
export function unreadableLog({ path, code, kind, message }: LogError): Problem {
  const denied = code === 'EACCES' || code === 'EPERM';
  return {
    type: 'Explanations',
    kind,
    subject: path,
    message: `${message}, so changes made by the transactions that it tells of are not explained.`,
    advice: denied
      ? 'Give Tidemark’s user the right to read this file, or run Tidemark as root.'
      : 'Look at the file: it may be damaged, or of a form that Tidemark does not know.',
  };
}

export const iso = (instant: number): string => new Date(instant).toISOString();
