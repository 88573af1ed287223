import type { TracerProvider } from '@opentelemetry/api';

interface Provider {
  readonly forceFlush?: () => Promise<void>;
  readonly getDelegate?: () => TracerProvider;
}

/** Flushes a provider of whatever make, through the stand-ins of the API. Never rejects. */
export async function flushProvider(provider: TracerProvider): Promise<void> {
  const { forceFlush, getDelegate } = provider as Provider;
  try {
    if (forceFlush !== undefined) await forceFlush.call(provider);
    else if (getDelegate !== undefined) await flushProvider(getDelegate.call(provider));
  } catch {
    // Its owner's business.
  }
}
