import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  logLevel: 'warn',
  build: { outDir: '/tmp/tidemark-renderer-preview', emptyOutDir: true, target: 'chrome130', modulePreload: false },
  preview: {
    port: 5199,
    host: '127.0.0.1',
    headers: {
      // As strict as the application's own.
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'",
    },
  },
});
