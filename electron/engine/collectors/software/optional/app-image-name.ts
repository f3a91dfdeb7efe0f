/** What the name of an AppImage's file says: usually `Name-1.2.3-x86_64.AppImage`, as its documentation recommends. */
export interface AppImageName {
  readonly name: string;
  readonly version: string | null;
  readonly architecture: string | null;
}

const architectures = /(?:^|[-_. ])(x86[-_]64|amd64|x64|i[36]86|ia32|x86|aarch64|arm64|armv7l|armhf)(?=$|[-_. ])/i;
/** What programs that manage AppImages add to a name: a digest of the file. */
const digest = /_[0-9a-f]{32}$/;
const platform = /[-_. ](?:linux(?:64|32)?|gnu|glibc[\d.]*|appimage)(?=$|[-_. ])/gi;
/** Dotted numbers with what can follow them; where there are none, a number alone, as dates and builds are. */
const versions = [
  /(?:^|[-_. ]v?|v)(\d+(?:\.\d+)+(?:[-.+~_]?(?:alpha|beta|rc|pre|dev|git|nightly|build)[\w.+]*)?)/i,
  /[-_ ]v?(\d+)$/i,
];

export const isAppImage = (file: string): boolean => /\.appimage$/i.test(file);

/** Parts a file's name into what it says; a version that is not in it is not known. */
export function parseAppImageName(file: string): AppImageName {
  let rest = file.replace(/\.appimage$/i, '').replace(digest, '');
  const architecture = architectures.exec(rest)?.[1] ?? null;
  if (architecture !== null) rest = rest.replace(architectures, '');
  rest = rest.replace(platform, '');
  for (const pattern of versions) {
    const found = pattern.exec(rest);
    if (found?.[1] === undefined) continue;
    const before = rest.slice(0, found.index);
    const after = rest.slice(found.index + found[0].length);
    return { name: tidy(before) || tidy(after) || file, version: found[1], architecture };
  }
  return { name: tidy(rest) || file, version: null, architecture };
}

const tidy = (name: string): string => name.replace(/^[-_. ]+|[-_. ]+$/g, '');
