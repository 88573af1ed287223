/** Runs scenarios one after the other and prints what the application sees of each. */
export async function print(scenarios, wanted) {
  for (const name of wanted.length > 0 ? wanted : Object.keys(scenarios)) {
    let seen;
    try {
      seen = await scenarios[name]();
    } catch (error) {
      seen = `${error.constructor.name} ${error.status} ${error.message.slice(0, 80)}`;
    }
    console.log(`${name}: ${JSON.stringify(seen)}`);
  }
}

/** Everything that a stream brings. */
export async function all(stream) {
  const seen = [];
  for await (const piece of stream) seen.push(piece);
  return seen;
}

/** Reads a stream until it has brought so many pieces. */
export async function some(stream, count) {
  const seen = [];
  for await (const piece of stream) {
    seen.push(piece);
    if (seen.length === count) break;
  }
  return seen;
}
