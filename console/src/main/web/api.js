// Requests to the console's server. The token comes in the URL's fragment, which no server and no log sees; it is taken out
// of the address at once, and kept for reloads of this tab.
const KEY = "millrace-token";
const HEADER = "X-Millrace-Token";
const RETRY_MILLIS = 1000;

export function takeToken() {
  const given = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem(KEY, given[1]);
    history.replaceState(null, "", "#/");
  }
  return sessionStorage.getItem(KEY);
}

const headers = () => ({ [HEADER]: sessionStorage.getItem(KEY) ?? "" });

/** An answer of the server that is not the one that was asked for. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function checked(response) {
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Refused(response.status, body.error ?? `the console answered ${response.status}`);
}

export async function get(path, query = {}) {
  const response = await checked(await fetch(url(path, query), { headers: headers() }));
  return response.json();
}

export async function post(path, body) {
  const response = await checked(
    await fetch(path, {
      method: "POST",
      headers: { ...headers(), "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return response.json();
}

function url(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

/**
 * Follows server-sent events; an EventSource could not send the token. Connects again when the connection breaks, and has none
 * while the page is hidden: a browser has six connections for all tabs together.
 *
 * @param query its parameters, or a function that gives them for each connection
 * @param on event name to a function of its data, and `connected`, `broken` (with the error) and `ended`
 * @param again whether to connect again when the connection breaks
 * @param onlyShown whether a hidden page has no connection now
 * @returns a function that stops
 */
export function follow(path, query, on, { again = true, onlyShown = () => true } = {}) {
  const abort = new AbortController();
  (async () => {
    while (!abort.signal.aborted) {
      if (onlyShown()) await shown();
      if (abort.signal.aborted) return;
      const connection = new AbortController();
      const { signal } = connection;
      const end = () => connection.abort();
      abort.signal.addEventListener("abort", end, { signal });
      const endIfHidden = () => document.hidden && onlyShown() && end();
      document.addEventListener("visibilitychange", endIfHidden, { signal });
      try {
        const response = await checked(await fetch(url(path, typeof query === "function" ? query() : query), { headers: headers(), signal }));
        on.connected?.();
        await read(response.body.pipeThrough(new TextDecoderStream()).getReader(), on, endIfHidden);
        if (!again) {
          on.ended?.();
          return;
        }
        on.broken?.(new Error("the connection ended"));
      } catch (error) {
        if (abort.signal.aborted) return;
        if (signal.aborted) continue;
        on.broken?.(error);
        if (!again || (error instanceof Refused && error.status < 500)) return;
      } finally {
        end();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS));
    }
  })();
  return () => abort.abort();
}

function shown() {
  return new Promise((resolve) => {
    const changed = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", changed);
      resolve();
    };
    document.addEventListener("visibilitychange", changed);
    changed();
  });
}

async function read(reader, on, afterwards) {
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      // no regular expression by lines: U+2028 within a text would end one
      const field = (name) => event.split("\n").find((line) => line.startsWith(name))?.slice(name.length);
      const [name, data] = [field("event: "), field("data: ")];
      if (name !== undefined && data !== undefined) on[name]?.(JSON.parse(data));
    }
    afterwards();
  }
}
