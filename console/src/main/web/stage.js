// The graph of the stage: a lane for each application, from the streams that it reads to those that it writes.
import { useState } from "preact/hooks";
import { html } from "htm/preact";
import { Actions } from "./actions.js";
import { bytes, count, duration, rate } from "./format.js";

export function Stage({ stage }) {
  const bound = new Set(stage.edges.map((edge) => edge.stream));
  const names = new Set(stage.applications.map((application) => application.name));
  const others = stage.streams.filter((stream) => !bound.has(stream.name));
  return html`
    ${stage.applications.length === 0 && html`<p class="notice">No application has run in this stage.</p>`}
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

function Lane({ application, stage }) {
  const edges = stage.edges.filter((edge) => edge.application === application.name);
  const outputs = edges.filter((edge) => edge.direction === "OUT");
  const inputs = edges.filter((edge) => edge.direction !== "OUT");
  return html`<section class="lane" aria-label="Application ${application.job}">
    <${Ports} title="reads" edges=${inputs} stage=${stage} />
    <div>
      <${Application} application=${application} stage=${stage} />
      <${Alarms} alarms=${stage.alarms.filter((alarm) => alarm.application === application.name)} title="Alarms" />
    </div>
    <${Ports} title="writes" edges=${outputs} stage=${stage} />
  </section>`;
}

function Ports({ title, edges, stage }) {
  return html`<div class="ports ${title}">
    <h3 class="quiet">${title}</h3>
    <ul>
      ${edges.map((edge) => html`<${Port} key=${edge.group} edge=${edge} stage=${stage} />`)}
    </ul>
  </div>`;
}

function Port({ edge, stage }) {
  const figures = [];
  if (edge.lagMillis !== undefined) figures.push(["lag", duration(edge.lagMillis)]);
  if (edge.lagRecords !== undefined) figures.push(["unread", count(edge.lagRecords)]);
  if (edge.watermarkMillis !== undefined) {
    figures.push(["event time", `${duration(stage.atMillis - edge.watermarkMillis)} behind`]);
  }
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

function Application({ application, stage }) {
  const [open, setOpen] = useState(false);
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
      html`<button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>
        ${open ? "Hide" : "Show"} ${application.vertices.length} tasks
      </button>`}
      ${application.webUi && html`<a href=${application.webUi} target="_blank" rel="noreferrer">Flink's web UI</a>`}
      <${Actions} application=${application} stage=${stage} />
    </p>
    ${open && html`<${Vertices} vertices=${application.vertices} stage=${stage} />`}
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
      ${alarm.metric} ${SIGNS[alarm.comparison] ?? alarm.comparison} ${count(alarm.threshold)}, ${periods}${alarm.value === undefined ? "" : `; now ${count(alarm.value)}`}
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

function Failures({ failures }) {
  return html`<ul class="failures">
    ${failures.map(
      (failure) => html`<li key=${failure.atMillis}>
        <time class="quiet">${new Date(failure.atMillis).toLocaleTimeString("en-GB")}</time> ${failure.cause}
      </li>`,
    )}
  </ul>`;
}

function Vertices({ vertices, stage }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tasks">
    <table>
      <thead>
        <tr>
          <th scope="col">task</th>
          <th scope="col" class="number">subtasks</th>
          <th scope="col" class="number">records in</th>
          <th scope="col" class="number">out</th>
          <th scope="col" class="number">rate</th>
          <th scope="col" class="number">state</th>
          <th scope="col" class="number">event time</th>
          <th scope="col" class="number">busy</th>
          <th scope="col" class="number">back-pressured</th>
        </tr>
      </thead>
      <tbody>
        ${vertices.map(
          (vertex) => html`<tr key=${vertex.id}>
            <th scope="row">${vertex.name}</th>
            <td class="number">${vertex.parallelism}</td>
            <td class="number">${count(vertex.recordsIn)}</td>
            <td class="number">${count(vertex.recordsOut)}</td>
            <td class="number">${rate(vertex.recordsPerSecond)}</td>
            <td class="number">${bytes(vertex.stateBytes)}</td>
            <td class="number">${vertex.watermarkMillis === undefined ? "–" : `${duration(stage.atMillis - vertex.watermarkMillis)} behind`}</td>
            <td class="number">${vertex.busyPercent === undefined ? "–" : `${vertex.busyPercent} %`}</td>
            <td class="number">${vertex.backPressuredPercent === undefined ? "–" : `${vertex.backPressuredPercent} %`}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
