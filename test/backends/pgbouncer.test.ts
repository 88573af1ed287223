import { expect, test } from 'vitest';
import { withComponent } from '../support/components.ts';
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.ts';
import { storableSpan } from '../support/storable-span.ts';
import { some, testDeliverer } from '../support/test-deliverer.ts';

withComponent('PgBouncer', hasPgBouncer(), () => {
  test('several writers share two connections between their transactions, and everything is stored once', async () => {
    await using it = await testDeliverer();
    await using bouncer = await startPgBouncer(it.directUrl);
    await using others = await testDeliverer();
    const far = storableSpan({ start: [Date.UTC(2_500, 0) / 1_000, 0] });
    for (let round = 0; round < 20; round += 1) {
      await it.write(some(30));
      await others.write([...some(30), far]);
    }
    const writers = [it, others].map((writer) => writer.open({ url: bouncer.url }));
    await Promise.all(writers.map((writer) => writer.flush()));
    expect(await it.stored()).toEqual({ spans: 1_200, batches: 40 });
    expect(await it.number('SELECT count(*) FROM mcp_otel.quarantine')).toBe(20);
    expect(it.lines).toEqual([]);
    for (const writer of writers) await writer.stop();
  });
});
