import type { Recovery, Trigger } from './structures.ts';

/** SERVICE_STOPPED to SERVICE_PAUSED (winsvc.h), in the record format's words and the manager's own. */
const states = ['Stopped', 'StartPending', 'StopPending', 'Running', 'ContinuePending', 'PausePending', 'Paused'];
const pending = new Set([2, 3, 5, 6]);

export const stateWord = (state: number): string => states[state - 1] ?? `State ${state}`;

/** Whether a service is on its way from one state to another. */
export const isPending = (state: number): boolean => pending.has(state);

/** SERVICE_BOOT_START to SERVICE_DISABLED (winnt.h). */
const startups = ['Boot', 'System', 'Auto', 'Manual', 'Disabled'];

export const startupWord = (startType: number): string => startups[startType] ?? `Start ${startType}`;

/** Types of services, which are bits (winnt.h). */
export const serviceTypes = { win32: 0x30, driver: 0xb, userTemplate: 0x40, userInstance: 0x80 } as const;

const kinds: readonly (readonly [bit: number, word: string])[] = [
  [0x1, 'Kernel driver'],
  [0x2, 'File system driver'],
  [0x8, 'File system recognizer'],
  [0x10, 'Own process'],
  [0x20, 'Shared process'],
  [serviceTypes.userTemplate, 'template for users'],
  [serviceTypes.userInstance, 'for one user'],
  [0x100, 'interactive'],
];

/** A service's type in words: `Shared process, for one user`. */
export function kindWord(type: number): string {
  const words = kinds.filter(([bit]) => (type & bit) !== 0).map(([, word]) => word);
  // A copy carries the mark of its template too.
  if ((type & serviceTypes.userInstance) !== 0) words.splice(words.indexOf('template for users'), 1);
  return words.length === 0 ? `Type ${type}` : words.join(', ');
}

/** SERVICE_TRIGGER_TYPE_… (winsvc.h) */
const events: ReadonlyMap<number, string> = new Map([
  [1, 'device'],
  [2, 'network address'],
  [3, 'domain'],
  [4, 'firewall port'],
  [5, 'group policy'],
  [6, 'network endpoint'],
  [7, 'system state'],
  [20, 'event'],
  [30, 'aggregate'],
]);

/** The subtypes that winsvc.h gives names to. */
const subtypes: ReadonlyMap<string, string> = new Map([
  ['{1ce20aba-9851-4421-9430-1ddeb766e809}', 'joined'],
  ['{ddaf516e-58c2-4866-9574-c3b615d42ea1}', 'left'],
  ['{b7569e07-8421-4ee0-ad10-86915afdad09}', 'opened'],
  ['{a144ed38-8e12-4de4-9d96-e64740b1a524}', 'closed'],
  ['{659fcae6-5bdb-4da9-b1ff-ca2a178d46e0}', 'of the machine'],
  ['{54fb46c8-f089-464c-b1fd-59d1b62c3b50}', 'of a user'],
  ['{4f27f2de-14e2-430b-a549-7cd48cbc8245}', 'the first came'],
  ['{cc4ba62a-162e-4648-847a-b6bdf993e335}', 'the last went'],
  ['{bc90d167-9470-4139-a9ba-be0bbbf5b74d}', 'RPC'],
  ['{1f81d131-3fac-4537-9e0c-7e7b0c2f4b55}', 'named pipe'],
]);

/** A trigger in one line: `Start: domain joined`, `Start: device {…} USB\Class_FF`. */
export function triggerLine({ type, action, subtype, data }: Trigger): string {
  const does = action === 1 ? 'Start' : action === 2 ? 'Stop' : `Action ${action}`;
  const event = events.get(type) ?? `type ${type}`;
  const more = subtype === null ? [] : [subtypes.get(subtype) ?? subtype];
  return `${does}: ${[event, ...more, ...data].join(' ')}`;
}

const seconds = (count: number) => `${count} s`;

/** What is done at a failure, a line each; `null` where nothing is. */
export function recoveryLines({ actions, command, rebootMessage, resetAfter }: Recovery): string | null {
  const lines = actions.map(({ type, delay }) => `${actionWord(type, command)} after ${seconds(delay / 1000)}`);
  if (actions.every(({ type }) => type === 0)) return null;
  if (rebootMessage !== null) lines.push(`Message before a restart of Windows: ${rebootMessage}`);
  lines.push(resetAfter === 0xffffffff ? 'Never counted anew' : `Counted anew after ${seconds(resetAfter)}`);
  return lines.join('\n');
}

/** SC_ACTION_TYPE (winsvc.h) */
function actionWord(type: number, command: string | null): string {
  switch (type) {
    case 0:
      return 'Nothing';
    case 1:
      return 'Restart the service';
    case 2:
      return 'Restart Windows';
    case 3:
      return `Run ${command ?? 'nothing'}`;
    default:
      return `Action ${type}`;
  }
}

/** The program of a command line, without its arguments and quotes; `null` where there is none. */
export function programOf(command: string | null): string | null {
  if (command === null) return null;
  const found = /^\s*"([^"]+)"|^\s*(.+?\.(?:exe|com|sys|dll|bat|cmd))(?=\s|$)|^\s*(\S+)/i.exec(command);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}
