import { z } from 'zod';

/** A crate whose programs `cargo install` has installed. */
export interface InstalledCrate {
  readonly name: string;
  readonly version: string;
  /** Where its source came from: `registry+https://…`, `git+https://…#commit`, `path+file://…`. */
  readonly source: string;
  readonly programs: readonly string[];
}

const recordSchema = z.object({
  installs: z.record(z.string(), z.object({ bins: z.array(z.string()).catch([]) })),
});

/** Reads `.crates2.json`, in which cargo notes what it has installed. Throws where it is not whole. */
export function parseCrates2(text: string): readonly InstalledCrate[] {
  const { installs } = recordSchema.parse(JSON.parse(text));
  return Object.entries(installs).map(([id, { bins }]) => installed(id, bins));
}

/** Reads `.crates.toml`, in which versions of cargo before 1.41 noted it alone: `"id" = ["program", …]`. */
export function parseCratesToml(text: string): readonly InstalledCrate[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, id, list] = /^"([^"]+)"\s*=\s*\[(.*)\]\s*$/.exec(line) ?? [];
    if (id === undefined) return [];
    return [
      installed(
        id,
        [...(list ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ''),
      ),
    ];
  });
}

/** An id is `name version (source)`: cargo-pkgid(1) in its older form. */
function installed(id: string, programs: readonly string[]): InstalledCrate {
  const [, name, version, source] = /^(\S+) (\S+) \((.*)\)$/.exec(id) ?? [];
  if (name === undefined || version === undefined) throw new Error(`'${id.slice(0, 100)}' names no installed crate`);
  return { name, version, source: source ?? '', programs };
}
