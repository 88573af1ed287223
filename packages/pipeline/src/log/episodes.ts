/** Says a trouble once, and says once that it is over: a collector that is down for an hour costs two lines. */
export interface Episode {
  begin(sentence: string): void;
  end(sentence: string): void;
}

/** @param warn says that trouble has begun, `info` that it is over */
export function createEpisode(warn: (sentence: string) => void, info: (sentence: string) => void): Episode {
  let active = false;
  return {
    begin(sentence) {
      if (!active) warn(sentence);
      active = true;
    },
    end(sentence) {
      if (active) info(sentence);
      active = false;
    },
  };
}
