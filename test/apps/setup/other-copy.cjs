// What a copy of mcp-otel with another layout of its state would have left behind.
Object.defineProperty(globalThis, Symbol.for('mcp-otel/1'), {
  value: { layout: 99, owner: '9.9.9', slots: new Map() },
});
