// Builds the programs with every bundler, as their users do; the bundles land in `apps/`.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rspack } from '@rspack/core';
import swc from '@swc/core';
import ncc from '@vercel/ncc';
import * as esbuild from 'esbuild';
import * as rolldown from 'rolldown';
import { rollup } from 'rollup';
import { minify as terser } from 'terser';
import * as tsup from 'tsup';
import * as vite from 'vite';
import webpack from 'webpack';

const folder = fileURLToPath(new URL('.', import.meta.url));
const apps = `${folder}apps`;
const formats = { mjs: 'esm', cjs: 'cjs' };
const js = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

const esbuilds = [
  ['esbuild', 'mjs', {}],
  ['esbuild', 'cjs', {}],
  ['esbuild-minify', 'mjs', { minify: true }],
  ['esbuild-minify', 'cjs', { minify: true }],
  ['esbuild-es2016', 'cjs', { target: 'es2016', minify: true }],
  ['esbuild-keep-names', 'cjs', { minify: true, keepNames: true }],
];

/** webpack and its twin in Rust take the same configuration. */
const packs = {
  production: { mode: 'production' },
  eval: { mode: 'development', devtool: 'eval' },
  'eval-source-map': { mode: 'development', devtool: 'eval-source-map' },
};

async function buildAll(sdk) {
  const entry = `${folder}${sdk}.mjs`;
  const out = (name, extension) => `${apps}/${name}-${sdk}.${extension}`;
  for (const [name, extension, options] of esbuilds) {
    const banner = extension === 'mjs' ? { banner: { js } } : {};
    const format = formats[extension];
    const outfile = out(name, extension);
    await esbuild.build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format,
      outfile,
      ...banner,
      ...options,
    });
  }
  for (const [extension, format] of Object.entries(formats)) {
    await tsup.build({
      entry: { [`tsup-${sdk}`]: entry },
      format: [format],
      minify: true,
      outDir: apps,
      noExternal: [/.*/],
      clean: false,
      silent: true,
      config: false,
      platform: 'node',
      splitting: false,
      outExtension: () => ({ js: `.${extension}` }),
      ...(extension === 'mjs' && { banner: { js } }),
    });
    const output = { file: out('rolldown', extension), format, minify: true, codeSplitting: false };
    await rolldown.build({ input: entry, platform: 'node', logLevel: 'silent', output });
  }
  const plugins = [nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs(), json()];
  const bundle = await rollup({ input: entry, plugins, onwarn: () => undefined });
  await bundle.write({ file: out('rollup', 'mjs'), format: 'esm', inlineDynamicImports: true });
  for (const [tool, pack] of Object.entries({ webpack, rspack })) {
    for (const [mode, options] of Object.entries(packs)) {
      await packed(pack, entry, `${tool}-${mode}-${sdk}.cjs`, options);
    }
  }
  const { code, assets } = await ncc(entry, { minify: true, quiet: true, cache: false });
  await writeFile(out('ncc', 'mjs'), code);
  for (const [name, { source }] of Object.entries(assets)) await writeFile(`${apps}/${name}`, source);
  await vite.build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: apps,
      emptyOutDir: false,
      minify: true,
      rollupOptions: { output: { entryFileNames: `vite-${sdk}.mjs` } },
    },
  });
  await minified(out('esbuild', 'cjs'), out('swc', 'cjs'), out('terser', 'cjs'));
}

function packed(pack, entry, filename, options) {
  const configuration = { context: folder, entry, target: 'node20', output: { path: apps, filename }, ...options };
  return new Promise((resolve, reject) => {
    const compiler = pack(configuration);
    compiler.run((error, stats) => {
      compiler.close(() => undefined);
      if (error ?? stats.hasErrors()) reject(error ?? new Error(stats.toString('errors-only')));
      else resolve();
    });
  });
}

async function minified(from, toSwc, toTerser) {
  const text = await readFile(from, 'utf8');
  const minify = { compress: true, mangle: true };
  const jsc = { target: 'es2015', minify };
  const options = { jsc, minify: true, isModule: false, configFile: false, swcrc: false };
  await writeFile(toSwc, (await swc.transform(text, options)).code);
  await writeFile(toTerser, (await terser(text, { ecma: 2020 })).code);
}

await mkdir(apps, { recursive: true });
for (const sdk of ['v1', 'v2']) await buildAll(sdk);
