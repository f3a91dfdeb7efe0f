/**
 * Every colour of the window, by what it means. A test holds the contrast of
 * each text colour on each ground it stands on at 4.5:1 or more.
 */
export interface Palette {
  /** Grounds, from the window's to the one that stands out. */
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  /** Borders of things to type in or press: 3:1 is not asked of them since the words in them say what they are. */
  readonly edge: string;
  readonly text: string;
  readonly dim: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly added: string;
  readonly addedSoft: string;
  readonly addedMark: string;
  readonly modified: string;
  readonly modifiedSoft: string;
  readonly removed: string;
  readonly removedSoft: string;
  readonly removedMark: string;
  /** One hue a type. */
  readonly files: string;
  readonly registry: string;
  readonly software: string;
  readonly services: string;
  readonly daemons: string;
  readonly machine: string;
  readonly hatch: string;
  /** The dot of a tracking that goes well. */
  readonly well: string;
  /** Parts of a query: what is written in quotes, numbers and times, functions. */
  readonly codeString: string;
  readonly codeValue: string;
  readonly codeCall: string;
}

export const light: Palette = {
  ground: '#f7f8fa',
  surface: '#ffffff',
  raised: '#f1f3f5',
  line: '#e6e8ec',
  edge: '#dcdfe4',
  text: '#16181b',
  dim: '#5f6873',
  accent: '#0b7285',
  onAccent: '#ffffff',
  accentSoft: '#e3f4f6',
  added: '#1f7a37',
  addedSoft: '#e6f4ea',
  addedMark: '#b4dfc0',
  modified: '#8f5b00',
  modifiedSoft: '#fdf1dc',
  removed: '#c02627',
  removedSoft: '#fdeaea',
  removedMark: '#efb8b8',
  files: '#0b7285',
  registry: '#c2255c',
  software: '#7048e8',
  services: '#2f6fd0',
  daemons: '#e8590c',
  machine: '#66809a',
  hatch: '#d5d9df',
  well: '#2b8a3e',
  codeString: '#8f5b00',
  codeValue: '#2f6fd0',
  codeCall: '#7048e8',
};

export const dark: Palette = {
  ground: '#141618',
  surface: '#1b1e21',
  raised: '#22262a',
  line: '#2b2f33',
  edge: '#363b40',
  text: '#e9ecef',
  dim: '#98a0a8',
  accent: '#3bc9db',
  onAccent: '#06272c',
  accentSoft: '#12343a',
  added: '#69db7c',
  addedSoft: '#16301d',
  addedMark: '#2b5c38',
  modified: '#ffc078',
  modifiedSoft: '#3a2a12',
  removed: '#ff8f8f',
  removedSoft: '#3b1a1c',
  removedMark: '#6d3637',
  files: '#3bc9db',
  registry: '#f783ac',
  software: '#9775fa',
  services: '#74a8f7',
  daemons: '#ff922b',
  machine: '#8fa5bb',
  hatch: '#3a4046',
  well: '#69db7c',
  codeString: '#ffc078',
  codeValue: '#74a8f7',
  codeCall: '#b197fc',
};

/** The palette as custom properties: `--tm-accent-soft` and so on. */
export function paletteVariables(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, colour]) => [
      `--tm-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`,
      colour,
    ]),
  );
}
