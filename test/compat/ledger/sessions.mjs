// Scripted sessions, each with what it knows about the fate of its tokens.
import { providerSessions } from './provider-sessions.mjs';
import { supplySessions } from './supply-sessions.mjs';
import { useSessions } from './use-sessions.mjs';

export const sessions = [...useSessions, ...supplySessions, ...providerSessions];
