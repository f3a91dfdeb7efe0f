import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Collector, CollectRequest, SourceReport } from '../collector.ts';
import { inScope, observe } from '../observe.ts';
import { isAskedFor } from '../types.ts';
import { readCpu, readFirmware, readMemory, readOs, readSystem } from './hardware.ts';
import { readNetwork } from './network.ts';
import { type Part, type PartSource, told } from './part.ts';
import { readDisks, readFileSystems } from './storage.ts';
import { readUsers } from './users.ts';

export interface MachineOptions {
  readonly sources?: readonly PartSource[];
  /** Milliseconds that each source may take. */
  readonly timeLimit?: number;
}

const everySource: readonly PartSource[] = [
  { id: 'system', read: readSystem },
  { id: 'os', read: readOs },
  { id: 'cpu', read: readCpu },
  { id: 'memory', read: readMemory },
  { id: 'firmware', read: readFirmware },
  { id: 'disk', read: readDisks },
  { id: 'filesystem', read: readFileSystems },
  { id: 'network', read: readNetwork },
  { id: 'user', read: readUsers },
];

/**
 * What the machine is: only facts that stay until someone or something changes
 * them. Each kind of part is a source of its own, so that one that fails leaves the
 * others to be compared, and is a baseline when it first succeeds.
 */
export function createMachineCollector(options: MachineOptions = {}): Collector {
  const sources = options.sources ?? everySource;
  const timeLimit = options.timeLimit ?? 30_000;
  return {
    type: 'Machine',
    enabled: (settings) => isAskedFor(settings, 'Machine'),
    collect: async (request) => {
      const reports: SourceReport[] = [];
      const problems: Problem[] = [];
      const found: { item: Item; source: string }[] = [];
      // One after the other: each starts several tools, and there is no hurry.
      for (const [index, source] of sources.entries()) {
        request.signal.throwIfAborted();
        request.progress(index, sources.length);
        const parts = await readWithin(source, timeLimit, request).catch((error: unknown) => problemOf(source, error));
        request.signal.throwIfAborted();
        if (parts === 'unsupported') reports.push({ id: source.id, state: 'unsupported' });
        else if ('kind' in parts) {
          problems.push(parts);
          reports.push({ id: source.id, state: 'unreadable' });
        } else {
          reports.push({ id: source.id, state: 'collected' });
          found.push(...parts.map((part) => ({ item: toItem(part), source: source.id })));
        }
      }
      const within = found.filter(({ item }) => inScope(item.key, request.scope));
      return { ...observe(within, request), sources: reports, undecided: () => false, problems };
    },
  };
}

/** Reads a source; rejects when that takes too long, and when what was known of it is blank now, as after a tool that failed. */
async function readWithin(source: PartSource, timeLimit: number, request: CollectRequest) {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer came within ${timeLimit / 1000} s`)), timeLimit);
  });
  try {
    const parts = await Promise.race([source.read(), tooLong]);
    if (parts === 'unsupported') return parts;
    const blank = parts.find((part) => part.summary === '' && request.known.has(part.key));
    if (blank !== undefined) throw new Error('the system told nothing of it');
    return parts.filter((part) => part.summary !== '');
  } finally {
    clearTimeout(timer);
  }
}

function toItem(part: Part): Item {
  const detail = part.detail.map(([label, value]) => [label, told(value)] as const).filter(([, value]) => value !== '');
  return {
    type: 'Machine',
    key: part.key,
    name: part.name,
    fields: {
      part: part.key.split(':', 1)[0] ?? part.key,
      summary: part.summary,
      detail: detail.map(([label, value]) => `${label}: ${value}`).join('\n'),
    },
  };
}

function problemOf(source: PartSource, error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    type: 'Machine',
    kind: 'unreadable',
    subject: source.id,
    message: `The machine's part '${source.id}' could not be read: ${cause}.`,
    advice: 'What is known of it stays as it is; collect again, and report it if it stays so.',
  };
}
