import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AlertQuery } from '../../electron/shared/contract/alerts.ts';
import type { Args } from '../../electron/shared/contract/contract.ts';
import type { AlertRule } from '../../electron/shared/model/alert-rule.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

const pageSize = 100;

/** The alerts under a filter, the newest first, a page at a time; the events keep them current. */
export function useAlerts(query: AlertQuery) {
  return useInfiniteQuery({
    queryKey: keys.alertList(query),
    queryFn: ({ pageParam }) =>
      call('alerts.list', { ...query, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** How many critical alerts are looked through for one that is unread. */
const criticalLooked = 50;

/** What the side bar says of alerts: how many are unread, and whether one that is critical lasts or is unread. */
export function useAlertBadge() {
  return useQuery({
    queryKey: keys.alertBadge,
    queryFn: async () => {
      const [all, lasting, critical] = await Promise.all([
        call('alerts.list', { limit: 1 }),
        call('alerts.list', { severities: ['critical'], active: true, limit: 1 }),
        call('alerts.list', { severities: ['critical'], limit: criticalLooked }),
      ]);
      return {
        unread: all.unread,
        critical: lasting.alerts.length > 0 || critical.alerts.some(({ read }) => !read),
      };
    },
  });
}

/** One alert with its changes and what was done with it. */
export function useAlert(id: number) {
  return useQuery({
    queryKey: keys.alert(id),
    queryFn: () => call('alerts.get', { id }),
    placeholderData: keepPreviousData,
  });
}

/** Several alerts; those that are not known yet, or no longer, are left out. */
export function useAlertsById(ids: readonly number[]) {
  return useQueries({
    queries: ids.map((id) => ({ queryKey: keys.alert(id), queryFn: () => call('alerts.get', { id }) })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.alert] : [])),
  });
}

export function useReadAlerts() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Args<'alerts.read'>) => call('alerts.read', args),
    onSettled: () => client.invalidateQueries({ queryKey: keys.alerts }),
  });
}

/** How the rules of the settings do. */
export function useRuleStates() {
  return useQuery({ queryKey: keys.rules, queryFn: () => call('rules.states', {}) });
}

/** What a rule would have done in the past. */
export function useTryRule() {
  return useMutation({
    mutationFn: ({ rule, days }: { readonly rule: AlertRule; readonly days: number }) =>
      call('rules.try', { rule, days }),
  });
}
