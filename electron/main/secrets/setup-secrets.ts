import type { Secret } from '../../shared/model/action.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { unseal } from './sealing.ts';

/** The sealed secrets that the settings' actions use. */
export function sealedSecrets({ alerts }: Pick<Settings, 'alerts'>): readonly string[] {
  const secrets: readonly Secret[] = alerts.actions.flatMap((action) =>
    action.kind === 'webhook' ? [action.signingKey, action.authorization] : [],
  );
  return [...new Set(secrets.flatMap((secret) => (secret.kind === 'sealed' ? [secret.data] : [])))];
}

/**
 * Gives the engine, which can't reach the key ring, the secrets of the settings: whenever it starts, and when other
 * ones stand there. They are sent to it alone, and kept nowhere.
 */
export function setupSecrets(engine: EngineHost, settings: SettingsKeeper, log: (line: string) => void): void {
  let given = '';
  const give = (): void => {
    const sealed = sealedSecrets(settings.current);
    given = sealed.join();
    const opened = sealed.flatMap((data) => {
      const text = unseal(data);
      return text === undefined ? [] : [[data, text] as const];
    });
    engine
      .request('actions.secrets', { opened: Object.fromEntries(opened) })
      // What it says names the request at most, never a secret
      .catch((error: unknown) => log(`The secrets of actions were not handed over: ${String(error)}`));
  };
  engine.onState(({ state }) => {
    if (state === 'running') give();
  });
  settings.onChange(() => {
    if (engine.state.state === 'running' && sealedSecrets(settings.current).join() !== given) give();
  });
}
