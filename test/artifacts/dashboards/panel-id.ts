/** Id of a panel: the same whatever stands before it, so that links to it stay good. FNV-1a, within 24 bits. */
export function panelId(title: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(title)) hash = Math.imul(hash ^ byte, 0x01_00_01_93) >>> 0;
  return (hash & 0xff_ff_ff) + 1;
}
