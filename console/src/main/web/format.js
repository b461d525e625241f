// Numbers and times for a person.
const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const full = new Intl.NumberFormat("en", { maximumSignificantDigits: 15 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

export const count = (number) => (number === undefined ? "–" : plain.format(number));

/** A number that may be a fraction, such as an alarm's threshold; up to fifteen digits, which a double keeps. */
export const exact = (number) => full.format(number);

export function rate(perSecond) {
  if (perSecond === undefined) return "–";
  return `${perSecond >= 100 ? plain.format(perSecond) : precise.format(perSecond)}/s`;
}

export function bytes(number) {
  if (number === undefined) return "–";
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (number >= 1000 && unit < units.length - 1) {
    number /= 1000;
    unit++;
  }
  return `${precise.format(number)} ${units[unit]}`;
}

export function duration(millis) {
  if (millis === undefined) return "–";
  const sign = millis < 0 ? "−" : "";
  const size = Math.abs(millis);
  if (size < 1000) return `${sign}${Math.round(size)} ms`;
  if (size < 60_000) return `${sign}${(size / 1000).toFixed(1)} s`;
  if (size < 3_600_000) return `${sign}${Math.floor(size / 60_000)} min ${Math.floor((size % 60_000) / 1000)} s`;
  if (size < 172_800_000) return `${sign}${Math.floor(size / 3_600_000)} h ${Math.floor((size % 3_600_000) / 60_000)} min`;
  return `${sign}${Math.floor(size / 86_400_000)} d`;
}

export const clock = (millis) => new Date(millis).toLocaleTimeString("en-GB");

/** The time of day, with the date if it is not today's; event time may be far from the clock. */
export function moment(millis) {
  if (millis === undefined) return "–";
  const date = new Date(millis);
  const today = new Date().toDateString() === date.toDateString();
  const time = `${clock(millis)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return today ? time : `${day(date)} ${time}`;
}

/** Of this machine's zone, as the time of day is. */
function day(date) {
  const twoDigits = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

const JSON_TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** JSON text, indented. Its literals stay as they are: a JavaScript number has 53 bits, and no trailing zeros. */
export function indented(json) {
  let text = "";
  let depth = 0;
  let before = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const [token] of json.matchAll(JSON_TOKENS)) {
    const opened = before === "{" || before === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth--;
    if (opened !== closes && (opened || closes)) text += line();
    else if (before === ",") text += line();
    text += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth++;
    before = token;
  }
  return text;
}
