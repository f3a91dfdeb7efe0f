import { safeStorage } from 'electron';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Secret } from '../../shared/model/action.ts';

/** Whether secrets can be sealed on this machine; where not, why. */
export interface SealingStatus {
  readonly available: boolean;
  /** One or two sentences; empty where it is available. */
  readonly why: string;
}

const instead = 'Take the secret from a file or from an environment variable.';

/**
 * Whether there is a safe place for the key that secrets are sealed with. On Linux Electron falls back to a key that
 * is the same everywhere (`basic_text`, safeStorage.getSelectedStorageBackend): that would protect nothing.
 */
export function sealingStatus(): SealingStatus {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return {
      available: false,
      why: `This session has no key ring that could hold the key (GNOME Keyring or KWallet). ${instead}`,
    };
  }
  if (safeStorage.isEncryptionAvailable()) return { available: true, why: '' };
  return { available: false, why: `The key ring of this account is locked, or can’t be reached. ${instead}` };
}

/** Encrypts a secret for the settings. Fails with `unavailable` where its key would not be safe. */
export function seal(text: string): Secret {
  const { available, why } = sealingStatus();
  if (!available) throw new TidemarkError('unavailable', 'The secret can’t be encrypted here.', why);
  return { kind: 'sealed', data: safeStorage.encryptString(text).toString('base64') };
}

/** A sealed secret opened; `undefined` where this account's key ring does not open it. */
export function unseal(data: string): string | undefined {
  try {
    return safeStorage.decryptString(Buffer.from(data, 'base64'));
  } catch {
    // Sealed by another account or machine, or the key ring is locked: the engine says so where the secret is needed.
    return undefined;
  }
}
