import { hear } from '../api/bridge.ts';
import { play } from '../components/sound.ts';

/** Sounds what main says was shown; returns what ends it. The window's page is always there, hidden or not. */
export function playAlertSounds(): () => void {
  return hear('sound', ({ severity }) => void play(severity));
}
