// What the conformance suite expects in answers.
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
export const WAV = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=';
export const text = (t) => ({ type: 'text', text: t });
export const image = { type: 'image', data: PNG, mimeType: 'image/png' };
export const resource = (uri, t, mimeType = 'text/plain') => ({
  type: 'resource',
  resource: { uri, mimeType, text: t },
});
export const wait = (ms) => new Promise((r) => setTimeout(r, ms));
