import type { Secret } from '../../shared/model/action.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { seal, unseal } from './sealing.ts';

/** What the window does with secrets. */
export interface Sealing {
  /** Encrypts a secret; once it is answered, an action that has it can be tried before it is saved. */
  seal(text: string): Promise<Secret>;
}

/** The sealed secrets that the settings' actions use. */
function sealedSecrets({ alerts }: Pick<Settings, 'alerts'>): readonly string[] {
  const secrets: readonly Secret[] = alerts.actions.flatMap((action) =>
    action.kind === 'webhook' ? [action.signingKey, action.authorization] : [],
  );
  return [...new Set(secrets.flatMap((secret) => (secret.kind === 'sealed' ? [secret.data] : [])))];
}

/**
 * Gives the engine, which can't reach the key ring, the secrets of the settings, and those just sealed in the window:
 * whenever it starts, and when there are other ones. They are sent to it alone, and kept nowhere.
 */
export function setupSecrets(engine: EngineHost, settings: SettingsKeeper, log: (line: string) => void): Sealing {
  let given = '';
  /** Sealed while Tidemark runs: not yet in the settings, or never. */
  const fresh = new Set<string>();
  const wanted = () => [...new Set([...sealedSecrets(settings.current), ...fresh])];

  async function give(): Promise<void> {
    const sealed = wanted();
    given = sealed.join();
    const opened = sealed.flatMap((data) => {
      const text = unseal(data);
      return text === undefined ? [] : [[data, text] as const];
    });
    try {
      await engine.request('actions.secrets', { opened: Object.fromEntries(opened) });
    } catch (error) {
      // What it says names the request at most, never a secret.
      log(`The secrets of actions were not handed over: ${String(error)}`);
    }
  }

  engine.onState(({ state }) => {
    if (state === 'running') void give();
  });
  settings.onChange(() => {
    if (engine.state.state === 'running' && wanted().join() !== given) void give();
  });
  return {
    async seal(text) {
      const secret = seal(text);
      if (secret.kind === 'sealed') fresh.add(secret.data);
      if (engine.state.state === 'running') await give();
      return secret;
    },
  };
}
