// Why results are not out yet: which shard holds event time, by which rule, and until when.
import { useEffect, useState } from "preact/hooks";
import { html } from "htm/preact";
import { get } from "./api.js";
import { duration, moment } from "./format.js";

const REFRESH_MILLIS = 2000;
const RULES = {
  NOT_RUNNING: "not running",
  NOT_REPORTED: "not reported",
  NO_EVENT: "no event yet",
  NOT_LISTED: "shards not listed yet",
  UNREAD: "a shard is not read yet",
  OUT_OF_ORDERNESS: "events may be out of order",
  IDLE_TIMEOUT: "a shard is silent",
  READ_SKEW: "another shard may be read later",
  WAITING_RECORDS: "records wait for others",
  PASSED: "nothing waits",
};

export function Explain({ stage }) {
  const [report, setReport] = useState();
  const [error, setError] = useState();
  useEffect(() => {
    let timer;
    let left = false;
    const refresh = async () => {
      try {
        const next = await get("/api/explanation");
        if (!left) {
          setReport(next);
          setError(undefined);
        }
      } catch (failure) {
        if (!left) setError(failure.message);
      }
      if (!left) timer = setTimeout(refresh, REFRESH_MILLIS);
    };
    refresh();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  if (error) return html`<p class="notice">${error}</p>`;
  if (!report) return html`<p class="notice">Asking the jobs.</p>`;
  if (report.applications.length === 0) return html`<p class="notice">No application has run in this stage.</p>`;
  return html`
    <p class="intro quiet">
      A result is out once event time has passed it, and event time is that of the slowest shard. ${" "}
      <code>./millrace local explain</code> prints the same.
    </p>
    ${report.applications.map((wait) => html`<${Wait} key=${wait.application} wait=${wait} now=${report.atMillis} />`)}
  `;
}

function Wait({ wait, now }) {
  const calm = wait.rule === "PASSED" || wait.rule === "NO_EVENT";
  return html`<article class="wait" aria-label="Application ${wait.job}">
    <header>
      <h2>${wait.job}</h2>
      <span class="badge ${calm ? "running" : ""}">${RULES[wait.rule] ?? wait.rule}</span>
      ${wait.outputs.length > 0 && html`<span class="quiet">${wait.outputs.join(", ")}</span>`}
    </header>
    <p>${sentence(wait.text)}</p>
    <dl>
      ${wait.watermarkMillis !== undefined &&
      html`<${Fact} name="event time" value=${moment(wait.watermarkMillis)} /><${Fact} name="behind the clock" value=${duration(wait.behindMillis)} />`}
      ${wait.input && html`<${Fact} name="held by" value="${wait.input}, ${wait.operator ?? wait.shard ?? ""}" />`}
      ${wait.sinceMillis !== undefined && html`<${Fact} name="its newest event was read" value=${moment(wait.sinceMillis)} />`}
      ${wait.lastMillis !== undefined && html`<${Fact} name="newest event of all" value=${moment(wait.lastMillis)} />`}
      ${wait.expectedMillis !== undefined &&
      html`<${Fact} name="passed" value=${wait.expectedMillis <= now ? "now" : `in ${duration(wait.expectedMillis - now)}, at ${moment(wait.expectedMillis)}`} />`}
    </dl>
    ${Object.keys(wait.parts).length > 0 && html`<${Parts} parts=${wait.parts} />`}
    ${wait.shards.length > 0 && html`<${Shards} wait=${wait} />`}
  </article>`;
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

const Fact = ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** The waits in a row, each as wide as it is long; one that is far longer than the others is cut. */
function Parts({ parts }) {
  const entries = Object.entries(parts).filter(([, millis]) => millis > 0);
  const longest = Math.max(1, ...entries.map(([, millis]) => Math.min(millis, 60_000)));
  return html`<ul class="parts" aria-label="What the delay consists of">
    ${entries.map(
      ([name, millis]) => html`<li key=${name} style=${{ flexGrow: Math.max(0.15, Math.min(millis, 60_000) / longest) }}>
        <span class="quiet">${name}</span> <strong>${duration(millis)}</strong>
      </li>`,
    )}
  </ul>`;
}

/** Each shard's figures are of another moment, so that they compare only with how far it had been read then. */
function Shards({ wait }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Shards of ${wait.job}">
    <table>
      <thead>
        <tr>
          <th scope="col">input</th>
          <th scope="col">shard</th>
          <th scope="col">newest event</th>
          <th scope="col">read until</th>
          <th scope="col" class="number">event time before that</th>
        </tr>
      </thead>
      <tbody>
        ${wait.shards.map((shard) => {
          const id = shard.shard.slice(shard.shard.lastIndexOf("/") + 1);
          const holds = shard.input === wait.input && id === wait.shard && !wait.operator;
          return html`<tr key=${shard.input + shard.shard} class=${holds ? "holds" : ""}>
            <th scope="row">${shard.input}</th>
            <td title=${shard.shard}>${id}${holds ? html` <span class="badge">holds</span>` : ""}</td>
            <td>${shard.newestMillis === undefined ? "none" : moment(shard.newestMillis)}</td>
            <td>${shard.readUntilMillis === undefined ? "–" : moment(shard.readUntilMillis)}</td>
            <td class="number">
              ${shard.watermarkMillis === undefined
                ? { UNREAD: "not read yet", EMPTY: "no event: holds nothing" }[shard.state]
                : shard.readUntilMillis === undefined
                  ? "–"
                  : duration(shard.readUntilMillis - shard.watermarkMillis)}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
