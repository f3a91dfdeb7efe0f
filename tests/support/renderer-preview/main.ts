import { fakeBridge } from './fake-bridge.ts';

// A test double of what the preload script puts there: `?state=` names the state to show.
const state = new URLSearchParams(window.location.search).get('state') ?? 'tracking';
Object.defineProperty(window, 'tidemark', { value: fakeBridge(state) });
await import('../../../renderer/main.tsx');
