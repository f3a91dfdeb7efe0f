import { type Item, unsupported } from '../../../shared/model/item.ts';
import { foldKey } from '../../../shared/model/key-tree.ts';
import type { ServiceDetails } from './manager.ts';
import type { ServiceStatus } from './structures.ts';
import { kindWord, programOf, recoveryLines, serviceTypes, startupWord, stateWord, triggerLine } from './words.ts';

/** The item's key of a service: the manager knows names in any case. */
export const keyOf = (name: string): string => foldKey('WindowsServices', name);

/** Windows' own mark of a copy that it made for someone who signed in: `_` and the session's number in hexadecimal digits. */
const copyMark = /_[0-9a-f]+$/i;

/** Whether a service is a copy that Windows made for someone who signed in. */
export const isCopy = ({ type }: Pick<ServiceStatus, 'type'>): boolean => (type & serviceTypes.userInstance) !== 0;

/**
 * The name that all copies of a service share. Each of them has a new name at every sign-in, so that by their own
 * names all of them would go and others come each time.
 */
export const copiesName = (name: string): string => name.replace(copyMark, '_*');

/** Leaves of the copies of one service a single one, by the name that they share: one that runs, if any does. */
export function oneOfCopies(statuses: readonly ServiceStatus[]): ServiceStatus[] {
  const kept = new Map<string, ServiceStatus>();
  for (const each of statuses) {
    const shared = copiesName(each.name);
    const there = kept.get(shared);
    if (there === undefined || (there.state !== running && each.state === running)) kept.set(shared, each);
  }
  return [...kept.values()];
}

const running = 4;

/** A service as an item. */
export function serviceItem(status: ServiceStatus, details: ServiceDetails): Item {
  const { config, description, delayed, triggers, recovery } = details;
  const shown = isCopy(status) ? copiesName : (name: string) => name;
  const name = shown(status.name);
  return {
    type: 'WindowsServices',
    key: keyOf(name),
    name,
    fields: {
      displayName: shown(config.displayName ?? status.displayName),
      state: stateWord(status.state),
      startup: startupWord(config.startType),
      delayed: delayed ?? null,
      triggers: triggers === undefined ? unsupported : lines(triggers.map(triggerLine)),
      command: config.command,
      account: config.account,
      dependencies: lines(config.dependencies),
      recovery: recovery === undefined ? unsupported : recoveryLines(recovery),
      controller: programOf(config.command),
      kind: kindWord(config.type),
      description: description ?? null,
      processId: status.processId === 0 ? null : status.processId,
    },
  };
}

const lines = (found: readonly string[]): string | null => (found.length === 0 ? null : found.join('\n'));
