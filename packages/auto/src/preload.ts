/**
 * The file that `--require @mcp-otel/auto` loads. It must be nearly free, because npm and npx run it too: it hooks the
 * loading of sources and puts delegates on the OpenTelemetry API, and loads everything else when there is MCP activity.
 */
import { inLoaderThread } from './loader-guard.ts';
import { begin } from './begin.ts';

export { forceFlush } from './force-flush.ts';

if (!inLoaderThread() && process.env['OTEL_SDK_DISABLED']?.trim().toLowerCase() !== 'true') begin();
