// What has happened to the stage: a time line for each application, and the list of events, which has the same in words.
import { html } from "htm/preact";
import { go } from "./app.js";
import { moment } from "./format.js";

const MOST_ROWS = 500;
const LONG = 160;
const RANGES = { hour: ["the last hour", 3_600_000], day: ["the last day", 86_400_000], all: ["all that is kept", Infinity] };

export function History({ stage, history, query }) {
  const all = history?.events ?? [];
  if (all.length === 0) return html`<p class="notice">Nothing has happened to this stage yet.</p>`;
  const range = query.range in RANGES ? query.range : "all";
  const since = stage.atMillis - RANGES[range][1];
  const events = all.filter(
    (event) =>
      event.atMillis >= since &&
      (!query.application || event.application === query.application) &&
      (!query.kind || event.kind === query.kind),
  );
  return html`
    <${Filter} all=${all} query=${query} range=${range} stage=${stage} />
    <${TimeLine} events=${events} stage=${stage} />
    <p class="found" role="status">
      ${events.length} of ${all.length} events${events.length > MOST_ROWS ? `; the newest ${MOST_ROWS} are shown` : ""}
    </p>
    <ol class="events" aria-label="Events, newest first">
      ${events
        .slice(-MOST_ROWS)
        .reverse()
        .map((event, index) => html`<${Event} key=${`${event.atMillis} ${events.length - index}`} event=${event} stage=${stage} />`)}
    </ol>
  `;
}

const jobOf = (stage, name) => stage.applications.find((application) => application.name === name)?.job ?? name;
const words = (constant) => constant.toLowerCase().replaceAll("_", " ");
/** What has happened, in words. */
const title = ({ kind, outcome }) =>
  kind === "ALARM" ? `alarm ${{ ALARM: "raised", OK: "over" }[outcome] ?? words(outcome)}` : `${words(kind)} ${words(outcome)}`;
const distinct = (values) => [...new Set(values.filter((value) => value !== undefined))].sort();
const tone = (outcome) => ({ DONE: "running", OK: "running", INSUFFICIENT_DATA: "" })[outcome] ?? "failed";

function Filter({ all, query, range, stage }) {
  const changed = (event) => go("history", Object.fromEntries(new FormData(event.currentTarget.form)));
  const options = (chosen, entries) =>
    entries.map(([value, title]) => html`<option key=${value} value=${value} selected=${value === (chosen ?? "")}>${title}</option>`);
  const applications = distinct(all.map((event) => event.application));
  return html`<form class="search" onSubmit=${(event) => event.preventDefault()}>
    <label>
      application
      <select name="application" onChange=${changed}>
        ${options(query.application, [["", "all"], ...applications.map((name) => [name, jobOf(stage, name)])])}
      </select>
    </label>
    <label>
      event
      <select name="kind" onChange=${changed}>
        ${options(query.kind, [["", "all"], ...distinct(all.map((event) => event.kind)).map((kind) => [kind, words(kind)])])}
      </select>
    </label>
    <label>
      time
      <select name="range" onChange=${changed}>
        ${options(range, Object.entries(RANGES).map(([name, [title]]) => [name, title]))}
      </select>
    </label>
  </form>`;
}

function TimeLine({ events, stage }) {
  if (events.length === 0) return null;
  const first = events[0].atMillis;
  const span = Math.max(1, stage.atMillis - first);
  const lanes = [undefined, ...distinct(events.map((event) => event.application))].filter((name) =>
    events.some((event) => event.application === name),
  );
  return html`<div class="timeline" role="img" aria-label="Time line of ${events.length} events since ${moment(first)}; they are listed below">
    ${lanes.map(
      (name) => html`<div class="track" key=${name ?? ""}>
        <span class="quiet">${name === undefined ? "stage" : jobOf(stage, name)}</span>
        <span class="bar">
          ${events
            .filter((event) => event.application === name)
            .map(
              (event, index) => html`<i
                key=${`${event.atMillis} ${index}`}
                class="mark ${tone(event.outcome)} ${event.kind.toLowerCase()}"
                style=${{ left: `${(100 * Math.min(span, event.atMillis - first)) / span}%` }}
                title="${moment(event.atMillis)} ${title(event)}"
              ></i>`,
            )}
        </span>
      </div>`,
    )}
    <p class="track quiet"><span></span><span class="ends"><span>${moment(first)}</span><span>now</span></span></p>
  </div>`;
}

function Event({ event, stage }) {
  const text = event.text;
  const line = text.split("\n")[0];
  return html`<li class="event">
    <time class="quiet" datetime=${new Date(event.atMillis).toISOString()}>${moment(event.atMillis)}</time>
    <span class="what"><span class="badge ${tone(event.outcome)}">${title(event)}</span></span>
    <span class="who">
      ${event.application === undefined ? "stage" : jobOf(stage, event.application)}
      ${event.version !== undefined && html`<span class="quiet"> version ${event.version}</span>`}
    </span>
    ${text.length > LONG || line !== text
      ? html`<details class="text"><summary>${line.slice(0, LONG)}${line.length > LONG ? "…" : ""}</summary><pre tabindex="0" aria-label="All of it">${text}</pre></details>`
      : html`<span class="text">${text}</span>`}
  </li>`;
}
