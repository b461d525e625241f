// The last hour in plots.
import { useEffect, useRef } from "preact/hooks";
import { html } from "htm/preact";
import uPlot from "uplot";
import { bytes, clock, duration, rate } from "./format.js";

const KINDS = [
  { kind: "rate", title: "Records per second", format: rate },
  { kind: "lag", title: "Lag behind the newest record", format: duration },
  { kind: "delay", title: "Event time behind the clock", format: duration },
  { kind: "checkpoint", title: "Size of the last checkpoint", format: bytes },
  { kind: "busy", title: "Busy time of the busiest task", format: (percent) => `${Math.round(percent)} %` },
];
const HEIGHT = 180;
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

export function Plots({ samples, stage }) {
  const jobs = Object.fromEntries(stage.applications.map((application) => [application.name, application.job]));
  const present = KINDS.map((kind) => ({ ...kind, names: Object.keys(samples.series).filter((name) => name.startsWith(`${kind.kind}/`)).sort() }))
    .filter((kind) => kind.names.length > 0);
  if (present.length === 0) return html`<p class="notice">The first sample comes within ten seconds.</p>`;
  return html`<div class="plots">
    ${present.map((kind) => html`<${Plot} key=${kind.kind} ...${kind} samples=${samples} jobs=${jobs} />`)}
  </div>`;
}

/** A series by its job, and by the property group of its stream. */
function label(name, jobs) {
  const [, application, group] = name.split("/");
  const job = jobs[application] ?? application;
  return group ? `${job}: ${group}` : job;
}

const colour = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();

function Plot({ title, names, format, samples, jobs }) {
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
          scales: { x: { range: (_, min, max) => [Math.min(min, max - 60), max] }, y: { range: (_, min, max) => [Math.min(0, min), Math.max(max, 1)] } },
          axes: [{ ...axis, values: (_, ticks) => ticks.map((seconds) => clock(seconds * 1000)), space: 80 }, { ...axis, size: 80, values: (_, ticks) => ticks.map(format) }],
          series: [
            { value: (_, seconds) => (seconds ? clock(seconds * 1000) : "–") },
            ...names.map((name, index) => ({
              label: label(name, jobs),
              stroke: colour(element, `--series-${(index % 6) + 1}`),
              dash: DASHES[Math.floor(index / 6) % DASHES.length],
              width: 2,
              points: { show: samples.atMillis.length < 3 },
              value: (_, value) => (value === null || value === undefined ? "–" : format(value)),
            })),
          ],
          legend: { live: true },
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
  }, [series]);
  useEffect(() => plot.current?.setData(data), [samples]);
  const last = names.map((name) => `${label(name, jobs)} ${format(samples.series[name].at(-1) ?? 0)}`).join(", ");
  return html`<figure>
    <figcaption>${title}</figcaption>
    <div ref=${place} role="img" aria-label="${title}, last: ${last}"></div>
  </figure>`;
}
