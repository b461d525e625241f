// The records of a stream: follow it, go back in time, search, and put one.
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "htm/preact";
import { follow, post } from "./api.js";
import { go } from "./app.js";
import { bytes, count, indented, moment } from "./format.js";

/** What the page keeps; the server sends at most some hundred a second. */
const MOST_ROWS = 500;

export function Records({ stage, query }) {
  const streams = stage.streams.map((stream) => ({ ...stream, title: stream.groups.length ? stream.groups.join(", ") : stream.name }));
  streams.sort((a, b) => (b.groups.length > 0) - (a.groups.length > 0) || a.title.localeCompare(b.title));
  const chosen = streams.find((stream) => stream.name === query.stream || stream.groups.includes(query.stream)) ?? streams[0];
  if (!chosen) return html`<p class="notice">The stage has no streams.</p>`;
  if (stage.phase === "STOPPED") return html`<p class="notice">Streams can be read while the stage runs.</p>`;
  return html`
    <${Search} key=${`search ${JSON.stringify(query)}`} streams=${streams} chosen=${chosen} query=${query} />
    <${Put} key=${`put ${chosen.name} ${query.put ?? ""}`} chosen=${chosen} query=${query} stage=${stage} />
    <${Found} key=${`found ${chosen.name} ${JSON.stringify({ ...query, put: undefined, putKey: undefined })}`} chosen=${chosen} query=${query} stage=${stage} />
  `;
}

/** What the search's address has: filters can be bookmarked and shared. */
function Search({ streams, chosen, query }) {
  const submitted = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    for (const name of ["since", "until"]) {
      if (fields[name]) fields[name] = new Date(fields[name]).getTime();
    }
    if (fields.from === "time") fields.from = fields.since || "start";
    delete fields.since;
    go("records", fields);
  };
  const from = query.from ?? "now";
  const isTime = /^\d+$/.test(from);
  return html`<form class="search" role="search" onSubmit=${submitted}>
    <label>
      stream
      <select name="stream" onChange=${(event) => event.currentTarget.form.requestSubmit()}>
        ${streams.map((stream) => html`<option key=${stream.name} value=${stream.name} selected=${stream === chosen}>${stream.title}</option>`)}
      </select>
    </label>
    <label>
      from
      <select name="from">
        <option value="now" selected=${from === "now"}>now on</option>
        <option value="start" selected=${from === "start"}>the oldest record</option>
        <option value="time" selected=${isTime}>a time</option>
      </select>
    </label>
    <label>at <input type="datetime-local" step="1" name="since" defaultValue=${isTime ? local(from) : ""} /></label>
    <label>until <input type="datetime-local" step="1" name="until" defaultValue=${query.until ? local(query.until) : ""} /></label>
    <label>contains <input type="search" name="text" defaultValue=${query.text ?? ""} /></label>
    <label>partition key <input type="search" name="key" defaultValue=${query.key ?? ""} /></label>
    <label>JSONPath <input type="search" name="path" placeholder="$.type" defaultValue=${query.path ?? ""} /></label>
    <label>is <input type="search" name="value" defaultValue=${query.value ?? ""} /></label>
    <label class="check"><input type="checkbox" name="whole" value="1" defaultChecked=${query.whole !== undefined} /> aggregates whole</label>
    <button type="submit">Search</button>
  </form>`;
}

/** A time as the field has it: of this machine's zone, without one. */
function local(millis) {
  const date = new Date(Number(millis));
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function Found({ chosen, query, stage }) {
  const [state, setState] = useState({ rows: [], scanned: 0, matched: 0 });
  const [paused, setPaused] = useState(false);
  const [open, setOpen] = useState();
  const waiting = useRef([]);
  const pausedNow = useRef(false);
  pausedNow.current = paused;
  const pause = () => {
    const missed = waiting.current;
    waiting.current = [];
    if (paused) setState((former) => ({ ...former, rows: newest(missed, former.rows) }));
    setPaused(!paused);
  };
  useEffect(() => {
    const { stream, put, putKey, ...search } = query;
    const reading = new Reading(search.from);
    return follow(
      "/api/records",
      () => ({ ...search, from: reading.from(), stream: chosen.name }),
      {
        records: (answer) => {
          const report = reading.add(answer);
          const read = [...report.records].reverse();
          if (pausedNow.current) waiting.current = newest(read, waiting.current);
          setState((former) => ({
            ...report,
            error: undefined,
            rows: pausedNow.current ? former.rows : newest(read, former.rows),
            atFirstEnd: former.atFirstEnd ?? (report.isAtEnd ? `${count(report.matched)} found` : undefined),
          }));
        },
        failure: (report) => setState((former) => ({ ...former, error: report.error })),
        broken: (error) => setState((former) => ({ ...former, error: error.message })),
        ended: () => setState((former) => ({ ...former, ended: true })),
      },
      { again: false, onlyShown: () => reading.isAtEnd },
    );
  }, []);
  const hidden = state.matched - state.rows.length;
  return html`<section aria-label="Records of ${chosen.title}">
    <span class="unseen" role="status">${state.error ?? state.atFirstEnd}</span>
    <p class="found">
      <span>
        ${state.error ?? html`${count(state.matched)} found of ${count(state.scanned)} read${state.isAtEnd ? "" : ", reading"}`}
        ${hidden > 0 && html`<span class="quiet">; the newest ${state.rows.length} are shown</span>`}
        ${state.readUntilMillis !== undefined && html`<span class="quiet">; read until ${moment(state.readUntilMillis)}</span>`}
      </span>
      <button type="button" aria-pressed=${paused} onClick=${pause}>${paused ? "Go on" : "Pause"}</button>
    </p>
    <ul class="records">
      ${state.rows.map(
        (record) => html`<${Row}
          key=${record.id}
          record=${record}
          isOpen=${open === record.id}
          toggle=${() => setOpen(open === record.id ? undefined : record.id)}
          stage=${stage}
        />`,
      )}
    </ul>
  </section>`;
}

/** What was read by all connections of a search: there is none while the page is hidden and has read all. */
class Reading {
  isAtEnd = false;
  #first;
  #begin = Date.now();
  #until;
  /** Of the former connections. */
  #before = { scanned: 0, matched: 0 };
  #latest = { scanned: 0, matched: 0 };
  /** The records of the last moment, with which the next connection begins. */
  #last = new Set();
  #number = 0;

  constructor(from) {
    this.#first = from;
  }

  /** Where the next connection begins. */
  from() {
    this.#before = { scanned: this.#before.scanned + this.#latest.scanned, matched: this.#before.matched + this.#latest.matched };
    this.#latest = { scanned: 0, matched: 0 };
    if (!this.isAtEnd) return this.#first;
    return this.#until ?? (this.#first === "start" ? "start" : this.#begin);
  }

  /** A report with the sums of all connections, and without records that were there before. */
  add(report) {
    this.isAtEnd = report.isAtEnd;
    this.#latest = report;
    const records = report.records.filter((record) => !this.#last.has(name(record)));
    const repeated = report.records.length - records.length;
    this.#before.scanned -= repeated;
    this.#before.matched -= repeated;
    if (report.readUntilMillis > (this.#until ?? 0)) {
      this.#until = report.readUntilMillis;
      this.#last.clear();
    }
    for (const record of records) {
      if (record.arrivalMillis === this.#until) this.#last.add(name(record));
    }
    return {
      ...report,
      scanned: this.#before.scanned + report.scanned,
      matched: this.#before.matched + report.matched,
      readUntilMillis: this.#until,
      records: records.map((record) => ({ ...record, id: this.#number++ })),
    };
  }
}

const name = (record) => `${record.shard} ${record.sequenceNumber} ${record.subSequenceNumber}`;

const newest = (read, rows) => [...read, ...rows].slice(0, MOST_ROWS);

function Row({ record, isOpen, toggle, stage }) {
  return html`<li class="record">
    <button type="button" class="line" aria-expanded=${isOpen} onClick=${toggle}>
      <span class="quiet">${moment(record.arrivalMillis)}</span>
      <span class="key">${record.partitionKey}${record.subSequenceNumber !== undefined && html` <span class="quiet">[${record.subSequenceNumber}]</span>`}</span>
      ${record.base64 === undefined ? html`<code>${record.text.slice(0, 300)}</code>` : html`<span class="quiet note">${record.note}</span>`}
    </button>
    ${isOpen && html`<${Details} record=${record} stage=${stage} />`}
  </li>`;
}

function Details({ record, stage }) {
  const json = parsed(record.text);
  const original = rejected(json);
  const shown = record.base64 === undefined ? new TextEncoder().encode(record.text).length : decoded(record.base64).length;
  const target = original && stage.streams.find((stream) => stream.name === json.stream);
  return html`<div class="details">
    <dl>
      <div><dt>shard</dt><dd>${record.shard}</dd></div>
      <div><dt>sequence number</dt><dd>${record.sequenceNumber}</dd></div>
      ${record.subSequenceNumber !== undefined && html`<div><dt>index in the aggregate</dt><dd>${record.subSequenceNumber}</dd></div>`}
      <div><dt>partition key</dt><dd>${record.partitionKey}</dd></div>
      ${record.explicitHashKey !== undefined && html`<div><dt>explicit hash key</dt><dd>${record.explicitHashKey}</dd></div>`}
      <div><dt>arrival</dt><dd>${moment(record.arrivalMillis)}</dd></div>
      <div><dt>size</dt><dd>${bytes(record.bytes)}</dd></div>
      ${original !== undefined && html`<div><dt>rejected because</dt><dd><strong>${json.code}</strong> ${json.reason}</dd></div>`}
    </dl>
    ${record.note !== undefined && html`<p>Shown as bytes: ${record.note}.</p>`}
    ${shown < record.bytes && html`<p>Its first ${count(shown)} of ${count(record.bytes)} bytes. <code>./millrace local tail</code> prints all of them.</p>`}
    <pre tabindex="0" aria-label="The record's data">${record.base64 !== undefined ? dump(record.base64) : json === undefined ? record.text : indented(record.text)}</pre>
    ${target &&
    html`<p class="actions">
      <button type="button" onClick=${() => go("records", { stream: target.name, put: original, putKey: json.partitionKey })}>
        Edit and put again
      </button>
      <span class="quiet">into ${target.groups.join(", ") || target.name}</span>
    </p>`}
  </div>`;
}

/** Sixteen bytes on each line, in hexadecimal and as text. */
function dump(base64) {
  const data = decoded(base64);
  const lines = [];
  for (let at = 0; at < data.length; at += 16) {
    const bytes = data.slice(at, at + 16);
    const hex = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
    lines.push(`${at.toString(16).padStart(6, "0")}  ${hex.padEnd(47)}  ${bytes.replace(/[^\x20-\x7e]/g, ".")}`);
  }
  return lines.join("\n");
}

/** One character for each byte. */
function decoded(base64) {
  return atob(base64.slice(0, base64.length - (base64.length % 4)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The data of the record that was rejected; undefined if it is none, or not whole, or no text. */
function rejected(json) {
  return json?.code && json?.reason && json?.encoding === "utf-8" && json?.truncatedFrom === undefined ? json.data : undefined;
}

/** What the jobs that read and write the stream declare about its records. */
function Shape({ chosen, stage }) {
  const edges = stage.edges.filter((edge) => edge.stream === chosen.name && edge.description !== undefined);
  if (edges.length === 0) return null;
  const job = (edge) => stage.applications.find((application) => application.name === edge.application)?.job ?? edge.application;
  return html`<dl class="shape">
    ${edges.map(
      (edge) => html`<div key=${`${edge.application} ${edge.group}`}>
        <dt>${edge.direction === "OUT" ? "written by" : "read by"} ${job(edge)} as ${edge.group}</dt>
        <dd>${edge.description}</dd>
      </div>`,
    )}
  </dl>`;
}

function Put({ chosen, query, stage }) {
  const [result, setResult] = useState();
  const submitted = async (event) => {
    event.preventDefault();
    const { text, key } = Object.fromEntries(new FormData(event.currentTarget));
    try {
      const report = await post("/api/put", { stream: chosen.name, text, key });
      setResult(`written to ${report.stream}`);
    } catch (error) {
      setResult(error.message);
    }
  };
  return html`<details class="put" open=${query.put !== undefined}>
    <summary>Put a record into ${chosen.title}</summary>
    <${Shape} chosen=${chosen} stage=${stage} />
    <form onSubmit=${submitted}>
      <label>data <textarea name="text" rows="4" spellcheck=${false} required>${query.put ?? ""}</textarea></label>
      <label>partition key <input name="key" placeholder="a hash of the data" defaultValue=${query.putKey ?? ""} /></label>
      <p class="actions"><button type="submit">Put</button> <span role="status">${result}</span></p>
    </form>
  </details>`;
}
