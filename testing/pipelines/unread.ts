/** Pipelines that a stack has, or may have, and that are not read here: they are not passed over. */
import type { RegisteredResource } from "../engine/resource";
import { unknown } from "../engine/plain";

/** Documents of CloudFormation templates by their URL. */
export type Templates = Readonly<Record<string, object | string>>;

/** Something that is not read. */
export interface Unread {
  /** The resource, for people. */
  readonly what: string;
  /** What it has to do with a pipeline, as the middle of a sentence. */
  readonly verb: "is" | "may be" | "holds" | "may hold";
  /** What a test can give, in words. */
  readonly remedy?: string;
}

const pipelineType = "AWS::CodePipeline::Pipeline";

export function unreadPipelines(
  resources: readonly RegisteredResource[],
  templates: Templates = {},
): Unread[] {
  return resources.flatMap((resource) => {
    const found = foreign(resource) ?? generic(resource) ?? templated(resource, templates);
    return found === undefined ? [] : [{ what: `${resource.type} "${resource.name}"`, ...found }];
  });
}

export const sentence = ({ what, verb, remedy }: Unread): string =>
  `${what} ${verb} a pipeline that this assertion cannot read${remedy ? `: ${remedy}` : ""}.`;

/** The same as a doubt about who may decide. */
export const unknownApprovals = ({ what, remedy }: Unread): string =>
  `the approvals of ${what} are not known${remedy ? `: ${remedy}` : ""}`;

type Found = Omit<Unread, "what"> | undefined;

/** Another provider has a type of its own for pipelines. */
function foreign({ type }: RegisteredResource): Found {
  return /^(?!aws:)[^:]+:codepipeline[/:].*:?Pipeline$/i.test(type) ? { verb: "is" } : undefined;
}

/** Cloud Control and its like make a resource of whatever type they are told. */
function generic(resource: RegisteredResource): Found {
  const type = genericType(resource);
  if (type === pipelineType) return { verb: "is" };
  return type === unknown ? { verb: "may be" } : undefined;
}

/** The CloudFormation type of a resource of which the type is an argument. */
export function genericType({ type, inputs }: RegisteredResource): string | undefined {
  const key = {
    "aws:cloudcontrol/resource:Resource": "typeName",
    "aws-native:index:ExtensionResource": "type",
  }[type];
  return key === undefined ? undefined : String(inputs[key] ?? unknown);
}

/** A CloudFormation stack or stack set makes what its template says. */
function templated({ type, inputs }: RegisteredResource, templates: Templates): Found {
  if (!/^aws(-native)?:cloudformation[/:].*Stack(Set)?$/.test(type)) return undefined;
  const { templateBody = null, templateUrl = null } = inputs;
  const url = String(templateUrl);
  const remedy = `give the template of ${url} in \`templates\` of \`deploy\``;
  const given = templateBody ?? (Object.hasOwn(templates, url) ? templates[url] : undefined);
  if (given === undefined) return templateUrl === null ? undefined : { verb: "may hold", remedy };
  if (given === unknown) return { verb: "may hold" };
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return text.includes(pipelineType) ? { verb: "holds" } : undefined;
}
