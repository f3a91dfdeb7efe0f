import type { AlertQuery } from '../../electron/shared/contract/alerts.ts';
import type { TrackedDraft } from '../../electron/shared/contract/pattern.ts';
import type { ChangeFilter, TimelineQuery } from '../../electron/shared/contract/queries.ts';
import type { ItemType } from '../../electron/shared/model/item.ts';

/** The names under which answers are kept. */
export const keys = {
  changes: ['changes'] as const,
  changeList: (filter: ChangeFilter) => ['changes', filter] as const,
  change: ['change'] as const,
  changeDetail: (id: number) => ['change', id] as const,
  content: (id: number) => ['content', id] as const,
  restore: (id: number) => ['restore', id] as const,
  timeline: ['timeline'] as const,
  timelineOf: (query: TimelineQuery) => ['timeline', query] as const,
  inventory: ['inventory'] as const,
  inventoryOf: (type: ItemType, text: string) => ['inventory', type, text] as const,
  history: (type: ItemType, key: string) => ['change', 'of', type, key] as const,
  status: ['status'] as const,
  watchUse: ['watchUse'] as const,
  notices: ['notices'] as const,
  pattern: (draft: TrackedDraft) => ['pattern', draft] as const,
  alerts: ['alerts'] as const,
  alertList: (query: AlertQuery) => ['alerts', 'list', query] as const,
  alertBadge: ['alerts', 'badge'] as const,
  alert: (id: number) => ['alerts', 'one', id] as const,
  rules: ['rules'] as const,
  deliveries: ['deliveries'] as const,
  deliveriesOf: (state: string) => ['deliveries', state] as const,
  noise: ['noise'] as const,
  noiseReport: (days: number) => ['noise', days] as const,
  noiseTrial: (days: number, kind: string, subject: string) => ['noise', days, kind, subject] as const,
  kqlCheck: (text: string, strict: boolean) => ['kqlCheck', text, strict] as const,
  attention: ['attention'] as const,
  secrets: ['secrets'] as const,
  settings: ['settings'] as const,
  settingsFault: ['settingsFault'] as const,
  about: ['about'] as const,
  engine: ['engine'] as const,
};
