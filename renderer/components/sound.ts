import type { Severity } from '../../electron/shared/model/severity.ts';

/** The notes of each severity, in hertz: they rise, and the more of them the more it matters. */
const notes: Readonly<Record<Severity, readonly number[]>> = {
  info: [660],
  warning: [660, 880],
  critical: [660, 880, 1100],
};
/** Seconds from one note to the next, how long one rings, and how loud (1 is all there is). */
const step = 0.16;
const ring = 0.45;
const loudness = 0.25;

/** Sounds as a notification of a severity does. */
export async function play(severity: Severity): Promise<void> {
  // Made for each sound and closed after it: one that is open keeps the sound device awake
  const context = new AudioContext();
  try {
    const ended = notes[severity].map((frequency, index) => note(context, frequency, index * step));
    await Promise.all(ended);
  } finally {
    await context.close();
  }
}

/** One note that dies away like that of a bell. Resolves at its end. */
function note(context: AudioContext, frequency: number, after: number): Promise<void> {
  const from = context.currentTime + after;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loudness, from + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, from + ring);
  const oscillator = new OscillatorNode(context, { frequency });
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + ring);
  return new Promise((resolve) => {
    oscillator.onended = () => resolve();
  });
}
