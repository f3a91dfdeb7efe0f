/** The system error codes that code branches on (winerror.h). */
export const code = {
  success: 0,
  fileNotFound: 2,
  pathNotFound: 3,
  accessDenied: 5,
  invalidHandle: 6,
  sharingViolation: 32,
  invalidParameter: 87,
  callNotImplemented: 120,
  invalidLevel: 124,
  moreData: 234,
  noMoreItems: 259,
  badDatabase: 1009,
  badKey: 1010,
  cantRead: 1012,
  registryCorrupt: 1015,
  keyDeleted: 1018,
  serviceDoesNotExist: 1060,
  serviceMarkedForDelete: 1072,
  notifyEnumDir: 1022,
  notFound: 1168,
  notifyClientLagging: 1294,
  noSystemResources: 1450,
  muiFileNotFound: 15100,
} as const;

/** What the codes mean that people meet, as the end of a sentence. */
const words: ReadonlyMap<number, string> = new Map([
  [code.fileNotFound, 'there is no such thing'],
  [code.pathNotFound, 'there is no such thing'],
  [code.accessDenied, 'this account has no right to read it'],
  [code.sharingViolation, 'another program holds it'],
  [code.badDatabase, 'the registry is damaged there'],
  [code.badKey, 'the registry is damaged there'],
  [code.cantRead, 'the registry could not be read from the disk'],
  [code.registryCorrupt, 'the registry is damaged there'],
  [code.keyDeleted, 'it is being deleted'],
  [code.serviceDoesNotExist, 'there is no such service'],
  [code.serviceMarkedForDelete, 'it is being deleted'],
  [code.noSystemResources, 'Windows has no room for it at the moment'],
]);

/** A code in words, as the end of a sentence: `this account has no right to read it (error 5)`. */
export function codeWords(found: number): string {
  const known = words.get(found);
  return known === undefined ? `Windows answered with error ${found}` : `${known} (error ${found})`;
}

/** A call of Windows that failed, with its code. */
export class Win32Error extends Error {
  override readonly name = 'Win32Error';
  constructor(
    readonly call: string,
    readonly code: number,
  ) {
    super(`${call} failed: ${codeWords(code)}`);
  }
}
