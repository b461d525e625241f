// The record of an environment: which releases it has had, and which deploy is under way or has failed. One line of JSON,
// so that a file, a parameter of Systems Manager or an eye can hold it.

/** As many as a rollback could want to go back through; a parameter holds 4 KB. */
const KEPT = 10;

const parse = (text) => (text ? JSON.parse(text) : { attempt: null, releases: [] });

const COMMANDS = {
  /** The release that was deployed last and answered; empty when there was none. */
  current: (record) => record.releases[0] ?? "",
  /** Where a rollback leads: out of a deploy that failed to the release before it, else back by one. */
  previous: (record) => (record.attempt ? record.releases[0] : record.releases[1]) ?? "",
  attempt: (record, digest) => JSON.stringify({ ...record, attempt: digest }),
  /** To deploy a release again is to go back to it: what came after it is no way back any more. */
  done: (record, digest) => {
    const before = record.releases.includes(digest)
      ? record.releases.slice(record.releases.indexOf(digest) + 1)
      : record.releases;
    return JSON.stringify({ attempt: null, releases: [digest, ...before].slice(0, KEPT) });
  },
};

const [command, text, digest] = process.argv.slice(2);
console.log(COMMANDS[command](parse(text), digest));
