/** What is used of the package, which brings no types of its own. */
declare module 'electron-installer-debian' {
  interface Options {
    readonly src: string;
    readonly dest: string;
    readonly arch: string;
    readonly options: Readonly<Record<string, string | readonly string[] | Readonly<Record<string, string>>>>;
  }
  export default function makeDeb(options: Options): Promise<unknown>;
}
