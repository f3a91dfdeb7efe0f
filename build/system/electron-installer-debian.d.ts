/** What is used of the package, which brings no types of its own. */
declare module 'electron-installer-debian' {
  interface Given {
    readonly src: string;
    readonly dest: string;
    readonly arch: string;
    readonly options: Readonly<Record<string, string | readonly string[] | Readonly<Record<string, string>>>>;
    /** The file's place, as a template over the options. */
    readonly rename: (dest: string) => string;
    readonly logger: (line: string) => void;
  }
  /** What stands in the package's control file, beside much else. */
  interface Options {
    depends: string[];
    recommends: string[];
    suggests: string[];
  }
  /** To be run in this order. */
  class Installer {
    constructor(given: Given);
    generateDefaults(): Promise<unknown>;
    generateOptions(): Options;
    createStagingDir(): Promise<unknown>;
    createContents(): Promise<unknown>;
    createPackage(): Promise<unknown>;
    movePackage(): Promise<unknown>;
  }
  const exported: { readonly Installer: typeof Installer };
  export default exported;
}
