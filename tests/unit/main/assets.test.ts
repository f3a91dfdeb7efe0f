import { describe, expect, it } from 'vitest';
import { assetPath, contentSecurityPolicy, contentType } from '../../../electron/main/security/assets.ts';

const root = '/app/out/renderer';

describe('the files of the window', () => {
  it('lie below one folder', () => {
    expect(assetPath(root, 'app://tidemark/assets/index-1.js')).toBe('/app/out/renderer/assets/index-1.js');
    expect(assetPath(root, 'app://tidemark/')).toBe('/app/out/renderer/index.html');
    expect(assetPath(root, 'app://tidemark/index.html?x=1#y')).toBe('/app/out/renderer/index.html');
    expect(assetPath(root, 'app://tidemark/a%20b.css')).toBe('/app/out/renderer/a b.css');
    expect(assetPath(root, 'app://tidemark/..hidden.css')).toBe('/app/out/renderer/..hidden.css');
  });

  it.each([
    'app://tidemark/..%2fmain/index.js',
    'app://tidemark/..%2f..%2f..%2fetc/passwd',
    'app://tidemark/%2e%2e%2frenderer-other/x.js',
    'app://tidemark/%00',
    'app://tidemark/%',
    'app://elsewhere/index.html',
    'app://tidemark:1/index.html',
    'file:///etc/passwd',
    'not an address',
  ])('are not to be left by %s', (address) => {
    expect(assetPath(root, address)).toBeUndefined();
  });

  it('are found where an address climbs no higher than its origin', () => {
    expect(assetPath(root, 'app://tidemark/../index.html')).toBe('/app/out/renderer/index.html');
    expect(assetPath(root, 'app://tidemark/%2e%2e/index.html')).toBe('/app/out/renderer/index.html');
  });

  it('have their own media types', () => {
    expect(contentType('/a/index.html')).toBe('text/html; charset=utf-8');
    expect(contentType('/a/INTER.WOFF2')).toBe('font/woff2');
    expect(contentType('/a/unknown.xyz')).toBe('application/octet-stream');
  });
});

describe('the content security policy', () => {
  it('begins with nothing and allows no script but our own files', () => {
    const rules = new Map(contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
    expect(rules.get('default-src')).toBe("default-src 'none'");
    expect(rules.get('script-src')).toBe("script-src 'self'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});
