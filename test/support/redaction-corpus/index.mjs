export { benign } from './benign/index.mjs';
export { hostile } from './hostile.mjs';
export { kinds } from './kinds/index.mjs';
export { leaks } from './leaks.mjs';
export { mixedJson } from './mixed-json.mjs';
export { samples } from './samples.mjs';
