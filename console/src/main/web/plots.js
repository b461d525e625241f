// The last hour in plots.
import { useEffect, useRef } from "preact/hooks";
import { html } from "htm/preact";
import uPlot from "uplot";
import { bytes, clock, duration, rate } from "./format.js";

const KINDS = [
  { kind: "rate", title: "Records per second", format: rate },
  { kind: "lag", title: "Lag behind the newest record", format: duration },
  { kind: "delay", title: "Event time behind the clock, at inputs", format: duration },
  { kind: "latency", title: "Latency of results: event time behind the clock, at outputs", format: duration },
  { kind: "checkpoint", title: "Size of the last checkpoint", format: bytes },
  { kind: "busy", title: "Busy time of the busiest task", format: (percent) => `${Math.round(percent)} %` },
];
const HEIGHT = 180;
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

export function Plots({ samples, stage }) {
  const jobs = Object.fromEntries(stage.applications.map((application) => [application.name, application.job]));
  const present = KINDS.map((kind) => ({ ...kind, names: Object.keys(samples.series).filter((name) => name.startsWith(`${kind.kind}/`)).sort() }))
    .filter((kind) => kind.names.length > 0);
  const labels = [...new Set(present.flatMap((kind) => kind.names.map((name) => label(name, jobs))))].sort();
  if (present.length === 0) return html`<p class="notice">The first sample comes within ten seconds.</p>`;
  return html`<div class="plots">
    ${present.map((kind) => html`<${Plot} key=${kind.kind} ...${kind} samples=${samples} jobs=${jobs} labels=${labels} />`)}
  </div>`;
}

/** A series by its job, and by the property group of its stream. */
function label(name, jobs) {
  const [, application, group] = name.split("/");
  const job = jobs[application] ?? application;
  return group ? `${job}: ${group}` : job;
}

/** The legend has the newest values, unless it has those under the pointer. */
function showLast(plot) {
  if (!(plot.cursor.left >= 0)) plot.setLegend({ idx: plot.data[0].length - 1 });
}

const colour = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();

/** A series has the same colour in each plot. */
function Plot({ title, names, format, samples, jobs, labels }) {
  const place = useRef();
  const plot = useRef();
  const series = names.join("\n");
  const data = [samples.atMillis.map((millis) => millis / 1000), ...names.map((name) => samples.series[name])];
  useEffect(() => {
    const element = place.current;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const draw = () => {
      plot.current?.destroy();
      const axis = { stroke: colour(element, "--quiet"), grid: { stroke: colour(element, "--line"), width: 1 }, ticks: { show: false } };
      plot.current = new uPlot(
        {
          width: element.clientWidth,
          height: HEIGHT,
          padding: [8, 32, 0, 0], // the last time is centred on the end
          scales: { x: { range: (_, min, max) => [Math.min(min, max - 60), max] }, y: { range: (_, min, max) => [Math.min(0, min), Math.max(max, 1)] } },
          axes: [{ ...axis, values: (_, ticks) => ticks.map((seconds) => clock(seconds * 1000)), space: 80, size: 28 }, { ...axis, size: 80, values: (_, ticks) => ticks.map(format) }],
          series: [
            { value: (_, seconds) => (seconds ? clock(seconds * 1000) : "–") },
            ...names.map((name) => [name, labels.indexOf(label(name, jobs))]).map(([name, index]) => ({
              label: label(name, jobs),
              stroke: colour(element, `--series-${(index % 6) + 1}`),
              dash: DASHES[Math.floor(index / 6) % DASHES.length],
              width: 2,
              points: { show: samples.atMillis.length < 3 },
              value: (_, value) => (value === null || value === undefined ? "–" : format(value)),
            })),
          ],
          legend: { live: true },
          hooks: { setCursor: [showLast] },
        },
        data,
        element,
      );
    };
    draw();
    const resized = new ResizeObserver(() => plot.current.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    dark.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener("change", draw);
      plot.current.destroy();
      plot.current = undefined;
    };
  }, [series, labels.join("\n")]);
  useEffect(() => plot.current?.setData(data), [samples]);
  const last = names.map((name) => `${label(name, jobs)} ${format(samples.series[name].at(-1) ?? 0)}`).join(", ");
  return html`<figure>
    <figcaption>${title}</figcaption>
    <div ref=${place} role="img" aria-label="${title}, last: ${last}"></div>
  </figure>`;
}
