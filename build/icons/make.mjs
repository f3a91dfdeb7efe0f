/**
 * Draws the PNG icons from their SVG sources: `node build/icons/make.mjs`. The PNGs are committed, so this runs only
 * when a drawing changed. Needs `rsvg-convert` (Debian: librsvg2-bin).
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** @param {string} source @param {number} size @param {string} target */
function draw(source, size, target) {
  const side = String(size);
  execFileSync('rsvg-convert', ['-w', side, '-h', side, '-o', join(here, target), join(here, source)], {
    timeout: 30_000,
  });
}

// The sizes of the freedesktop icon theme; 512 is also what electron-builder makes .ico and .icns from.
for (const size of [16, 22, 24, 32, 48, 64, 128, 256, 512]) {
  draw('app.svg', size, `app/${size}x${size}.png`);
}

// Linux panels are 22 pixels high, the Windows notification area and the macOS menu bar 16; Electron takes the '@2x'
// file beside a picture by itself on dense screens.
for (const state of ['tracking', 'paused', 'attention']) {
  draw(`tray/${state}.svg`, 22, `tray/${state}.png`);
  draw(`tray/${state}.svg`, 44, `tray/${state}@2x.png`);
  draw(`tray/${state}.svg`, 16, `tray/${state}-small.png`);
  draw(`tray/${state}.svg`, 32, `tray/${state}-small@2x.png`);
}
