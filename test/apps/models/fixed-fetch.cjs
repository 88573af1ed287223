Object.defineProperty(globalThis, 'fetch', { configurable: false, writable: false });
