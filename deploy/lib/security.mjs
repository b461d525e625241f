// A report, in Markdown, of the permissions in an assembly's templates and the findings of cdk-nag.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { release, stacksByStage } from "./assembly.mjs";

const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A value as text: what is only known at deployment as `${reference}`. */
function text(value) {
  if (value === null || typeof value !== "object") {
    return String(value);
  }
  const [name, argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case "Fn::Join":
      return list(argument[1]).map(text).join(argument[0]);
    case "Fn::Sub":
      return text(Array.isArray(argument) ? argument[0] : argument);
    case "Fn::GetAtt":
      return `\${${list(argument).join(".")}}`;
    case "Ref":
    case "Fn::ImportValue":
      return `\${${text(argument)}}`;
    default:
      return JSON.stringify(value);
  }
}

/** Every statement of every policy in a value, including trust and resource policies. */
function statements(value) {
  if (value === null || typeof value !== "object") {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    key === "Statement" ? list(child) : statements(child),
  );
}

function grants(template) {
  return Object.entries(template.Resources ?? {}).flatMap(([id, resource]) =>
    statements(resource.Properties).map((statement) => ({
      where: resource.Metadata?.["aws:cdk:path"] ?? id,
      effect: statement.Effect,
      actions: [...list(statement.Action), ...list(statement.NotAction).map((action) => `not ${action}`)].map(text),
      on: [
        ...list(statement.Resource),
        ...Object.values(statement.Principal ?? {}).flatMap(list),
        ...(typeof statement.Principal === "string" ? [statement.Principal] : []),
      ].map(text),
      condition: statement.Condition ? Object.entries(statement.Condition).map(text).join("; ") : "",
    })),
  );
}

const isWide = (grant) => grant.effect === "Allow" && [...grant.actions, ...grant.on].some((each) => each.includes("*"));
const cell = (items) => list(items).map((item) => `\`${item.replaceAll("|", "\\|")}\``).join("<br>");
const row = (...cells) => `| ${cells.join(" | ")} |`;

function section(stage, stacks) {
  const all = stacks.flatMap((stack) => grants(json(stack.template)));
  const wide = all.filter(isWide);
  return [
    `## ${stage || "Outside of stages"}`,
    "",
    `${all.length} statements in ${stacks.length} stacks; ${wide.length} allow something with a \`*\`:`,
    "",
    row("where", "actions", "on"),
    row("---", "---", "---"),
    ...wide.map((grant) => row(cell(grant.where), cell(grant.actions), cell(grant.on))),
    "",
    "<details><summary>All statements</summary>",
    "",
    row("where", "effect", "actions", "on", "if"),
    row("---", "---", "---", "---", "---"),
    ...all.map((grant) =>
      row(cell(grant.where), grant.effect, cell(grant.actions), cell(grant.on), grant.condition && cell(grant.condition)),
    ),
    "",
    "</details>",
    "",
  ];
}

/** The findings of cdk-nag, from its report files. CdkNagTest accepts each with a reason, and fails on any other. */
function nag(directory) {
  const reports = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith("NagReport.json")) : [];
  if (reports.length === 0) {
    return ["## cdk-nag", "", `No report in \`${directory}\`: \`./mvnw test -pl infra -am\` makes one.`, ""];
  }
  const lines = reports.sort().flatMap((name) => json(join(directory, name)).lines);
  const of = (compliance) => lines.filter((line) => line.compliance === compliance);
  return [
    "## cdk-nag",
    "",
    `${lines.length} checks: ${of("Compliant").length} passed, ${of("Non-Compliant").length} findings, ${of("UNKNOWN").length} not`
      + " evaluated. `CdkNagTest` accepts each of these with a reason, and fails on any other.",
    "",
    row("rule", "construct"),
    row("---", "---"),
    ...of("Non-Compliant").map((line) => row(line.ruleId, cell(line.resourceId))),
    "",
  ];
}

const [assembly, reports] = process.argv.slice(2);
const { digest, commit } = release(assembly);
console.log(
  [
    "# Security report",
    "",
    `Release \`${digest}\` of commit \`${commit}\`.`,
    "",
    ...[...stacksByStage(assembly)].flatMap(([stage, stacks]) => section(stage, stacks)),
    ...nag(reports),
  ].join("\n"),
);
