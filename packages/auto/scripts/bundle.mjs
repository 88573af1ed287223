// Bundles the preload and the parts it loads later. Each becomes one file, because reading some three hundred modules of
// the OpenTelemetry SDK costs five times as much as reading one.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const pipelineFolder = fileURLToPath(new URL('../../pipeline', import.meta.url));
const instrumentationFolder = fileURLToPath(new URL('../../instrumentation', import.meta.url));

const shared = ['@mcp-otel/core', '@mcp-otel/instrumentation', '@mcp-otel/instrumentation/seam', '@opentelemetry/api'];

/** @type {readonly { in: string, out: string, format: 'cjs' | 'esm', external?: readonly string[] }[]} */
const bundles = [
  { in: `${packageFolder}/src/preload.ts`, out: 'preload.cjs', format: 'cjs' },
  { in: `${packageFolder}/src/context.ts`, out: 'context.cjs', format: 'cjs' },
  { in: `${packageFolder}/src/seam.ts`, out: 'seam.cjs', format: 'cjs' },
  { in: `${packageFolder}/src/models.ts`, out: 'models.cjs', format: 'cjs' },
  { in: `${packageFolder}/src/prices.ts`, out: 'prices.cjs', format: 'cjs' },
  { in: `${pipelineFolder}/src/index.ts`, out: 'pipeline.cjs', format: 'cjs' },
  { in: `${packageFolder}/src/audit.ts`, out: 'audit.cjs', format: 'cjs' },
  { in: `${pipelineFolder}/src/exit/last-post-worker.ts`, out: 'last-post.cjs', format: 'cjs' },
  { in: `${instrumentationFolder}/src/loader/loader-thread.ts`, out: 'loader.mjs', format: 'esm' },
  // For programs with the packages beside it: what they share must be one copy, the OpenTelemetry SDK must be ours.
  { in: `${packageFolder}/src/config.ts`, out: 'config.mjs', format: 'esm', external: shared },
];

await Promise.all(
  bundles.map(({ in: entry, out, format, external = [] }) =>
    build({
      entryPoints: [entry],
      outfile: `${packageFolder}/dist/${out}`,
      format,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20.19',
      conditions: ['@mcp-otel/source', 'module', 'import'], // ES modules, of which only what is used goes in.
      mainFields: ['module', 'main'],
      external: [
        './context.cjs',
        './seam.cjs',
        './models.cjs',
        './prices.cjs',
        './pipeline.cjs',
        './audit.cjs',
        ...external,
      ],
      // CommonJS inside an ES module asks for Node's own modules by `require`.
      ...(format === 'esm' && {
        banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
      }),
      legalComments: 'none', // NOTICE names what is inside.
      logLevel: 'warning',
    }),
  ),
);
await writeFile(
  `${packageFolder}/dist/preload.d.cts`,
  '/** Sends everything that waits. Never rejects. */\nexport declare function forceFlush(): Promise<void>;\n',
);
