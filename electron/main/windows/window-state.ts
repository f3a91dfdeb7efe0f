import { z } from 'zod';

/** A rectangle on the screen, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

/** What is remembered of the window from one start to the next. */
export const windowStateSchema = z.object({
  bounds: rectangleSchema.nullable().default(null),
  maximized: z.boolean().default(false),
  /** Whether its owner was told that closing the window leaves Tidemark in the tray. */
  toldOfTray: z.boolean().default(false),
});
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

/** The remembered state from a file's text; the defaults where it makes no sense, for it is only a comfort. */
export function parseWindowState(text: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(text));
  } catch {
    return windowStateSchema.parse({});
  }
}

export const defaultSize = { width: 1200, height: 780 } as const;
export const leastSize = { width: 820, height: 520 } as const;

/** How much of the window's upper edge must be on a screen for a person to get hold of it. */
const grip = 80;

/**
 * Where the window is to be: where it was, if a screen still shows it there, and
 * no larger than that screen. Without a place it is for the system to choose one.
 */
export function restoreBounds(
  remembered: Rectangle | null,
  screens: readonly Rectangle[],
): Rectangle | { readonly width: number; readonly height: number } {
  if (!remembered) return defaultSize;
  const { x, y } = remembered;
  const screen = screens.find(
    (area) =>
      Math.min(x + remembered.width, area.x + area.width) - Math.max(x, area.x) >= grip &&
      y >= area.y &&
      y + grip <= area.y + area.height,
  );
  const size = (wanted: number, least: number, room: number | undefined) =>
    Math.max(least, room === undefined ? wanted : Math.min(wanted, room));
  const width = size(remembered.width, leastSize.width, screen?.width);
  const height = size(remembered.height, leastSize.height, screen?.height);
  return screen ? { x, y, width, height } : { width, height };
}
