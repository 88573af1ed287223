import { ALNUM, BASE64, DIGIT, DOT, EQUALS, HEX, LETTER, WORD } from './characters.ts';
import { atLeast, exactly, tokens, type TokenRule } from './token-rule.ts';

const model = 'model_key';

/** Keys of model providers and of services around models. */
export const modelTokens: readonly TokenRule[] = [
  ...tokens(
    model,
    ['sk-ant-', 'sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-or-', 'sk-lf-', 'sk-None-'],
    atLeast(20, WORD),
  ),
  ...tokens(model, ['sk-'], atLeast(24, WORD)),
  ...tokens(model, ['pk-lf-', 'llx-'], atLeast(30, WORD)),
  ...tokens(model, ['sess-'], atLeast(40, ALNUM)),
  ...tokens(model, ['gsk_'], atLeast(40, ALNUM)),
  ...tokens(model, ['hf_'], atLeast(30, ALNUM)),
  ...tokens(model, ['api_org_'], atLeast(30, LETTER)),
  ...tokens(model, ['r8_'], atLeast(32, ALNUM)),
  ...tokens(model, ['pplx-'], atLeast(32, ALNUM)),
  ...tokens(model, ['xai-'], atLeast(60, ALNUM)),
  ...tokens(model, ['fw_'], atLeast(20, ALNUM)),
  ...tokens(model, ['tgp_v1_'], atLeast(30, WORD)),
  ...tokens(model, ['csk-'], atLeast(40, ALNUM)),
  ...tokens(model, ['nvapi-'], atLeast(50, WORD)),
  ...tokens(model, ['sk_'], exactly(48, HEX)),
  ...tokens(model, ['pa-'], atLeast(40, WORD)),
  ...tokens(model, ['al-'], atLeast(40, WORD)),
  ...tokens(model, ['jina_'], atLeast(40, WORD)),
  ...tokens(model, ['tvly-'], atLeast(20, WORD)),
  ...tokens(model, ['fc-'], atLeast(32, HEX)),
  ...tokens(model, ['lsv2_pt_', 'lsv2_sk_'], exactly(32, HEX), '_', atLeast(10, HEX)),
  ...tokens(model, ['ls__'], atLeast(32, HEX)),
  ...tokens(model, ['pcsk_'], atLeast(50, WORD)),
  ...tokens(model, ['esecret_'], atLeast(24, ALNUM)),
  ...tokens(model, ['wandb_v1_'], atLeast(30, WORD)),
  ...tokens(model, ['e2b_'], atLeast(30, HEX)),
  ...tokens(model, ['ctx7sk-', 'ctx7sk_'], atLeast(20, WORD)),
  ...tokens(model, ['mem0-', 'm0-'], atLeast(30, ALNUM)),
  ...tokens(model, ['bb_live_', 'BSA'], atLeast(24, WORD)),
  ...tokens(model, ['ak-', 'as-'], exactly(22, ALNUM)),
  ...tokens(model, ['cr_', 'hyp_'], exactly(64, HEX)),
  ...tokens(model, ['AQ.Ab8'], atLeast(30, WORD | DOT)),
  ...tokens(model, ['ABSKQmVkcm9ja0FQSUtleS'], atLeast(40, BASE64 | EQUALS)),
  ...tokens(model, ['dsk-', 'dashscope-', 'mk-'], atLeast(30, ALNUM | DIGIT)),
];
