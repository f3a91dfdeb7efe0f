/** Hears which folders are watched live; a folder is named by its key. */
export interface FolderListener {
  /** A folder is watched: what changes in it is noticed from now on. Told again of one that is watched already. */
  armed(folder: string): void;
  /** A folder, and all below it, is watched no longer. */
  gone(folder: string): void;
}
