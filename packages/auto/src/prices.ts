/** The list of prices: half a megabyte of data, which most processes never need. */
export { calcPrice } from '@pydantic/genai-prices';
