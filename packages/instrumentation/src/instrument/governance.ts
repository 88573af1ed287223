import { trace } from '@opentelemetry/api';
import { governanceAttributesOf, type Governance } from '@mcp-otel/core';
import { callIn } from '../models/call/model-call.ts';
import { activeContext } from '../telemetry/live-globals.ts';

/** What the application knows about what it does and no protocol tells. */
export const governance = {
  /**
   * Adds what is stated to the span of the running code, whoever has made it.
   *
   * @returns false where no span is being recorded, so that nothing was added
   * @throws TypeError that names a field that is not what it should be; nothing is added then
   */
  set(stated: Governance): boolean {
    const attributes = governanceAttributesOf(stated);
    const context = activeContext();
    const call = callIn(context);
    if (call !== undefined) call.state(attributes); // Metrics are told of it as well.
    const span = trace.getSpan(context);
    if (span === undefined || !span.isRecording()) return false;
    span.setAttributes(attributes);
    return true;
  },
};
