/** Checks of what describes an approval action. Each refuses with one sentence and a remedy. */
import { actionKey } from "../../../contract/records";
import { parseArnOf } from "../../scope/model/arn-kinds";
import { type Check, integer, quote, throwInvalid, text } from "../../inputs/model/checks";
import { oneOf } from "../../inputs/model/choices";
import { codePipeline, sns } from "../../inputs/model/limits";

/** What the component's name or another argument stands in for. */
export const stageName = text(codePipeline.name, { example: "Release" });
export const actionName = text(codePipeline.name, { example: "Approve" });
/** What nothing stands in for. */
export const pipelineName = text(codePipeline.name, { example: "orders", required: true });
export const approvalName = text(codePipeline.name, { example: "qa", required: true });
export const runOrder = integer(codePipeline.runOrder, "");
export const timeoutInMinutes = integer(codePipeline.timeoutInMinutes, " of minutes");

const configurationValue = (example: string): Check<string> =>
  text(codePipeline.configurationValue, { example });
const anyCustomData = configurationValue("Version #{build.VERSION}");
const anyLink = configurationValue("https://example.com/release");

/** CodePipeline User Guide, "Variables reference": `#{namespace.variable}`. */
const reference = /^#\{[A-Za-z0-9@\-_]{1,100}\.[A-Za-z0-9@\-_]+\}/;

/** CodePipeline fails the action at run time when a reference is malformed; here it fails at once. */
function balancedReferences(value: string, path: string): void {
  for (let at = value.indexOf("#{"); at !== -1; at = value.indexOf("#{", at + 2)) {
    if (!reference.test(value.slice(at))) {
      throwInvalid(
        path,
        `\`${path}\` has a malformed variable at character ${at + 1}: ` +
          `${quote(value.slice(at, at + 40))}. Write #{namespace.variable}, or remove the "#{".`,
      );
    }
  }
}

export const customData: Check<string> = (value, path) => {
  anyCustomData(value, path);
  if (value.trim() === "") {
    throwInvalid(
      path,
      `\`${path}\` must say something, got white space alone: ${quote(value)}. Leave it out or give it ` +
        "a value.",
    );
  }
  balancedReferences(value, path);
};

export const externalEntityLink: Check<string> = (value, path) => {
  anyLink(value, path);
  balancedReferences(value, path);
  // A link that is a variable as a whole is only known when the pipeline runs.
  if (!/^(?:https?:\/\/\S+|#\{\S+)$/i.test(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be a web address that starts with https:// or http://, without spaces, ` +
        `like https://example.com/release, got: ${quote(value)}. Write it out from https:// on, and ` +
        "a space in it as %20.",
    );
  }
};

/** An existing topic that CodePipeline can publish to: a standard one. */
export const topicArn: Check<string> = (value, path) => {
  const arn = parseArnOf("topic", value, path);
  if (arn.resource.endsWith(".fifo")) {
    throwInvalid(
      path,
      `\`${path}\` must be a standard topic, got the FIFO topic ${value}: CodePipeline publishes ` +
        "without a message group. Use a standard topic, or leave it out to have one made.",
    );
  }
};

/** SNS refuses nothing here, but the approval action fails at run time. */
export function sameRegion(arn: string, region: string, path: string): void {
  const topicRegion = arn.split(":")[3];
  if (topicRegion !== region) {
    throwInvalid(
      path,
      `\`${path}\` must be in the pipeline's Region, ${region}, got: ${arn} in ${topicRegion}. ` +
        "Use a topic in that Region, leave it out to have one made, or set `region` if the " +
        "pipeline is elsewhere.",
    );
  }
}

/** Names of the approval actions of one stage: present, few enough, each once. */
export function actionNames(names: readonly (string | undefined)[], path: string): void {
  const { min, max } = codePipeline.actionsPerStage;
  if (names.length < min || names.length > max) {
    throwInvalid(
      path,
      `\`${path}\` must have ${min} to ${max} approvals, the quota of actions in a stage, ` +
        `got: ${names.length}. ` +
        (names.length === 0 ? "List at least one." : "Split them over several stages."),
    );
  }
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first !== undefined) {
      throwInvalid(
        `${path}[${index}].name`,
        `\`${path}[${index}].name\` must be unique in the stage, got: ${quote(name)}, which ` +
          `\`${path}[${first}].name\` has too. Rename one of them.`,
      );
    }
    seen.set(name, index);
  }
}

export const approvalOrder: Check<string> = (value, path) =>
  oneOf(["Parallel", "Sequential"], value, path, "leave it out for the default");

export const displayName = text(sns.displayName, { example: "Approvals" });

/** What describes a new topic describes none where there is one already. */
export function ofANewTopic(path: string, topicArnPath: string): never {
  throwInvalid(
    path,
    `\`${path}\` is for the topic that is made here, got one beside \`${topicArnPath}\`. Set it where ` +
      `that topic is made, or leave \`${topicArnPath}\` out to have one made.`,
  );
}

/** Two components of one program must not both say who decides one action. */
export function oneOwner(
  action: { pipelineName: string; stageName: string; actionName: string },
  owner: string,
  path: string,
): never {
  const { pipelineName, stageName, actionName } = action;
  const got = actionKey(pipelineName, stageName, actionName);
  throwInvalid(
    path,
    `\`${path}\` must name an action that no other component decides, got: ${quote(got)}, which ` +
      `${quote(owner)} decides. Name another pipeline, stage or action, or make one component of both.`,
  );
}
