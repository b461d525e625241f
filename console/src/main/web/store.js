// What is known of the stage, shared by all views.
import { useEffect, useState } from "preact/hooks";
import { follow } from "./api.js";

const MAX_SAMPLES = 360;
const SAMPLE_MILLIS = 10_000;

let state = { stage: undefined, history: undefined, samples: { atMillis: [], series: {} }, connection: "connecting", error: undefined };
const listeners = new Set();

function set(change) {
  state = { ...state, ...change };
  listeners.forEach((listener) => listener(state));
}

export function useStore() {
  const [current, update] = useState(state);
  useEffect(() => {
    listeners.add(update);
    update(state);
    return () => listeners.delete(update);
  }, []);
  return current;
}

export function connect() {
  return follow("/api/events", {}, {
    connected: () => set({ connection: "live", error: undefined }),
    broken: (error) => set({ connection: error.status === 401 ? "refused" : "broken", error: error.message }),
    samples: (samples) => set({ samples }),
    history: (history) => set({ history }),
    stage: (stage) => set({ stage, samples: extended(state.samples, stage) }),
  });
}

/** The server's samples and what has come since, so that plots go on while the page is open. */
function extended(samples, stage) {
  const last = samples.atMillis.at(-1) ?? 0;
  if (stage.atMillis - last < SAMPLE_MILLIS) return samples;
  const values = figures(stage);
  const names = new Set([...Object.keys(samples.series), ...Object.keys(values)]);
  const from = Math.max(0, samples.atMillis.length + 1 - MAX_SAMPLES);
  const series = {};
  for (const name of names) {
    const former = samples.series[name] ?? samples.atMillis.map(() => null);
    series[name] = [...former.slice(from), values[name] ?? null];
  }
  return { atMillis: [...samples.atMillis.slice(from), stage.atMillis], series };
}

function figures(stage) {
  const values = {};
  const put = (name, value) => {
    if (value !== undefined) values[name] = value;
  };
  for (const edge of stage.edges) {
    const of = `${edge.application}/${edge.group}`;
    put(`rate/${of}`, edge.recordsPerSecond);
    put(`lag/${of}`, edge.lagMillis);
    put(`${edge.direction === "OUT" ? "latency" : "delay"}/${of}`, edge.behindMillis);
  }
  for (const application of stage.applications) {
    put(`checkpoint/${application.name}`, application.checkpoints.lastBytes);
    put(`busy/${application.name}`, application.busyPercent);
  }
  return values;
}
