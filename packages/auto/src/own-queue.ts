import { slot } from '@mcp-otel/core';

const state = (): { used: boolean } => slot('own-queue', () => ({ used: false }));

/** The application's own provider has our queue as its processor, by `nodeSdkConfig()`: what it records is booked there. */
export function useOwnQueue(): void {
  state().used = true;
}

/** Whether spans of the application's provider come to our queue in the end. */
export function endsInOurQueue(): boolean {
  return state().used;
}
