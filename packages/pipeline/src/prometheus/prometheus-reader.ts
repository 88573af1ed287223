import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { AggregationTemporality, MetricReader } from '@opentelemetry/sdk-metrics';
import { createEpisode } from '../log/episodes.ts';
import type { Log } from '../log/stderr-log.ts';
import { expositionOf } from './exposition.ts';
import { healthOf } from './health.ts';
import { startMetricsServer, type MetricsServer, type Page } from './metrics-server.ts';

/** Where metrics are served, and who is told of trouble. */
export interface PrometheusReaderOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Pick<Log, 'warn' | 'info'>;
}

/** Most label combinations of an instrument that is not ours. */
const MAX_FOREIGN_SERIES = 200;

/**
 * Serves metrics to Prometheus at `/metrics`, and their summary at `/health/mcp`, as soon as it has a meter provider.
 * Text format 0.0.4, which every Prometheus reads. Nothing of it holds the process.
 */
export class PrometheusReader extends MetricReader {
  readonly #options: PrometheusReaderOptions;
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  readonly #overflow;
  #server: Promise<MetricsServer | undefined> | undefined;
  #scrape: Promise<Page> | undefined;

  constructor(options: PrometheusReaderOptions) {
    super({
      aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE,
      cardinalitySelector: () => MAX_FOREIGN_SERIES,
    });
    this.#options = options;
    this.#overflow = createEpisode(options.log.warn, options.log.info);
  }

  /** Address of the server once it listens; undefined when it cannot. */
  async url(): Promise<string | undefined> {
    return (await this.#server)?.url;
  }

  protected override onInitialized(): void {
    this.#server = this.#listen();
  }

  protected override async onForceFlush(): Promise<void> {
    // There is nobody to push to.
  }

  protected override async onShutdown(): Promise<void> {
    (await this.#server)?.close();
  }

  async #listen(): Promise<MetricsServer | undefined> {
    const { host, port, log } = this.#options;
    const pages = { '/metrics': () => this.#metrics(), '/health/mcp': () => this.#health() };
    try {
      const server = await startMetricsServer({ host, port, pages });
      const moved = port !== 0 && !server.url.endsWith(`:${port}`);
      if (moved) log.warn(`port ${port} is in use; metrics are at ${server.url}/metrics`);
      else log.info(`metrics are at ${server.url}/metrics`);
      return server;
    } catch (error) {
      log.warn(
        `metrics cannot be served on ${host}:${port} (${error instanceof Error ? error.message : String(error)}); set OTEL_EXPORTER_PROMETHEUS_HOST and _PORT, or 0 for any free port`,
      );
      return undefined;
    }
  }

  /** Scrapes that come together get the same page. */
  #metrics(): Promise<Page> {
    this.#scrape ??= this.#serialised().finally(() => {
      this.#scrape = undefined;
    });
    return this.#scrape;
  }

  async #serialised(): Promise<Page> {
    const { resourceMetrics } = await this.collect();
    const { metrics, leftOut } = expositionOf(resourceMetrics);
    if (leftOut > 0) this.#overflow.begin(`${leftOut} series have no room or no name in Prometheus; they are left out`);
    else this.#overflow.end('all series are shown again');
    return { type: 'text/plain; version=0.0.4; charset=utf-8', body: this.#serializer.serialize(metrics) };
  }

  async #health(): Promise<Page> {
    const { resourceMetrics } = await this.collect();
    return { type: 'application/json', body: `${JSON.stringify(healthOf(resourceMetrics), undefined, 2)}\n` };
  }
}
