// The graph of the stage: a lane for each application, from the streams that it reads to those that it writes.
import { useState } from "preact/hooks";
import { html } from "htm/preact";
import { Actions } from "./actions.js";
import { bytes, clock, count, duration, exact, rate } from "./format.js";
import { Operators } from "./operators.js";

/** More applications than this are listed above their lanes. */
const FEW = 3;

export function Stage({ stage }) {
  const bound = new Set(stage.edges.map((edge) => edge.stream));
  const names = new Set(stage.applications.map((application) => application.name));
  const others = stage.streams.filter((stream) => !bound.has(stream.name));
  return html`
    ${stage.applications.length === 0 && html`<p class="notice">No application has run in this stage.</p>`}
    ${stage.applications.length > FEW && html`<${Overview} applications=${stage.applications} />`}
    ${stage.applications.map(
      (application) => html`<${Lane} key=${application.name} application=${application} stage=${stage} />`,
    )}
    <${Alarms} alarms=${stage.alarms.filter((alarm) => !names.has(alarm.application))} title="Other alarms" />
    ${others.length > 0 &&
    html`<section aria-labelledby="others" class="others">
      <h2 id="others">Streams that no application here uses</h2>
      <ul>
        ${others.map((stream) => html`<li key=${stream.name}><a href="#/records?${new URLSearchParams({ stream: stream.name, from: "start" })}">${stream.name}</a> <span class="quiet">${stream.backend}</span></li>`)}
      </ul>
    </section>`}
  `;
}

/** A button for each application, which leads to its lane. */
function Overview({ applications }) {
  const show = (name) => {
    const lane = document.getElementById(`lane ${name}`);
    lane.scrollIntoView();
    lane.focus({ preventScroll: true });
  };
  return html`<ul class="overview" aria-label="Applications">
    ${applications.map(
      (application) => html`<li key=${application.name}>
        <button type="button" onClick=${() => show(application.name)}>
          ${application.job} <span class="badge ${application.status.toLowerCase()}">${application.status}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}

function Lane({ application, stage }) {
  const [open, setOpen] = useState(false);
  const edges = stage.edges.filter((edge) => edge.application === application.name);
  const outputs = edges.filter((edge) => edge.direction === "OUT");
  const inputs = edges.filter((edge) => edge.direction !== "OUT");
  return html`<section class="lane" id="lane ${application.name}" tabindex="-1" aria-label="Application ${application.job}">
    <${Ports} title="reads" edges=${inputs} />
    <div>
      <${Application} application=${application} stage=${stage} open=${open} toggle=${() => setOpen(!open)} />
      <${Alarms} alarms=${stage.alarms.filter((alarm) => alarm.application === application.name)} title="Alarms" />
    </div>
    <${Ports} title="writes" edges=${outputs} />
    ${open && html`<${Operators} application=${application} stage=${stage} />`}
  </section>`;
}

function Ports({ title, edges }) {
  return html`<div class="ports ${title}">
    <h3 class="quiet">${title}</h3>
    <ul>
      ${edges.map((edge) => html`<${Port} key=${edge.group} edge=${edge} />`)}
    </ul>
  </div>`;
}

function Port({ edge }) {
  const figures = [];
  if (edge.lagMillis !== undefined) figures.push(["lag", duration(edge.lagMillis)]);
  if (edge.lagRecords !== undefined) figures.push(["unread", count(edge.lagRecords)]);
  if (edge.behindMillis !== undefined) figures.push(["event time", `${duration(edge.behindMillis)} behind`]);
  const active = edge.recordsPerSecond > 0;
  return html`<li class="port ${active ? "active" : ""}">
    <a class="name" title=${edge.stream} href="#/records?${new URLSearchParams({ stream: edge.stream, from: "start" })}">${edge.group}</a>
    <span class="figure">${edge.recordsPerSecond === undefined ? count(edge.records) : rate(edge.recordsPerSecond)}</span>
    <span class="quiet volume">
      ${edge.recordsPerSecond === undefined ? "records" : edge.bytesPerSecond === undefined ? "" : `${bytes(edge.bytesPerSecond)}/s`}
    </span>
    ${figures.map(([name, value]) => html`<span key=${name} class="detail"><span class="quiet">${name}</span> ${value}</span>`)}
  </li>`;
}

function Application({ application, stage, open, toggle }) {
  const checkpoints = application.checkpoints;
  return html`<article class="application ${application.status.toLowerCase()}">
    <header>
      <h2>${application.job}</h2>
      <span class="badge ${application.status.toLowerCase()}">${application.status}</span>
      ${application.restarts > 0 &&
      html`<span class="badge restarts">${application.restarts} ${application.restarts === 1 ? "restart" : "restarts"}</span>`}
    </header>
    <dl>
      <${Fact} name="version">${application.version}<//>
      <${Fact} name="runtime">${application.runtime}<//>
      <${Fact} name="parallelism">${application.parallelism}<//>
      ${application.kpus !== undefined &&
      html`<${Fact} name="KPUs on AWS">${application.kpus} <span class="quiet">with orchestration</span><//>`}
      <${Fact} name="up">${application.uptimeMillis > 0 ? duration(application.uptimeMillis) : "–"}<//>
      <${Fact} name="checkpoints">
        ${count(checkpoints.completed)}${checkpoints.failed > 0 ? `, ${checkpoints.failed} failed` : ""}
        ${checkpoints.lastBytes !== undefined &&
        html`<span class="quiet">, last ${bytes(checkpoints.lastBytes)} in ${duration(checkpoints.lastDurationMillis)}</span>`}
      <//>
      <${Fact} name="busy"><${Share} percent=${application.busyPercent} /><//>
      <${Fact} name="back-pressured"><${Share} percent=${application.backPressuredPercent} /><//>
    </dl>
    ${application.failures.length > 0 && html`<${Failures} failures=${application.failures} />`}
    <p class="actions">
      ${application.vertices.length > 0 &&
      html`<button type="button" aria-expanded=${open} onClick=${toggle}>
        ${open ? "Hide" : "Show"} ${application.vertices.reduce((sum, vertex) => sum + vertex.operators.length, 0)} operators
      </button>`}
      ${application.webUi && html`<a href=${application.webUi} target="_blank" rel="noreferrer">Flink's web UI</a>`}
      <${Actions} application=${application} stage=${stage} />
    </p>
  </article>`;
}

const SIGNS = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: "≥",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "≤",
};
const STATES = { OK: ["OK", "running"], ALARM: ["ALARM", "failed"], INSUFFICIENT_DATA: ["insufficient data", ""] };

/** What CloudWatch watches on AWS; those that are raised here open the list. */
function Alarms({ alarms, title }) {
  if (alarms.length === 0) return null;
  const raised = alarms.filter((alarm) => alarm.state === "ALARM").length;
  const evaluated = alarms.filter((alarm) => alarm.state !== undefined).length;
  return html`<details class="alarms" open=${raised > 0}>
    <summary>
      ${title} <span class="quiet">${alarms.length}, ${evaluated} evaluated here</span>
      ${raised > 0 && html` <span class="badge failed">${raised} in ALARM</span>`}
    </summary>
    <ul>
      ${alarms.map((alarm) => html`<${Alarm} key=${alarm.name} alarm=${alarm} />`)}
    </ul>
  </details>`;
}

function Alarm({ alarm }) {
  const [state, tone] = STATES[alarm.state] ?? ["not evaluated here", undefined];
  const periods = `${alarm.periods > 1 ? `${alarm.periods} periods of ` : ""}${duration(alarm.periodMillis)}`;
  return html`<li class="alarm">
    <span class="name">${alarm.name}</span>
    ${tone === undefined ? html`<span class="quiet">${state}</span>` : html`<span class="badge ${tone}">${state}</span>`}
    <span class="quiet rule">
      ${alarm.metric} ${SIGNS[alarm.comparison] ?? alarm.comparison} ${exact(alarm.threshold)}, ${periods}${alarm.value === undefined ? "" : `; now ${exact(alarm.value)}`}
    </span>
  </li>`;
}

function Fact({ name, children }) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${children}</dd>
  </div>`;
}

function Share({ percent }) {
  if (percent === undefined) return "–";
  return html`<meter min="0" max="100" high="80" value=${percent} aria-label="${percent} percent"></meter> ${percent} %`;
}

/** The latest first; causes that repeat are there once. */
function Failures({ failures }) {
  const causes = [...new Set(failures.map((failure) => failure.cause))];
  return html`<ul class="failures">
    ${causes.map((cause) => {
      const times = failures.filter((failure) => failure.cause === cause).map((failure) => clock(failure.atMillis));
      return html`<li key=${cause}>
        <time class="quiet">${times[0]}</time>${times.length > 1 && html`<span class="quiet">, and ${times.length - 1} times since ${times.at(-1)}</span>`} ${cause}
      </li>`;
    })}
  </ul>`;
}
