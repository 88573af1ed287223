import { callOnce } from './calls.mjs';

await callOnce({ 'gen_ai.conversation.id': 'chat-7', 'user.id': 'ada' });
