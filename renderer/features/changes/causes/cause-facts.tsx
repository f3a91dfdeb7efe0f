import type { Cause } from '../../../../electron/shared/model/explanation.ts';
import { printable } from '../../../../electron/shared/model/printable.ts';
import { exactTime, fullTime, span } from '../../../words/time.ts';

/** When a transaction or plan was, by which command, who asked, and what failed: lines of a list of facts. */
export function CauseFacts({ cause, now }: { readonly cause: Cause; readonly now: Date }) {
  const { kind, startedAt, endedAt, command, user, fault } = cause;
  return (
    <>
      <dt>When</dt>
      <dd title={`${fullTime(startedAt)}${endedAt === null ? '' : ` – ${fullTime(endedAt)}`}`}>
        {endedAt === null ? `since ${exactTime(startedAt, now)}, still going on` : span(startedAt, endedAt, now)}
      </dd>
      {kind === 'transaction' && (
        <>
          <dt>Command</dt>
          <dd>{command === null ? 'unknown' : <code>{printable(command)}</code>}</dd>
          <dt>Asked for by</dt>
          <dd>{user === null ? 'unknown' : printable(user)}</dd>
        </>
      )}
      {fault !== null && (
        <>
          <dt>Failed</dt>
          <dd>{printable(fault)}</dd>
        </>
      )}
    </>
  );
}
