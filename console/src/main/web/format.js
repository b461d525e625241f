// Numbers and times for a person.
const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

export const count = (number) => (number === undefined ? "–" : plain.format(number));

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
  return today ? time : `${date.toISOString().slice(0, 10)} ${time}`;
}
