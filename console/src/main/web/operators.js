// The operators of an application, each under the task that it is chained to.
import { html } from "htm/preact";
import { bytes, count, duration, rate } from "./format.js";

export function Operators({ application, stage }) {
  return html`<div class="scroll operators" tabindex="0" role="region" aria-label="Operators of ${application.job}">
    <table>
      <thead>
        <tr>
          <th scope="col">task, and its operators</th>
          <th scope="col">uid</th>
          <th scope="col" class="number">records in</th>
          <th scope="col" class="number">out</th>
          <th scope="col" class="number">state</th>
          <th scope="col" class="number">event time</th>
          <th scope="col" class="number">busy</th>
          <th scope="col" class="number">back-pressured</th>
        </tr>
      </thead>
      ${application.vertices.map(
        (vertex) => html`<tbody key=${vertex.id}>
          <${Task} vertex=${vertex} application=${application} stage=${stage} />
          ${vertex.operators.map(
            (operator) => html`<${Operator} key=${operator.id ?? operator.name} operator=${operator} stage=${stage} />`,
          )}
        </tbody>`,
      )}
    </table>
  </div>`;
}

const behind = (time, stage) => (time === undefined ? "–" : `${duration(stage.atMillis - time)} behind`);
const share = (percent) => (percent === undefined ? "–" : `${percent} %`);

function Task({ vertex, application, stage }) {
  const names = vertex.operators.map((operator) => operator.name);
  const title = names.length === 0 ? vertex.name : names.length === 1 ? names[0] : `${names[0]} … ${names.at(-1)}`;
  return html`<tr class="task">
    <th scope="rowgroup" colspan="2" title=${vertex.name}>
      ${application.webUi !== undefined && application.jobId !== undefined
        ? html`<a href="${application.webUi}/#/job/running/${application.jobId}/overview/${vertex.id}/detail" target="_blank" rel="noreferrer">${title}</a>`
        : title}
      ${" "}<span class="quiet">× ${vertex.parallelism}</span>
      ${vertex.status !== "RUNNING" && html` <span class="badge ${vertex.status.toLowerCase()}">${vertex.status}</span>`}
    </th>
    <td class="number">${count(vertex.recordsIn)}</td>
    <td class="number">${count(vertex.recordsOut)}</td>
    <td class="number">${bytes(vertex.stateBytes)}</td>
    <td class="number">${behind(vertex.watermarkMillis, stage)}</td>
    <td class="number">${share(vertex.busyPercent)}</td>
    <td class="number">${share(vertex.backPressuredPercent)}</td>
  </tr>`;
}

/** Rates, or totals until there are rates. */
function Operator({ operator, stage }) {
  const flow = (perSecond, total) => (perSecond === undefined ? count(total) : rate(perSecond));
  return html`<tr class="operator">
    <th scope="row">${operator.name}</th>
    <td>${operator.uid === undefined ? html`<span class="quiet">no uid</span>` : html`<code>${operator.uid}</code>`}</td>
    <td class="number" title=${count(operator.recordsIn)}>${flow(operator.recordsInPerSecond, operator.recordsIn)}</td>
    <td class="number" title=${count(operator.recordsOut)}>${flow(operator.recordsOutPerSecond, operator.recordsOut)}</td>
    <td class="number">${bytes(operator.stateBytes)}</td>
    <td class="number">${behind(operator.watermarkMillis, stage)}</td>
    <td></td>
    <td></td>
  </tr>`;
}
