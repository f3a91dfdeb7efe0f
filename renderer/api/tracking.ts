import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Args } from '../../electron/shared/contract/contract.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

export function useStatus() {
  return useQuery({ queryKey: keys.status, queryFn: () => call('status.get', {}) });
}

/** What live watching takes of the system's limits: counted again now and then while somebody looks. */
export function useWatchUse() {
  return useQuery({ queryKey: keys.watchUse, queryFn: () => call('status.watchUse', {}), refetchInterval: 30_000 });
}

export function useEngineState() {
  return useQuery({ queryKey: keys.engine, queryFn: () => call('engine.state', {}) });
}

export function useAbout() {
  return useQuery({ queryKey: keys.about, queryFn: () => call('app.about', {}) });
}

export function useNotices() {
  return useQuery({ queryKey: keys.notices, queryFn: () => call('notices.list', {}) });
}

export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Args<'notices.read'>) => call('notices.read', args),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notices }),
  });
}

export function useCollect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Args<'tracking.collect'>) => call('tracking.collect', args),
    onSettled: () => client.invalidateQueries({ queryKey: keys.status }),
  });
}

/** Pauses until a moment (`null`: without an end), or goes on for `resume`. */
export function usePause() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until: string | null | 'resume') =>
      until === 'resume' ? call('tracking.resume', {}) : call('tracking.pause', { until }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.status }),
  });
}

export function useRestartEngine() {
  return useMutation({ mutationFn: () => call('engine.restart', {}) });
}

export function useSettings() {
  return useQuery({ queryKey: keys.settings, queryFn: () => call('settings.get', {}) });
}

/** What is wrong with the settings file, while settings other than its own hold. */
export function useSettingsFault() {
  return useQuery({ queryKey: keys.settingsFault, queryFn: () => call('settings.fault', {}) });
}

/** Saves settings one after the other, never two at once. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: Settings) => call('settings.set', { settings }),
    scope: { id: 'settings' },
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved);
      void client.invalidateQueries({ queryKey: keys.settingsFault });
    },
  });
}

export function useChoosePath() {
  return useMutation({ mutationFn: (kind: 'file' | 'directory') => call('app.choosePath', { kind }) });
}
