import type { ReactNode } from 'react';

/** What a screen puts into the window's header. */
export interface HeaderParts {
  readonly title: string;
  /** What the title is about, beside it. */
  readonly note?: string | undefined;
  /** The search of this screen, where it has one. */
  readonly search?: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };
}

/** How a screen asks the shell for the header: the shell adds what stands on every screen. */
export type RenderHeader = (parts: HeaderParts) => ReactNode;
