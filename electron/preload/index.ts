import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type Bridge, eventChannel, requestChannel } from '../shared/contract/bridge.ts';
import { rendererEvents, rendererRequests } from '../shared/contract/contract.ts';

const methods: ReadonlySet<string> = new Set(rendererRequests);

const bridge: Bridge = {
  request(method, args) {
    if (!methods.has(method)) return Promise.reject(new Error(`There is no request '${String(method)}'.`));
    return ipcRenderer.invoke(requestChannel, method, args);
  },
  on(event, listener) {
    if (!Object.hasOwn(rendererEvents, event)) throw new Error(`There is no event '${String(event)}'.`);
    const hear = (_event: IpcRendererEvent, name: unknown, payload: unknown) => {
      // Main sends what the contract says; both are parts of one build
      if (name === event) listener(payload as Parameters<typeof listener>[0]);
    };
    ipcRenderer.on(eventChannel, hear);
    return () => {
      ipcRenderer.off(eventChannel, hear);
    };
  },
};

contextBridge.exposeInMainWorld('tidemark', bridge);
