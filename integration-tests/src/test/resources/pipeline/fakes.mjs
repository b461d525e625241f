// What the fake CDK CLI needs to know about templates: the bucket keeps the first template under a hash, and CloudFormation
// refuses to drop an export that another stack imports. Prints the file with the template that is deployed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const [folder, name, file] = process.argv.slice(2);
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const exportsOf = (template) => Object.values(template.Outputs ?? {}).flatMap(({ Export: published }) => (published ? [published.Name] : []));
const importsOf = (template) => [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]*)"/g)].map((match) => match[1]);
const refuse = (reason) => {
  console.error(reason);
  process.exit(1);
};

const artifacts = Object.values(json(join(dirname(file), "manifest.json")).artifacts);
const url = artifacts.find(({ properties }) => properties.stackName === name).properties.stackTemplateAssetObjectUrl;
let deployed = file;
if (url) {
  mkdirSync(join(folder, "bucket"), { recursive: true });
  deployed = join(folder, "bucket", basename(url));
  if (!existsSync(deployed)) {
    copyFileSync(file, deployed);
  }
}

const next = json(deployed);
const others = readdirSync(folder)
  .filter((other) => other.endsWith(".template") && other !== `${name}.template`)
  .map((other) => ({ other: other.replace(".template", ""), template: json(join(folder, other)) }));
const mine = join(folder, `${name}.template`);
const lost = existsSync(mine) ? exportsOf(json(mine)).filter((each) => !exportsOf(next).includes(each)) : [];
for (const { other, template } of others) {
  for (const each of importsOf(template).filter((each) => lost.includes(each))) {
    refuse(`Export ${each} cannot be deleted as it is in use by ${other}`);
  }
}
const available = others.flatMap(({ template }) => exportsOf(template));
for (const each of importsOf(next).filter((each) => !available.includes(each))) {
  refuse(`No export named ${each} found`);
}
console.log(deployed);
