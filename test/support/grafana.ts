/** A Grafana that is there already, by its address with name and password. */
export class Grafana {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string) {
    const { origin, username, password } = new URL(address);
    const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    this.#origin = origin;
    this.#headers = { 'content-type': 'application/json', ...(username !== '' && { authorization: `Basic ${basic}` }) };
  }

  /** @throws Error with the answer when Grafana refuses */
  async post<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#send<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async get<Answer>(path: string): Promise<Answer> {
    return this.#send<Answer>(path, {});
  }

  async #send<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const answer = await fetch(`${this.#origin}${path}`, { ...init, headers: this.#headers });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`Grafana answers ${answer.status} to ${path}: ${body.slice(0, 500)}`);
    return JSON.parse(body) as Answer;
  }
}
