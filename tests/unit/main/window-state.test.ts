import { describe, expect, it } from 'vitest';
import {
  defaultSize,
  leastSize,
  parseWindowState,
  restoreBounds,
} from '../../../electron/main/windows/window-state.ts';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('the window', () => {
  it('has a size of its own at first, and the system places it', () => {
    expect(restoreBounds(null, [left])).toEqual(defaultSize);
  });

  it('comes back where it was', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(restoreBounds(bounds, [left, right])).toEqual(bounds);
  });

  it('is placed anew when the screen on which it was is gone', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(restoreBounds(bounds, [left])).toEqual({ width: 1000, height: 700 });
  });

  it('is placed anew when its upper edge is out of reach', () => {
    const bounds = { x: 100, y: -400, width: 1000, height: 700 };
    expect(restoreBounds(bounds, [left])).not.toHaveProperty('y');
  });

  it('is no larger than the screen, and no smaller than it can be', () => {
    expect(restoreBounds({ x: 0, y: 0, width: 5000, height: 100 }, [left])).toEqual({
      x: 0,
      y: 0,
      width: left.width,
      height: leastSize.height,
    });
  });
});

describe('the remembered state', () => {
  it('is read back', () => {
    const state = { bounds: left, maximized: true, toldOfTray: true };
    expect(parseWindowState(JSON.stringify(state))).toEqual(state);
  });

  it.each(['', '{', '[]', '{"bounds":{"x":"left"}}', '{"bounds":{"x":0,"y":0,"width":0,"height":0}}'])(
    'is as at first where the file makes no sense: %s',
    (text) => {
      expect(parseWindowState(text)).toEqual({ bounds: null, maximized: false, toldOfTray: false });
    },
  );
});
