import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, withComponent } from '../support/components.ts';
import { conventionFaults } from '../support/convention.ts';
import { shapes } from '../support/golden.ts';
import { runNode } from '../support/run-node.ts';

const both = (line: string): readonly string[] => [`client ${line}`, `server ${line}`];

const expected = [
  ...both('initialize ok'),
  ...both('notifications/initialized ok'),
  ...both('tools/list ok'),
  ...both('tools/call echo ok'),
  ...both('tools/call fail tool_error tool_error'),
  ...both('tools/call sample ok'),
  ...both('sampling/createMessage ok'),
  ...both('tools/call throw protocol_error -32603'),
  'client tools/call hang timeout timeout',
  'server tools/call hang cancelled',
  ...both('notifications/cancelled ok'),
].toSorted();

/** What each version is published as. */
const versions = {
  '0.7.0': ['mjs'],
  '1.0.4': ['mjs'],
  '1.10.2': ['mjs', 'cjs'],
  '1.20.2': ['mjs', 'cjs'],
  '1.24.3': ['mjs', 'cjs'],
};

for (const [version, forms] of Object.entries(versions)) {
  const name = `sdk-${version}`;
  withComponent(`MCP SDK ${version} (npm ci in test/compat/${name})`, installedCopies().includes(name), () => {
    const folder = new URL(`../compat/${name}/`, import.meta.url);
    const apps = fileURLToPath(new URL('apps', folder));
    describe(`MCP SDK ${version}`, () => {
      // A program finds its SDK by where it lies.
      beforeAll(() => cp(fileURLToPath(new URL('../apps/low', import.meta.url)), apps, { recursive: true }));
      afterAll(() => rm(apps, { recursive: true }));
      test.each(forms)('gives the same spans, %s', async (modules) => {
        await using collector = await startCollector();
        const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true' };
        const { code, stderr } = await runNode(`${apps}/app.${modules}`, { env });
        expect([code, stderr]).toEqual([0, '']);
        // 0.7 leaves the first word out of this method.
        const lines = shapes(collector.spans).map((line) =>
          line.replace(/ cancelled ok$/, ' notifications/cancelled ok'),
        );
        expect(lines.toSorted()).toEqual(expected);
        const known = collector.spans.filter((span) => span.name !== 'cancelled');
        expect(known.flatMap(conventionFaults)).toEqual([]);
      });
    });
  });
}
