/** Patterns of the folders that Python's packages are installed to, below the root or below a home: the `site` module's. */
export function pythonFolders(platform: NodeJS.Platform, forEveryone: boolean): readonly string[] {
  switch (platform) {
    case 'win32':
      return forEveryone
        ? ['Program Files/Python3*/Lib/site-packages']
        : ['AppData/Roaming/Python/Python3*/site-packages', 'AppData/Local/Programs/Python/Python3*/Lib/site-packages'];
    case 'darwin':
      return forEveryone
        ? [
            'Library/Frameworks/Python.framework/Versions/3*/lib/python3*/site-packages',
            'usr/local/lib/python3*/site-packages',
            'opt/homebrew/lib/python3*/site-packages',
          ]
        : ['Library/Python/3*/lib/python/site-packages'];
    default:
      return forEveryone
        ? [
            'usr/local/lib/python3*/dist-packages',
            'usr/local/lib/python3*/site-packages',
            'usr/local/lib64/python3*/site-packages',
            // Of the distribution itself, in whose folders pip can install too.
            'usr/lib/python3*/dist-packages',
            'usr/lib/python3*/site-packages',
            'usr/lib64/python3*/site-packages',
          ]
        : ['.local/lib/python3*/site-packages'];
  }
}
